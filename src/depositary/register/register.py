"""The use cases of the register. Every question is about a day in the world and a day of knowledge.

>>> with open_register(":memory:") as register:
...     register.status("Paris Agreement")
[]
"""

from __future__ import annotations

import builtins
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

from depositary.errors import InputError
from depositary.languages.actor_codes import resolve_actor
from depositary.model.vocabulary import Modality
from depositary.register.intake import settle_store
from depositary.register.queries import (
    Change,
    Detail,
    Dossier,
    Due,
    Encounter,
    Evidence,
    Filter,
    Line,
    ParticipantTable,
    SearchAnswer,
    StatusAnswer,
    TimelineStep,
    Wanted,
    answer_status,
    detail,
    fill_dossiers,
    find_arrived,
    find_due,
    find_mentions,
    gather_steps,
    list_arrived,
    list_between,
    list_changes,
    list_lines,
    list_met,
    list_participants,
    list_planned,
    load_agreement,
    load_clusters,
    load_dossiers,
    rank_cluster,
    restate,
    search,
    show_claim,
)
from depositary.register.resolution import resolve
from depositary.register.storage import Store, open_store

MATCHES = 10

Day = dt.date | str | None
KnownBy = Literal["publication", "arrival"]
CLOCKS: tuple[str, ...] = get_args(KnownBy)


