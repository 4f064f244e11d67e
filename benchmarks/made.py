"""Made readings for measuring a register: as skewed as the world's agreements, and none of them real.

Two thirds of the agreements lie between two states, drawn so that few states conclude many of them; they are spread
over 75 years and told by 1 to 200 reports (four on average) in the order of their days. Two fifths bear a proper
name, a third a title that many share, the others are only described. The texts differ as those of reporters do.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.languages import load_table
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agreement, Reading
from depositary.model.text import Report
from depositary.model.vocabulary import ActionCode, Area, Kind, Modality
from depositary.world import load_existence

STEPS = (
    ActionCode.NEGOTIATION,
    ActionCode.ADOPTION,
    ActionCode.SIGNATURE,
    ActionCode.RATIFICATION,
    ActionCode.ENTRY_INTO_FORCE,
    ActionCode.IMPLEMENTATION,
    ActionCode.EXTENSION,
)
NOUNS = {"Treaty": Kind.TREATY, "Agreement": Kind.AGREEMENT, "Protocol": Kind.PROTOCOL, "Convention": Kind.CONVENTION}
TOPICS = {
    "Free Trade": Area.TRADE,
    "Preferential Tariff": Area.TRADE,
    "Customs Cooperation": Area.TRADE,
    "Export Credit": Area.FINANCE,
    "Currency Swap": Area.FINANCE,
    "Double Taxation": Area.FINANCE,
    "Investment Protection": Area.INVESTMENT,
    "Nuclear Cooperation": Area.NUCLEAR,
    "Defence Cooperation": Area.DEFENCE,
    "Military Logistics": Area.DEFENCE,
    "Arms Supply": Area.DEFENCE,
    "Intelligence Sharing": Area.SECURITY,
    "Police Training": Area.SECURITY,
    "Extradition": Area.JUSTICE,
    "Judicial Assistance": Area.JUSTICE,
    "Fisheries": Area.AGRICULTURE,
    "Agricultural Commodities": Area.AGRICULTURE,
    "Air Services": Area.TRANSPORT,
    "Road Transit": Area.TRANSPORT,
    "Railway Construction": Area.TRANSPORT,
    "Maritime Boundary": Area.PEACE,
    "Border Demarcation": Area.PEACE,
    "Friendship and Cooperation": Area.POLITICS,
    "Gas Supply": Area.ENERGY,
    "Oil Pipeline": Area.ENERGY,
    "Water Sharing": Area.WATER,
    "Visa Waiver": Area.MIGRATION,
    "Readmission": Area.MIGRATION,
    "Labour Migration": Area.MIGRATION,
    "Cultural Cooperation": Area.CULTURE,
    "Educational Exchange": Area.EDUCATION,
    "Scientific Cooperation": Area.SCIENCE,
    "Space Research": Area.SPACE,
    "Health Assistance": Area.HEALTH,
    "Mining": Area.INDUSTRY,
    "Tourism Promotion": Area.TOURISM,
}
FIRST, LAST = dt.date(1950, 1, 1).toordinal(), dt.date(2025, 12, 31).toordinal()
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or", "il")]


@dataclass(frozen=True, slots=True)
class Made:
    """One made agreement: how it is called, what it is, between whom."""

    title: str
    kind: Kind
    parties: tuple[str, ...]
    area: Area


def make_words(chance: random.Random, number: int) -> list[str]:
    """Return made words of two to four syllables."""
    return ["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))) for _ in range(number)]


class Maker:
    """Makes agreements and the readings of reports on them; the same seed makes the same."""

    def __init__(self, seed: int = 1) -> None:
        """Draw the states' weights, the names of places, and the words of the texts."""
        self.chance = random.Random(seed)
        rows = [row for row in load_table("en", "states") if not load_existence()[row["code"]].ended]
        self.chance.shuffle(rows)
        self.states = [row["code"] for row in rows]
        self.names = {row["code"]: row["name"] for row in rows}
        self.weights = [1 / (rank + 10) for rank in range(len(self.states))]
        self.places = [word.title() for word in make_words(self.chance, 60_000)]
        self.words = make_words(self.chance, 3_000)

    def agreement(self) -> Made:
        """Make one agreement."""
        chance = self.chance
        number = chance.choices((2, 3, 5, 12, 0), (67, 8, 5, 5, 15))[0]
        parties = tuple(dict.fromkeys(chance.choices(self.states, self.weights, k=number)))
        noun = chance.choice(list(NOUNS))
        topic = chance.choice(list(TOPICS))
        place = self.places[int(len(self.places) * chance.random() ** 1.5)]
        two = " and ".join(self.names[code] for code in parties[:2])
        title = chance.choices(
            (f"{place} {noun}", f"{topic} {noun}", f"{topic.lower()} deal between {two}" if two else f"{topic} deal"),
            (42, 33, 25),
        )[0]
        return Made(title, NOUNS[noun] if noun in title else Kind.AGREEMENT, parties, TOPICS[topic])

    def days(self) -> list[int]:
        """Return the days on which reports tell of one agreement: one to 200, four on average."""
        chance = self.chance
        day = chance.randint(FIRST, LAST)
        days = [day]
        for _ in range(min(int(chance.paretovariate(1.15)), 200) - 1):
            day += int(chance.expovariate(1 / 60))
            days.append(day)
        return [day for day in days if day <= LAST]

    def reading(self, made: Made, day: int, step: int, number: int) -> Reading:
        """Make the reading of one report: who is told of, when, and what was done."""
        chance = self.chance
        published = dt.date.fromordinal(day).isoformat()
        told = " ".join(chance.choices(self.words, k=14))
        report = Report.compose(f"{told}: the {made.title} was {STEPS[step % 7]}, {number}.", published=published)
        at = report.text.index(made.title)
        names = (report.span(at, at + len(made.title)),)
        parties = made.parties if chance.random() < 0.85 else made.parties[:1]
        areas = (str(made.area),) if chance.random() < 0.7 else ()
        date = ImpreciseDate(published, published, published) if chance.random() < 0.6 else None
        agreement = Agreement("a1", made.title, made.kind, parties, names, areas)
        action = Action("a1", STEPS[step % 7], Modality.OCCURRED, names, date)
        return Reading(report, "en/1", agreements=(agreement,), actions=(action,))


def make_readings(claims: int, seed: int = 1) -> Iterator[Reading]:
    """Yield so many made readings with a claim each, in the order of their days."""
    maker = Maker(seed)
    told: list[tuple[int, int, Made]] = []
    while len(told) < claims:
        made = maker.agreement()
        told.extend((day, step, made) for step, day in enumerate(maker.days()))
    told = sorted(told[:claims], key=lambda one: one[0])
    for number, (day, step, made) in enumerate(told):
        yield maker.reading(made, day, step, number)
