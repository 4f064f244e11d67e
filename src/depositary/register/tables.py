"""Official status tables as claims of the highest standing, each known from the day of its row.

>>> from depositary.register.store import open_store
>>> report = Report.compose("participant,action,date", published="2020-01-01")
>>> take_table(open_store(":memory:"), report, {"t": "Lake Treaty"}, {})
Tally(offered=1, new=1, known=0, refused=0, reread=0)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from depositary.model.claim import Claim
from depositary.model.reading import Action, Agreement, Reading
from depositary.model.text import Report
from depositary.model.vocabulary import Kind
from depositary.register import linking, schema
from depositary.register.intake import count, decide_outcomes, list_readers
from depositary.register.ledger import Offer, Tally, ledger_row, write_ledger
from depositary.register.naming import parse_name
from depositary.register.profile import make_profile
from depositary.register.rows import Rows, make_rows, utc_now
from depositary.register.store import Store, add_rows
from depositary.register.weighing import TABLE_READER


def take_table(
    store: Store,
    report: Report,
    titles: Mapping[str, str],
    claims: Mapping[str, Sequence[Claim]],
    source: str = "table",
) -> Tally:
    """Keep a status table: its text as a report, its rows as claims on the agreements of its titles.

    Args:
        store: the register's store.
        report: the table's text, whose spans are the claims' evidence.
        titles: the title of each treaty of the table, by the key that ``claims`` uses.
        claims: the claims on each treaty.
        source: where the table came from, for the ledger.
    """
    now = utc_now()
    offer = Offer(source, 1, report)
    with store.writing() as connection:
        before = list_readers(connection, [offer.item])
        outcomes = decide_outcomes([offer], set(before))
        if not before:
            rows = make_table_rows(make_reading(report, titles, claims), list(flatten(titles, claims)), now)
            for table, kept in zip(
                (schema.reports, schema.readings, schema.mentions, schema.claims),
                (rows.reports, rows.readings, rows.mentions, rows.claims),
                strict=True,
            ):
                add_rows(connection, table, kept)
            profiles = [
                make_profile(row["id"], row["report"], row["known_on"], agreement, ())
                for row, agreement in zip(rows.mentions, list_agreements(titles), strict=True)
            ]
            linking.link_profiles(connection, profiles, [], now)
        write_ledger(connection, [ledger_row(offer, outcomes[0], now)])
    return count(outcomes, 0)


def list_agreements(titles: Mapping[str, str]) -> list[Agreement]:
    """Return an agreement for each treaty of a table, of the kind that its title's noun says."""
    return [Agreement(f"a{n}", title, kind_of(title)) for n, title in enumerate(titles.values(), start=1)]


def kind_of(title: str) -> Kind:
    """Return the kind that a title says.

    >>> kind_of("Lake Protocol").value, kind_of("Paris Agreement").value
    ('protocol', 'agreement')
    """
    noun = parse_name(title).noun
    return Kind(noun) if noun in {str(kind) for kind in Kind} else Kind.TREATY


def flatten(titles: Mapping[str, str], claims: Mapping[str, Sequence[Claim]]) -> list[tuple[str, Claim]]:
    """Return all claims in order of their treaties, each with the ref of its treaty."""
    return [(f"a{number}", claim) for number, key in enumerate(titles, start=1) for claim in claims.get(key, ())]


def make_reading(report: Report, titles: Mapping[str, str], claims: Mapping[str, Sequence[Claim]]) -> Reading:
    """Return a table as a reading."""
    actions = tuple(
        Action(ref, claim.action, claim.modality, claim.evidence, claim.date, claim.place, claim.by, claim.according_to)
        for ref, claim in flatten(titles, claims)
    )
    agreements = tuple(list_agreements(titles))
    return Reading(report, TABLE_READER, agreements=agreements, actions=actions).assert_evidence()


def make_table_rows(reading: Reading, told: Sequence[tuple[str, Claim]], now: str) -> Rows:
    """Return the rows of a table; a claim is known from its row's day, a treaty from its first claim's."""
    rows = Rows()
    make_rows(rows, reading, now)
    first: dict[str, str] = {}
    for row, (ref, claim) in zip(rows.claims, told, strict=True):
        row["known_on"] = claim.known_on
        first[ref] = min(first.get(ref, claim.known_on), claim.known_on)
    for row in rows.mentions:
        row["known_on"] = first.get(row["ref"], row["known_on"])
    return rows
