"""Where each party stands: the facts of one party, and the status they amount to.

>>> PartyRecord("RUS", signed=dt.date(2025, 1, 17)).signed.isoformat()
'2025-01-17'
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from depositary.model.vocabulary import PartyStatus

# A ratification told in the news is followed by deposit and a delay; after this many days it is
# taken to bind where the treaty is in force and nothing else is known.
USUAL_DELAY = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """What one party has done; each field is the day of it, or ``None``.

    ``consented`` is ratification, deposit or the like by the state as a whole, ``staged`` by one
    of its organs; ``bound`` the day from which it is told or reckoned to be bound; ``seeking`` the
    day of word that it means, or refuses, to consent, so that it has not; ``notice`` the
    day of an announced or notified withdrawal, ``notified`` that of the notice itself, ``leaves`` the day on
    which it takes effect and ``returned`` the day of a return after a withdrawal.
    """

    actor: str
    signed: dt.date | None = None
    staged: dt.date | None = None
    consented: dt.date | None = None
    bound: dt.date | None = None
    rejected: dt.date | None = None
    seeking: dt.date | None = None
    suspended: dt.date | None = None
    notice: dt.date | None = None
    notified: dt.date | None = None
    leaves: dt.date | None = None
    left: dt.date | None = None
    returned: dt.date | None = None
    because: tuple[str, ...] = ()

    @property
    def spoke(self) -> bool:
        """Tell whether it took a step of its own towards being bound, or against."""
        return any((self.signed, self.staged, self.consented, self.rejected, self.seeking))


def judge_unbound(record: PartyRecord) -> PartyStatus:
    """Return the status of a party for which the agreement is not in force (VCLT 18)."""
    if record.left:
        return PartyStatus.WITHDRAWN
    if record.rejected:
        return PartyStatus.REJECTED
    if record.notified or record.leaves:
        return PartyStatus.WITHDRAWAL_PENDING
    if record.consented:
        return PartyStatus.RATIFIED
    if record.signed or record.staged:
        return PartyStatus.SIGNATORY
    return PartyStatus.WITHDRAWAL_PENDING if record.notice else PartyStatus.NONE


def judge_bound(record: PartyRecord) -> PartyStatus:
    """Return the status of a party for which the agreement is in force (VCLT 54-58)."""
    if record.suspended:
        return PartyStatus.SUSPENDED
    return PartyStatus.WITHDRAWAL_PENDING if record.notice else PartyStatus.PARTY
