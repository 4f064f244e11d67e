"""Replacement: a later agreement ends an earlier one only if all its parties conclude the later (VCLT 59).

>>> later = Successor("a2", "2020-07-01", ("CAN", "MEX", "USA"))
>>> replaces_for_all(later, frozenset({"USA", "CAN", "MEX"})), replaces_for_all(later, frozenset({"USA", "CHL"}))
(True, False)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from depositary.law.life import Life
from depositary.model.vocabulary import AgreementStatus


class Successor(msgspec.Struct, frozen=True):
    """A later agreement that is said to replace this one.

    ``since`` is the ISO day from which it surely is in force, ``parties`` those for which it is;
    ``because`` the claims that it rests on.
    """

    agreement: str
    since: str
    parties: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


def replaces_for_all(later: Successor, parties: frozenset[str]) -> bool:
    """Tell whether all parties of the earlier are parties of the later; unknown parties do not agree."""
    return len(parties) >= 2 and parties <= frozenset(later.parties)


def replace_ended(life: Life, successors: Iterable[Successor]) -> Life:
    """End the life where a successor is in force for all its parties by the day reached."""
    due = [one for one in successors if dt.date.fromisoformat(one.since) <= life.day]
    full = sorted((one for one in due if replaces_for_all(one, life.setting.participants)), key=lambda one: one.since)
    if full and not life.ended:
        life.ended, life.end = dt.date.fromisoformat(full[0].since), AgreementStatus.REPLACED
        life.because["ended"] = dict.fromkeys(full[0].because)
        life.told["ended"] = full[0].since
    return life
