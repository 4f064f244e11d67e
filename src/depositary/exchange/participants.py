"""Participants of status tables: a name or code as a depositary writes it, to the register's code.

>>> code_participant("Iran (Islamic Republic of)"), code_participant("EUU"), code_participant("GBR")
('IRN', 'EU', 'GBR')
"""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib.resources import files

from depositary.data_files import split_cell
from depositary.languages import load_table
from depositary.languages.states import load_states


@functools.cache
def load_aliases() -> dict[str, str]:
    """Return the codes of other lists that tables use, each with ours."""
    lines = files(__package__).joinpath("participants.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in [line for line in lines if line and not line.startswith("#")][1:])


def fold(name: str) -> str:
    """Return a name without accents, case, articles, punctuation; "X (the Y of)" and "the Y of X" become alike."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode("ascii").lower()
    turned = re.sub(r"^([^()]{1,80})\(([^()]{1,80}) of(?: the)?\)$", r"\2 of \1", plain.strip())
    words = re.sub(r"[^a-z0-9 ]", " ", turned.replace("&", " and ")).split()
    return " ".join(word for word in words if word not in ("the", "of"))


@functools.cache
def load_participants() -> dict[str, str]:
    """Return the code of each folded name and code."""
    named: dict[str, str] = {}
    for state in load_states().values():
        for name in (*state.names, state.code):
            named.setdefault(fold(name), state.code)
    for row in load_table("en", "organisations"):
        for name in (row["name"], *split_cell(row["variants"])):
            named.setdefault(fold(name), row["code"])
    return named | {fold(alias): code for alias, code in load_aliases().items()}


def code_participant(name: str) -> str | None:
    """Return the code of a participant, or ``None`` where no state or organisation is known by the name.

    The words in brackets may be an acronym or an addition ("European Union (EU)", "Sudan (the)"); the
    acronym of an organisation that is not known is its code.
    """
    known = load_participants()
    bare = re.sub(r"\([^()]{0,80}\)", " ", name)
    inner = re.findall(r"\(([A-Z]{2,8})\)", name)
    tries = (name, bare, *inner)
    found = next((known[fold(form)] for form in tries if fold(form) in known), None)
    return found or (inner[0] if inner else None)
