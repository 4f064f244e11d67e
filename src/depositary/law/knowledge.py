"""The clock of knowledge: what counts as known on a day.

>>> from depositary.model.claim import Claim
>>> from depositary.model.vocabulary import ActionCode, Modality
>>> told = Claim("c1", "a1", ActionCode.SIGNATURE, Modality.OCCURRED, "r1", "2025-01-18")
>>> known_by([told], dt.date(2025, 1, 17))
[]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from depositary.model.claim import Claim


def known_by(claims: Iterable[Claim], day: dt.date) -> list[Claim]:
    """Return the claims that were known on the day, that day included."""
    return [claim for claim in claims if claim.known_on[:10] <= day.isoformat()]
