"""Texts of treaties in the register: kept, linked, and used by the law."""

from __future__ import annotations

import datetime as dt

import pytest

from depositary.model.reading import Agent
from depositary.model.text import Report
from depositary.model.treaty import TreatyText
from depositary.model.vocabulary import AgreementStatus, Kind, PartyStatus
from depositary.reading.treaties import read_treaty
from depositary.register.intake import Intake, Submission, TextOffer, take_texts
from depositary.register.register import Register
from depositary.register.storage.opening import open_store
from tests.register.readings import make_reading

TEXT = """TREATY BETWEEN THE REPUBLIC OF FIJI AND THE KINGDOM OF TONGA ON THE INNER REEF

{number}

Fiji and Tonga have agreed as follows:

Article 1
The reef is shared.

Article 2
1. This Treaty is subject to ratification. It shall enter into force sixty days after the exchange of the instruments of
ratification.
2. It shall remain in force for ten years.

Article 3
Either Party may withdraw by giving three months' notice in writing.

DONE at Suva, on 4 March 2010, in English.
"""


def offer(text: str, published: str = "2010-03-05") -> TextOffer:
    report = Report.compose(text, published=published)
    return TextOffer(report, read_treaty(report))


@pytest.fixture
def register() -> Register:
    return Register(open_store(":memory:"))


def test_a_text_is_kept_with_the_agreement(register: Register) -> None:
    assert take_texts(register.store, [offer(TEXT.format(number=""))]) == ["read"]
    found = register.show("Treaty on the Inner Reef")
    assert found.status.parties == ["FJI", "TON"] or tuple(found.status.parties) == ("FJI", "TON")
    assert [article.number for article in found.texts[0].articles] == ["1", "2", "3"]
    assert found.texts[0].provisions[0].span.text.startswith("This Treaty is subject to ratification")


def test_the_same_text_is_known(register: Register) -> None:
    take_texts(register.store, [offer(TEXT.format(number=""))])
    assert take_texts(register.store, [offer(TEXT.format(number=""), "2011-01-01")]) == ["known"]


def test_the_law_uses_the_text(register: Register) -> None:
    take_texts(register.store, [offer(TEXT.format(number=""))])
    (answer,) = register.status("Treaty on the Inner Reef", on="2010-06-01")
    assert answer.status == AgreementStatus.SIGNED
    assert set(answer.party_status.values()) == {PartyStatus.SIGNATORY}


def test_one_number_joins_what_titles_part(register: Register) -> None:
    take_texts(register.store, [offer(TEXT.format(number="UNTS No. 77001"))])
    other = "REEF CONVENTION\n\nUNTS registration number I-77001\n\nArticle 1\nThe reef.\n\nArticle 2\nThe fish.\n"
    take_texts(register.store, [offer(other, "2012-01-01")])
    assert len(register.list()) == 1
    assert len(register.show("Reef Convention").texts) == 2


def test_other_numbers_join_nothing(register: Register) -> None:
    take_texts(register.store, [offer(TEXT.format(number="UNTS No. 77001"))])
    other = "REEF CONVENTION\n\nUNTS registration number I-77002\n\nArticle 1\nThe reef.\n\nArticle 2\nThe fish.\n"
    take_texts(register.store, [offer(other, "2012-01-01")])
    assert len(register.list()) == 2


def test_a_protocol_is_linked_with_its_parent(register: Register) -> None:
    text = "PROTOCOL AMENDING THE CORAL CONVENTION\n\nArticle 1\nThe coral.\n\nArticle 2\nThe sand.\n"
    take_texts(register.store, [offer(text)])
    found = next(register.show(line.id) for line in register.list() if line.kind == Kind.PROTOCOL)
    assert [(one.relation, one.direction, one.title) for one in found.bearings] == [
        ("amends", "forward", "Coral Convention")
    ]


def test_a_text_read_as_a_report_before_is_kept_as_a_text(register: Register) -> None:
    text = TextOffer(Report.compose("Lake Treaty", published="2010-01-01"), TreatyText("Lake Treaty", Kind.TREATY))
    assert take_texts(register.store, [text]) == ["read"]
    assert register.list(on=dt.date(2010, 2, 1))[0].title == "Lake Treaty"


MANY = """CONVENTION ON THE SHARED REEF

The States Parties to this Convention have agreed as follows:

Article 1
The reef is shared.

Article 2
1. This Convention is subject to ratification.
2. It shall enter into force on the sixtieth day after the deposit of the third instrument of ratification.
3. For each State that ratifies it after the deposit of the third instrument, it shall enter into force on the thirtieth
day after the deposit of its instrument.

Article 3
A Party may withdraw by written notification. Withdrawal takes effect six months after receipt of the notification.
"""


def test_the_clauses_of_the_text_give_the_days_that_reports_leave_out(register: Register) -> None:
    take_texts(register.store, [offer(MANY)])
    told = [
        ("FJI", "ratification", "2010-05-01"),
        ("TON", "ratification", "2010-06-01"),
        ("WSM", "ratification", "2010-07-01"),
        ("VUT", "ratification", "2011-01-01"),
        ("TON", "withdrawal", "2012-01-01"),
    ]
    readings = {
        number: make_reading(
            f"{actor}: {step} of the Convention on the Shared Reef, number {number}.",
            title="Convention on the Shared Reef",
            kind="convention",
            published=day,
            steps=((step, "occurred", day),),
            by=(Agent(actor, actor=actor),),
        )
        for number, (actor, step, day) in enumerate(told)
    }
    known = {reading.report.id: reading for reading in readings.values()}
    intake = Intake(register.store, lambda reports: [known[report.id] for report in reports], "en/1")
    intake.take([Submission("told", number, reading.report) for number, reading in readings.items()])

    def ask(party: str, on: str) -> str:
        return str(register.status("Convention on the Shared Reef", on=on)[0].party_status[party])

    assert ask("FJI", "2010-08-29") == "ratified"
    assert ask("FJI", "2010-08-30") == "party"
    assert ask("VUT", "2011-01-15") == "ratified"
    assert ask("VUT", "2011-01-31") == "party"
    assert ask("TON", "2012-06-30") == "withdrawal-pending"
    assert ask("TON", "2012-07-02") == "withdrawn"
