"""Claims of a status table: what each of its entries says, and what follows from rows that are gone.

>>> sorted(CONSENTS)
[<ActionCode.ACCESSION: 'accession'>, <ActionCode.DEPOSIT: 'deposit'>]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from depositary.exchange.participants import code_participant
from depositary.exchange.status_forms import Entry, Row
from depositary.law.weighing import DEPOSITARY_STANDING
from depositary.model.claim import Claim
from depositary.model.dates import parse_edtf
from depositary.model.reading import Agent
from depositary.model.text import Report, Span
from depositary.model.vocabulary import ActionCode, Bearing, Modality


class Record(msgspec.Struct, frozen=True):
    """One row with its cells by folded heading, and its span in the text of the table."""

    line: int
    cells: Row
    span: Span


class Taken(msgspec.Struct, frozen=True):
    """One entry of a record, with the code of its participant (empty: the agreement itself) and the register's action.

    ``bearing`` is what the act bears on.
    """

    record: Record
    entry: Entry
    actor: str
    action: ActionCode
    bearing: Bearing | None = None

    @property
    def participation(self) -> tuple[str, str]:
        """Return the treaty and the participant."""
        return self.entry.key, self.actor


class Frame(msgspec.Struct, frozen=True):
    """What all claims of a treaty's rows share: the report, the day of retrieval, the id of the agreement."""

    report: Report
    known_on: str
    agreement: str


def claim_all(taken: Sequence[Taken], frame: Frame) -> Iterator[Claim]:
    """Yield the claims of all entries, then those that follow from rows that are gone."""
    for number, one in enumerate(taken):
        known = one.entry.seen or frame.known_on
        date = parse_edtf(one.entry.date) if one.entry.date else None
        ahead = date is not None and date.earliest is not None and date.earliest > known
        modality = Modality.PLANNED if ahead else Modality.OCCURRED
        told = {
            "date": date,
            "action": one.action,
            "modality": modality,
            "bearing": one.bearing,
            "term": one.entry.term.lower(),
        }
        yield make_claim(one, frame, name_claim(frame.report, number, one), known_on=known, **told)
    for number, one in enumerate(taken):
        if one.entry.removed and not any(is_same_act(other, one) for other in taken):
            yield from claim_removal(one, frame, name_claim(frame.report, number, one) + "r", taken)


def name_claim(report: Report, number: int, one: Taken) -> str:
    """Return the id of the claim of an entry, which is the ``number``-th of its treaty."""
    return f"{report.id[7:19]}-{one.record.line}-{number}"


def make_claim(one: Taken, frame: Frame, name: str, **facts: Any) -> Claim:
    """Return a claim of one entry, with the facts that differ from claim to claim."""
    return Claim(
        id=name,
        agreement=frame.agreement,
        report=frame.report.id,
        by=(Agent(one.entry.participant, actor=one.actor),) if one.actor else (),
        evidence=(one.record.span,),
        standing=DEPOSITARY_STANDING,
        addressees=tuple(Agent(name, actor=code_participant(name)) for name in one.entry.addressees),
        **facts,
    )


def claim_removal(one: Taken, frame: Frame, name: str, taken: Sequence[Taken]) -> Iterator[Claim]:
    """Yield what follows from an act that is gone from the table and not only written anew.

    A later act of the same kind in its place: the earlier participation had ended before, since tables
    show only the last. No act in its place: it is denied.
    """
    later = [other.entry.date for other in taken if succeeds(other, one)]
    if not later or (one.entry.seen and min(later) <= one.entry.seen):  # it stood before the row was seen: a correction
        told: dict[str, Any] = {"action": one.action, "modality": Modality.DENIED, "date": parse_edtf(one.entry.date)}
    elif one.action is ActionCode.ENTRY_INTO_FORCE:
        span = f"{one.entry.date}/{last_day_before(one, taken, min(later))}"
        told = {"action": ActionCode.WITHDRAWAL, "modality": Modality.OCCURRED, "date": parse_edtf(span)}
        told["bearing"] = Bearing.EFFECT
    else:
        return
    yield make_claim(one, frame, name, known_on=one.entry.removed, **told)


CONSENTS = frozenset({ActionCode.DEPOSIT, ActionCode.ACCESSION})


def is_same_act(other: Taken, one: Taken) -> bool:
    """Tell whether another entry is the same act under another code or term, and still stands."""
    alike = other.action is one.action or {other.action, one.action} <= CONSENTS
    same = alike and other.participation == one.participation and other.entry.date == one.entry.date
    return other is not one and same and not other.entry.removed


def succeeds(other: Taken, one: Taken) -> bool:
    """Tell whether another entry is a later act of the same kind by the same participant."""
    alike = other.participation == one.participation and other.action is one.action
    return alike and other.entry.date > one.entry.date


def last_day_before(one: Taken, taken: Iterable[Taken], effect: str) -> str:
    """Return the last day on which the earlier participation can have ended: before the new consent."""
    own = (other for other in taken if other.participation == one.participation and other.action in CONSENTS)
    days = [other.entry.date for other in own if one.entry.date < other.entry.date <= effect]
    new = parse_edtf(max(days, default=effect)).earliest or effect
    return (dt.date.fromisoformat(new) - dt.timedelta(days=1)).isoformat()
