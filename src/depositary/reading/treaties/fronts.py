r"""The front of a treaty's text: what stands before its first article, as title and preamble.

>>> front = find_front(Report.compose("Lake Treaty\n\nThe Parties,\nHave agreed as follows:\n"), 49)
>>> front.title, front.preamble.text
('Lake Treaty', 'The Parties,\nHave agreed as follows:')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from depositary.languages import load_toml
from depositary.languages.treaty_titles import capitalise, find_actors
from depositary.model.text import Report, Span
from depositary.reading.treaties.headings import Line, split_lines
from depositary.reading.treaties.parts import is_title_line, line_pattern

MOST_TITLE_LINES = 14
MOST_TITLE = 400  # characters
MOST_SIDES = 2500  # characters of a preamble in which its parties stand
MOST_LINE = 250  # characters of a title in capitals
SMALL = re.compile(r"\b(?:a|of|and|the|on|for|to|in|by|with|between|concerning|relating|regarding)\b", re.IGNORECASE)
MEMBERS = re.compile(r"\b(?:members?|member states|states members) of (?:the )?$", re.IGNORECASE)
UNNAMED = re.compile(r"\A\W*+(?:the )?(?:states? parties|contracting|high contracting|member|parties)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Front:
    """The title as one line, its span, the preamble, and all words before the first article."""

    title: str
    heading: Span | None
    preamble: Span | None
    words: str


@functools.cache
def opening() -> re.Pattern[str]:
    """Return the pattern of a line that begins a preamble."""
    return re.compile(rf"[\W_]*(?:{load_toml('en', 'treaty_parts')['opening']})\b", re.IGNORECASE)


@functools.cache
def instrument() -> re.Pattern[str]:
    """Return the pattern of a word for an instrument."""
    return re.compile(rf"\b(?:{load_toml('en', 'treaty_parts')['instrument']})\b", re.IGNORECASE)


def find_front(report: Report, end: int) -> Front:
    """Return title and preamble of what stands before the first article.

    Args:
        report: whose text is the treaty.
        end: where its first article begins.
    """
    words = report.text[:end]
    lines = trim_chapter(list(split_lines(words)))
    if not lines:
        return Front(tidy_title(report.title or ""), None, None, words)
    first = next((at for at, line in enumerate(lines[:MOST_TITLE_LINES]) if is_title_of(line.text)), None)
    if first is None:
        return Front(tidy_title(report.title or ""), None, report.span(lines[0].start, lines[-1].end), words)
    first = back_to_start(lines, first)
    last = end_title(lines, first)
    start, end = lines[first].start, end_shouted(report.text, lines[first].start, lines[last].end)
    heading = report.span(start, end)
    rest = report.text[end : lines[-1].end]
    bare = rest.strip()
    begin = end + rest.index(bare[0]) if bare else end
    preamble = report.span(begin, begin + len(bare)) if bare else None
    return Front(choose_title(report.title or "", heading.text), heading, preamble, words)


def is_title_of(line: str) -> bool:
    """Tell whether a line names an instrument as a title does, not as a preamble does."""
    start = line[:MOST_LINE]
    if not instrument().search(start) or re.search(r"\b(?:this|the present|have agreed)\b", start, re.IGNORECASE):
        return False
    moved = re.match(r"[A-Z]{4,} [a-z]", line) and not instrument().match(line)  # "BUILD on their rights under ..."
    return not moved and (line[:30].isupper() or not opening().match(line))


def trim_chapter(lines: list[Line]) -> list[Line]:
    """Leave out the name of the first chapter at the end of the front."""
    for index in range(max(0, len(lines) - 3), len(lines)):
        match = line_pattern("part").match(lines[index].text)
        if match and match["number"] and is_title_line(lines[index], match):
            return lines[:index]
    return lines


def back_to_start(lines: Sequence[Line], first: int) -> int:
    """Return the first line of a title that begins above the line with the instrument: "FREE TRADE / AGREEMENT"."""
    while first > 0 and not lines[first].parted and lines[first - 1].text.isupper() and lines[first].text.isupper():
        first -= 1
    return first


def end_title(lines: Sequence[Line], first: int) -> int:
    """Return the last line of a title: it goes on over lines in one script, or to the next empty line or preamble."""
    last = first
    length = len(lines[first].text)
    while last + 1 < len(lines) and last - first + 1 < MOST_TITLE_LINES:
        line = lines[last + 1]
        length += len(line.text)
        shouted = lines[first].text.isupper() and line.text.isupper()
        quieter = lines[first].text.isupper() and not line.text.isupper() and not SMALL.fullmatch(line.text)
        joined = bool(SMALL.fullmatch(lines[last].text) or SMALL.fullmatch(line.text))
        joined = joined or re.match(r"(?:between|and|concerning|on|of|for|relating|with)\b", line.text) is not None
        open_ended = re.search(r"\b(?:of|and|the|on|for|to|in|between|concerning|with|by)$", lines[last].text, re.I)
        if (
            length > MOST_TITLE
            or (quieter and not joined)
            or (opening().match(line.text) and not (shouted or joined or open_ended))
        ):
            break
        if opening().match(line.text) and line.text.rstrip(" ,").lower() == "preamble":
            break
        if not (shouted or joined or open_ended) and (line.parted or lines[last].text.endswith((".", ",", ":"))):
            break
        last += 1
    return last


def end_shouted(text: str, start: int, end: int) -> int:
    """Return where a title in capitals ends that goes on with the preamble in the same line."""
    shouted = re.match(r"(?:[^\Wa-z]|[\W\d_])+(?= (?:PREAMBLE\b|[A-Z][a-z]))", text[start:end])
    long = end - start > MOST_LINE or "PREAMBLE" in text[start:end].split("\n", maxsplit=1)[0]
    if not (long and shouted and instrument().search(shouted.group())):
        return end
    cut = shouted.group().split(" PREAMBLE")[0].rstrip()
    return start + len(cut)


def find_sides(preamble: str) -> tuple[str, ...]:
    """Return the codes of the parties that a preamble begins with.

    >>> find_sides("The Government of Chad and the Republic of Niger, desiring to share the waters of Mali,")
    ('NER', 'TCD')
    """
    bare = re.sub(r"\A\W*+PREAMBLE\W*+", "", preamble[:MOST_SIDES], flags=re.IGNORECASE)
    stop = aims().search(bare)
    named = bare[: stop.start()] if stop else ""
    if not named or UNNAMED.match(named):
        return ()
    words = [capitalise(line) if line.isupper() else line for line in named.split("\n")]
    line = " ".join(" ".join(words).split())
    return tuple(sorted({actor.code for actor in find_actors(line) if not MEMBERS.search(line[: actor.start])}))


@functools.cache
def aims() -> re.Pattern[str]:
    """Return the pattern of the words that end the list of parties: what moves them, how they are called."""
    return re.compile(load_toml("en", "treaty_parts")["aims"], re.IGNORECASE)


def choose_title(given: str, printed: str) -> str:
    """Return the title that was given with the report, or the one that the text prints, whichever tells more.

    >>> choose_title("Preamble", "TREATY ON THE LAKE"), choose_title("Lake Treaty of 1999", "Treaty")
    ('Treaty on the Lake', 'Lake Treaty of 1999')
    """
    named = instrument().search(given) is not None
    return tidy_title(given if named and len(given) >= len(" ".join(printed.split())) else printed)


def tidy_title(words: str) -> str:
    r"""Return a title as one line; one in capitals is written small with capitals, but for its little words.

    >>> tidy_title("TREATY ON THE\nLAKE")
    'Treaty on the Lake'
    """
    title = " ".join(words.split()).strip(" .*_#")
    if not title.isupper():
        return title
    return re.sub(r"^.", lambda m: m[0].upper(), SMALL.sub(lambda m: m[0].lower(), capitalise(title)))
