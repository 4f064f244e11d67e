"""One announcement in seven languages gives one reading: agreement, kind, parties and planned signature."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from depositary.model.reading import Reading
from depositary.reading.reader import Reader, name_reader
from depositary.sources.intake import compose_report
from depositary.sources.source import Details

TOLD = tomllib.loads(Path(__file__).with_name("announcements.toml").read_text("utf-8"))


def read(language: str, mark: str | None = None) -> Reading:
    """Read the announcement in a language, with the mark that came with it."""
    told = TOLD[language]
    details = Details(title=told["title"], published="2024-12-26", language=mark)
    return Reader().read(compose_report(told["text"], details))


@pytest.mark.parametrize("language", sorted(TOLD))
def test_the_announcement_reads_alike_in_each_language(language: str) -> None:
    reading = read(language)
    assert (reading.report.language, reading.reader) == (language, name_reader(language))
    [agreement] = reading.agreements
    assert (agreement.kind, set(agreement.parties)) == ("treaty", {"RUS", "IRN"})
    [step] = [step for step in reading.actions if step.action == "signature"]
    assert (step.modality, step.date and step.date.edtf) == ("planned", "2025-01-17")
    assert step.place and step.place.country == "RUS"
    assert {agent.actor for agent in step.by} == {"RUS", "IRN"}


@pytest.mark.parametrize("language", sorted(TOLD))
def test_titles_stay_as_the_report_writes_them(language: str) -> None:
    [agreement] = read(language).agreements
    assert agreement.title in TOLD[language]["title"] + TOLD[language]["text"]


@pytest.mark.parametrize("language", ("ru", "fr", "es", "zh", "ar"))
def test_the_ambassador_is_the_source(language: str) -> None:
    speakers = {(s.speaker.actor, s.about) for s in read(language).statements}
    assert ("IRN", "a1") in speakers


@pytest.mark.parametrize("language", sorted(TOLD))
def test_a_wrong_mark_is_overruled(language: str) -> None:
    assert read(language, mark="en").reader == name_reader(language)


def test_a_report_without_a_step_between_states_stays_empty() -> None:
    text = "Le club a signé un accord avec son joueur. L'entreprise a conclu un contrat avec le syndicat des salariés."
    reading = Reader().read(compose_report(text, Details(language="fr")))
    assert (reading.agreements, reading.skipped) == ((), None)
