"""Differences: what tells two mentions apart, and the days and values that comparisons share.

>>> differ(("trade",), ("peace",)), compare_sides(("CHE", "EU"), ("CHE",))
(True, 'within')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from depositary.model.vocabulary import Area, Kind
from depositary.register.resolution.profiles import (
    Mark,
    Profile,
    days_between,
)
from depositary.register.resolution.weights import WEIGHTS
from depositary.world import load_homes

LIKELY, SURE, POSSIBLE = WEIGHTS.thresholds.likely, WEIGHTS.thresholds.sure, WEIGHTS.thresholds.possible
NAMES, DESCRIPTION = WEIGHTS.names, WEIGHTS.description

FLEETING = frozenset(map(str, (Kind.CEASEFIRE, Kind.DECLARATION, Kind.CONTRACT, Kind.PROGRAMME)))
PEACE = frozenset(map(str, (Kind.CEASEFIRE, Kind.PEACE_AGREEMENT, Kind.AGREEMENT)))  # reports call one by all three
TRUCE_AND_PEACE = {Kind.CEASEFIRE, Kind.PEACE_AGREEMENT}
ABOUT_WINDOW = 730  # days for which what an agreement is about goes on meaning it
SIDED = frozenset({str(Kind.CEASEFIRE), str(Kind.PEACE_AGREEMENT)})
PAST = frozenset({"standing", "ended"})
MADE = PAST | {"made"}  # what is no more sought
BRIEF = 7  # days in which a truce is called a peace too, and in which what is talked of is what is made next
KEPT = 250  # days after which a truce that stands is still told of, if its sides make no other
TALKS = 45  # days for which the sides talk of a truce before they make it
TRUCE = 45  # days for which a truce with a name of its own goes on being spoken of
WINDOWS: dict[str, int] = {
    Kind.CEASEFIRE: 16,
    Kind.PEACE_AGREEMENT: 240,
    Kind.DECLARATION: 20,
    Kind.MEMORANDUM: 60,
    Kind.CONTRACT: 120,
}
WINDOW, LONG_WINDOW = 200, 300
NEWS, TRUCE_NEWS = 14, 2  # days for which a new agreement, and a new truce, goes on being told as new
SOUGHT_ANEW = 5  # days in which several reports tell one truce as wanted and as made
LOOSE_SLACK = 4  # and where one of them gives none
SLACK = 4  # days by which two reports' dates of one step differ


@dataclass(frozen=True, slots=True)
class Likeness:
    """The score that two mentions are one agreement, and the reasons."""

    score: float
    reasons: tuple[str, ...]
    nearest: bool = False
    """Whether it holds only for the nearest of several truces of the same sides."""


def days_apart(a: Profile, b: Profile) -> int:
    """Return the days between the days on which two mentions became known."""
    return abs(a.day - b.day)


def conflict(a: Profile, b: Profile) -> bool:
    """Return whether the parties of two mentions conflict: both have two or more, and none is shared."""
    one, two = a.party_set, b.party_set
    return bool(one and two) and len(one) + len(two) > 2 and one.isdisjoint(two)


def is_anew(a: Profile, b: Profile) -> bool:
    """Return whether the later one is described as new although the earlier was known: it replaces the earlier one."""
    truce = b.kind == Kind.CEASEFIRE
    news = 0 if b.stage == "made" and a.stage != "made" else TRUCE_NEWS
    known = days_apart(a, b) > (news if truce else NEWS)
    return b.fresh and known and (truce or not a.fresh)


def ends_between(a: Profile, b: Profile) -> bool:
    """Return whether two truces have different lengths, or one had ended when the other was reported."""
    if a.length and b.length and a.length != b.length:
        return True
    length, days = a.length or b.length, days_apart(a, b)
    if a.stage == "ended" and a.length and b.stage != "ended" and days:
        return True
    renewed = b.stage == "made" and a.stage != "sought" and bool(b.length) and days >= length
    return bool(length) and (days > length + 1 or renewed)


def is_sought_anew(a: Profile, b: Profile, news: int = TRUCE_NEWS) -> bool:
    """Return whether the later truce was only wanted after the earlier one was made, or made after that ended.

    Args:
        a: the earlier one.
        b: the later one.
        news: days for which the making of a truce goes on being told as one that is wanted.
    """
    later = days_apart(a, b) > news
    return later and ((b.stage == "sought" and a.stage in MADE) or (b.stage == "made" and a.stage == "ended"))


def are_other_sides(a: Profile, b: Profile) -> bool:
    """Return whether the sides of two mentions tell them apart."""
    return compare_sides(a.sides, b.sides) == "other" and not (a.kind == b.kind == Kind.CEASEFIRE and share_homes(a, b))


def share_homes(a: Profile, b: Profile) -> bool:
    """Return whether two pairs of sides differ only in that one has an armed group and the other its country."""
    if len(a.camps) != 2 or len(b.camps) != 2 or len(common := set(a.camps) & set(b.camps)) != 1:
        return False
    (one,), (two,) = set(a.camps) - common, set(b.camps) - common
    return load_homes().get(one) == two or load_homes().get(two) == one


def same_sort(a: Profile, b: Profile) -> bool:
    """Return whether the kinds of two mentions can be of one agreement: a truce is no agreement without peace in it."""
    return is_of_peace(a, b) or Kind.CEASEFIRE not in {a.kind, b.kind}


def is_other_truce(a: Profile, b: Profile) -> bool:
    """Return whether the later of two mentions cannot be of the truce that the earlier one is of."""
    return Kind.CEASEFIRE in {a.kind, b.kind} and (ends_between(a, b) or is_sought_anew(a, b))


def is_of_peace(a: Profile, b: Profile) -> bool:
    """Return whether both are truces or peace agreements, which reports call agreements too."""
    return all(one.kind in SIDED or (one.kind == Kind.AGREEMENT and Area.PEACE in one.areas) for one in (a, b))


def is_made_twice(a: Profile, b: Profile) -> bool:
    """Return whether two reports a week and more apart tell of the making, and give no day of it."""
    return a.stage == b.stage == "made" and days_apart(a, b) > LOOSE_SLACK and not any(pair_marks(a, b))


def is_older(profile: Profile) -> bool:
    """Return whether a mention has a year that was past when it was reported."""
    return any(year < int(profile.known_on[:4]) for year in profile.years)


def differ(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Return whether both sets have members but share none."""
    return bool(one and two) and set(one).isdisjoint(two)


