"""Hold the law of entry into force against the status tables of two depositaries.

    python benchmarks/law.py PARIS_DIR WIPO_DIR [--misses]

PARIS_DIR holds `paris-agreement-entry-into-force.csv` (the table) and `paris_bitemporal.csv` (its history: when
each row was first seen and when it was gone); WIPO_DIR holds `membership-to-copyright-treaties.csv`. The
dates of effect in the tables are kept from the engine, which has to find them from consents and final clauses.
Exit code 1 where a date of the climate treaty, or an answer as known on a day of its history, is wrong.
"""

from __future__ import annotations

import argparse
import collections
import csv
import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from depositary.exchange.status_tables import StatusTable, read_status_table
from depositary.law.entry import entry_day, joining_day, threshold_day
from depositary.law.knowledge import known_by
from depositary.law.status import find_status
from depositary.model.claim import Claim
from depositary.model.clauses import Clauses, Consent, Delay, Entry, Share
from depositary.model.vocabulary import ActionCode, Kind, PartyStatus

DAY = dt.timedelta(days=1)
YEAR = dt.timedelta(days=400)
CONSENTS = (ActionCode.DEPOSIT, ActionCode.ACCESSION)
SUCCESSION = ("Declaration of Continued Application", "Declaration/Notification of Succession")


@dataclass(frozen=True)
class Rule:
    """The final clause of one treaty: how many consents, how many months, counted from what."""

    count: int | None
    months: int
    notified: bool = False

    @property
    def clauses(self) -> Clauses:
        """Return it as clauses of the law engine."""
        entry = Entry(count=self.count, delay=Delay(months=self.months))
        return Clauses(consent=Consent.RATIFICATION, entry=entry)


# Facts of the final clauses. Where the delay counts from the depositary's notification of the deposit and not
# from the deposit, the table lacks the day that matters.
RULES = {
    "Beijing": Rule(30, 3),
    "Berne": Rule(None, 3, notified=True),
    "Brussels": Rule(5, 3),
    "Madrid": Rule(None, 1, notified=True),
    "Marrakesh": Rule(20, 3),
    "Nairobi": Rule(3, 1),
    "Paris": Rule(None, 3, notified=True),
    "Patent": Rule(10, 3),
    "Phonograms": Rule(5, 3, notified=True),
    "Rome": Rule(6, 3),
    "Singapore": Rule(10, 3),
    "Trademark": Rule(5, 3),
    "Washington": Rule(5, 3),
    "WIPO Copyright Treaty (WCT)": Rule(30, 3),
    "WIPO GRATK Treaty": Rule(15, 3),
    "WIPO Performances and Phonograms Treaty (WPPT)": Rule(30, 3),
}


def main() -> int:
    """Run both parts and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paris", type=Path)
    parser.add_argument("wipo", type=Path)
    parser.add_argument("--misses", action="store_true", help="list every date that the rules do not explain")
    asked = parser.parse_args()
    right = hold_paris(asked.paris)
    hold_wipo(asked.wipo, asked.misses)
    return 0 if right else 1


def load(path: Path, known_on: str, treaty: str = "") -> StatusTable:
    """Read a table and say how its rows are accounted for."""
    table = read_status_table(path.read_text("utf-8"), treaty=treaty, known_on=known_on)
    counted = f"{table.taken} taken, {table.blank} blank, {table.set_aside} set aside, {len(table.refused)} refused"
    print(f"{path.name}: {table.rows} rows = {counted}; {len(table.claims)} claims")
    return table


def actor_of(claim: Claim) -> str:
    """Return the participant of a table's claim."""
    return claim.by[0].actor or ""


def day_of(claim: Claim) -> dt.date:
    """Return the day of a table's claim."""
    assert claim.date is not None and claim.date.latest is not None
    return dt.date.fromisoformat(claim.date.latest)


def days(claims: Iterable[Claim], *actions: ActionCode, first: bool = True) -> dict[str, dt.date]:
    """Return each participant's first (or last) day of any of the actions."""
    told = sorted(((day_of(c), actor_of(c)) for c in claims if c.action in actions), reverse=first)
    return {actor: day for day, actor in told}


# --- the climate treaty ---