class Register:
    """An open register."""

    def __init__(self, store: Store) -> None:
        """Use a store."""
        self.store = store

    def status(  # all but the name by keyword
        self,
        name: str,
        *,
        party: str | None = None,
        on: Day = None,
        known: Day = None,
        known_by: KnownBy = "publication",
        unsure: bool = False,
        limit: int = MATCHES,
    ) -> builtins.list[StatusAnswer]:
        """Return the status of the agreements that a name or an id can mean, best match first.

        Args:
            name: a title, an acronym, a description, or an agreement's id.
            party: the code or the name of one party, whose status alone is wanted.
            on: the day in the world; today where it is not given.
            known: the last day of knowledge; today where it is not given.
            known_by: the clock of knowledge: a report counts from its publication, or from its arrival here.
            unsure: whether steps count too that the reader is not sure of.
            limit: the most agreements to return.

        Raises:
            InputError: there is no such party.
        """
        party = resolve_actor(party) if party else None
        day, last = day_or_today(on), day_or_today(known).isoformat()
        found = self.find(name, known=last, known_by=known_by, limit=limit)
        return [answer_status(dossier, day, last, party, known_by, unsure=unsure) for dossier in found]

    def find(
        self, name: str, *, known: Day = None, known_by: KnownBy = "publication", limit: int = MATCHES
    ) -> builtins.list[Dossier]:
        """Return the agreements that a name or an id can mean, best match first, as known on a day by a clock.

        Raises:
            InputError: there is no such clock.
        """
        last = day_or_today(known).isoformat()
        check_clock(known_by)
        with self.store.reading() as connection:
            if known_by == "arrival":
                return find_arrived(connection, name, last, limit)
            if agreement := resolve(connection, name):
                return load_agreement(connection, agreement, last)
            mentions = find_mentions(connection, name, last)
            clusters = load_clusters(connection, mentions, last)
            ranked = sorted(clusters, key=lambda c: (-rank_cluster(name, c, mentions), c[0].order))
            return fill_dossiers(connection, ranked[:limit], last)

    def list(
        self,
        asked: Filter | None = None,
        *,
        on: Day = None,
        known: Day = None,
        known_by: KnownBy = "publication",
        unsure: bool = False,
        stated: bool = False,
    ) -> builtins.list[Line]:
        """Return the agreements that match a filter, those with most stories first.

        Args:
            asked: the filter; default: all.
            on: the day in the world; default: today.
            known: the last day of knowledge; default: today.
            known_by: the clock of knowledge: a report counts from its publication, or from its arrival here.
            unsure: whether steps count for the status too that the reader is not sure of.
            stated: whether the status of each is wanted, also where the filter does not need it.

        Raises:
            InputError: there is no such party, or no such clock.
        """
        asked = asked or Filter()
        day, last = day_or_today(on), day_or_today(known).isoformat()
        check_clock(known_by)
        with self.store.reading() as connection:
            if known_by == "arrival":
                lines = list_arrived(connection, asked, day, last, unsure=unsure)
            else:
                lines = list_lines(connection, asked, last)
                if asked.status or known is not None or stated:
                    lines = restate(connection, lines, asked, day, last, unsure=unsure)
        return lines[asked.offset : asked.offset + asked.limit]

    def search(self, words: str, *, known: Day = None, limit: int = 20, reports: int = 20) -> SearchAnswer:
        """Return the agreements and the reports that some words find, the best first.

        Names, parties, acronyms and the texts of reports are searched. A misspelt word is replaced by the most likely
        one if it finds nothing; the answer says so.

        Args:
            words: words, a name, an acronym, in any order.
            known: the last day of knowledge; default: today.
            limit: the most agreements to return.
            reports: the most reports to return.
        """
        with self.store.reading() as connection:
            return search(connection, words, day_or_today(known).isoformat(), limit=limit, reports=reports)

    def show(
        self,
        name: str,
        *,
        on: Day = None,
        known: Day = None,
        known_by: KnownBy = "publication",
        unsure: bool = False,
    ) -> Detail:
        """Return everything that is known about one agreement.

        Args:
            name: its id, an id that redirects to it, or a name. For a name, the best match is used.
            on: the day in the world; default: today.
            known: the last day of knowledge; default: today.
            known_by: the clock of knowledge: a report counts from its publication, or from its arrival here.
            unsure: whether steps count for the status too that the reader is not sure of.

        Raises:
            InputError: nothing is known of it, or there is no such clock.
        """
        day, last = day_or_today(on), day_or_today(known).isoformat()
        dossier = self.one(name, known=last, known_by=known_by)
        answer = answer_status(dossier, day, last, known_by=known_by, unsure=unsure)
        with self.store.reading() as connection:
            return detail(connection, dossier, answer)

    def one(self, name: str, *, known: Day = None, known_by: KnownBy = "publication") -> Dossier:
        """Return the best match of a name or id.

        Raises:
            InputError: there is none.
        """
        found = self.find(name, known=known, known_by=known_by, limit=1)
        if not found:
            raise InputError(f"nothing is known about {name!r} by {day_or_today(known)}; see depositary list")
        return found[0]

    def participants(
        self,
        name: str,
        *,
        on: Day = None,
        known: Day = None,
        known_by: KnownBy = "publication",
        wanted: Wanted | None = None,
    ) -> ParticipantTable:
        """Return the status table of one agreement: each participant with signature, consent, effect and end.

        Args:
            name: its id, an id that redirects to it, or a name. For a name, the best match is used.
            on: the day in the world; default: today.
            known: the last day of knowledge; default: today.
            known_by: the clock of knowledge: a report counts from its publication, or from its arrival here.
            wanted: which rows, in which order; default: all by name.

        Raises:
            InputError: nothing is known of it, or the order or a status does not exist.
        """
        dossier = self.one(name, known=known, known_by=known_by)
        return list_participants(dossier, day_or_today(on), day_or_today(known).isoformat(), wanted)

    def timeline(
        self, name: str, *, on: Day = None, known: Day = None, known_by: KnownBy = "publication"
    ) -> builtins.list[TimelineStep]:
        """Return the steps of one agreement up to a day, and what is planned after it, in order of days.

        Raises:
            InputError: nothing is known of it.
        """
        steps = gather_steps(self.one(name, known=known, known_by=known_by).claims)
        last = day_or_today(on).isoformat() if on else None
        return [s for s in steps if last is None or s.day <= last or s.modality == Modality.PLANNED]

    def claims(self, name: str, *, known: Day = None, known_by: KnownBy = "publication") -> builtins.list[Evidence]:
        """Return every claim on one agreement, rejected ones too, with its evidence, report and verdict.

        They are in the order in which they became known.

        Raises:
            InputError: nothing is known of it.
        """
        dossier = self.one(name, known=known, known_by=known_by)
        told = sorted((*dossier.claims, *dossier.rejected), key=lambda claim: (claim.known_on, claim.id))
        return [show_claim(claim, dossier) for claim in told]

    def between(self, one: str, other: str, *, on: Day = None, known: Day = None) -> builtins.list[StatusAnswer]:
        """Return all agreements between two actors with their status, the latest reported first.

        Raises:
            InputError: there is no such actor.
        """
        one, other = resolve_actor(one), resolve_actor(other)
        day, last = day_or_today(on), day_or_today(known).isoformat()
        with self.store.reading() as connection:
            found = load_dossiers(connection, list_between(connection, one, other), last)
        both = [dossier for dossier in found if {one, other} <= set(dossier.parties)]
        both.sort(key=lambda dossier: (dossier.mentions[-1].known_on, dossier.id), reverse=True)
        return [answer_status(dossier, day, last) for dossier in both]

    def meetings(self, one: str, other: str, *, known: Day = None) -> builtins.list[Encounter]:
        """Return the meetings in which two actors take part, the latest first.

        Raises:
            InputError: there is no such actor.
        """
        one, other = resolve_actor(one), resolve_actor(other)
        with self.store.reading() as connection:
            return list_met(connection, one, other, day_or_today(known).isoformat())

    def due(self, *, on: Day = None, known: Day = None, days: int = 365) -> builtins.list[Due]:
        """Return planned steps that are coming, today or overdue, within a number of days of a day, in order."""
        day, last = day_or_today(on), day_or_today(known).isoformat()
        early, late = (day + dt.timedelta(days=step) for step in (-days, days))
        with self.store.reading() as connection:
            dossiers = load_dossiers(connection, list_planned(connection, early, late, last), last)
        found = [due for d in dossiers for due in find_due(d.id, d.title, d.parties, d.claims, day)]
        near = [due for due in found if due.latest >= early.isoformat() and due.earliest <= late.isoformat()]
        return sorted(near, key=lambda due: (due.earliest, due.agreement, due.action))

    def changes(self, since: str, *, limit: int = 1000) -> builtins.list[Change]:
        """Return what the register has learned since a day or time, the newest first."""
        with self.store.reading() as connection:
            return list_changes(connection, since, limit)


@contextmanager
def open_register(location: str | Path, *, settle: bool = True) -> Iterator[Register]:
    """Open a register, complete the clustering that an interrupted run left, and close it at the end.

    Args:
        location: path of an SQLite file, ``:memory:``, or a ``postgresql://`` address.
        settle: whether what a broken run left is finished first.

    Raises:
        RegisterError: it cannot be opened.
    """
    store = open_store(location)
    try:
        if settle and not store.read_only:
            settle_store(store)
        yield Register(store)
    finally:
        store.close()


def check_clock(known_by: str) -> str:
    """Return a clock of knowledge, or refuse what is none.

    Raises:
        InputError: it is none.
    """
    if known_by not in CLOCKS:
        raise InputError(f"{known_by[:50]!r} is not a clock of knowledge; use {' or '.join(CLOCKS)}")
    return known_by


def day_or_today(day: Day) -> dt.date:
    """Return a day, or today in UTC if none is given."""
    if day is None:
        return dt.datetime.now(dt.UTC).date()
    return day if isinstance(day, dt.date) else dt.date.fromisoformat(day)
