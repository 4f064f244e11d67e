"""Final clauses as values: how a treaty binds, enters into force, can be left, and ends.

>>> add_delay(dt.date(2016, 10, 5), Delay(days=30)).isoformat()
'2016-11-04'
>>> add_delay(dt.date(2020, 1, 31), Delay(months=1)).isoformat()
'2020-02-29'
>>> add_delay(dt.date(2020, 1, 15), Delay(months=2, first_of_month=True)).isoformat()
'2020-03-01'
>>> add_delay(dt.date(2002, 4, 11), Delay(days=60, months=1, first_of_month=True)).isoformat()
'2002-07-01'
"""

from __future__ import annotations

import calendar
import datetime as dt
from enum import StrEnum

import msgspec


class Consent(StrEnum):
    """How a party expresses its consent to be bound (VCLT 11)."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"


class Trigger(StrEnum):
    """What the day of entry into force is counted from (VCLT 24)."""

    SIGNATURE = "signature"
    CONSENT = "consent"  # deposits, exchange or notifications: ``Entry.count`` of them, else all
    DAY = "day"  # a fixed day


class Delay(msgspec.Struct, frozen=True):
    """A time counted from a day: days, months, then on to the first of the month if so said.

    "First day of the Nth month after" is ``Delay(months=N, first_of_month=True)``; "first day of the month
    after the 60th day" is ``Delay(days=60, months=1, first_of_month=True)``: the days run first.
    """

    days: int = 0
    months: int = 0
    first_of_month: bool = False


NOW = Delay()


class Share(msgspec.Struct, frozen=True):
    """A share of some weight (emissions, tonnage, votes) that consents must reach.

    ``least`` is the share needed and ``weights`` each party's share, in the same unit.
    ``over`` asks for more than ``least``, not just as much.
    """

    least: float
    weights: dict[str, float] = {}
    over: bool = False
    name: str = ""


class Entry(msgspec.Struct, frozen=True):
    """The condition of entry into force.

    ``count`` consents (``None``: all parties) and every share start the ``delay``; consents of
    organisations don't count where ``states_only``. It is never in force before ``not_before``; ``on`` is a
    fixed day. Later joiners are bound ``joiner_delay`` after
    their own consent (``None``: the same delay as at first).
    """

    trigger: Trigger = Trigger.CONSENT
    count: int | None = None
    among: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    delay: Delay = NOW
    on: dt.date | None = None
    not_before: dt.date | None = None
    joiner_delay: Delay | None = None
    states_only: bool = False

    @property
    def conditional(self) -> bool:
        """Tell whether it says more than that all consent: a number, a share, a delay, a day, who counts."""
        said = (self.count, self.shares, self.among, self.on)
        return any(said) or self.delay != NOW or self.trigger is not Trigger.CONSENT


class Exit(msgspec.Struct, frozen=True):
    """How a party may leave: ``notice`` runs from the notification; ``locked`` counts from entry into force."""

    notice: Delay = Delay(months=12)
    locked: Delay | None = None


class Term(msgspec.Struct, frozen=True):
    """How long it lasts: ``length`` from entry into force or ``until`` a day; ``renewal`` if tacitly renewed."""

    length: Delay | None = None
    until: dt.date | None = None
    renewal: Delay | None = None


class Clauses(msgspec.Struct, frozen=True):
    """The final clauses that bear on status; ``None`` where the text is not known."""

    consent: Consent | None = None
    entry: Entry | None = None
    leaving: Exit | None = None
    term: Term | None = None
    provisional: bool | None = None


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_delay(day: dt.date, delay: Delay) -> dt.date:
    """Return the day that a delay after ``day`` ends on."""
    days = dt.timedelta(days=delay.days)
    if not delay.first_of_month:
        return add_months(day, delay.months) + days
    return add_months(day + days, delay.months).replace(day=1)
