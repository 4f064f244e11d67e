"""Kinds of sentences that word-driven reading got wrong: speakers, subjects, wishes, conditions, relations, names."""

from __future__ import annotations

import pytest

from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.lexical import may_tell, read_report


def read(language: str, text: str) -> Reading:
    """Read a text of 25 September 2024."""
    made = read_report(Report.compose(text, language=language, published="2024-09-25"), "0")
    made.assert_evidence()
    return made


def told(language: str, text: str) -> list[tuple[str, str, str | None, tuple[str | None, ...]]]:
    """Return the steps of a text: action, modality, date and agents."""
    return [
        (step.action, step.modality, step.date.edtf if step.date else None, tuple(a.actor for a in step.by))
        for step in read(language, text).actions
    ]


@pytest.mark.parametrize(
    ("language", "text", "speaker", "words"),
    [
        ("de", "Die Waffenruhe zwischen Mali und Togo wurde verlängert, teilte Katar mit.", "Katar", "Die Waffenruhe"),
        (
            "de",
            "Präsident Alain Bersi reiste nach Wien. Das Abkommen zwischen Mali und Togo komme, sagte er.",
            "Alain Bersi",
            "Das",
        ),
        ("de", "Der Vertrag zwischen Mali und Togo sei fertig, sagte der Schlichter, Jan Boer.", "Jan Boer", "Der"),
        ("es", "Chile y Perú firman un tratado, según comunicó el martes el ministro Juan Soto.", "Juan Soto", "Chile"),
        ("es", "El acuerdo entre Chile y Perú está listo, dijo la compañía.", "compañía", "El acuerdo"),
        ("es", "El ministro Juan Soto y Togo dijeron que el tratado con Mali está listo.", "Juan Soto", "el tratado"),
        ("fr", "Le ministre Ali Sow a dit qu'il signerait le traité avec le Togo.", "Ali Sow", "il signerait"),
        ("ru", "Чад и Мали подпишут договор. Об этом сообщил вчера Иван Петров.", "Иван Петров", "Чад и Мали"),
        ("zh", "波兰和乌克兰就粮食问题达成协议，波兰总理科瓦尔斯基9日表示。", "科瓦尔斯基", "波兰和乌克兰"),
    ],
)
def test_words_have_their_speaker(language: str, text: str, speaker: str, words: str) -> None:
    found = [(s.speaker.name, s.span.text) for s in read(language, text).statements]
    assert any(name == speaker and span.startswith(words) for name, span in found), found


def test_a_text_is_no_speaker() -> None:
    text = "Según el Acuerdo de Lima, el dinero debe ser nuevo. Chile y Perú firmaron el acuerdo comercial."
    assert read("es", text).statements == ()


def test_a_person_ends_at_a_full_stop() -> None:
    text = "Chile y Perú quieren un tratado, dijo el ministro Juan Soto. Ana Paz duda."
    assert {s.speaker.name for s in read("es", text).statements} == {"Juan Soto"}


@pytest.mark.parametrize(
    ("language", "text", "step"),
    [
        (
            "es",
            "Rusia anunció el lunes que abandonará el Tratado de Cielos Abiertos.",
            ("withdrawal", "planned", None, ("RUS",)),
        ),
        (
            "es",
            "Estados Unidos se retiró en 2018 del acuerdo comercial con Irán.",
            ("withdrawal", "occurred", "2018", ("USA",)),
        ),
        ("ar", "انسحبت مصر عام 2018 من الاتفاق التجاري مع ليبيا.", ("withdrawal", "occurred", "2018", ("EGY",))),
        (
            "de",
            "Russland kündigte am Montag an, den Vertrag mit Togo zu verlassen.",
            ("withdrawal", "planned", None, ("RUS",)),
        ),
        (
            "fr",
            "Le Mali et le Togo ont conclu un accord douanier. Il entrera en vigueur le 1er mai.",
            ("entry-into-force", "planned", "2025-05-01", ()),
        ),
    ],
)
def test_steps_have_their_subject(
    language: str, text: str, step: tuple[str, str, str | None, tuple[str | None, ...]]
) -> None:
    assert step in [(a, m, d, tuple(sorted(by, key=str))) for a, m, d, by in told(language, text)]


def test_an_unmet_condition_is_not_a_denial() -> None:
    found = told("ru", "Если Боливия и Парагвай не подпишут соглашение, договор прекратит действие.")
    assert [modality for action, modality, *_ in found if action == "signature"] == ["conditional"]


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("Le Mali appelle à un cessez-le-feu entre le Tchad et le Togo.", True),
        ("Le Mali l'a demandé, le cessez-le-feu entre le Tchad et le Togo tient.", False),
    ],
)
def test_only_the_object_of_a_wish_is_wished_for(text: str, wished: bool) -> None:
    assert (("adoption", "possible") in [step[:2] for step in told("fr", text)]) is wished


@pytest.mark.parametrize(
    ("language", "text", "relation"),
    [
        ("es", "El nuevo acuerdo climático reemplazará el Protocolo de Kioto.", "replaces"),
        ("de", "Das neue Klimaabkommen soll das Kyoto-Protokoll ablösen.", "replaces"),
        ("ru", "Чили и Перу подписали протокол к соглашению о свободной торговле.", "supplements"),
        ("zh", "新的气候协定将取代《京都议定书》。", "replaces"),
        ("ar", "سيحل اتفاق المناخ الجديد محل بروتوكول كيوتو.", "replaces"),
    ],
)
def test_related_agreements_are_two(language: str, text: str, relation: str) -> None:
    made = read(language, text)
    assert (len(made.agreements), [r.relation for r in made.relations]) == (2, [relation])


def test_a_visit_and_its_talks_are_two_meetings() -> None:
    text = (
        "El presidente de Chile, Juan Soto, visitó Perú el martes. Chile y Perú mantuvieron un encuentro en Lima. "
        "Chile y Perú firmaron un acuerdo aduanero."
    )
    assert {meeting.kind for meeting in read("es", text).meetings} == {"visit", "talks"}


def test_small_plurals_of_peoples_are_adjectives() -> None:
    [agreement] = read("fr", "Le ministre malien et le ministre tchadien ont signé un accord douanier.").agreements
    assert set(agreement.parties) == {"MLI", "TCD"}
    made = read("fr", "L'accord avec le Togo est signé, a dit mardi le Premier ministre polonais Jan Kowal.")
    assert [(s.speaker.name, s.speaker.actor) for s in made.statements] == [("Jan Kowal", "POL")]


def test_a_name_ends_before_small_words_and_verbs() -> None:
    [agreement] = read(
        "fr", "Les discussions sur un accord commercial entre le Mali et le Togo reprendront."
    ).agreements
    assert agreement.title == "accord commercial entre le Mali et le Togo"


def test_each_expression_for_an_instrument_opens_the_gate() -> None:
    assert may_tell("Израиль и Ливан обвинили друг друга в нарушении режима прекращения огня.")


def test_a_gap_ends_with_its_sentence() -> None:
    assert told("de", "Mali kündigte das Treffen. Der Vertrag mit Togo endet auf Papier.") == []
