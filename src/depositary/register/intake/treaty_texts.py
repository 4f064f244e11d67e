"""Texts of treaties as claims of the highest standing: the agreement with its clauses, its signing, its parent.

>>> from depositary.register.storage.opening import open_store
>>> report = Report.compose("Lake Treaty", published="2020-01-01")
>>> store = open_store(":memory:")
>>> given = TextOffer(report, TreatyText("Lake Treaty", Kind.TREATY))
>>> take_texts(store, [given]), take_texts(store, [given])
(['read'], ['known'])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from depositary.languages.states import load_states
from depositary.model.dates import parse_edtf
from depositary.model.reading import Action, Agent, Agreement, Place, Reading, Relation
from depositary.model.text import Report, Span
from depositary.model.treaty import TreatyText
from depositary.model.vocabulary import ActionCode, Kind, Modality
from depositary.register.intake.held import retire
from depositary.register.intake.identifiers import keep_identifiers
from depositary.register.intake.ledger import Outcome, Submission, ledger_row, write_ledger
from depositary.register.intake.readings import decide_outcomes
from depositary.register.resolution import linking, make_profile
from depositary.register.storage import (
    TREATY_READER,
    Rows,
    Store,
    add_rows,
    chunk,
    encode,
    full_text,
    make_rows,
    name_report,
    schema,
    utc_now,
)

FEW = 5  # parties that sign on one day; of more the signature block tells the day of adoption
MOST_EVIDENCE = 600  # characters of the signature block


@dataclass(frozen=True, slots=True)
class TextOffer:
    """The text of a treaty: the report that holds it, and the text taken apart. ``line`` is its place in its source."""

    report: Report
    text: TreatyText
    line: int = 1


def take_texts(
    store: Store, offers: Sequence[TextOffer], refused: Iterable[Submission] = (), source: str = "text"
) -> list[Outcome]:
    """Store texts of treaties in one transaction, and link their agreements with those of the register.

    A reading that took the same text for a report is retired.

    Args:
        store: the register's store.
        offers: the texts.
        refused: what was offered and is no treaty's text, for the ledger.
        source: where they came from, for the ledger.

    Returns:
        The outcome of each text: read, or known.
    """
    now = utc_now()
    submissions = [Submission(source, offer.line, offer.report) for offer in offers]
    with store.writing() as connection:
        outcomes = decide_outcomes(submissions, find_known(connection, submissions))
        fresh = [offer for offer, outcome in zip(offers, outcomes, strict=True) if outcome == "read"]
        gone = retire(connection, [name_report(offer.report) for offer in fresh], now)
        write_texts(connection, fresh, gone, now)
        lines = [ledger_row(one, outcome, now) for one, outcome in zip(submissions, outcomes, strict=True)]
        write_ledger(connection, [*lines, *(ledger_row(one, "refused", now) for one in refused)])
    return outcomes


def find_known(connection: Connection, submissions: Sequence[Submission]) -> set[str]:
    """Return the items whose text is already stored as that of a treaty."""
    texts = {one.report.id for one in submissions if one.report}
    kept, read = schema.reports, schema.readings
    query = select(kept.c.text_id).join_from(kept, read, read.c.report == kept.c.id)
    known: set[str] = set()
    for part in chunk(sorted(texts)):
        where = kept.c.text_id.in_(part), read.c.reader == TREATY_READER, read.c.retired_at.is_(None)
        known.update(connection.execute(query.where(*where)).scalars())
    return {one.item for one in submissions if one.report and one.report.id in known}


def write_texts(connection: Connection, offers: Sequence[TextOffer], gone: Sequence[str], now: str) -> None:
    """Write reports, readings, mentions, claims, texts and identifiers, and link the agreements."""
    profiles = []
    named = []
    for offer in offers:
        reading = make_reading(offer.report, offer.text)
        rows = Rows()
        make_rows(rows, reading, now)
        for table, kept in zip(
            (schema.reports, schema.readings, schema.mentions, schema.claims),
            (rows.reports, rows.readings, rows.mentions, rows.claims),
            strict=True,
        ):
            add_rows(connection, table, kept)
        full_text.add_texts(connection, rows.reports)
        own = rows.mentions[0]
        kept_text = {"mention": own["id"], "report": own["report"], "body": encode(offer.text)}
        add_rows(connection, schema.treaty_texts, [kept_text | {"known_on": own["known_on"], "learnt_at": now}])
        profiles += [
            make_profile(row["id"], row["report"], row["known_on"], agreement, ())
            for row, agreement in zip(rows.mentions, reading.agreements, strict=True)
        ]
        named += [(own["id"], identifier) for identifier in offer.text.identifiers]
    if gone:
        linking.link(connection, {}, list(gone), now)
    linking.link_profiles(connection, profiles, now)
    keep_identifiers(connection, named, now)


def make_reading(report: Report, text: TreatyText) -> Reading:
    """Return a text as a reading: its agreement, when it was done, and the agreement it belongs to."""
    heading = text.heading
    names = (heading,) if heading and heading.text == text.title else ()
    signed = text.signature.on if text.signature else None
    title = text.title or "(a treaty without a title)"
    own = Agreement("a1", title, text.kind, text.parties, names, year=signed.year if signed else None)
    agreements, relations = (own,), ()
    if text.parent and heading:
        agreements = (own, Agreement("a2", text.parent.title, Kind.TREATY))  # type: ignore[assignment]
        relations = (Relation("a1", text.parent.relation, "a2", (heading,)),)  # type: ignore[assignment]
    actions = tuple(tell_signing(report, text))
    return Reading(report, TREATY_READER, agreements=agreements, actions=actions, relations=relations).assert_evidence()


def tell_signing(report: Report, text: TreatyText) -> Iterator[Action]:
    """Yield when a treaty was done, as its signature block tells: signed by its few parties, or adopted by many."""
    block = text.signature
    if block is None or block.on is None:
        return
    few = 2 <= len(text.parties) <= FEW
    end = min(block.span.end, block.span.start + MOST_EVIDENCE)
    span: Span = report.span(block.span.start, end)
    yield Action(
        "a1",
        ActionCode.SIGNATURE if few else ActionCode.ADOPTION,
        Modality.OCCURRED,
        (span,),
        date=parse_edtf(block.on.isoformat()),
        place=Place(block.place) if block.place else None,
        by=tuple(name_party(code) for code in text.parties) if few else (),
    )


def name_party(code: str) -> Agent:
    """Return a party as an agent: a state under its name, else its code."""
    state = load_states("en").get(code)
    return Agent(state.name if state else code, actor=code)
