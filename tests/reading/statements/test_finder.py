"""Statements and the ranges that somebody vouches for, on texts written for these tests."""

from __future__ import annotations

import re

import pytest

import depositary
from depositary.model.reading import Agent, Agreement
from depositary.model.text import Report
from depositary.model.vocabulary import Kind
from depositary.reading.mentions import ActorMention, Actors, AgreementMention, Agreements, Statements
from depositary.reading.parser.english import analyse
from depositary.reading.statements.finder import find_statements
from depositary.reading.text.analysis import Analysis

PEOPLE = {
    "Anna Berg": Agent("Anna Berg", "Foreign Minister", "NOR"),
    "Berg": Agent("Anna Berg", "Foreign Minister", "NOR"),
    "Omar Said": Agent("Omar Said", "President", "TUN"),
    "Said": Agent("Omar Said", "President", "TUN"),
}
BODIES = {
    "Norway": Agent("Norway", None, "NOR"),
    "Tunisia": Agent("Tunisia", None, "TUN"),
    "Norwegian embassy in Tunis": Agent("Norwegian embassy in Tunis", None, "NOR"),
    "Tunisian government": Agent("Tunisian government", None, "TUN"),
}


def places(text: str, name: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(rf"\b[tT]?{re.escape(name)}(?!\w)", text)]


def find_known_actors(analysis: Analysis) -> Actors:
    found: list[ActorMention] = []
    for name, agent in sorted({**PEOPLE, **BODIES}.items(), key=lambda item: -len(item[0])):
        for start, end in places(analysis.text, name):
            if not any(m.overlaps(start, end) for m in found):
                sort = "person" if name in PEOPLE else ("state" if name in {"Norway", "Tunisia"} else "organ")
                found.append(ActorMention(start, end, analysis.sentence_at(start).index, agent, sort))
    return Actors(tuple(sorted(found, key=lambda m: m.start)))


def find_known_agreements(analysis: Analysis) -> Agreements:
    spots = [s for name in ("he fisheries treaty", "he treaty") for s in places(analysis.text, name)]
    spots = [s for s in spots if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spots)]
    mentions = [AgreementMention(s, e, analysis.sentence_at(s).index, "a1", "title", s) for s, e in sorted(spots)]
    return Agreements((Agreement("a1", "fisheries treaty", Kind.TREATY, ("NOR", "TUN")),), tuple(mentions))


def read(text: str, **fields: str) -> Statements:
    analysis = analyse(Report.compose(text, **fields))
    return find_statements(analysis, find_known_actors(analysis), (), find_known_agreements(analysis))


@pytest.mark.parametrize(
    ("text", "speaker", "words", "manner"),
    [
        (
            "Foreign Minister Anna Berg said on Monday that the fisheries treaty would be signed in May.",
            "Anna Berg",
            "the fisheries treaty would be signed in May",
            "told",
        ),
        (
            "The fisheries treaty will be signed in May, the Tunisian government said on Tuesday.",
            "Tunisian government",
            "The fisheries treaty will be signed in May",
            "told",
        ),
        (
            '"We will sign the fisheries treaty next week," Foreign Minister Anna Berg told reporters in Oslo.',
            "Anna Berg",
            "We will sign the fisheries treaty next week",
            "quoted",
        ),
        (
            '"The treaty is good for both. It ends a long dispute," said Anna Berg.',
            "Anna Berg",
            "The treaty is good for both. It ends a long dispute",
            "quoted",
        ),
        (
            "According to the Norwegian embassy in Tunis, the treaty will be signed in May.",
            "Norwegian embassy in Tunis",
            "the treaty will be signed in May",
            "told",
        ),
        (
            'President Omar Said called the treaty "a gift to our fishermen".',
            "Omar Said",
            "a gift to our fishermen",
            "quoted",
        ),
        (
            "President Omar Said urged Norway to ratify the treaty without delay.",
            "Omar Said",
            "to ratify the treaty without delay",
            "told",
        ),
        (
            "Berg met the press in Oslo. She said the treaty was nearly ready.",
            "Anna Berg",
            "the treaty was nearly ready",
            "told",
        ),
        (
            "Anna Berg was quoted as saying that the treaty was dead.",
            "Anna Berg",
            "the treaty was dead",
            "told",
        ),
    ],
)
def test_words_go_to_their_speaker(text: str, speaker: str, words: str, manner: str) -> None:
    (found,) = read(text).statements
    assert (found.speaker.name, found.span.text, found.manner.value) == (speaker, words, manner)
    assert found.about == "a1"


def test_chain_runs_from_the_nearest_source() -> None:
    text = '"Anna Berg reported that the treaty will be signed in May," the Norwegian embassy in Tunis said.'
    start = text.index("will be signed")
    chain = read(text).chain_at(start, start + 14)
    assert [agent.name for agent in chain] == ["Anna Berg", "Norwegian embassy in Tunis"]


def test_the_outlet_is_never_a_source() -> None:
    text = "The treaty will be signed in May, Fjord Post reports via the Norwegian embassy in Tunis."
    found = read(text, outlet="Fjord Post")
    assert [agent.name for agent in found.chain_at(4, 20)] == ["Norwegian embassy in Tunis"]
    assert not found.statements


def test_what_was_not_said_is_no_statement() -> None:
    assert not read("Anna Berg did not say that the treaty would be signed.").statements


def test_a_condition_and_a_text_say_nothing() -> None:
    assert not read("If Norway promises to ratify the treaty, Tunisia will follow.").statements
    assert not read("Norway fears a resolution which calls for an end of the treaty.").statements


def test_at_most_eight_statements() -> None:
    text = " ".join(f"Berg said the treaty would help town number {n}." for n in range(12))
    assert len(read(text).statements) == 8


def test_a_dateline_is_no_part_of_the_words() -> None:
    text = "OSLO, May 5 (Fjord Press) -- Norway will sign the fisheries treaty in May, Anna Berg said."
    (found,) = read(text).statements
    assert found.span.text == "Norway will sign the fisheries treaty in May"


def test_they_are_the_pair_that_spoke_before() -> None:
    text = (
        "President Omar Said met Foreign Minister Anna Berg in Oslo. "
        "They said the fisheries treaty would help both. They added that the treaty was ready."
    )
    assert [s.speaker.name for s in read(text).statements] == ["Omar Said", "Omar Said"]


def test_a_release_is_its_speakers_words() -> None:
    text = "I am glad to announce that the fisheries treaty is ready. Our fishermen have waited for long for it."
    found = read(text, title="Statement by Foreign Minister Anna Berg on Fisheries")
    assert {s.speaker.name for s in found.statements} == {"Anna Berg"}
    assert [agent.name for agent in found.chain_at(70, 75)] == ["Anna Berg"]


def test_a_quotation_in_two_parts_keeps_its_speaker() -> None:
    text = '"The treaty," Anna Berg said, "is the best that we could get from them."'
    (found,) = read(text).statements
    assert (found.speaker.name, found.about) == ("Anna Berg", "a1")


def test_confirmed_news_are_no_statement() -> None:
    reading = depositary.read("France signed the Birds Treaty with Spain. Minister Ana Ruiz confirmed the news.")
    assert reading.statements == ()


def test_the_signing_speaks_of_the_agreement_named_before() -> None:
    reading = depositary.read(
        "France and Spain will sign a Birds Treaty in May. The Spanish embassy said the signing will be a new start."
    )
    assert [s.about for s in reading.statements] == [reading.agreements[0].ref]
