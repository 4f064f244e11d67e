"""Entities: an actor of ours in the terms of PLOVER 2.0 (manual, section 4.1), with the country that POLECAT names.

>>> find_entity("RUS")
Entity(code='RUS', name='Russia', country='RUS', sector='GOV')
>>> find_entity("ASEAN")
Entity(code='IGO', name='Association of Southeast Asian Nations', country=None, sector=None)
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from depositary.languages import load_table
from depositary.languages.states import load_states
from depositary.languages.wording import name_actor
from depositary.world import load_homes

BLOCS = {"UN": "UNO", "EU": "EUR"}  # the two organisations with a code of their own
ORGANISATION, GROUP = "IGO", "IMG"  # any other; a militarized group of no one state


class Entity(NamedTuple):
    """Who acts: PLOVER's top-level code, our name, the state (alpha-3) it is or is of, and its sector."""

    code: str
    name: str
    country: str | None
    sector: str | None


@functools.cache
def find_entity(actor: str) -> Entity:
    """Return the entity of an actor's code: a state, an organisation, or a group, which is coded by where it acts."""
    name = name_actor(actor)
    if actor in load_states():
        return Entity(actor, name, actor, "GOV")
    if actor in load_groups():
        state = load_groups()[actor] or None
        return Entity(state or GROUP, name, state, "REB")
    return Entity(BLOCS.get(actor, ORGANISATION), name, None, None)


@functools.cache
def load_groups() -> dict[str, str]:
    """Load the state that each armed group or movement mostly acts in."""
    return {row["code"]: load_homes().get(row["code"], "") for row in load_table("en", "groups")}
