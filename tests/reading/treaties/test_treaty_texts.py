"""Texts of treaties taken apart: the invented treaty has all parts, and lines that only look like headings."""

from __future__ import annotations

import datetime as dt

import pytest

from depositary.model.clauses import Consent, Delay, Entry, Exit, Means, Term
from depositary.model.text import Report
from depositary.model.treaty import Identifier, Scheme, Topic, TreatyText
from depositary.model.vocabulary import Kind
from depositary.reading.reader import Reader
from depositary.reading.treaties import is_treaty, read_treaty

TEXT = """AGREEMENT BETWEEN THE GOVERNMENT OF THE REPUBLIC OF FIJI
AND THE GOVERNMENT OF THE KINGDOM OF TONGA
ON THE SHARING OF TUNA

UNTS No. 91234

The Government of the Republic of Fiji and the Government of the Kingdom of Tonga,
Desiring to share the tuna of their waters,
Have agreed as follows:

CHAPTER I
General Provisions

Article 1
Scope
1. This Agreement applies to the waters that the Parties claim under
Article 56 of the Convention on the Law of the Sea.
2. It does not apply to whales.

Article 2
Licences
Each Party shall license thirty vessels, as provided for in
Article 1
of this Agreement and in Annex I.

CHAPTER II
Final Provisions

Article 3 bis
Disputes
Any dispute on the interpretation of this Agreement shall be settled by negotiation and, failing that, by arbitration.

Article 4: Entry into force
1. This Agreement shall enter into force thirty (30) days after the date of the last notification by which the Parties
inform each other that their procedures have been completed.
2. It shall remain in force for five years and shall be renewed automatically for successive periods of two years
unless either Party gives notice six months before.

Article 5 Termination
Either Party may terminate this Agreement by giving twelve months' written notice to the other Party.

IN WITNESS WHEREOF the undersigned have signed this Agreement.
DONE at Suva, this twenty-third day of May, two thousand and nineteen, in the English, Fijian and Tongan languages,
all texts being equally authentic.

ANNEX I
Vessels
Article 1
A vessel has a number.
"""


@pytest.fixture(scope="module")
def taken() -> TreatyText:
    return read_treaty(Report.compose(TEXT))


def test_title_and_what_it_says(taken: TreatyText) -> None:
    assert taken.title.startswith("Agreement between the Government of the Republic of Fiji and")
    assert taken.title.endswith("on the Sharing of Tuna")
    assert (taken.kind, taken.parties, taken.subject) == (Kind.AGREEMENT, ("FJI", "TON"), "Sharing of Tuna")
    assert taken.identifiers == (Identifier(Scheme.UNTS, "I-91234"),)


def test_preamble_ends_before_the_first_chapter(taken: TreatyText) -> None:
    assert taken.preamble is not None
    assert taken.preamble.text.endswith("Have agreed as follows:")
    assert "The Government of the Republic of Fiji" in taken.preamble.text


def test_articles_with_titles_and_chapters_and_no_reference_among_them(taken: TreatyText) -> None:
    assert [(article.number, article.title) for article in taken.articles] == [
        ("1", "Scope"),
        ("2", "Licences"),
        ("3 bis", "Disputes"),
        ("4", "Entry into force"),
        ("5", "Termination"),
    ]
    assert [article.part for article in taken.articles[1:3]] == [
        "CHAPTER I: General Provisions",
        "CHAPTER II: Final Provisions",
    ]


def test_numbered_paragraphs(taken: TreatyText) -> None:
    paragraphs = taken.articles[0].paragraphs
    assert [paragraph.label for paragraph in paragraphs] == ["1", "2"]
    assert paragraphs[1].span.text == "2. It does not apply to whales."


def test_signature_block_and_annex(taken: TreatyText) -> None:
    assert taken.signature is not None
    assert (taken.signature.place, taken.signature.on) == ("Suva", dt.date(2019, 5, 23))
    assert taken.signature.languages == ("English", "Fijian", "Tongan")
    assert [annex.title for annex in taken.annexes] == ["ANNEX I: Vessels"]


