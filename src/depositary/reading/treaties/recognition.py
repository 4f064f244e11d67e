r"""Tells the text of a treaty from a report by its form alone.

A treaty has numbered articles at line starts, and says of itself what only treaties say: a preamble, a testimonium,
an entry into force. A report may quote an article or two, but it doesn't consist of them.

>>> is_treaty("Article 1 of the pact bans mines.\nArticle 2 does not, the minister said.")
False
"""

from __future__ import annotations

import functools
import re
from itertools import pairwise

from depositary.languages import load_toml
from depositary.reading.treaties.headings import find_headings, split_lines
from depositary.reading.treaties.parts import testimonium

FEWEST = 3  # articles in a row
SHORTEST = 400  # characters; a shorter text is a report or a title
NEEDED = 3  # marks of the five
FIRST_LINES = 12
HINT = re.compile(r"^[#*_ \t]{0,8}(?:article|art\.)[ \t]+\w", re.IGNORECASE | re.MULTILINE)
RULE = re.compile(
    r"\b(?:this|the present) (?:\w+ )?(?:agreement|treaty|convention|protocol|charter|covenant|statute|pact|memorandum)"
    r"\b[^.;]{0,80}\b(?:shall|will) (?:enter|come|remain|be (?:subject|open|ratified|registered|deposited|amended))",
    re.IGNORECASE,
)
OBLIGED = re.compile(r"\bshall\b", re.IGNORECASE)


def is_treaty(text: str) -> bool:
    """Tell whether a text is that of a treaty and not a report.

    Args:
        text: whole, as read from its file.
    """
    if len(text) < SHORTEST or len(HINT.findall(text)) < FEWEST:
        return False
    headings = find_headings(text)
    if len(headings) < FEWEST:
        return False
    body = text[headings[0].start :]
    inside = sum(other.start - one.start for one, other in pairwise(headings))
    marks = (
        preamble().search(text[: headings[0].start][-4000:]) is not None,
        testimonium().search(text) is not None,
        RULE.search(body) is not None,
        len(OBLIGED.findall(body)) >= len(headings) / 2,
        names_instrument(text[: headings[0].start]) or inside > len(text) / 2,
    )
    return sum(marks) >= NEEDED


@functools.cache
def preamble() -> re.Pattern[str]:
    """Return the pattern of the words that end a preamble."""
    return re.compile(load_toml("en", "treaty_parts")["preamble"], re.IGNORECASE)


def names_instrument(front: str) -> bool:
    """Tell whether one of the first lines is the title of an instrument."""
    lines = [line.text for line in split_lines(front)][:FIRST_LINES]
    pattern = re.compile(rf"\b(?:{load_toml('en', 'treaty_parts')['instrument']})\b", re.IGNORECASE)
    return any(pattern.search(line) and not line.rstrip().endswith(".") for line in lines)
