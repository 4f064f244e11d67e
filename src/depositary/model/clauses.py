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
    their own consent (``None``: the same delay as at first). ``provided``: the fixed day holds only for those who
    have consented by then, or only if certain parties have.
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
    provided: bool = False

    @property
    def conditional(self) -> bool:
        """Tell whether it says more than that all consent: a number, a share, a delay, a day, who counts."""
        said = (self.count, self.shares, self.among, self.on)
        return any(said) or self.delay != NOW or self.trigger is not Trigger.CONSENT


class Exit(msgspec.Struct, frozen=True):
    """How a party may leave: ``notice`` runs from the notification; ``locked`` counts from entry into force.

    ``yearly`` is the month and day of each year on which alone leaving takes effect, with the notice that must be
    given before it. ``told`` is false where the text gives no notice, and twelve months are presumed (VCLT 56).
    """

    notice: Delay = Delay(months=12)
    locked: Delay | None = None
    yearly: tuple[int, int] | None = None
    told: bool = True


class Term(msgspec.Struct, frozen=True):
    """How long it lasts: ``length`` from entry into force or ``until`` a day; ``renewal`` if tacitly renewed.

    ``notice`` is how long before the end a party must speak against the renewal. ``unlimited`` is true where the text
    says that it has no end.
    """

    length: Delay | None = None
    until: dt.date | None = None
    renewal: Delay | None = None
    notice: Delay | None = None
    unlimited: bool = False


class Amendment(msgspec.Struct, frozen=True):
    """How it may be amended (VCLT 39, 40): by consent of all, or adopted by ``share`` of the parties.

    ``count`` or ``share`` of the parties must accept an amendment before it enters into force, ``delay`` after that;
    both are ``None`` where all must.
    """

    count: int | None = None
    share: float | None = None
    delay: Delay = NOW


class Reservations(StrEnum):
    """Which reservations may be made (VCLT 19)."""

    NONE = "none"
    SOME = "some"  # only those that the text names, or none to some articles
    ALLOWED = "allowed"


class Means(StrEnum):
    """A means to settle disputes on the treaty (Charter of the United Nations, article 33)."""

    NEGOTIATION = "negotiation"
    MEDIATION = "mediation"
    CONCILIATION = "conciliation"
    ARBITRATION = "arbitration"
    COURT = "court"  # the International Court of Justice, or another standing court
    COMMITTEE = "committee"  # a joint committee or council of the parties
    PANEL = "panel"


class Registration(StrEnum):
    """Where it is to be registered or filed (Charter of the United Nations, article 102)."""

    UN = "united-nations"
    OTHER = "other"


class Clauses(msgspec.Struct, frozen=True):
    """The final clauses that bear on status; ``None`` where the text is not known.

    ``depositary`` is the code or the name of who keeps it. ``languages`` are those of its authentic texts (VCLT 33).
    """

    consent: Consent | None = None
    entry: Entry | None = None
    leaving: Exit | None = None
    term: Term | None = None
    provisional: bool | None = None
    amendment: Amendment | None = None
    reservations: Reservations | None = None
    disputes: tuple[Means, ...] = ()
    depositary: str | None = None
    languages: tuple[str, ...] = ()
    registration: Registration | None = None


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
