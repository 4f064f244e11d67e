"""Remembered parts of speech and lemmas are the model's own."""

from depositary.model.text import Report
from depositary.reading.parser.english import analyse, load_model
from depositary.reading.parser.morphology import RULES, named_words

TEXT = (
    "There is no deal, and there are talks. They've signed the better treaties; it is over. "
    "The ministers' aides were going to have met, hadn't they? See what the parties would do in the 1990s."
)


def test_the_memory_says_what_the_whole_model_says():
    model = load_model()
    analysis = analyse(Report.compose(TEXT))
    for sentence in analysis.sentences:
        doc = model.make_doc(sentence.text)
        for token in doc:
            token.is_sent_start = token.i == 0
        for pipe in [pipe for _, pipe in model.pipeline] + [model.get_pipe(name) for name in RULES]:
            doc = pipe(doc)
        assert [(t.pos, t.lemma) for t in sentence.tokens] == [(t.pos_, t.lemma_) for t in doc]


def test_the_words_that_rules_name_are_found():
    rules = [{"patterns": [[{"LOWER": "ai"}, {"LOWER": {"IN": ["n't", "not"]}}], [{"TAG": "VB"}]]}]
    assert list(named_words(rules)) == ["ai", "n't", "not"]
