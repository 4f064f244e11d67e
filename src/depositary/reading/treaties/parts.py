r"""Parts of a text around its articles: chapters, annexes, and the block above the signatures.

>>> text = "Article 1\nPeace.\nIN WITNESS WHEREOF they signed.\nDONE at Chad City, on 3 May 2011.\nANNEX I\nMaps"
>>> frame = find_frame(text, [(0, 9)])
>>> text[frame.body_end : frame.body_end + 10], [text[start:end] for start, end in frame.annexes]
('IN WITNESS', ['ANNEX I\nMaps'])
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from depositary.languages import load_toml
from depositary.languages.final_clauses import find_day, find_languages
from depositary.model.text import Report
from depositary.model.treaty import Annex, SignatureBlock
from depositary.reading.treaties.headings import Heading, Line, split_lines
from depositary.reading.treaties.numbers import is_next

Range = tuple[int, int]

MOST_SIGNATURES = 3000  # characters of a block above and with the signatures
MOST_DAY = 400  # characters after "done at" in which the day stands
MOST_TITLE = 12  # words


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the articles end, the range of the signature block, and the ranges of the annexes."""

    body_end: int
    signature: Range | None
    annexes: tuple[Range, ...]


@functools.cache
def line_pattern(part: str) -> re.Pattern[str]:
    """Return the pattern of a line that names a part: a chapter or an annex."""
    words = load_toml("en", "treaty_parts")[part]
    number = r"[0-9]{1,3}(?:[.-][0-9]{1,3})?|[IVXLC]{1,6}|[A-Z]|[A-Z]-[0-9]{1,3}"
    spelled = "|".join(sorted(load_toml("en", "treaty_parts")["words"], key=len, reverse=True))
    return re.compile(
        rf"[#*_\s]*(?P<word>(?i:{words}))(?:[ .]{{0,2}}(?:(?i:no\.? ?))?"
        rf"(?P<number>{number}|(?i:{spelled})(?:[- ](?i:{spelled}))?))?(?![\w])"
    )


@functools.cache
def testimonium() -> re.Pattern[str]:
    """Return the pattern of the words that begin the signature block, at the beginning of a line."""
    return re.compile(rf"^[^\w\n]*{load_toml('en', 'treaty_parts')['testimonium']}", re.IGNORECASE | re.MULTILINE)


def find_frame(text: str, headings: Sequence[Range]) -> Frame:
    """Return where the articles end and what follows them.

    The signature block begins at the last testimonium that an article stands before and none right after.

    Args:
        text: of the treaty.
        headings: the ranges of the headings of its articles.
    """
    last = headings[-1][1] if headings else 0
    starts = [found.start() for found in testimonium().finditer(text)]
    behind = [start for start in starts if start >= last]
    annexes = find_annexes(text, behind[0] if behind else last)
    if not behind:
        end = annexes[0] if annexes else len(text)
        return Frame(end, None, close(annexes, len(text)))
    end = next((start for start in annexes if start > behind[0]), len(text))
    return Frame(behind[0], (behind[0], min(end, behind[0] + MOST_SIGNATURES)), close(annexes, len(text)))


def drop_annexed(text: str, headings: Sequence[Heading]) -> list[Heading]:
    """Leave out the articles of annexes: those behind the signatures, or an annex's title, that number anew.

    Args:
        text: of the treaty with its annexes.
        headings: the headings of all articles found in it.
    """
    ends = [found.start() for found in testimonium().finditer(text)]
    for index, (one, other) in enumerate(pairwise(headings), start=1):
        anew = not is_next(one.order, other.order) and other.order <= one.order
        if anew and any(one.end <= end < other.start for end in (*ends, *find_annexes(text[: other.start], one.end))):
            return list(headings[:index])
    return list(headings)


def close(starts: Sequence[int], end: int) -> tuple[Range, ...]:
    """Return ranges that go from each start to the next."""
    return tuple(zip(starts, (*starts[1:], end), strict=True)) if starts else ()


def find_annexes(text: str, start: int) -> list[int]:
    """Return where annexes begin behind a place: at lines that are but a word for an annex, its number and title."""
    found = []
    for line in split_lines(text[start:]):
        match = line_pattern("annex").match(line.text)
        if match and is_title_line(line, match):
            found.append(start + line.start)
    return found


def is_title_line(line: Line, match: re.Match[str]) -> bool:
    """Tell whether a line is a title by its form: short, in capitals or numbered, no sentence."""
    rest = line.text[match.end() :].strip(" .:-–—*_")
    if len(rest.split()) > MOST_TITLE or line.text.endswith((";", ",")) or rest[:1].islower() or rest[:1] == "(":
        return False
    named = match["word"][0].isupper() and (match["number"] or match["word"].isupper() or not rest)
    if rest and not rest[0].isupper() and not rest[0].isdigit() and rest[0] not in "“\"'":
        return False
    return bool(named) and not rest.endswith(".")


def read_annex(report: Report, where: Range) -> Annex:
    """Return an annex with its title: the line that names it, and the next where that stands alone."""
    start, end = where
    lines = list(split_lines(report.text[start:end]))
    title = lines[0].text
    if len(lines) > 1 and len(title.split()) < 3 and len(lines[1].text.split()) <= MOST_TITLE:
        title += ": " + lines[1].text
    return Annex(title.strip(" *#_"), report.span(start, start + len(report.text[start:end].rstrip())))


def read_signature(report: Report, where: Range) -> SignatureBlock:
    """Return the signature block: its place, its day, the languages of the texts."""
    start, end = where
    block = report.text[start:end]
    place = re.search(load_toml("en", "treaty_parts")["done"], block, re.IGNORECASE)
    done = re.search(r"\b(?:done|signed|executed|concluded|drawn up)\b", block, re.IGNORECASE)
    since = place.start() if place else done.start() if done else 0
    day = find_day(block[since : since + MOST_DAY])
    name = " ".join(place["place"].split("(")[0].split()).strip(" .") if place else None
    return SignatureBlock(
        report.span(start, start + len(block.rstrip())),
        place=name.title() if name and name.isupper() else name,
        on=day,
        languages=find_languages(block),
    )
