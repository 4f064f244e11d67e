"""A claim: one report's assertion about one step of one agreement. Claims are weighed but never changed.

>>> Claim("c1", "a1", ActionCode.SIGNATURE, Modality.OCCURRED, "sha256:00", "2025-01-17").standing
0
"""

from __future__ import annotations

import msgspec

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent, Place
from depositary.model.text import Span
from depositary.model.vocabulary import ActionCode, Bearing, Modality


class Claim(msgspec.Struct, frozen=True):
    """One assertion that a step was, is or will be taken.

    ``agreement`` is the register's id of the agreement; ``report`` the id of the report;
    ``known_on`` the ISO day from which it counts as known (publication, else when learnt).
    ``bearing`` says what the step bears on, as the reader set it, ``total`` how many have
    taken the step by then. ``term`` is the depositary's own name of the act, ``addressees`` are those whose
    reservation or declaration an objection answers; only official tables set both.
    ``standing`` ranks who vouches for it (register/weighing.py), ``stories`` counts the
    independent stories that tell it.
    """

    id: str
    agreement: str
    action: ActionCode
    modality: Modality
    report: str
    known_on: str
    date: ImpreciseDate | None = None
    place: Place | None = None
    by: tuple[Agent, ...] = ()
    according_to: tuple[Agent, ...] = ()
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0
    standing: int = 0
    stories: int = 1
    bearing: Bearing | None = None
    total: int | None = None
    term: str | None = None
    addressees: tuple[Agent, ...] = ()