def paris_clauses(path: Path) -> Clauses:
    """Return the clause: 55 parties with 55 % of emissions, then 30 days; the union adds nothing to its members."""
    with path.open(encoding="utf-8") as lines:
        shares = {row["Code"]: float(row["Percentage"] or 0) for row in csv.DictReader(lines) if row["Code"] != "EUU"}
    share = Share(least=55.0, weights=shares, name="% of emissions")
    entry = Entry(count=55, among=tuple(shares), shares=(share,), delay=Delay(days=30))
    return Clauses(consent=Consent.RATIFICATION, entry=entry)


def hold_paris(folder: Path) -> bool:
    """Hold the rule against the dates of effect, the threshold, and the history against what was known when."""
    path = folder / "paris-agreement-entry-into-force.csv"
    table = load(path, "2024-12-31", "Climate")
    history = load(folder / "paris_bitemporal.csv", "2024-12-31", "Climate")
    clauses = paris_clauses(path)
    checks = (
        hold_rule(table, history, clauses),
        hold_engine(table, history, clauses),
        hold_history(history, clauses),
    )
    return all(checks)


def hold_rule(table: StatusTable, history: StatusTable, clauses: Clauses) -> bool:
    """Hold the functions of entry: the day of the threshold, and each party's own day."""
    assert clauses.entry is not None
    first = days(history.claims, *CONSENTS)
    met, force = threshold_day(clauses.entry, first, frozenset()), entry_day(clauses.entry, first, frozenset())
    print(f"  threshold met on {met}, in force on {force}")
    if force is None:
        return False
    effects = days(table.claims, ActionCode.ENTRY_INTO_FORCE)
    consents = days(table.claims, *CONSENTS)
    right = sum(joining_day(clauses.entry, force, consents[actor]) == day for actor, day in effects.items())
    print(f"  dates of effect from rule and deposits: {right} of {len(effects)} right")
    return met == dt.date(2016, 10, 5) and right == len(effects) == 195


def hold_engine(table: StatusTable, history: StatusTable, clauses: Clauses) -> bool:
    """Hold the status engine, without the dates of effect: not yet a party the day before, a party on the day."""
    told = [claim for claim in history.claims if claim.action is not ActionCode.ENTRY_INTO_FORCE]
    effects = days(table.claims, ActionCode.ENTRY_INTO_FORCE)
    right = 0
    for day in sorted(set(effects.values())):
        before, after = (ask(told, on, clauses) for on in (day - DAY, day))
        here = [actor for actor, effect in effects.items() if effect == day]
        right += sum(before[actor] != PartyStatus.PARTY == after[actor] for actor in here)
    print(f"  statuses that change on the date of effect: {right} of {len(effects)} right")
    return right == len(effects)


def ask(claims: list[Claim], on: dt.date, clauses: Clauses, known: dt.date | None = None) -> dict[str, PartyStatus]:
    """Ask the engine for all party statuses on a day; who is not known yet has none."""
    standing = find_status(claims, on=on, clauses=clauses, multilateral=True, kind=Kind.TREATY, known=known)
    return collections.defaultdict(lambda: PartyStatus.NONE, standing.party_status)


def hold_history(history: StatusTable, clauses: Clauses) -> bool:
    """Hold the answer as known on each day of the history against what the table showed on that day."""
    told = list(history.claims)
    moments = sorted({claim.known_on for claim in told})
    asked = right = 0
    for moment in moments:
        known = dt.date.fromisoformat(moment)
        found = ask(told, known, clauses, known)
        for actor, expected in show_on(known_by(told, known), known, clauses):
            asked, right = asked + 1, right + (found[actor] == expected)
    print(f"  as known on each of {len(moments)} days: {right} of {asked} party statuses right")
    return asked == right


def show_on(visible: list[Claim], on: dt.date, clauses: Clauses) -> Iterator[tuple[str, PartyStatus]]:
    """Yield what a reader of the table would take each party to be: its last act and date of effect decide."""
    assert clauses.entry is not None
    consents, effects = days(visible, *CONSENTS, first=False), days(visible, ActionCode.ENTRY_INTO_FORCE, first=False)
    force = entry_day(clauses.entry, days(visible, *CONSENTS), frozenset()) or dt.date.max
    for actor in sorted({actor_of(claim) for claim in visible}):
        effect = effects.get(actor) or (
            joining_day(clauses.entry, force, consents[actor]) if actor in consents else None
        )
        bound = effect is not None and effect <= on
        unbound = PartyStatus.RATIFIED if actor in consents else PartyStatus.SIGNATORY
        yield actor, PartyStatus.PARTY if bound else unbound


