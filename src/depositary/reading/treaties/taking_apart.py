r"""Takes the text of a treaty apart into its title, preamble, articles, annexes, signature block and final clauses.

>>> text = "Lake Treaty\n\nChad and Niger have agreed:\n\nArticle 1\nThe lake is shared.\n\nArticle 2\nIt is open."
>>> taken = read_treaty(Report.compose(text))
>>> taken.title, [article.number for article in taken.articles], taken.articles[0].paragraphs[0].span.text
('Lake Treaty', ['1', '2'], 'The lake is shared.')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from depositary.languages.final_clauses import Reading as Sentence
from depositary.languages.final_clauses import merge_clauses, read_sentences
from depositary.languages.treaty_titles import parse_title
from depositary.model.clauses import Clauses
from depositary.model.identifiers import find_identifiers
from depositary.model.text import Report, Span
from depositary.model.treaty import Article, Paragraph, Provision, Topic, TreatyText
from depositary.reading.treaties.fronts import Front, find_front, find_sides
from depositary.reading.treaties.headings import Heading, find_headings, find_numbered, split_lines
from depositary.reading.treaties.parts import (
    drop_annexed,
    find_frame,
    is_title_line,
    line_pattern,
    read_annex,
    read_signature,
)

FEWEST = 2  # articles; a text with fewer is searched for numbered sections
LABEL = r"[ \t]*+(?:\(?(?P<label>[0-9]{1,2})[.)]|\((?P<letter>[a-z]|[ivx]{2,4})\))[ \t\u00a0]*+"


def read_treaty(report: Report) -> TreatyText:
    """Return the text of a treaty taken apart.

    Args:
        report: whose text is the treaty, whole or in part.

    Raises:
        EvidenceError: never on a report made by ``Report.compose``; each span is cut from its text.
    """
    text = report.text
    headings = find_headings(text)
    if len(headings) < FEWEST:
        headings = find_numbered(text) or headings
    headings = drop_annexed(text, headings)
    frame = find_frame(text, [(heading.start, heading.end) for heading in headings])
    front = find_front(report, headings[0].start if headings else frame.body_end)
    articles = tuple(make_articles(report, headings, frame.body_end))
    title = parse_title(front.title)
    sides = find_sides(front.preamble.text) if front.preamble else ()
    signature = read_signature(report, frame.signature) if frame.signature else None
    provisions = tuple(find_provisions(report, articles, front, signature.span if signature else None))
    return TreatyText(
        title=front.title,
        kind=title.kind,
        parties=title.parties if len(title.parties) > 1 or not sides else sides,
        subject=title.subject,
        parent=title.parent,
        heading=front.heading,
        preamble=front.preamble,
        articles=articles,
        annexes=tuple(read_annex(report, where) for where in frame.annexes),
        signature=signature,
        clauses=join(provision.said for provision in provisions),
        provisions=provisions,
        identifiers=tuple(find_identifiers(front.words)),
    ).assert_evidence(report)


def make_articles(report: Report, headings: Sequence[Heading], end: int) -> Iterator[Article]:
    """Yield the articles: each goes to the next heading, or to a line between that names a chapter."""
    if not headings:
        return
    part = find_part(report.text, 0, headings[0].start)[1]
    for heading, after in zip(headings, (*(h.start for h in headings[1:]), end), strict=True):
        stop, following = find_part(report.text, heading.end, max(after, heading.end))
        yield Article(
            number=heading.number.strip(" -–."),
            title=" ".join(report.text[slice(*heading.title)].split()) if heading.title else None,
            part=part,
            heading=report.span(heading.start, heading.end),
            paragraphs=tuple(split_paragraphs(report, heading.end, stop)),
        )
        part = following or part


def find_part(text: str, start: int, end: int) -> tuple[int, str | None]:
    """Return where the lines that name a chapter begin in a range, at its end, and the chapter's name."""
    lines = list(split_lines(text[start:end]))
    for index in range(max(0, len(lines) - 4), len(lines)):
        line = lines[index]
        match = line_pattern("part").match(line.text)
        if match and match["number"] and is_title_line(line, match):
            title = " ".join(other.text for other in lines[index + 1 :])
            words = [line.text, title] if len(title.split()) <= 16 and not title.endswith(".") else [line.text]
            return start + line.start, ": ".join(filter(None, words))
    return end, None


def split_paragraphs(report: Report, start: int, end: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of an article: at its numbers, else at its letters, else at empty lines."""
    text = report.text[start:end]
    starts = find_labels(text) or [(found.start(), None) for found in re.finditer(r"(?<=\n)[ \t]*\n(?=[^\n]*\S)", text)]
    if not starts or text[: starts[0][0]].strip():
        starts = [(0, None), *starts]
    ends = [at for at, _ in starts[1:]] + [len(text)]
    for (at, label), stop in zip(starts, ends, strict=True):
        piece = text[at:stop]
        bare = piece.strip()
        if bare:
            begin = start + at + piece.index(bare[0])
            yield Paragraph(label, report.span(begin, begin + len(bare)))


def find_labels(text: str) -> list[tuple[int, str | None]]:
    """Return where the numbered paragraphs of an article begin, with their numbers, else the letters."""
    marks = [(found.start(), found) for found in LABELLED.finditer(text)]
    numbers = [(at, found["label"]) for at, found in marks if found["label"]]
    chosen: list[tuple[int, str | None]] = []
    for at, label in numbers:
        if int(label) == len(chosen) + 1:
            chosen.append((at, label))
    if len(chosen) > 1:
        return chosen
    letters = [(at, found["letter"]) for at, found in marks if found["letter"]]
    return letters if len(letters) > 1 and letters[0][1] in ("a", "i") else []


LABELLED = re.compile(rf"^{LABEL}(?=\S)", re.MULTILINE)


def find_provisions(
    report: Report, articles: Sequence[Article], front: Front, signature: Span | None
) -> Iterator[Provision]:
    """Yield the final clauses: of each article, then of the signature block."""
    for article in articles:
        if article.paragraphs:
            first, last = article.paragraphs[0].span.start, article.paragraphs[-1].span.end
            yield from make_provisions(report, first, last, article)
    if not articles:
        start = front.preamble.end if front.preamble else front.heading.end if front.heading else 0
        yield from make_provisions(report, start, signature.start if signature else len(report.text), None)
    if signature:
        yield from make_provisions(report, signature.start, signature.end, None, only=(Topic.LANGUAGES,))


def make_provisions(
    report: Report, start: int, end: int, article: Article | None, only: tuple[Topic, ...] | None = None
) -> Iterator[Provision]:
    """Yield what the sentences of a range say."""
    title = article.title if article else None
    for sentence in read_sentences(report.text[start:end], title=title or ""):
        topic = Topic(sentence.topic)
        if only is None or topic in only:
            yield Provision(topic, article.number if article else None, cut(report, start, sentence), sentence.clauses)


def cut(report: Report, start: int, sentence: Sentence) -> Span:
    """Return the span of a sentence, without blanks around it."""
    words = report.text[start + sentence.start : start + sentence.end]
    begin = start + sentence.start + len(words) - len(words.lstrip())
    return report.span(begin, begin + len(words.strip()))


def join(said: Iterable[Clauses]) -> Clauses:
    """Return several clauses as one: of two on one thing the first counts."""
    merged = Clauses()
    for clauses in said:
        merged = merge_clauses(merged, clauses)
    return merged
