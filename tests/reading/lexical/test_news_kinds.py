"""Kinds of news that word-driven reading got wrong: deals of others than states, no deals, talks that are over."""

from __future__ import annotations

import pytest

from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.lexical import read_report


def read(language: str, text: str) -> Reading:
    """Read a text of 25 September 2024."""
    made = read_report(Report.compose(text, language=language, published="2024-09-25"), "0")
    made.assert_evidence()
    return made


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Los socialistas y los conservadores de España alcanzaron un pacto de gobierno con Francia en vilo."),
        ("es", "El juez de España aceptó el acuerdo entre la fiscalía de Estados Unidos y el abogado de Suiza."),
        ("es", "El escritor, autor de un tratado sobre la pereza, nació en Chile."),
        ("fr", "Le gouvernement français et la CGT ont signé la convention collective des ports d'Allemagne."),
        ("de", "SPÖ und ÖVP unterzeichneten in Österreich das Koalitionsabkommen, Deutschland sieht zu."),
        ("ru", "Россия: стороны заключили мировое соглашение, истец из Германии доволен."),
        ("zh", "美国电影公司与中国演员签署保密协议。"),
        ("ar", "وقعت الشركة اتفاقية مع اللاعب المصري."),
        ("fa", "باشگاه ایران با بازیکن عراق قرارداد بازیکن را امضا کرد."),
    ],
)
def test_no_agreement_of_states_is_found(language: str, text: str) -> None:
    assert read(language, text).agreements == ()


def test_a_deal_of_states_beside_firms_is_found() -> None:
    text = "Chile y Perú firmaron un acuerdo comercial que piden las empresas y los sindicatos."
    assert [a.parties for a in read("es", text).agreements] == [("CHL", "PER")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Chile y Perú quieren un acuerdo comercial. Chile dejará la mesa sin un acuerdo comercial con Perú."),
        ("de", "Mali und Togo planen ein Handelsabkommen. Mali steigt ohne ein Handelsabkommen mit Togo aus."),
        (
            "fr",
            "Le Mali et le Togo veulent un accord commercial. Le Mali se retire sans accord commercial avec le Togo.",
        ),
    ],
)
def test_nobody_leaves_an_agreement_that_is_not(language: str, text: str) -> None:
    assert [a.action for a in read(language, text).actions if a.action == "withdrawal"] == []


def test_talks_that_ended_without_a_deal_are_a_deal_denied() -> None:
    text = "Las negociaciones sobre un acuerdo comercial entre Chile y Perú terminaron sin acuerdo."
    assert ("adoption", "denied") in [(a.action, a.modality) for a in read("es", text).actions]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Nach langen Verhandlungen wollen Mali und Togo am Montag ein Abkommen unterzeichnen."),
        ("fr", "Après de longues négociations, le Mali et le Togo vont signer un accord lundi."),
    ],
)
def test_talks_before_a_planned_step_were_held(language: str, text: str) -> None:
    told = {a.action: a.modality for a in read(language, text).actions}
    assert told == {"negotiation": "occurred", "signature": "planned"}


def test_the_mood_of_reported_speech_goes_on_with_the_speaker() -> None:
    text = (
        "Der Vertrag zwischen Mali und Togo sei tot, sagte Außenminister Alain Bersi. Man habe es lange versucht, "
        "das Abkommen zu retten. Der Regen hörte in Bamako nicht auf."
    )
    said = [(s.speaker.name, s.span.text) for s in read("de", text).statements]
    assert said == [
        ("Alain Bersi", "Der Vertrag zwischen Mali und Togo sei tot"),
        ("Alain Bersi", "Man habe es lange versucht, das Abkommen zu retten"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fa", "اعضای پارلمان اعلام کرده‌اند که به توافقنامه ایران و عراق پایبند هستند.", "اعضای پارلمان"),
        ("ar", "قالت مصادر دبلوماسية إن مصر والسودان وقعتا اتفاقية لتقاسم المياه يوم الأحد.", "مصادر دبلوماسية"),
    ],
)
def test_a_noun_speaks_where_no_letter_is_a_capital(language: str, text: str, speaker: str) -> None:
    assert [s.speaker.name for s in read(language, text).statements] == [speaker]


def test_who_is_not_named_signs_by_the_words_of_the_report() -> None:
    text = "Die Konfliktparteien unterzeichneten am Montag in Katar die Waffenruhe."
    assert [[a.name for a in step.by] for step in read("de", text).actions] == [["Konfliktparteien"]]


def test_a_persian_report_is_read() -> None:
    found = read(
        "fa",
        "وزرای امور خارجه یونان و مقدونیه روز دوشنبه در آتن توافقنامه امنیتی دو کشور را امضا کردند. "
        "قرار است این توافقنامه ماه آینده به تصویب مجلس برسد.",
    )
    assert [a.parties for a in found.agreements] == [("GRC", "MKD")]
    assert [(s.action, s.modality, s.date and s.date.edtf) for s in found.actions] == [
        ("signature", "occurred", "2024-09-23"),
        ("ratification", "planned", "2024-10"),
    ]
