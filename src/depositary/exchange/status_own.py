"""Days of the agreement itself that a table repeats in each row: they count once, and only where the rows agree.

>>> settle_own([]).cells
0
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from depositary.exchange.status_claims import Taken
from depositary.exchange.status_forms import Passed
from depositary.model.vocabulary import Bearing


class Settled(msgspec.Struct, frozen=True):
    """The entries of one treaty that give claims, the cells that are set aside, and those that are refused and why.

    ``cells`` counts the cells that were read.
    """

    kept: list[Taken]
    passed: list[tuple[Taken, Passed]]
    troubles: list[tuple[Taken, str]]
    cells: int


def settle_own(group: Sequence[Taken]) -> Settled:
    """Return the entries of one treaty with its own acts settled.

    An end that all rows have is the agreement's, and the ends of its participants on that day are no withdrawals; one
    that only some rows have is those participants' own, whatever its column is called.
    """
    own = [one for one in group if one.entry.own]
    kept = [one for one in group if not one.entry.own]
    passed: list[tuple[Taken, Passed]] = []
    troubles: list[tuple[Taken, str]] = []
    lines = {one.record.line for one in group}
    for term in dict.fromkeys(one.entry.term for one in own):
        told = [one for one in own if one.entry.term == term]
        dates = {one.entry.date for one in told}
        if term == "termination" and len(told) < len(lines):
            why = "an end that only some rows have is not the agreement's"
            passed += [(one, Passed(one.entry.column, why)) for one in each_cell(told)]
        elif len(dates) > 1:
            days = " and ".join(sorted(dates)[:2])
            troubles += [
                (one, f"gives different days for the {term} of one agreement: {days}") for one in each_cell(told)
            ]
        else:
            kept.append(told[0])
            if term == "termination":
                kept = [one for one in kept if not is_common_end(one, told[0])]
    left = {(one.record.line, one.entry.column) for one in group if one.entry.column}
    return Settled(kept, passed, troubles, len(left) - len(passed) - len(troubles))


def each_cell(told: Sequence[Taken]) -> list[Taken]:
    """Return the entries of a cell only once, where it has several days."""
    return list({(one.record.line, one.entry.column): one for one in told}.values())


def is_common_end(one: Taken, end: Taken) -> bool:
    """Tell whether the end of a participation is no more than that of the agreement."""
    ends = one.bearing is Bearing.EFFECT and one.entry.date == end.entry.date
    return ends and not one.entry.own
