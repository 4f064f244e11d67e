"""The day on which a treaty enters into force by its own condition (VCLT 24).

The functions take the days of consent by party, so that a status table, or the life of an
agreement told by reports, is judged by the same rule.

>>> rule = Entry(count=2, delay=Delay(days=30))
>>> first = {"FJI": dt.date(2016, 4, 22), "NOR": dt.date(2016, 6, 20)}
>>> entry_day(rule, first, frozenset()).isoformat()
'2016-07-20'
>>> joining_day(rule, dt.date(2016, 7, 20), dt.date(2016, 10, 5)).isoformat()
'2016-11-04'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from depositary.law.life import Life
from depositary.model.clauses import Delay, Entry, Share, Trigger, add_delay

__all__ = ["Delay", "entry_day", "find_entry_day", "joining_day", "threshold_day"]


def threshold_day(
    entry: Entry,
    consents: Mapping[str, dt.date],
    parties: frozenset[str],
    organisations: frozenset[str] = frozenset(),
) -> dt.date | None:
    """Return the day on which enough have consented, or ``None`` while too few have."""
    left_out = organisations if entry.states_only else frozenset()
    counted = {
        actor: day
        for actor, day in consents.items()
        if (not entry.among or actor in entry.among) and actor not in left_out
    }
    days = sorted(set(counted.values()))
    return next((day for day in days if is_met(entry, take_until(counted, day), parties)), None)


def take_until(consents: Mapping[str, dt.date], day: dt.date) -> frozenset[str]:
    """Return who had consented by a day."""
    return frozenset(actor for actor, consented in consents.items() if consented <= day)


def is_met(entry: Entry, consented: frozenset[str], parties: frozenset[str]) -> bool:
    """Tell whether these consents meet number and shares; without a number all parties must consent."""
    if entry.count is None and not entry.shares:
        needed = frozenset(entry.among) or parties
        return len(needed) >= 2 and needed <= consented
    return len(consented) >= (entry.count or 0) and all(reaches(share, consented) for share in entry.shares)


def reaches(share: Share, consented: frozenset[str]) -> bool:
    """Tell whether the weights of those who consented reach the share."""
    total = sum(share.weights.get(actor, 0.0) for actor in consented)
    return total > share.least if share.over else total >= share.least


def entry_day(
    entry: Entry,
    consents: Mapping[str, dt.date],
    parties: frozenset[str],
    organisations: frozenset[str] = frozenset(),
) -> dt.date | None:
    """Return the day of entry into force, or ``None`` while the condition is not met."""
    if entry.trigger is Trigger.DAY:
        return entry.on
    met = threshold_day(entry, consents, parties, organisations)
    return None if met is None else delayed_day(entry, met)


def delayed_day(entry: Entry, met: dt.date) -> dt.date:
    """Return the day of entry into force where the condition is met on a day."""
    day = add_delay(met, entry.delay)
    return max(day, entry.not_before) if entry.not_before else day


def joining_day(entry: Entry, force: dt.date, consent: dt.date) -> dt.date:
    """Return the day on which one party is bound, given the treaty's own day and the party's consent."""
    delay = entry.joiner_delay if entry.joiner_delay is not None else entry.delay
    return max(force, add_delay(consent, delay))


def find_entry_day(life: Life) -> dt.date | None:
    """Return the day of entry into force of a life so far by its clauses, if its condition is met.

    A number of consents that a report counts meets the condition as well as consents told one by one.
    """
    clauses = life.setting.clauses
    if not clauses or not clauses.entry:
        return None
    entry, setting = clauses.entry, life.setting
    if entry.count and not entry.shares and life.total >= entry.count:
        return delayed_day(entry, life.counted or life.day)
    signed = entry.trigger is Trigger.SIGNATURE
    days = {actor: record.signed if signed else record.consented for actor, record in life.parties.items()}
    consents = {actor: day for actor, day in days.items() if day}
    return entry_day(entry, consents, setting.participants, setting.organisations)
