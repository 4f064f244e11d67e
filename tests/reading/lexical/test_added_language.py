"""A language is a folder: Italian is added by copying one, without a line of code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from depositary.languages.lexicons import VARIABLE
from depositary.reading.lexical.lexicon import make_lexicon
from depositary.reading.reader import Reader, list_languages, name_reader
from depositary.sources.intake import compose_report
from depositary.sources.source import Details

TITLE = "Ciad e Mali firmeranno un trattato di partenariato strategico"
TEXT = (
    "BAMAKO, 26 dicembre (Agenzia) - Il Ciad e il Mali firmeranno il 17 gennaio a Bamako un trattato di partenariato "
    "strategico, ha annunciato giovedì l'ambasciatrice del Ciad in Mali, Awa Diallo.\n"
    "Il presidente maliano Ibra Kone ha dichiarato che il parlamento non ha ratificato l'accordo commerciale "
    "tra i due paesi."
)


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(Path(__file__).parent / "it", tmp_path / "it")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    make_lexicon.cache_clear()


def test_without_the_folder_an_italian_report_is_not_read() -> None:
    reading = Reader().read(compose_report(TEXT, Details(title=TITLE)))
    assert (reading.agreements, reading.skipped) == ((), "no reader for language it")


@pytest.mark.usefixtures("added")
def test_with_the_folder_it_is_read() -> None:
    assert "it" in list_languages()
    reading = Reader().read(compose_report(TEXT, Details(title=TITLE, published="2024-12-26")))
    assert reading.reader == name_reader("it")
    first, second = reading.agreements
    assert (first.title, first.gloss) == ("trattato di partenariato strategico", "strategic partnership treaty")
    assert (first.kind, set(first.parties), second.kind, second.areas) == (
        "treaty",
        {"TCD", "MLI"},
        "agreement",
        ("trade",),
    )
    [signature] = [a for a in reading.actions if a.action == "signature"]
    assert (signature.modality, signature.date and signature.date.edtf) == ("planned", "2025-01-17")
    assert signature.place and signature.place.text == "Bamako"
    [ratification] = [a for a in reading.actions if a.action == "ratification"]
    assert (ratification.agreement, ratification.modality) == (second.ref, "denied")
    assert ("Awa Diallo", "TCD") in {(s.speaker.name, s.speaker.actor) for s in reading.statements}
