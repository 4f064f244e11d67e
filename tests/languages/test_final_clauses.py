"""Final clauses in the forms that treaties use, in our own words, and the condition each states."""

from __future__ import annotations

import datetime as dt

import pytest

from depositary.languages.final_clauses import read_clauses, read_sentences
from depositary.model.clauses import Consent, Delay, Entry, Exit, Share, Term, Trigger


@pytest.mark.parametrize(
    ("sentence", "entry"),
    [
        (
            "This Agreement shall enter into force on the first day of the second month following the date on which "
            "the Parties have notified each other of the completion of their procedures.",
            Entry(delay=Delay(months=2, first_of_month=True)),
        ),
        (
            "It enters into force on the first day of the month following the deposit of the last instrument.",
            Entry(delay=Delay(months=1, first_of_month=True)),
        ),
        (
            "The Convention shall enter into force on the first day of the month following the expiration of a period "
            "of three months after the date on which ten States have expressed their consent by ratification.",
            Entry(count=10, delay=Delay(months=4, first_of_month=True)),
        ),
        (
            "This Agreement shall enter into force thirty (30) days after receipt of the last notification.",
            Entry(delay=Delay(days=30)),
        ),
        (
            "The Treaty enters into force on the ninetieth day after the deposit of the fiftieth instrument of "
            "ratification.",
            Entry(count=50, delay=Delay(days=90)),
        ),
        (
            "This Protocol shall enter into force three months after the deposit of the thirtieth instrument.",
            Entry(count=30, delay=Delay(months=3)),
        ),
        ("It shall enter into force on the date of the later notification.", Entry()),
        ("This Treaty shall enter into force on the exchange of the instruments of ratification.", Entry()),
        ("This Treaty comes into force upon ratification by both Parties.", Entry()),
        ("This Charter takes effect upon the deposit of the 20th instrument of accession.", Entry(count=20)),
        (
            "This Agreement shall enter into force on the thirtieth day after the date on which at least 55 Parties "
            "accounting in total for at least an estimated 55 per cent of total emissions have deposited their "
            "instruments.",
            Entry(
                count=55,
                shares=(Share(55.0, {}, False, "total emissions have deposited their instruments."),),
                delay=Delay(days=30),
            ),
        ),
    ],
)
def test_entry_by_consent(sentence: str, entry: Entry) -> None:
    read = read_clauses(sentence)
    assert read.entry == entry
    assert read.consent is Consent.RATIFICATION


@pytest.mark.parametrize(
    "sentence",
    [
        "This Memorandum shall enter into force on the date of its signature.",
        "This Memorandum enters into force upon signature.",
        "The present Agreement shall come into effect on signature.",
    ],
)
def test_entry_by_signature(sentence: str) -> None:
    assert read_clauses(sentence).consent is Consent.SIGNATURE
    assert read_clauses(sentence).entry == Entry(trigger=Trigger.SIGNATURE)


def test_entry_on_a_fixed_day_or_one_to_be_agreed() -> None:
    fixed = read_clauses("This Agreement shall enter into force on 1 January 2005.")
    assert fixed.entry == Entry(trigger=Trigger.DAY, on=dt.date(2005, 1, 1))
    turned = read_clauses("The Agreement will take effect on January 1, 2005, provided that both have notified.")
    assert turned.entry == Entry(trigger=Trigger.DAY, on=dt.date(2005, 1, 1))
    assert read_clauses("It shall enter into force on a date to be agreed.").entry == Entry(trigger=Trigger.DAY)


def test_later_joiners_complete_the_condition() -> None:
    text = """The Convention enters into force on the thirtieth day after the deposit of the tenth instrument.
    For each State that accedes thereafter, it enters into force on the sixtieth day after its own deposit."""
    assert read_clauses(text).entry == Entry(count=10, delay=Delay(days=30), joiner_delay=Delay(days=60))


@pytest.mark.parametrize(
    ("sentence", "leaving"),
    [
        (
            "Either Party may terminate this Agreement by giving six months' written notice to the other.",
            Exit(notice=Delay(months=6)),
        ),
        (
            "A Party may denounce it; the denunciation takes effect one year after receipt of the notification.",
            Exit(notice=Delay(months=12)),
        ),
        (
            "At any time after three years from the date on which it entered into force a Party may withdraw.",
            Exit(locked=Delay(months=36)),
        ),
    ],
)
def test_leaving(sentence: str, leaving: Exit) -> None:
    assert read_clauses(sentence).leaving == leaving


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("It shall remain in force for a period of twenty years.", Term(length=Delay(months=240))),
        ("This Protocol remains in force until 31 December 2027.", Term(until=dt.date(2027, 12, 31))),
        (
            "It shall remain in force for a period of ten years and shall be automatically extended for successive "
            "periods of five years unless a Party objects.",
            Term(length=Delay(months=120), renewal=Delay(months=60)),
        ),
    ],
)
def test_term(sentence: str, term: Term) -> None:
    assert read_clauses(sentence).term == term


def test_provisional_application_and_the_need_of_ratification() -> None:
    read = read_clauses("This Treaty is subject to ratification. Pending that, it shall be applied provisionally.")
    assert (read.consent, read.provisional) == (Consent.RATIFICATION, True)


def test_what_is_not_said_stays_unknown() -> None:
    read = read_clauses("The Parties shall cooperate in science. They met in the first month of the year.")
    assert (read.consent, read.entry, read.leaving, read.term, read.provisional) == (None,) * 5


def test_each_reading_lies_in_the_text() -> None:
    text = "Article 9. It enters into force on signature. It shall remain in force for a period of two years."
    assert [text[one.start : one.end].strip() for one in read_sentences(text)] == [
        "It enters into force on signature.",
        "It shall remain in force for a period of two years.",
    ]
