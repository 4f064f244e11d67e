"""Kinship: agreements that build on one another share their parties where the report names those of one only.

>>> KIN
frozenset({<RelationCode.BUILDS_ON: 'builds-on'>})
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from depositary.model.reading import Agreement, Relation
from depositary.model.vocabulary import Kind, RelationCode

KIN = frozenset({RelationCode.BUILDS_ON})
# kinds that are mostly of many parties, so that two who build on one are not all of it
OF_MANY = frozenset({Kind.CONVENTION, Kind.CHARTER, Kind.DECLARATION})


def share_parties(agreements: Iterable[Agreement], relations: Iterable[Relation]) -> tuple[Agreement, ...]:
    """Give an agreement without parties those of the two-party agreement that builds on it.

    Args:
        agreements: a report's agreements.
        relations: what they have to do with one another.
    """
    known = {agreement.ref: agreement for agreement in agreements}
    for relation in relations:
        source, target = known[relation.source], known[relation.target]
        if relation.relation in KIN and lends(source, target):
            known[target.ref] = msgspec.structs.replace(target, parties=source.parties)
    return tuple(known.values())


def lends(source: Agreement, target: Agreement) -> bool:
    """Tell whether a two-party agreement is of the same two as the one it builds on."""
    return len(source.parties) == 2 and not target.parties and target.kind not in OF_MANY
