"""Official status tables as claims of the highest standing, each known from the day of its row.

>>> from depositary.register.storage.opening import open_store
>>> report = Report.compose("participant,action,date", published="2020-01-01")
>>> store = open_store(":memory:")
>>> take_sheets(store, [Sheet(report, "Lake Treaty", ())]), take_sheets(store, [Sheet(report, "Lake Treaty", ())])
(['read'], ['known'])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import msgspec
from sqlalchemy import Connection, select

from depositary.languages import load_table
from depositary.model.claim import Claim
from depositary.model.reading import Action, Agreement, Participant, Reading
from depositary.model.text import Report
from depositary.model.treaty import Identifier
from depositary.model.vocabulary import Kind, PartyRole
from depositary.register.intake.identifiers import keep_identifiers
from depositary.register.intake.ledger import Outcome, Submission, ledger_row, write_ledger
from depositary.register.intake.readings import decide_outcomes
from depositary.register.resolution import Profile, linking, make_profile, parse_name
from depositary.register.storage import (
    TABLE_READER,
    Row,
    Rows,
    Store,
    add_rows,
    chunk,
    encode,
    full_text,
    make_rows,
    name_row,
    schema,
    utc_now,
)

ROUNDS = 30  # of parting treaties that a table tells apart


@dataclass(frozen=True, slots=True)
class Sheet:
    """The part of an official table on one treaty: the report with its rows, the title and the claims.

    ``line`` is the line of its first row in the table, for the ledger. ``follows`` is the mention of the same
    treaty in an earlier table; ``snapshot`` tells that it is an earlier snapshot of the same table, so that without
    claims this one tells nothing new. ``depositary`` is the code of who keeps the treaty,
    ``identifiers`` its numbers in official lists, ``parties`` the codes of those named beside the acts,
    ``languages`` those of its authentic texts. ``table`` names a table of several treaties, which tells them apart.
    """

    report: Report
    title: str
    claims: Sequence[Claim]
    line: int = 1
    follows: str = ""
    snapshot: bool = False
    depositary: str = ""
    identifiers: tuple[Identifier, ...] = ()
    parties: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    table: str = ""


def take_sheets(
    store: Store,
    sheets: Sequence[Sheet],
    refused: Iterable[Submission] = (),
    source: str = "table",
    apart: list[str] | None = None,
) -> list[Outcome]:
    """Store a table in one transaction: its texts as reports, its rows as claims on its treaties.

    A text that is already stored is known, even if it was retrieved on another day.

    Args:
        store: the register's store.
        sheets: the table, treaty by treaty.
        refused: the rows that were refused, for the ledger.
        source: where the table came from, for the ledger.
        apart: mentions of treaties of the same table that were stored before; those stored now are added.

    Returns:
        The outcome of each sheet.
    """
    now = utc_now()
    offers = [Submission(source, sheet.line, sheet.report) for sheet in sheets]
    with store.writing() as connection:
        before = find_known(connection, sheets, offers)
        outcomes = decide_outcomes(offers, before)
        fresh = [sheet for sheet, outcome in zip(sheets, outcomes, strict=True) if outcome == "read"]
        write_sheets(connection, fresh, now, [] if apart is None else apart)
        lines = [ledger_row(offer, outcome, now) for offer, outcome in zip(offers, outcomes, strict=True)]
        write_ledger(connection, [*lines, *(ledger_row(offer, "refused", now) for offer in refused)])
    return outcomes


def find_known(connection: Connection, sheets: Sequence[Sheet], offers: Sequence[Submission]) -> set[str]:
    """Return the items of offers that say nothing new: their text is stored, or earlier snapshots told all of it."""
    silent = {offer.item for sheet, offer in zip(sheets, offers, strict=True) if sheet.snapshot and not sheet.claims}
    changed = {offer.item for sheet, offer in zip(sheets, offers, strict=True) if sheet.snapshot and sheet.claims}
    texts = {offer.report.id for offer in offers if offer.report}
    kept, read = schema.reports, schema.readings
    query = select(kept.c.text_id).join_from(kept, read, read.c.report == kept.c.id)
    known: set[str] = set()
    for part in chunk(sorted(texts)):
        where = kept.c.text_id.in_(part), read.c.reader == TABLE_READER, read.c.retired_at.is_(None)
        known.update(connection.execute(query.where(*where)).scalars())
    return silent | {o.item for o in offers if o.report and o.report.id in known and o.item not in changed}


def write_sheets(connection: Connection, sheets: Sequence[Sheet], now: str, apart: list[str]) -> None:
    """Write reports, readings, mentions and claims, and link the treaties with the agreements of the register."""
    profiles: list[Profile] = []
    pairs: list[tuple[str, str]] = []
    named: list[tuple[str, Identifier]] = []
    for sheet in sheets:
        reading = make_reading(sheet)
        rows = make_table_rows(reading, sheet.claims, now)
        for table, kept in zip(
            (schema.reports, schema.readings, schema.mentions, schema.claims),
            (rows.reports, rows.readings, rows.mentions, rows.claims),
            strict=True,
        ):
            add_rows(connection, table, kept)
        full_text.add_texts(connection, rows.reports)
        profiles += [
            msgspec.structs.replace(
                make_profile(r["id"], r["report"], r["known_on"], reading.agreements[0], ()),
                table=sheet.table,
                row=sheet.report.given_id or "" if sheet.table else "",
            )
            for r in rows.mentions
        ]
        named += [(row["id"], each) for row in rows.mentions for each in sheet.identifiers]
        pairs += [(row["id"], sheet.follows) for row in rows.mentions if sheet.follows]
    linking.link_profiles(connection, profiles, now)
    hold_together(connection, pairs, now)
    followed = {mention for mention, _ in pairs}
    apart += [profile.id for profile in profiles if profile.id not in followed]
    keep_apart(connection, [*apart, *followed], now)
    keep_identifiers(connection, named, now, apart)


def hold_together(connection: Connection, pairs: Sequence[tuple[str, str]], now: str) -> None:
    """Make each treaty one agreement with that of the earlier snapshot of its table, whatever its title is."""
    if pairs:
        add_rows(connection, schema.judgements, [judged_row(*pair, "same", now) for pair in pairs])
        linking.rejoin(connection, sorted({mention for pair in pairs for mention in pair}), now)


def keep_apart(connection: Connection, told: Sequence[str], now: str) -> None:
    """Separate treaties of one table that were merged: the table itself says that they are different.

    Separated mentions can then merge with others, so the check is repeated.
    """
    judged: set[tuple[str, str]] = set()
    for _ in range(ROUNDS):
        pairs = set(find_taken_for_one(connection, told)) - judged
        if not pairs:
            return
        add_rows(connection, schema.judgements, [judged_row(*pair, "different", now) for pair in sorted(pairs)])
        linking.rejoin(connection, sorted({mention for pair in pairs for mention in pair}), now)
        judged |= pairs


def find_taken_for_one(connection: Connection, told: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield those pairs of mentions that are one agreement."""
    query = select(schema.memberships.c.agreement, schema.memberships.c.mention)
    groups: dict[str, list[str]] = {}
    for part in chunk(sorted(told)):
        for agreement, mention in connection.execute(query.where(schema.memberships.c.mention.in_(part))):
            groups.setdefault(agreement, []).append(mention)
    for group in groups.values():
        yield from combinations(sorted(group), 2)


