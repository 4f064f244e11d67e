"""How a document is set: pages with running heads, two columns, words that are parted at line ends.

>>> join_pages(["Gazette 1\\nThe treaty was", "Gazette 2\\nsigned on Monday.", "Gazette 3\\nIt is in force."])
'The treaty was\\nsigned on Monday.\\nIt is in force.'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

FULL_LINE = 0.6
"""A line of less than this share of the longest line ends a paragraph."""
EDGE = 3
"""So many lines at the top and foot of a page can be furniture."""
FEWEST = 2
"""A line is furniture if so many pages have it, and half of all."""
FIGURES = re.compile(r"\d+|\b[ivxlc]{1,6}\b", re.I)
PARTED = re.compile(r"(?P<before>[^\W_]+)(?P<sign>[-\xad\ufffe])(?P<end>\n?)(?P<after>[^\W\d_][^\W_]*)")
"""A word parted at a line end; the library writes U+FFFE for a hyphen that it takes for one at a line end."""
ROWS = 3
COLUMN = 25
"""A line of a column has so many characters at least, on average; cells of tables have fewer."""
NEAR = 5.0
SAME_ROW = 2.0


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
    starts = Counter(round(piece.left / NEAR) for row in rows for piece in row[1:])
    if not starts:
        return None
    gutter, count = starts.most_common(1)[0]
    edge = (gutter - 0.5) * NEAR
    parts = [(write([p for p in row if p.left < edge]), write([p for p in row if p.left >= edge])) for row in rows]
    both = [(left, right) for left, right in parts if left and right]
    if count < ROWS or 2 * len(both) < len(rows) or not are_long(both):
        return None
    first, last = (next(n for n in order if all(parts[n])) for order in (range(len(parts)), range(len(parts))[::-1]))
    columns = [[pair[side] for pair in parts[first : last + 1] if pair[side]] for side in (0, 1)]
    around = [[left or right for left, right in part] for part in (parts[:first], parts[last + 1 :])]
    return "\n".join([*around[0], *columns[0], *columns[1], *around[1]])


def write(row: Sequence[Piece]) -> str:
    """Return pieces of one line as text."""
    return " ".join(" ".join(piece.text for piece in row).split())


def are_long(both: Sequence[tuple[str, str]]) -> bool:
    """Tell whether lines of two columns are as long as those of running text."""
    return all(sum(len(pair[side]) for pair in both) >= COLUMN * len(both) for side in (0, 1))


def join_pages(pages: Sequence[str]) -> str:
    """Return the text of a document without the lines that its pages have in common at top and foot."""
    lines = [page.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n") for page in pages]
    seen = Counter(mark for page in lines for mark in {mask(line) for line in [*page[:EDGE], *page[-EDGE:]]} if mark)
    common = {mark for mark, count in seen.items() if count >= FEWEST and 2 * count >= len(lines)}
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
        compound = after[0].isupper() or before.isupper() or before[-1].isdigit() or f"{before}-{after}" in plain
        return before + ("-" if compound and before + after not in plain else "") + after

    return PARTED.sub(join, text)


def reflow(text: str) -> str:
    """Return a text with words joined that were hyphenated at line ends, and lines joined to paragraphs.

    A line much shorter than the longest ends its paragraph, as in print.
    """
    lines = join_words(text).split("\n")
    full = FULL_LINE * max(map(len, lines))
    return "".join(line + (" " if len(line) >= full else "\n") for line in map(str.strip, lines)).strip()
