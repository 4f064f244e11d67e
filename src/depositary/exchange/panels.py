"""Panels: an agreement, an actor, or two actors, by year.

>>> Panels(Clocks.of(on="2020-05-01")).last_day(2020).isoformat()
'2020-05-01'
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from depositary.exchange.extract import Clocks, Entry
from depositary.exchange.milestones import PartyDays, find_days
from depositary.exchange.table_rows import Row, write_codes
from depositary.exchange.tallies import Tally
from depositary.law.status import Standing
from depositary.model.vocabulary import AgreementStatus, Modality, PartyStatus
from depositary.register.queries import find_standing

EARLIEST = 1816  # the first year of the lists of states; what began before is counted from here
LASTING = frozenset({PartyStatus.PARTY, PartyStatus.WITHDRAWAL_PENDING})
COMMITTED = LASTING | {PartyStatus.SIGNATORY, PartyStatus.RATIFIED, PartyStatus.SUSPENDED}
MILES = ("StateSignature", "StateRatification", "StateEnd")
SURE = ("signed", "ratified", "left")  # what an actor does itself, in the year of its day
REPORTED = ("signed_reported", "ratified_reported", "left_reported")  # without a day, in the year of the report
OWN = (*SURE, *REPORTED, "actions")
MISSING = frozenset({*SURE, *REPORTED})
DOUBTS = {"in_force": "unsure"}
# Where it stands so, nobody may have reported that it is in force.
UNSURE = frozenset({AgreementStatus.UNKNOWN, AgreementStatus.IN_RATIFICATION})


@dataclass(frozen=True, slots=True)
class Parts:
    """What an agreement's parties do by year: acts of each, and the years in which each signed, ratified and left.

    ``sure`` are the years of days that are told, ``reported`` those of the first report of a step without a day.
    """

    acts: dict[int, Counter[str]]
    sure: dict[str, tuple[int | None, ...]]
    reported: dict[str, tuple[int | None, ...]]

    @classmethod
    def of(cls, entry: Entry) -> Parts:
        """Gather them."""
        days = list(find_days(entry))
        sure = {d.party: tuple(find_year(d, name) for name in MILES) for d in days}
        reported = {d.party: tuple(find_reported(d, name) for name in MILES) for d in days}
        return cls(count_acts(entry), sure, reported)

    def of_party(self, party: str, year: int) -> tuple[int, ...]:
        """Return what one party did in a year, as counts in the order of ``OWN``."""
        years = (*self.sure[party], *self.reported[party])
        return (*(one == year for one in years), self.acts[year][party])


class Panels:
    """Counts by year, gathered while agreements pass; a builder."""

    def __init__(self, clocks: Clocks) -> None:
        """Start with nothing counted."""
        self.clocks = clocks
        told = (clocks.on.year, MISSING, DOUBTS)
        self.states = Tally(("agreements", "in_force", "unsure", *OWN), *told)
        self.dyads = Tally(("agreements", "bilateral", "signed", "in_force", "unsure"), *told)
        self.directed = Tally(("agreements", "bilateral", "in_force", "unsure", *OWN), *told)

    def last_day(self, year: int) -> dt.date:
        """Return the day on which a year's state is taken: its last, but never after the day in the world."""
        return min(dt.date(year, 12, 31), self.clocks.on)

    def take(self, entry: Entry) -> Iterator[Row]:
        """Count one agreement and yield its rows by year."""
        parts = Parts.of(entry)
        for year in range(first_year(entry), self.clocks.on.year + 1):
            standing = find_standing(entry.dossier, self.last_day(year), self.clocks.known.isoformat())
            self.count(entry, year, standing, parts)
            yield describe(entry, year, standing, sum(parts.acts[year].values()))

    def count(self, entry: Entry, year: int, standing: Standing, parts: Parts) -> None:
        """Add one year of one agreement to the counts of its parties and their pairs."""
        parties = sorted(entry.dossier.parties)
        bound = {party for party in parties if standing.party_status.get(party) in LASTING}
        bilateral, unsure = len(parties) == 2, standing.status in UNSURE
        for party in parties:
            own = parts.of_party(party, year)
            self.states.add((party,), year, (1, party in bound, unsure, *own))
            toward = (1, bilateral, party in bound, unsure, *own)
            for other in parties:
                if other != party:
                    self.directed.add((party, other), year, toward)
        for one, other in combinations(parties, 2):
            signed = parts.sure[one][0] == parts.sure[other][0] == year
            self.dyads.add((one, other), year, (1, bilateral, signed, one in bound and other in bound, unsure))

    def write_years(self) -> dict[str, Iterator[Row]]:
        """Return the rows of the tables of actors and pairs by year, by table."""
        return {
            "state_years": self.write_state_years(),
            "dyad_years": write_pairs(self.dyads),
            "directed_dyad_years": write_pairs(self.directed),
        }

    def write_state_years(self) -> Iterator[Row]:
        """Yield the rows of actors by year."""
        for (actor,), year, counts in self.states.rows():
            yield {"actor": actor, **write_codes("actor", actor, year), "year": year, **counts}


def write_pairs(pairs: Tally) -> Iterator[Row]:
    """Yield the rows of pairs of actors by year."""
    for (one, other), year, counts in pairs.rows():
        codes = {**write_codes("actor_1", one, year), **write_codes("actor_2", other, year)}
        yield {"actor_1": one, "actor_2": other, **codes, "year": year, **counts}


def find_year(days: PartyDays, name: str) -> int | None:
    """Return the year of a party's milestone, where it is sure."""
    mile = days.miles.get(name)
    date = mile.date if mile else None
    sure = date and date.earliest and date.latest and date.earliest[:4] == date.latest[:4]
    return int(date.earliest[:4]) if sure and date and date.earliest else None


def find_reported(days: PartyDays, name: str) -> int | None:
    """Return the year of the report of a party's step of which no day is told."""
    mile = days.miles.get(name)
    date = mile.date if mile else None
    return int(date.latest[:4]) if date and date.latest and date.earliest is None else None


def count_acts(entry: Entry) -> dict[int, Counter[str]]:
    """Return by year how often each actor acts; an act of nobody named counts under an empty code.

    Claims of one action and actor in a year are one act; without a date it counts in the year in which it was known.
    """
    seen: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for claim in entry.counted:
        if claim.modality is Modality.OCCURRED:
            earliest = claim.date.earliest if claim.date else None
            actors = [agent.actor for agent in claim.by if agent.actor] or [""]
            seen[int((earliest or claim.known_on)[:4])].update((str(claim.action), actor) for actor in actors)
    return defaultdict(Counter, {year: Counter(actor for _, actor in acts) for year, acts in seen.items()})


def first_year(entry: Entry) -> int:
    """Return the first year in which anything is told of an agreement: a dated act, else its first report."""
    dated = [c.date.earliest for c in entry.counted if c.date and c.date.earliest and c.modality == "occurred"]
    return max(int(min([*dated, entry.dossier.mentions[0].known_on])[:4]), EARLIEST)


def describe(entry: Entry, year: int, standing: Standing, actions: int) -> Row:
    """Return the row of one agreement and year."""
    statuses = [standing.party_status.get(party) for party in entry.dossier.parties]
    committed, bound = (sum(status in among for status in statuses) for among in (COMMITTED, LASTING))
    unsure = standing.status in UNSURE
    return {
        "agreement": entry.dossier.id,
        "year": year,
        "status": str(standing.status),
        "parties": len(statuses),
        "signatories": committed or (None if standing.status is AgreementStatus.UNKNOWN else 0),
        "bound": bound or (None if unsure else 0),
        "actions": actions,
    }
