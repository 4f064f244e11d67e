"""The scene of a step: the report, its actors and statements, and the sentence at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from depositary.model.reading import Agent
from depositary.reading.mentions import Actors, Statements
from depositary.reading.syntax import Tree
from depositary.reading.text import Analysis


@dataclass(frozen=True, slots=True)
class Scene:
    """What is needed to name agents: the report, its actors, the sentence at hand."""

    analysis: Analysis
    actors: Actors
    tree: Tree
    kinds: Mapping[str, str]
    statements: Statements
    speakers: tuple[Agent, ...] = ()