def test_final_clauses_with_their_words(taken: TreatyText) -> None:
    clauses = taken.clauses
    assert clauses.consent is Consent.RATIFICATION
    assert clauses.entry == Entry(delay=Delay(days=30))
    assert clauses.leaving == Exit(notice=Delay(months=12))
    assert clauses.term == Term(Delay(months=60), renewal=Delay(months=24), notice=Delay(months=6))
    assert clauses.disputes == (Means.NEGOTIATION, Means.ARBITRATION)
    told = {provision.topic: provision for provision in taken.provisions}
    assert told[Topic.ENTRY].article == "4"
    assert told[Topic.ENTRY].span.text.startswith("This Agreement shall enter into force")
    assert told[Topic.LANGUAGES].article is None


def test_every_span_is_the_text(taken: TreatyText) -> None:
    assert all(TEXT[span.start : span.end] == span.text for span in taken.spans())


def test_a_protocol_names_its_parent() -> None:
    taken = read_treaty(
        Report.compose("PROTOCOL AMENDING THE LAKE CONVENTION\n\nArticle 1\nPeace.\n\nArticle 2\nRest.")
    )
    assert taken.parent is not None
    assert (taken.parent.relation, taken.parent.title) == ("amends", "Lake Convention")


def test_a_table_of_contents_is_no_article() -> None:
    listed = "Lake Treaty\nArticle 1 Peace\nArticle 2 Rest\nArticle 3 Work\n\n"
    body = (
        "Article 1 Peace\nThere shall be peace on the lake at all times and in all its parts, for all who live there.\n"
    )
    body += "Article 2 Rest\nThere shall be rest on the lake on each seventh day, but for those who save lives there.\n"
    body += "Article 3 Work\nThere shall be work for all who ask for it, on terms that the Parties agree each year.\n"
    taken = read_treaty(Report.compose(listed + body))
    assert [article.heading.start >= len(listed) for article in taken.articles] == [True, True, True]


@pytest.mark.parametrize(
    "number", ["ARTICLE ONE", "Article I.", "Art. 1", "**Article 1**", "ARTICLE 1.1", "Article A-01", "Article I-1"]
)
def test_ways_to_number_articles(number: str) -> None:
    second = number.replace("ONE", "TWO").replace("I.", "II.").replace("1.1", "1.2").replace("01", "02")
    second = second.replace("I-1", "I-2") if second == number and "I-1" in number else second
    second = second.replace("1", "2") if second == number else second
    text = f"Lake Treaty\n\n{number}\nThe lake is shared.\n\n{second}\nThe fish are not."
    assert len(read_treaty(Report.compose(text)).articles) == 2


def test_a_text_without_the_word_article_is_read_by_its_numbered_sections() -> None:
    text = "Memorandum of Understanding\n\n1. Purpose\nTo share.\n\n2. Costs\nEach pays.\n\n3. End\nIt ends.\n"
    assert [a.title for a in read_treaty(Report.compose(text)).articles] == ["Purpose", "Costs", "End"]


def test_a_treaty_is_told_from_a_report() -> None:
    report = (
        "Fiji and Tonga signed an agreement on tuna. Article 1 of the pact sets the scope, the minister said. "
        "Article 2 licenses thirty vessels.\n\nArticle 5 lets either side leave.\n" * 8
    )
    assert is_treaty(TEXT)
    assert not is_treaty(report)


def test_the_reader_reads_no_news_from_a_treaty() -> None:
    reading = Reader().read(Report.compose(TEXT))
    assert (reading.agreements, reading.actions) == ((), ())
    assert reading.skipped is not None and "text of a treaty" in reading.skipped


def test_a_bare_title_names_the_agreement_and_its_parent() -> None:
    reading = Reader().read(
        Report.compose("Protocol prolonging the International Agreement for the Regulation of Sealing")
    )
    assert [(one.ref, one.kind) for one in reading.agreements] == [("a1", Kind.PROTOCOL), ("a2", Kind.AGREEMENT)]
    assert [(one.source, one.relation, one.target) for one in reading.relations] == [("a1", "extends", "a2")]
