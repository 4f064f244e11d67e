"""Words of a model found in a report: as they are, folded, word by word, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depositary.reading.llm.grounding import Ground

TEXT = (
    "The foreign ministers of Chad and Sudan signed the “Lomé  Pact” of 2001 on\u00a0Monday. "
    "“We won’t leave it,” Mr. Abakar said — the pact, he added, is not dead. Later the pact was ratified."
)


@pytest.mark.parametrize(
    ("quote", "how", "held"),
    [
        ("foreign ministers of Chad", "exact", "foreign ministers of Chad"),
        ('the "Lome Pact" of 2001 on Monday', "folded", "the “Lomé  Pact” of 2001 on\u00a0Monday"),
        ('"We won\'t leave it," Mr. Abakar said - the', "folded", "We won’t leave it,” Mr. Abakar said — the"),
        ("LATER THE PACT WAS RATIFIED", "folded", "Later the pact was ratified"),
        ("Chad and the Sudan signed the Lomé Pact", "tokens", "Chad and Sudan signed the “Lomé  Pact"),
        ("foreign minister of Chad and Sudan", "tokens", "foreign ministers of Chad and Sudan"),
        ("  … Later the pact was ratified …", "exact", "Later the pact was ratified"),
    ],
)  # fmt: skip
def test_words_are_found_in_the_most_exact_way_there_is(quote: str, how: str, held: str) -> None:
    found = Ground(TEXT).align(quote)
    assert found
    assert (found.how, TEXT[found.start : found.end]) == (how, held)


@pytest.mark.parametrize(
    "quote",
    [
        "Chad left the Lomé Pact",
        "the “Lomé Pact” of 2007 on Monday",  # another number
        "Iran",
        "Chadian and Sudanese ministers met in Lomé to sign the pact of 2001",
        "dead",  # it says "deadly", below
        "",
        "“…”",
        "!",
    ],
)
def test_words_that_are_not_there_are_not_found(quote: str) -> None:
    text = TEXT.replace("dead", "deadly")
    assert Ground(text).align(quote) is None


def test_a_word_inside_another_is_not_found() -> None:
    assert Ground("The Iranian side waits.").align("Iran") is None
    assert Ground("Niger and Nigeria met.").align_all("Niger")[0].end == 5


def test_of_several_places_the_one_near_the_evidence_is_taken() -> None:
    places = Ground(TEXT).align_all("the pact")
    assert len(places) == 2
    near = Ground(TEXT).align("the pact", near=(places[1].start, len(TEXT)))
    assert near == places[1]


@pytest.mark.parametrize(
    ("text", "quote", "held"),
    [
        ("Президент встретился с Владимиром Петровым в Минске.", "Владимир Петров", "Владимиром Петровым"),
        ("中国与老挝签署了贸易协定。", "贸易协定", "贸易协定"),
        ("中国与老挝签署了贸易协定。", "签署贸易协定", "签署了贸易协定"),
        ("وقّعت تشاد والسودان اتفاقية سلام.", "وقعت تشاد", "وقّعت تشاد"),
        ("Die Außenminister unterzeichneten den Friedensvertrag.", "Aussenminister", "Außenminister"),
        ("Ils ont signe\u0301 l’accord.", "signé l'accord", "signe\u0301 l’accord"),
    ],
)
def test_other_scripts_and_inflected_names_are_found(text: str, quote: str, held: str) -> None:
    found = Ground(text).align(quote)
    assert found
    assert text[found.start : found.end] == held


def test_what_the_model_did_not_see_is_not_searched() -> None:
    assert Ground(TEXT, TEXT.index("Later")).align("Later the pact was ratified") is None


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_words_in_any_text_give_a_range_of_it_or_nothing(text: str, quote: str) -> None:
    for found in Ground(text).align_all(quote):
        assert 0 <= found.start < found.end <= len(text)


@given(st.text(min_size=1, max_size=80), st.data())
def test_a_piece_between_words_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not words:
        return
    piece = data.draw(st.sampled_from(words))
    found = Ground(text).align_all(piece)
    stripped = Ground(piece).align(piece)
    assert bool(found) == bool(stripped)


@pytest.mark.parametrize(
    ("text", "name", "held"),
    [
        ("Он говорил с Ольгой Мироновой. Миронова довольна.", "Ольга Миронова", "Ольгой Мироновой"),
        ("Закон принят Верховной Радой.", "Верховная Рада", "Верховной Радой"),
    ],
)
def test_names_with_other_ends_are_found_in_languages_that_inflect_them(text: str, name: str, held: str) -> None:
    found = Ground(text, inflected=True).align(name)
    assert found
    assert text[found.start : found.end] == held


def test_another_name_with_the_same_beginning_is_not_an_inflected_one() -> None:
    assert Ground("Переговоры идут в Ираке.", inflected=True).align("Иран") is None


def test_of_two_forms_of_a_word_the_one_beside_the_others_is_found() -> None:
    text = "Die maltesische Flagge wehte, als man mit der maltesischen Regierung sprach, im Malteserhaus."
    found = Ground(text).align("Maltesischer Regierung")
    assert found
    assert text[found.start : found.end] == "maltesischen Regierung"


def test_an_arabic_name_is_found_behind_the_letter_that_says_and() -> None:
    text = "بين مالي وتشاد"
    found = Ground(text).align("تشاد")
    assert found
    assert text[found.start : found.end] == "تشاد"
    assert Ground(text).align("اد") is None
