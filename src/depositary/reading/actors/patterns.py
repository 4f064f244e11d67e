"""Patterns that never give back what they took, on every Python that the project runs on.

Python 3.11 before 3.11.5 (Debian 12 has 3.11.2) matches possessive groups wrongly where their inside
backtracks (CPython issue 106052). There ``(?:X){0,3}+`` is written as ``(?=(?P<kept>(?:X){0,3}))(?P=kept)``:
a lookahead gives nothing back either.

>>> spell_out("a(?:b|c)*+d")
'a(?=(?P<kept1>(?:b|c)*))(?P=kept1)d'
"""

from __future__ import annotations

import re
import sys

SOUND = sys.version_info >= (3, 11, 5)
QUANTIFIER = re.compile(r"(?:[*+?]|\{\d+(?:,\d*)?\})\+")
PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P=\w+\)|.", re.S)


def compile_pattern(pattern: str, opens: str = "") -> re.Pattern[str]:
    """Compile a pattern; its possessive groups are spelt out where Python gets them wrong.

    ``opens`` are the characters with which alone a match can begin: elsewhere the pattern need not be tried, which
    Python does not see where its first parts may be missing.
    """
    source = pattern if SOUND else spell_out(pattern)
    return re.compile(f"(?=[{re.escape(opens)}])(?:{source})" if opens else source)


def spell_out(pattern: str) -> str:
    """Return a pattern that matches the same without possessive groups."""
    out: list[str] = []
    opened: list[int] = []
    group = -1  # where in `out` the group begins that has just been closed
    position = kept = 0
    while position < len(pattern):
        taken = QUANTIFIER.match(pattern, position) if group >= 0 else None
        piece = taken or PIECE.match(pattern, position)
        assert piece
        if taken:
            kept += 1
            inside = "".join(out[group:]) + taken.group()[:-1]
            out[group:] = [f"(?=(?P<kept{kept}>{inside}))(?P=kept{kept})"]
        else:
            out.append(piece.group())
        if piece.group() == "(":
            opened.append(len(out) - 1)
        group = opened.pop() if piece.group() == ")" else -1
        position = piece.end()
    return "".join(out)