def compare_parties(a: Profile, b: Profile) -> str:
    """Compare two sets of parties: ``same``, ``within``, ``other``, or ``unknown`` if one is empty.

    If one mention has a single party and it is shared, the result is also ``unknown``: half a pair says little.
    """
    return compare_sides(a.parties, b.parties)


def compare_sides(first: tuple[str, ...], second: tuple[str, ...]) -> str:
    """Compare two sets of actors, with the results of ``compare_parties``."""
    if not first or not second:
        return "unknown"
    if first == second:
        return "same" if len(first) > 1 else "unknown"
    one, two = set(first), set(second)
    if one < two or two < one:
        return "within"
    return "other"


def differ_marks(one: tuple[Mark, ...], two: tuple[Mark, ...]) -> bool:
    """Return whether a step that happens once is reported for two different times."""
    return any(
        x.action == y.action and lag(x, y) > slack(x, y)
        for x in one
        for y in two
        if x.action != "entry-into-force" or len(one) == 1 == len(two)
    )


def slack(x: Mark, y: Mark) -> int:
    """Return the days by which two reports can differ on a step: more where one of them gives no day."""
    return SLACK if x.told and y.told else LOOSE_SLACK


def lag(x: Mark, y: Mark) -> int:
    """Return the number of days between the possible days of two steps, 0 if they overlap."""
    first, second = (x, y) if x.earliest <= y.earliest else (y, x)
    return days_between(first.latest, second.earliest) if first.latest < second.earliest else 0


def pair_marks(a: Profile, b: Profile) -> Iterator[tuple[Mark, Mark]]:
    """Yield the days that two mentions give of one step."""
    return ((x, y) for x in a.marks for y in b.marks if x.action == y.action)


def is_day(*marks: Mark) -> bool:
    """Return whether days are told to the month at least."""
    return all(days_between(mark.earliest, mark.latest) < 31 for mark in marks)


def share_marks(one: tuple[Mark, ...], two: tuple[Mark, ...]) -> bool:
    """Return whether a step is reported for the same day, give or take a time zone."""
    return any(x.action == y.action and lag(x, y) <= 1 for x in one for y in two)
