"""The patterns that meet foreign texts first take time in line with the length of a text, whatever it is made of."""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Iterator

import pytest

MODULES = (
    "sources.archive", "sources.beside", "sources.byline", "sources.client", "sources.document", "sources.headline",
    "sources.layout", "sources.markup", "sources.published", "sources.records", "sources.sitemap", "sources.stamps",
    "reading.text.folding", "reading.text.sentences", "exchange.cells", "exchange.participants", "web.asking",
)  # fmt: skip
PIECES = (".", "!…", "a ", " ", "(", "<a ", "| a ", "2024-")
"""What evil texts repeat: what patterns look for, again and again, and never its end."""
SHORT, LONG = 500, 3_000
QUICK = 0.05
"""Seconds that no long text reaches in one search."""
GROWTH = 14.0
"""A text of six times the length takes no more than so many times as long; the square would be 36."""


def list_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every compiled pattern of text that these modules hold."""
    for module in MODULES:
        for name, value in vars(importlib.import_module(f"depositary.{module}")).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module}.{name}", value


ANCHORED = {"sources.markup.WHOLE_TAG"}
"""Patterns that are tried in one place of a text alone."""
PATTERNS = {name: pattern for name, pattern in list_patterns() if name not in ANCHORED}


def measure(pattern: re.Pattern[str], text: str) -> float:
    """Return the seconds of the processor that finding all of a pattern in a text takes."""
    begun = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - begun


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_in_line_with_the_text(name: str) -> None:
    for piece in PIECES:
        short, long = (piece * (size // len(piece)) + "Z!=" for size in (SHORT, LONG))
        taken = measure(PATTERNS[name], long)
        assert taken <= QUICK or taken <= GROWTH * measure(PATTERNS[name], short), (piece, taken)


def test_tens_of_thousands_of_full_stops_take_no_time() -> None:
    assert measure(PATTERNS["reading.text.sentences.ENDING"], "." * 59_000 + "A") < 0.5
