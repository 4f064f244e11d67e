"""What is known about each language, as data files with typed loaders. There is one folder per language.

Enters: a language code (ISO 639-1) and the name of a data file. Leaves: typed lists, tables and sets of words: names
of states, organisations and places, offices, verbs of speech, words for dates and agreements, and the words used to
write answers. Facts that need no language are in ``depositary.world``.

>>> "Mr." in load_list("en", "abbreviations")
True
"""

from __future__ import annotations

import functools
from typing import Any

from depositary.data_files import read_list, read_table, read_toml

__all__ = ["load_list", "load_table", "load_toml"]


@functools.cache
def load_list(language: str, name: str) -> tuple[str, ...]:
    """Load ``name.txt`` of a language: one entry per line."""
    return read_list(__name__, language, f"{name}.txt")


@functools.cache
def load_table(language: str, name: str) -> tuple[dict[str, str], ...]:
    """Load ``name.tsv`` of a language: a header row, then one entry per row."""
    return read_table(__name__, language, f"{name}.tsv")


@functools.cache
def load_toml(language: str, name: str) -> dict[str, Any]:
    """Load ``name.toml`` of a language."""
    return read_toml(__name__, language, f"{name}.toml")
