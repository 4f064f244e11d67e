"""The lexicons of the languages that are read by words alone: which languages have one, and what is in it.

A language is a folder with ``lexicon.toml`` (words), ``dates.toml`` (date grammar), ``names.tsv`` (states) and
``bodies.tsv`` (organisations). The folders stand here, and in the folder that ``DEPOSITARY_LANGUAGES`` names.

>>> "fr" in list_lexicons(), "en" in list_lexicons()
(True, False)
"""

from __future__ import annotations

import functools
import os
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from depositary.data_files import parse_table
from depositary.errors import LexiconError

LEXICON = "lexicon.toml"
VARIABLE = "DEPOSITARY_LANGUAGES"


def list_lexicons() -> tuple[str, ...]:
    """Return the codes of the languages that have a lexicon, in order."""
    return tuple(sorted(find_lexicons(os.environ.get(VARIABLE, ""))))


@functools.cache
def find_lexicons(extra: str) -> dict[str, Path]:
    """Return the folder of each language that has a lexicon; a folder in ``extra`` goes before our own."""
    homes = [Path(str(resources.files(__package__ or "depositary.languages"))), *([Path(extra)] if extra else [])]
    return {path.parent.name: path.parent for home in homes for path in sorted(home.glob(f"*/{LEXICON}"))}


def read_part(language: str, name: str) -> str:
    """Return the text of one file of a language's folder; empty where the folder has no such file.

    Raises:
        LexiconError: the language has no lexicon.
    """
    folder = find_lexicons(os.environ.get(VARIABLE, "")).get(language)
    if folder is None:
        raise LexiconError(f"there is no lexicon of language {language}: add a folder {language} with {LEXICON}")
    path = folder / name
    return path.read_text("utf-8") if path.is_file() else ""


def read_words(language: str, name: str) -> dict[str, Any]:
    """Return the tables of a TOML file of a language's folder.

    Raises:
        LexiconError: the file is not TOML, or the language has no lexicon.
    """
    try:
        return tomllib.loads(read_part(language, name))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name} of language {language} is damaged: {error}") from error


def read_rows(language: str, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of a language's folder; none where there is no such file.

    Raises:
        LexiconError: a row has more cells than the header, or the language has no lexicon.
    """
    text = read_part(language, name)
    return parse_table(text, f"{language}/{name}") if text.strip() else ()


def split_words(cell: str) -> tuple[str, ...]:
    """Return the patterns of a list that is separated by commas or new lines.

    >>> split_words('''traité*, accord*
    ... pacte*''')
    ('traité*', 'accord*', 'pacte*')
    """
    return tuple(part.strip() for part in cell.replace("\n", ",").split(",") if part.strip())
