"""Quotations: the ranges of a text between quotation marks, apostrophes told from closing marks.

>>> text = "'We back both states' efforts,' he said of Iran's 'last' offer."
>>> [text[start:end] for start, end in find_quotations(text)]
["We back both states' efforts,", 'last']
"""

from __future__ import annotations

import re

# All begin with a mark, so that the search runs from mark to mark; what must stand before it is asked behind it.
CURLY = (
    r"(?<=“)([^“”]{2,}?)”|(?<=\")([^\"]{2,}?)\"|(?<=«)([^«»]{2,}?)»|(?<!\w‘)(?<=‘)([^‘’]{2,}(?:’(?=\w)[^‘’]*)*?)’(?!\w)"
)
# A straight single mark opens before a word and behind none; "'90s" and "'em" are no openings. Up to its end an
# apostrophe stands inside a word ("Iran's") or, where a stop is seen before the last mark, behind an s ("states'").
OPENS = r"(?<=')(?<![\w']')(?=\w)(?!\d0s\b|(?:em|tis|twas|til|cause|n)\b)"
INSIDE = r"[^'\r\n]|(?<=\w)'(?=\w)"
STOPPED = rf"{OPENS}((?:{INSIDE}|(?<=s)'(?=\s))+[.,!?…])'(?!\w)"
PLAIN = rf"{OPENS}((?:{INSIDE}){{2,}})'(?!\w)"
QUOTED = re.compile(f"[“\"«‘'](?:{CURLY}|{STOPPED}|{PLAIN})")


def find_quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges inside quotation marks, paragraph by paragraph."""
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\r\n]+", text):
        for quote in QUOTED.finditer(text, line.start(), line.end()):
            found.append(quote.span(quote.lastindex or 0))
    return tuple(found)
