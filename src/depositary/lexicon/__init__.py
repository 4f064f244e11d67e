"""What is known before reading, as commented data files, one folder a language.

Tables are tab-separated with a header row, lists one entry a line; lines that begin with ``#``
and empty lines are comments, and the first of them name source and licence.

>>> "Mr." in load_list("en", "abbreviations")
True
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

from depositary.errors import LexiconError


def read_data(language: str, name: str) -> str:
    """Return the text of the data file ``name`` (with its ending) of a language.

    Raises:
        LexiconError: there is no such file.
    """
    try:
        return resources.files(__package__).joinpath(language, name).read_text("utf-8")
    except OSError as error:
        raise LexiconError(f"lexicon file {language}/{name} is missing: reinstall depositary") from error


def content_lines(language: str, name: str) -> list[str]:
    """Return the lines of a data file that are neither empty nor comments."""
    lines = read_data(language, name).splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@functools.cache
def load_list(language: str, name: str) -> tuple[str, ...]:
    """Load ``name.txt``: one entry a line."""
    return tuple(line.strip() for line in content_lines(language, f"{name}.txt"))


@functools.cache
def load_table(language: str, name: str) -> tuple[dict[str, str], ...]:
    """Load ``name.tsv``: a header row, then one entry a row, cells split by tabs.

    Raises:
        LexiconError: a row has more cells than the header.
    """
    header, *rows = [line.split("\t") for line in content_lines(language, f"{name}.tsv")]
    for row in rows:
        if len(row) > len(header):
            raise LexiconError(f"lexicon table {language}/{name}.tsv: too many cells in {row!r}")
    return tuple(dict(zip(header, row + [""] * (len(header) - len(row)), strict=True)) for row in rows)


@functools.cache
def load_toml(language: str, name: str) -> dict[str, Any]:
    """Load ``name.toml``.

    Raises:
        LexiconError: the file is not TOML.
    """
    try:
        return tomllib.loads(read_data(language, f"{name}.toml"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"lexicon file {language}/{name}.toml is damaged: {error}") from error
