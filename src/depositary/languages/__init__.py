"""What is known of a language, as data: one folder a language, and typed loaders over the files in it.

Enters: the code of a language (ISO 639-1) and the name of a data file. Leaves: lists, tables and typed sets of
words: names of states, organisations and places, offices, verbs of speech, words of dates and agreements, and the
words in which answers are written. Facts that need no language stand in ``depositary.world``.

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
    """Load ``name.txt`` of a language: one entry a line."""
    return read_list(__name__, language, f"{name}.txt")


@functools.cache
def load_table(language: str, name: str) -> tuple[dict[str, str], ...]:
    """Load ``name.tsv`` of a language: a header row, then one entry a row."""
    return read_table(__name__, language, f"{name}.tsv")


@functools.cache
def load_toml(language: str, name: str) -> dict[str, Any]:
    """Load ``name.toml`` of a language."""
    return read_toml(__name__, language, f"{name}.toml")
