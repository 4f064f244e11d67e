"""Identifiers of treaties in the columns of a table: by the list that the heading names, or that the cell names.

>>> from depositary.exchange.status_columns import make_plan
>>> plan = make_plan(["Title", "Signature", "ETS No.", "Wikidata"])
>>> [each.value for each in read_identifiers(plan, {"ets no.": "5; 9", "wikidata": "Q12"}).found]
['005', '009', 'Q12']
"""

from __future__ import annotations

import re

import msgspec

from depositary.errors import InputError
from depositary.exchange.status_columns import Plan
from depositary.exchange.status_dates import is_empty
from depositary.exchange.status_forms import Row
from depositary.model.identifiers import find_identifiers, make_identifier
from depositary.model.treaty import Identifier

MOST = 20  # identifiers of one cell


class Read(msgspec.Struct, frozen=True):
    """The identifiers of a row, and why cells of a list that the heading names give none."""

    found: tuple[Identifier, ...] = ()
    wrong: tuple[str, ...] = ()


def read_identifiers(plan: Plan, row: Row) -> Read:
    """Return the identifiers in a row's columns of identifiers."""
    found: list[Identifier] = []
    wrong: list[str] = []
    for column, scheme in plan.identifiers:
        cell = row.get(column, "").strip()
        if is_empty(cell):
            continue
        named = list(find_identifiers(cell))
        if not scheme or any(each.scheme == scheme for each in named):
            found += named
            continue
        for part in re.split(r"[;,|\n]", cell)[:MOST]:
            try:
                found += [make_identifier(scheme, part)] if not is_empty(part) else []
            except InputError as error:
                wrong.append(f"left out of column {column!r}: {error}")
    return Read(tuple(dict.fromkeys(found)), tuple(wrong))
