"""Sentences parsed in step are parsed as spaCy's own loop parses each alone."""

from depositary.reading.parser.batching import FEW, cut_batches, run_model
from depositary.reading.parser.english import load_model

TEXTS = [
    "Talks failed.",
    "",
    "Chad and Sudan signed a treaty on fishing in Dakar on Monday, their ministers said.",
    "The treaty, which Niger had proposed, will be put before the parliaments of all three states next year.",
    "It ends a long quarrel over the lake.",
]


def make_docs(count):
    model = load_model()
    docs = [model.make_doc(TEXTS[n % len(TEXTS)]) for n in range(count)]
    for doc in docs:
        for token in doc:
            token.is_sent_start = token.i == 0
    return docs


def tell(doc):
    return [(t.text, t.tag_, t.dep_, t.head.i) for t in doc]


def test_many_are_parsed_as_each_alone():
    model, docs = load_model(), make_docs(3 * FEW)
    run_model(model, docs)
    assert [tell(doc) for doc in docs] == [tell(model(doc)) for doc in make_docs(3 * FEW)]
    assert any(token.dep_ == "nsubj" for token in docs[2])


def test_few_are_parsed_too():
    [doc] = make_docs(3)[2:]
    run_model(load_model(), [doc])
    assert tell(doc) == tell(load_model()(make_docs(3)[2]))


def test_nothing_is_no_work():
    run_model(load_model(), [])


def test_a_batch_is_cut_by_length_and_loses_nothing():
    things = ["abcdef", "a", "abc", "ab", "abcdefghij"]
    assert list(cut_batches(things, 6)) == [["a", "ab", "abc"], ["abcdef"], ["abcdefghij"]]
