"""The engine knows no language: a room of the reader that names one, or holds words of one, must stand on this list."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import depositary.reading
from depositary.data_files import read_table

HOME = Path(depositary.reading.__file__).parent
# Rooms that were written for English and read it alone, and what asks language models in English.
ENGLISH = {
    "actors", "agreements", "assembly", "dates", "encoder", "events", "gate", "llm", "meetings", "parser", "relations",
    "scoring", "statements", "steps", "syntax", "text", "treaties",
}  # fmt: skip
NAMED = {
    row["name"]: row["code"] for row in read_table("depositary.sources", "languages.tsv") if row["name"] != "English"
}
WORD = re.compile(r"[^\W\d_]+")
ROOMS = sorted(path.name for path in HOME.iterdir() if (path / "__init__.py").is_file() and path.name not in ENGLISH)


def list_smells(source: str) -> Iterator[str]:
    """Yield the names of languages, their codes as values, and letters beyond ASCII of a module."""
    for word in WORD.findall(source):
        if word in NAMED or not word.isascii():
            yield word
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CODES:
            yield node.value


CODES = set(NAMED.values()) - {"to", "or", "of", "as", "is", "am", "an", "so", "no", "my", "he", "it", "in", "be", "at"}


def test_the_new_room_is_watched() -> None:
    assert ROOMS == ["lexical"]


@pytest.mark.parametrize(
    "module", sorted(p for room in ROOMS for p in (HOME / room).glob("*.py")), ids=lambda p: p.name
)
def test_no_module_of_the_engine_names_a_language(module: Path) -> None:
    assert list(list_smells(module.read_text("utf-8"))) == []


@pytest.mark.parametrize("source", ('if language == "ru":\n    pass', "# Russian has cases", 'ENDINGS = ("ия",)'))
def test_the_watch_smells_a_language(source: str) -> None:
    assert list(list_smells(source))
