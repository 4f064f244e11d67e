"""Every pattern takes time in line with the length of a text, whatever the text is made of."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import depositary

LEFT_OUT = ("depositary.cli", "depositary.ingest.cluster")
"""What meets no foreign text: options of the command line, and work that is shared out."""
PIECES = (".", "!…", "a ", " ", "(", "<a ", "| a ", "2024-")
"""What evil texts repeat: what patterns look for, again and again, and never its end."""
SHORT, LONG = 500, 3_000
QUICK = 0.05
"""Seconds that no long text reaches in one search."""
GROWTH = 14.0
"""A text of six times the length takes no more than so many times as long; the square would be 36."""


def list_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every compiled pattern of text that a module of the program holds, each once."""
    seen = set()
    for module in sorted(found.name for found in pkgutil.walk_packages(depositary.__path__, "depositary.")):
        for name, value in () if module.startswith(LEFT_OUT) else vars(importlib.import_module(module)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and value not in seen:
                seen.add(value)
                yield f"{module.removeprefix('depositary.')}.{name}", value


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


def test_many_patterns_are_tried() -> None:
    assert len(PATTERNS) > 150
