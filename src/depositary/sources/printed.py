"""The day that a page prints as its own: not the day of a change, of another report, or of a copyright.

>>> from depositary.sources.markup import parse_markup
>>> page = parse_markup("<h1>Accord</h1><p>Updated: 28 Dec 2024</p><p>Published: 26 Dec 2024</p><p>Chad signed.</p>")
>>> find_printed(page.text)
'2024-12-26'
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources
from itertools import islice, zip_longest

from selectolax.lexbor import LexborHTMLParser, LexborNode

from depositary.sources.beside import REPORTS, drop_data, is_of_site, remove, take_out
from depositary.sources.stamps import list_days, list_places, normalise

LOOKED = 2000
"""So many elements of a page are looked at for its day."""
SEEN = 500_000
"""Characters of their text that are read for it."""
DOUBTFUL = re.compile(r"(?<![\d./-])(?:0?[1-9]|1[0-2])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?![\d./-])")
"""A day in figures that can be two days, as people here or there write them."""
TOLD = re.compile(
    r"\w[^\W\d_]*\s+(?:of|on|since|until|till|dated|before|after|from|by|between|to|and|in)\s+(?:the\s+)?$|[.!?]\s+\S[^.!?]*\s$",
    re.I,
)
"""What stands before a day that a sentence tells."""
LINE = 160
"""A line with a day of its own is not longer, in characters."""
PLACES = "time, p, div, span, li, td, dd, small, em, i, b, strong, h2, h3, h4, h5, h6, address, header"
DATED = re.compile(r"date|time|publish|posted|byline|dateline|stamp", re.I)
CHANGED = (
    "meta[property*=modif], meta[name*=modif], meta[itemprop*=modif], meta[http-equiv*=modif], meta[property*=update], "
    "meta[name*=update], [itemprop=dateModified], [class*=modified], [class*=updated]"
)
"""What tells of a change, to people or programs."""


@functools.cache
def read_words() -> re.Pattern[str]:
    """Return what finds the words that say what a printed day is the day of, the longest first."""
    table = resources.files("depositary.sources").joinpath("day_words.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")][1:]
    senses = {sense: sorted((row[0] for row in rows if row[1] == sense), key=len, reverse=True) for _, sense in rows}
    either = [f"(?P<{sense}>{'|'.join(map(re.escape, words))})" for sense, words in sorted(senses.items())]
    return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)", re.I)


def find_printed(text: str) -> str | None:
    """Return the day that a page prints as that of its publication, else what `htmldate` finds besides changes."""
    tree = LexborHTMLParser(text)
    drop_data(tree)
    remove(tree.css(CHANGED))
    remove(node for node in tree.css("header, [class], [id]")[:LOOKED] if node.tag not in REPORTS and is_of_site(node))
    take_out(tree)
    plain, changed = None, []
    for node, line in list_lines(tree):
        published, other = read_line(line)
        if published:
            return published
        plain = plain or (other if DATED.search(node.attributes.get("class") or "") or node.tag == "time" else None)
        if other is None and read_words().search(line) and normalise(line):
            changed.append(node)  # a day of something else, which nobody is to find again
    remove(changed)
    return plain or search_rest(tree)


def list_lines(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """Yield the elements of one short line that holds a figure, in their order.

    Elements lie in one another, so that the same text can come again and again: at most `SEEN` characters are read.
    """
    seen = 0
    for node in islice(tree.css(PLACES), LOOKED):
        words = node.text(separator=" ") if node.parent is not None else ""
        seen += len(words)
        if seen > SEEN:
            return
        line = " ".join(words.split())
        if 0 < len(line) <= LINE and any(character.isdigit() for character in line):
            yield node, line


def read_line(line: str) -> tuple[str | None, str | None]:
    """Return the day of publication that a line names as such, and the day that it names without any word.

    >>> read_line("Posted 26 Dec 2024, updated 28 Dec 2024"), read_line("26 Dec 2024"), read_line("Updated 28 Dec 2024")
    (('2024-12-26', None), (None, '2024-12-26'), (None, None))
    """
    found = list(read_words().finditer(line))
    for word, following in zip_longest(found, found[1:]):
        part = line[word.end() : following.start() if following else None]
        if word.lastgroup == "published" and (day := normalise(part)):
            return day, None
    return None, normalise(line) if not found else None


def search_rest(tree: LexborHTMLParser) -> str | None:
    """Return the day that `htmldate` finds in what is left of a page, if it is printed there as a whole day."""
    from htmldate import find_date

    try:
        found = find_date(tree.html or "", original_date=True, extensive_search=True)
    except Exception:  # the library's own faults on odd pages must not lose the page
        return None
    day = normalise(found)
    shown = tree.body.text(separator="\n") if tree.body else ""
    said = "\n".join(node.attributes.get("content") or "" for node in tree.css("meta[content]"))
    if not day or (day not in list_days(shown) and (day.endswith("-01") or DOUBTFUL.search(f"{said}\n{shown}"[:SEEN]))):
        return None
    return None if stands_in_sentences(day, shown) else day


def stands_in_sentences(day: str, shown: str) -> bool:
    """Tell whether a page prints a day within its sentences alone: what happened then, not when it was printed.

    >>> stands_in_sentences("1998-03-12", "The treaty of 12 March 1998 lapses.")
    True
    >>> stands_in_sentences("2024-12-26", "BAMAKO, 26 December 2024 - Chad signed.")
    False
    """
    found = [(line, start) for line in shown[:SEEN].split("\n") for start, said in list_places(line) if said == day]
    return bool(found) and all(TOLD.search(line[:start]) for line, start in found)