REASONS = {"different": "one table tells them apart", "same": "they are one treaty in two official tables"}


def judged_row(mention: str, other: str, verdict: str, now: str) -> Row:
    """Return the row of a table's judgement that two mentions are one agreement, or different ones."""
    name, why = name_row("j", mention, other, verdict, TABLE_READER, now), encode([REASONS[verdict]])
    row: Row = {"id": name, "mention": mention, "other": other, "verdict": verdict, "judge": TABLE_READER}
    return row | {"score": 1.0, "reasons": why, "at": now, "undone_at": None, "undone_by": None}


def kind_of(title: str) -> Kind:
    """Return the kind of agreement that a title names.

    >>> kind_of("Lake Protocol").value, kind_of("Paris Agreement").value, kind_of("Exchange of Notes on the Lake").value
    ('protocol', 'agreement', 'exchange-of-notes')
    """
    opening = next((row["kind"] for row in load_table("en", "instruments") if begins(title, row)), None)
    if opening:
        return Kind(opening)
    noun = parse_name(title).noun
    return Kind(noun) if noun in {str(kind) for kind in Kind} else Kind.TREATY


def begins(title: str, row: dict[str, str]) -> bool:
    """Tell whether a title begins with the several words of an instrument, which name its kind better than one noun."""
    words = (row["noun"], row["plural"])
    return any(" " in name and title.lower().startswith(f"{name} ") for name in words if name)


def make_reading(sheet: Sheet) -> Reading:
    """Return a sheet as a reading: one agreement, with the acting participants as parties."""
    actions = tuple(make_action(claim) for claim in sheet.claims)
    acting = (agent.actor for claim in sheet.claims for agent in claim.by if agent.actor)
    parties = dict.fromkeys((*sheet.parties, *acting))
    kept_by = (Participant(sheet.depositary, PartyRole.DEPOSITARY),) if sheet.depositary else ()
    told = sheet.languages or msgspec.UNSET
    agreement = Agreement(
        "a1", sheet.title, kind_of(sheet.title), parties=tuple(parties), roles=kept_by, languages=told
    )
    return Reading(sheet.report, TABLE_READER, agreements=(agreement,), actions=actions).assert_evidence()


def make_action(claim: Claim) -> Action:
    """Return a claim of a table as an action of its reading."""
    told = (claim.action, claim.modality, claim.evidence, claim.date, claim.place, claim.by, claim.according_to)
    named = {"term": claim.term or msgspec.UNSET, "addressees": claim.addressees or msgspec.UNSET}
    return Action("a1", *told, bearing=claim.bearing, **named)  # type: ignore[arg-type]  # mypy reads one value type


def make_table_rows(reading: Reading, told: Sequence[Claim], now: str) -> Rows:
    """Return the rows of a sheet. A claim is known from the day of its row, the treaty from its first claim."""
    rows = Rows()
    make_rows(rows, reading, now)
    for row, claim in zip(rows.claims, told, strict=True):
        row["known_on"] = claim.known_on
    for row in rows.mentions:
        row["known_on"] = min((claim.known_on for claim in told), default=row["known_on"])
    return rows
