"""How a document is set: pages with running heads, two columns, words that are parted at line ends.

>>> join_pages(["Gazette 1\\nThe treaty was", "Gazette 2\\nsigned on Monday.", "Gazette 3\\nIt is in force."])
'The treaty was\\nsigned on Monday.\\nIt is in force.'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FULL_LINE = 0.6
"""A line of less than this share of the longest line ends a paragraph."""
EDGE = 3
"""So many lines at the top and foot of a page can be furniture."""
FEWEST = 2
"""A line is furniture if so many pages have it at least."""
FIGURES = re.compile(r"\d+|\b[ivxlc]{1,6}\b", re.I)
PARTED = re.compile(r"(?P<before>[^\W_]+)(?P<sign>[-\xad\ufffe])(?P<end>\n?)(?P<after>[^\W_]+)")
"""A word parted at a line end; the library writes U+FFFE for a hyphen that it takes for one at a line end."""
ROWS = 3
MOST_COLUMNS = 6
COLUMN = 25
"""A line of a column has so many characters at least, on average; cells of tables have fewer."""
NEAR = 5.0
SAME_ROW = 3.5
"""Feet of one line differ by the tails of its letters."""
SHARE = 0.4
"""A line is furniture if so great a share of the pages has it: left and right pages can have others."""
NARROW = 15
"""Lines of narrow columns have so many characters, and run on from one to the next."""
APART = 60.0
"""Columns begin so far apart at least, in points."""
RUNNING = 0.4


@dataclass(frozen=True)
class Piece:
    """A piece of text on a page: its left edge and foot, in points from the lower left corner."""

    left: float
    foot: float
    text: str


def order_columns(pieces: Sequence[Piece]) -> str | None:
    """Return the text of a page that was written row by row over two columns, one column after the other.

    ``None`` where the page is not so: the order in which it was written is then the one to read it in.

    >>> row = lambda y, left, right: [Piece(50, y, left), Piece(320, y, right)]
    >>> long = "so long that no table has a cell of it"
    >>> order_columns([p for y in (90, 80, 70) for p in row(y, f"a{y} {long}", f"b{y} {long}")]).split("\\n")[2:4]
    ['a70 so long that no table has a cell of it', 'b90 so long that no table has a cell of it']
    """
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and abs(rows[-1][0].foot - piece.foot) <= SAME_ROW and piece.left > rows[-1][-1].left:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    edges = find_edges(rows)
    parts = [split_row(row, edges) for row in rows]
    beside = [n for n, cells in enumerate(parts) if sum(map(bool, cells)) > 1]
    if not edges or 2 * len(beside) < len(rows):
        return None
    within = parts[beside[0] : beside[-1] + 1]
    columns = [[line for line in column if line] for column in zip(*within, strict=True)]
    if not all(map(is_running, columns)):
        return None
    around = [
        [line for cells in part for line in cells if line] for part in (parts[: beside[0]], parts[beside[-1] + 1 :])
    ]
    return "\n".join([*around[0], *(line for column in columns for line in column), *around[1]])


def find_edges(rows: Sequence[Sequence[Piece]]) -> list[float]:
    """Return where the columns of a page begin, but for the first: where pieces of many rows do."""
    starts = Counter(round(piece.left / NEAR) for row in rows for piece in row[1:])
    edges: list[float] = []
    for start, count in starts.most_common(MOST_COLUMNS):
        edge = (start - 0.5) * NEAR
        if count >= ROWS and 5 * count >= 2 * len(rows) and all(abs(edge - other) >= APART for other in edges):
            edges.append(edge)
    return sorted(edges)


def split_row(row: Sequence[Piece], edges: Sequence[float]) -> list[str]:
    """Return the text of one line, column by column."""
    bounds = [float("-inf"), *edges, float("inf")]
    return [write([p for p in row if low <= p.left < high]) for low, high in pairwise(bounds)]


def write(row: Sequence[Piece]) -> str:
    """Return pieces of one line as text."""
    return " ".join(" ".join(piece.text for piece in row).split())


def is_running(lines: Sequence[str]) -> bool:
    """Tell whether the lines of a column are of running text: long, or not so long and of sentences that run on.

    >>> is_running(["Chad and Mali signed", "a treaty in Bamako", "on Monday."]), is_running(["1 May", "3 June"])
    (True, False)
    """
    length = sum(map(len, lines))
    runs = sum(line[:1].islower() for line in lines[1:])
    return length >= COLUMN * len(lines) or (length >= NARROW * len(lines) and runs >= RUNNING * (len(lines) - 1) > 0)


def join_pages(pages: Sequence[str]) -> str:
    """Return the text of a document without the lines that its pages have in common at top and foot."""
    lines = [page.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n") for page in pages]
    seen = Counter(mark for page in lines for mark in {mask(line) for line in [*page[:EDGE], *page[-EDGE:]]} if mark)
    common = {mark for mark, count in seen.items() if count >= FEWEST and count >= SHARE * len(lines)}
    kept = [page[count_edge(page, common) : len(page) - count_edge(page[::-1], common)] for page in lines]
    return "\n".join("\n".join(page) for page in kept if page)


def mask(line: str) -> str:
    """Return a line with the figures that change from page to page masked."""
    return FIGURES.sub("#", line.strip())


def count_edge(page: Sequence[str], common: set[str]) -> int:
    """Return how many lines at the beginning of a page are furniture."""
    count = 0
    for line in page[:EDGE]:
        if line.strip() and mask(line) not in common:
            break
        count += 1
    return count


def join_words(text: str) -> str:
    """Return a text with words joined that were parted at line ends; the hyphens of compounds stay.

    >>> join_words("the Russia-\\nIran treaty, the govern-\\nment, the US-\\nled talks")
    'the Russia-Iran treaty, the government, the US-led talks'
    """
    plain = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", text))

    def join(found: re.Match[str]) -> str:
        before, after = found["before"], found["after"]
        if found["sign"] == "-" and not found["end"]:
            return found[0]  # a hyphen within a line
        compound = not after[0].islower() or before.isupper() or before[-1].isdigit() or f"{before}-{after}" in plain
        return before + ("-" if compound and before + after not in plain else "") + after

    return PARTED.sub(join, text)


def reflow(text: str) -> str:
    """Return a text with words joined that were hyphenated at line ends, and lines joined to paragraphs.

    A line much shorter than the longest ends its paragraph, as in print.
    """
    lines = join_words(text).split("\n")
    lengths = sorted(map(len, lines))
    usual = 2 * lengths[3 * len(lengths) // 4]  # a heading over columns is longer than their lines
    full = FULL_LINE * max((length for length in lengths if length <= usual), default=0)
    return "".join(line + (" " if len(line) >= full else "\n") for line in map(str.strip, lines)).strip()