# --- the treaties of the other depositary ---


def hold_wipo(folder: Path, misses: bool) -> None:
    """Hold each treaty's rule against its dates of entry into force, and say what it does not explain, and why."""
    path = folder / "membership-to-copyright-treaties.csv"
    table = load(path, "2026-01-01")
    kinds = instrument_kinds(path)
    total: collections.Counter[str] = collections.Counter()
    for treaty, rule in RULES.items():
        claims = [claim for claim in table.claims if claim.agreement == treaty]
        found = list(judge_dates(treaty, rule, claims, kinds))
        reasons = collections.Counter(reason for _, reason in found)
        total += reasons
        print(f"  {treaty}: {describe(rule, claims)}; {dict(reasons.most_common())}")
        for words, reason in found if misses else ():
            if reason != "explained":
                print(f"    {reason}: {words}")
    print(f"  all: {dict(total.most_common())}")
    print("  denunciations: the table has no column for them; who denounced is simply not listed")


def instrument_kinds(path: Path) -> dict[tuple[str, str], str]:
    """Return the kind of instrument by treaty and contracting party."""
    with path.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        return {(row["Treaty"], row["Contracting Party"]): row["Instrument Type"] for row in rows}


def describe(rule: Rule, claims: list[Claim]) -> str:
    """Say whether the treaty's own day of entry follows from the number of consents."""
    told = min(days(claims, ActionCode.ENTRY_INTO_FORCE).values(), default=None)
    if rule.count is None:
        return f"in force {told} by acts of its first members"
    assert rule.clauses.entry is not None
    found = entry_day(rule.clauses.entry, days(claims, *CONSENTS), frozenset())
    words = f"in force {told}, by {rule.count} consents and {rule.months} months {found}"
    return words if found == told else f"{words} (the table lacks former parties, or a day in it is a slip)"


def judge_dates(
    treaty: str, rule: Rule, claims: list[Claim], kinds: dict[tuple[str, str], str]
) -> Iterator[tuple[str, str]]:
    """Yield each date of entry into force in words, with the reason why the rule gives it, or does not."""
    consents, effects = days(claims, *CONSENTS), days(claims, ActionCode.ENTRY_INTO_FORCE)
    force = min(effects.values(), default=dt.date.max)
    names = {actor_of(claim): claim.by[0].name for claim in claims}
    for actor, day in sorted(effects.items()):
        kind = kinds.get((treaty, names[actor]), "")
        case = Case(rule, force, consents.get(actor), day, kind)
        words = f"{names[actor]}, {kind or 'no instrument'} {case.consent}, in force {day}"
        yield words, next(reason for reason, holds in REASONS.items() if holds(case))


@dataclass(frozen=True)
class Case:
    """One date of entry into force: the treaty's rule and own day, the consent, the date, the instrument."""

    rule: Rule
    force: dt.date
    consent: dt.date | None
    day: dt.date
    kind: str

    @property
    def reckoned(self) -> dt.date:
        """Return the day that the rule gives; without a consent, none."""
        assert self.rule.clauses.entry is not None
        return joining_day(self.rule.clauses.entry, self.force, self.consent) if self.consent else dt.date.max

    @property
    def wait(self) -> dt.timedelta:
        """Return how long after the consent it came into force."""
        return self.day - (self.consent or self.day)


# Why a date is as it is: the first reason that holds.
REASONS: dict[str, Callable[[Case], bool]] = {
    "explained": lambda case: case.day == case.reckoned,
    "no instrument in the table": lambda case: case.consent is None,
    "succession: bound from independence": lambda case: case.kind in SUCCESSION or case.wait < DAY,
    "first members: bound when it began": lambda case: case.day == case.force,
    "counts from the notification, whose day the table lacks": lambda case: case.rule.notified and case.wait < YEAR,
    "a day beside: a month without such a day, or a slip": lambda case: abs(case.day - case.reckoned) <= DAY,
    "much later: counts only with the other members of its organisation, or another act": lambda case: True,
}


if __name__ == "__main__":
    sys.exit(main())
