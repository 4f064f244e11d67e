"""Final clauses in the forms that treaties use, in our own words, and the condition each states."""

from __future__ import annotations

import datetime as dt

import pytest

from depositary.languages.clause_words import find_day
from depositary.languages.final_clauses import read_clauses, read_sentences
from depositary.model.clauses import (
    Amendment,
    Clauses,
    Consent,
    Delay,
    Entry,
    Exit,
    Means,
    Registration,
    Reservations,
    Share,
    Term,
    Trigger,
)


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
        (
            "It enters into force on the first date of the third month following receipt of the second note.",
            Entry(delay=Delay(months=3, first_of_month=True)),
        ),
        (
            "It shall enter into force on the first day of the third month, following receipt of the latter note.",
            Entry(delay=Delay(months=3, first_of_month=True)),
        ),
        (
            "It shall enter into force on the sixtieth day after the deposit of the thirty-fourth instrument.",
            Entry(count=34, delay=Delay(days=60)),
        ),
        (
            "This Convention shall enter into force two months after forty-one States have ratified it.",
            Entry(count=41, delay=Delay(months=2)),
        ),
        (
            "It shall enter into force on the first day of the month after the 45th day following the deposit of the "
            "40th instrument of ratification.",
            Entry(count=40, delay=Delay(days=45, months=1, first_of_month=True)),
        ),
        (
            "This Agreement shall enter into force 30 days from the date of the second of these notifications or on "
            "such other date as the Parties may agree.",
            Entry(delay=Delay(days=30)),
        ),
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
    assert turned.entry == Entry(trigger=Trigger.DAY, on=dt.date(2005, 1, 1), provided=True)
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
            "Each Party may end this Pact by a note. This Pact shall expire nine months after the date of such notice.",
            Exit(notice=Delay(months=9)),
        ),
        (
            "Each Party may withdraw by a note. The withdrawal takes effect on the first day of the sixth month "
            "after the date on which the depositary received the note.",
            Exit(notice=Delay(months=6, first_of_month=True)),
        ),
        (
            "A State may denounce this Convention on 31 March of any year by notice given on or before 31 December.",
            Exit(yearly=(3, 31), told=False),
        ),
        (
            "A Party may denounce this Convention on 30 September of any year by giving notice on or before 30 March "
            "of the same year.",
            Exit(notice=Delay(months=6), yearly=(9, 30)),
        ),
        (
            "At any time after three years from the date on which it entered into force a Party may withdraw.",
            Exit(locked=Delay(months=36), told=False),
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


def test_a_clause_on_amendments_is_none_on_the_treaty() -> None:
    text = (
        "Amendments shall enter into force on the tenth day after acceptance by two thirds of the Parties. "
        "This Convention shall enter into force on the ninetieth day after the deposit of the twelfth instrument."
    )
    read = read_clauses(text)
    assert read.entry == Entry(count=12, delay=Delay(days=90))
    assert read.amendment == Amendment(share=2 / 3, delay=Delay(days=10))


def test_what_others_enter_into_force_is_not_the_treaty() -> None:
    for sentence in (
        "The decision shall enter into force on the first day of the second month after its adoption.",
        "Within two years after this Agreement enters into force, the Parties shall notify their lists.",
        "Such an agreement shall be submitted for acceptance and shall enter into force when all accept it.",
    ):
        assert read_clauses(sentence).entry is None


def test_what_is_ended_or_withdrawn_besides_the_treaty_is_no_leaving() -> None:
    for sentence in (
        "The Parties may terminate the proceedings before the panel two months after a joint notice.",
        "The provisions of this Chapter shall continue for ten years after the date of termination.",
    ):
        assert read_clauses(sentence).leaving is None


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("No reservations may be made to this Convention.", Clauses(reservations=Reservations.NONE)),
        ("No reservation may be made except to Article 9.", Clauses(reservations=Reservations.SOME)),
        ("Any State may make reservations at the time of signature.", Clauses(reservations=Reservations.ALLOWED)),
        (
            "Any dispute on the interpretation of this Pact shall be settled by negotiation or by arbitration.",
            Clauses(disputes=(Means.NEGOTIATION, Means.ARBITRATION)),
        ),
        ("The Government of Norway shall act as Depositary.", Clauses(depositary="NOR")),
        ("The original shall be deposited with the Secretary-General of the United Nations.", Clauses(depositary="UN")),
        ("The Khmer and French texts of this Pact are equally authentic.", Clauses(languages=("Khmer", "French"))),
        (
            "This Treaty shall be registered with the Secretariat of the United Nations.",
            Clauses(registration=Registration.UN),
        ),
        ("This Agreement is concluded for an unlimited period.", Clauses(term=Term(unlimited=True))),
        (
            "It shall be renewed for successive periods of three years unless a Party gives notice four months before.",
            Clauses(term=Term(renewal=Delay(months=36), notice=Delay(months=4))),
        ),
    ],
)
def test_the_other_final_clauses(sentence: str, said: Clauses) -> None:
    assert read_clauses(sentence) == said


def test_a_treaty_in_force_until_some_months_after_a_notice_is_left_with_that_notice() -> None:
    said = read_clauses(
        "The present Agreement comes into force on the exchange of notifications of the procedures required and "
        "remains in force until the expiry of twelve months from the day on which a Party sends a written notification "
        "of its intention to terminate it."
    )
    assert said.leaving is not None and said.leaving.notice == Delay(months=12)
    assert said.entry is not None and said.entry.delay == Delay()
    assert said.term is None


def test_days_of_signature_blocks_broken_or_half_spelled_out() -> None:
    assert find_day("DONE at Suva, the twenty- fourth day of November two thousand and six") == dt.date(2006, 11, 24)
    assert find_day("Done at Suva this 3 day of October 2001") == dt.date(2001, 10, 3)
