"""The quality floor: what the reader reaches on the project's own reports, never lowered quietly."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from depositary.model.vocabulary import ActionCode, Kind, Modality
from tests.floor.measure import HERE, load_reports, measure, read_reports

FLOORS: dict[str, float] = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["f1"]


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    return load_reports()


@pytest.fixture(scope="module")
def figures(entries: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    readings = read_reports(entries)
    for reading in readings:
        reading.assert_evidence()
    return measure(entries, readings)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_floor_holds(name: str, figures: dict[str, dict[str, float]]) -> None:
    assert figures[name]["f1"] >= FLOORS[name]


def test_at_least_sixty_reports_with_ids_of_their_own(entries: list[dict[str, Any]]) -> None:
    ids = [entry["id"] for entry in entries]
    assert len(ids) == len(set(ids)) >= 60


def test_every_action_and_modality_and_most_kinds_are_tried(entries: list[dict[str, Any]]) -> None:
    actions = [action for entry in entries for action in entry.get("actions", [])]
    kinds = {agreement["kind"] for entry in entries for agreement in entry.get("agreements", [])}
    assert {action[1] for action in actions} == set(ActionCode)
    assert {action[2] for action in actions} == set(Modality)
    assert kinds == set(Kind) - {Kind.OTHER}


def test_a_fifth_of_the_reports_are_hard_negatives(entries: list[dict[str, Any]]) -> None:
    assert sum(not entry.get("agreements") for entry in entries) >= len(entries) / 5
