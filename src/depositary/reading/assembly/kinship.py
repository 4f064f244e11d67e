"""Kinship: whose an agreement is by what is done to it and by the agreements that it has to do with.

Who signs or ratifies is a party; agreements that build on, replace, amend or extend one another share their parties
where the report names those of one only.

>>> sorted(step.value for step in MEANT)
['signature']
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from depositary.model.reading import Action, Agreement, Relation
from depositary.model.vocabulary import ActionCode, Kind, Modality, RelationCode

KIN = frozenset({RelationCode.BUILDS_ON, RelationCode.REPLACES, RelationCode.AMENDS, RelationCode.EXTENDS})
# kinds that, under a title, are mostly of many parties, so that two who build on one are not all of it
OF_MANY = frozenset({Kind.CONVENTION, Kind.CHARTER, Kind.DECLARATION})


def share_parties(agreements: Iterable[Agreement], relations: Iterable[Relation]) -> tuple[Agreement, ...]:
    """Give an agreement without all parties those of the two-party agreement that builds on it.

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
    many = target.kind in OF_MANY and target.kind.value.capitalize() in target.title
    known = set(target.parties) < set(source.parties)  # of an agreement, one side alone is not all
    return len(source.parties) == 2 and known and not many


# steps by which their agents are parties once done; who only means to ratify may be one of many others
BINDING = frozenset({ActionCode.SIGNATURE, ActionCode.RATIFICATION, ActionCode.ACCESSION, ActionCode.DEPOSIT})
# steps that bind those who mean to take them, too
MEANT = frozenset({ActionCode.SIGNATURE})


def bind_parties(agreements: Iterable[Agreement], actions: Iterable[Action]) -> tuple[Agreement, ...]:
    """Add to an agreement's parties those who sign, ratify, deposit or accede, and those who are to sign.

    Args:
        agreements: a report's agreements.
        actions: its steps, with their agents.
    """
    bound: dict[str, list[str]] = {}
    for action in actions:
        if binds(action):
            bound.setdefault(action.agreement, []).extend(a.actor for a in action.by if a.actor)
    return tuple(join(agreement, bound.get(agreement.ref, [])) for agreement in agreements)


def binds(action: Action) -> bool:
    """Tell whether a step makes its agents parties."""
    done = action.modality is Modality.OCCURRED and action.action in BINDING
    return done or (action.modality is Modality.PLANNED and action.action in MEANT)


def join(agreement: Agreement, codes: Iterable[str]) -> Agreement:
    """Return the agreement with more parties, each once."""
    parties = tuple(dict.fromkeys((*agreement.parties, *codes)))
    return agreement if parties == agreement.parties else msgspec.structs.replace(agreement, parties=parties)
