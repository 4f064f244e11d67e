"""Steps: which step was taken or planned with which agreement, by whom, when, where and how surely.

Enters: the parsed sentences with actors, dates, agreements and statements. Leaves: ``Action`` values with evidence.
The parts that tell agents, dates and modality serve meetings as well.
"""

from __future__ import annotations

from depositary.reading.steps.agent_phrases import coordinated, expand, merge_agents, name_phrase
from depositary.reading.steps.auxiliaries import ORDER, classes, weakest
from depositary.reading.steps.cautions import Telling, find_caution, tells_no_step
from depositary.reading.steps.circumstances import find_date, find_place
from depositary.reading.steps.finder import ProposedStep, foresee, merge_steps, propose_steps
from depositary.reading.steps.merging import is_repeated
from depositary.reading.steps.modality import judge_verb
from depositary.reading.steps.nominal_modality import judge_noun
from depositary.reading.steps.scene import Scene

__all__ = [
    "ORDER",
    "ProposedStep",
    "Scene",
    "Telling",
    "classes",
    "coordinated",
    "expand",
    "find_caution",
    "find_date",
    "find_place",
    "foresee",
    "is_repeated",
    "judge_noun",
    "judge_verb",
    "merge_agents",
    "merge_steps",
    "name_phrase",
    "propose_steps",
    "tells_no_step",
    "weakest",
]
