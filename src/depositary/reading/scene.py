"""The scene of a step: the report, its actors, the sentence at hand, and the words that tell agents.

>>> is_group("countries")
True
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from depositary.lexicon import load_toml
from depositary.model.reading import Agent
from depositary.reading.analysis import Analysis
from depositary.reading.clauses import Tree
from depositary.reading.finds import Actors, Statements


@dataclass(frozen=True, slots=True)
class Scene:
    """What is needed to name agents: the report, its actors, the sentence at hand."""

    analysis: Analysis
    actors: Actors
    tree: Tree
    kinds: Mapping[str, str]
    statements: Statements
    speakers: tuple[Agent, ...] = ()


@functools.cache
def names(section: str) -> frozenset[str]:
    """Return one list of the data file as a set."""
    return frozenset(load_toml("en", "agents")[section])


def is_group(word: str) -> bool:
    """Tell whether a word names a group that can take a step."""
    return word.lower() in names("groups")


def is_legislature(name: str) -> bool:
    """Tell whether a name is that of an organ whose approval binds its state."""
    return any(word in name.lower() for word in names("legislatures"))
