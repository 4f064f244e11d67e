"""Actors: which words are states, organisations, armed groups, organs, persons and places.

Enters: an ``Analysis``. Leaves: ``Actors``, the mentions with codes, offices and states, each with its exact span.
A name that is not sure gets no code.
"""

from __future__ import annotations

from depositary.reading.actors.collectives import face_to_face
from depositary.reading.actors.finder import Ground, find_actors, is_settled, survey
from depositary.reading.actors.name_search import find_names, make_plain

__all__ = ["Ground", "face_to_face", "find_actors", "find_names", "is_settled", "make_plain", "survey"]
