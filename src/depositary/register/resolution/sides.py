"""Sides: mentions of one agreement of which reports name other parties, or which they tell long after one another.

A report of a truce often names one side, or a side and those who help to make it; another names the country of an armed
group. What else a report names, and what was made in between, tell whether both mean one truce.
"""

from __future__ import annotations

from depositary.languages.wording import name_actor, write_actors
from depositary.model.vocabulary import Kind
from depositary.register.resolution.differences import (
    BRIEF,
    FLEETING,
    KEPT,
    LIKELY,
    MADE,
    NAMES,
    NEWS,
    PAST,
    POSSIBLE,
    SLACK,
    TALKS,
    WINDOW,
    WINDOWS,
    Likeness,
    days_apart,
    differ,
    differ_marks,
    ends_between,
    is_anew,
    is_day,
    is_of_peace,
    is_older,
    is_other_truce,
    lag,
    pair_marks,
    same_sort,
    share_homes,
)
from depositary.register.resolution.profiles import (
    NAMED_BESIDE,
    SIDE_WINDOW,
    SPOKEN_WINDOW,
    Mark,
    Profile,
)
from depositary.register.resolution.surroundings import camp_of, is_around
from depositary.world import load_homes

NO_OTHER = "and no report in between tells of another one"
DAY_SLACK = 2  # days by which an agreement is called after another day than the one that a report tells


def by_few_parties(a: Profile, b: Profile) -> Likeness | None:
    """Compare two mentions of the same days of which one report names more parties than the other, both some."""
    few = sorted(set(a.camps) & set(b.camps))
    if len(few) < 2 or days_apart(a, b) > NEWS or a.lasting or b.lasting or differ(a.areas, b.areas):
        return None
    wanted = Kind.CEASEFIRE in {a.kind, b.kind} and (a.stage == "sought") != (b.stage == "sought")
    if wanted or (a.stage == b.stage == "made" and days_apart(a, b) > SLACK):
        return None
    if differ_marks(a.marks, b.marks) or is_anew(a, b) or is_other_truce(a, b) or not same_sort(a, b):
        return None
    told = f"both name {write_actors(few)}", f"reported {days_apart(a, b)} days apart"
    return Likeness(NAMES.few_parties, told)


def by_home(a: Profile, b: Profile) -> Likeness | None:
    """Compare two truces of the same days, of which one report names an armed group and the other its country."""
    if not share_homes(a, b) or days_apart(a, b) > BRIEF or not a.kind == b.kind == Kind.CEASEFIRE:
        return None
    if differ_marks(a.marks, b.marks) or is_anew(a, b) or is_other_truce(a, b):
        return None
    if (a.stage == "sought" and b.stage in PAST) or (b.stage == "sought" and a.stage in PAST):
        return None
    told = f"one names {write_actors(a.camps)}, the other {write_actors(b.camps)}: a group and its country"
    return Likeness(NAMES.home, (told, f"reported {days_apart(a, b)} days apart"))


def is_kept(a: Profile, b: Profile) -> Likeness | None:
    """Compare two reports of truces of the same sides that are told longer apart than one truce is news.

    A truce that is told as standing can be the last one that was made, and one that is only wanted the next one that is
    made. Both hold if no other truce of these sides is made in between, which only all reports together show.
    """
    days = days_apart(a, b)
    if not a.kind == b.kind == Kind.CEASEFIRE:
        return None
    told = f"same parties: {write_actors(a.parties)}"
    if b.stage in {"standing", "ended"} and a.stage in MADE and days <= KEPT:
        return Likeness(POSSIBLE, (told, f"still described as in force {days} days later, {NO_OTHER}"), True)
    if a.stage not in MADE and b.stage == "made" and days <= TALKS and a.alone == b.alone:
        return Likeness(POSSIBLE, (told, f"called for {days} days before it was made, {NO_OTHER}"), True)
    return None


def by_side(a: Profile, b: Profile) -> Likeness | None:
    """Compare two mentions of which one report names both parties, the other only one of them.

    If the other report names the missing side elsewhere, that is telling; if not, two truces are one only where no
    other truce of that side competes. Of other agreements only what is about the same matter, within weeks, counts.
    """
    if a.camps == b.camps and len(a.camps) == 1:
        return by_same_side(a, b)
    small, large = (a, b) if len(a.camps) < len(b.camps) else (b, a)
    named = a.lasting or b.lasting or (a.titled and b.titled)
    if named or len(small.camps) != 1 or len(large.camps) != 2 or not set(small.camps) < set(large.camps):
        return None
    if is_anew(a, b) or ends_between(a, b) or differ_marks(a.marks, b.marks) or is_late_side(a, b):
        return None
    if is_older(a) != is_older(b) and not set(a.years) & set(b.years):
        return None
    (missing, *_), days = set(large.camps) - set(small.camps), days_apart(a, b)
    told = (
        f"one report names only {name_actor(small.camps[0])}, the other {write_actors(large.camps)}",
        f"reported {days} days apart",
    )
    if is_around(missing, small.around, small.parties):
        return Likeness(NAMES.side_around, (*told, f"and {name_actor(missing)} is named near it"))
    return Likeness(NAMES.one_side, told) if a.kind == b.kind and is_of_peace(a, b) else None


def is_late_side(a: Profile, b: Profile) -> bool:
    """Return whether a report that names one side is told too long after the other, for how they tell of it."""
    if b.stage == "sought" and a.stage in MADE:
        return True
    if a.stage == "sought" and b.stage in MADE:
        return b.stage != "made" or days_apart(a, b) > BRIEF
    if any(lag(x, y) <= 1 and is_day(x, y) for x, y in pair_marks(a, b)):
        return False
    changed = a.kind != b.kind or (b.stage == "made" and a.stage not in MADE)
    return days_apart(a, b) > (min(BRIEF, side_window(a, b)) if changed else side_window(a, b))


def side_window(a: Profile, b: Profile) -> int:
    """Return the days within which a report that names one party can be of what another tells of both."""
    if not is_of_peace(a, b):
        return BRIEF if set(a.topics) & set(b.topics) and not {a.kind, b.kind} & FLEETING else -1
    if set(a.years) & set(b.years):
        return SPOKEN_WINDOW
    return min(SIDE_WINDOW, WINDOWS.get(a.kind, WINDOW))


def by_helper(a: Profile, b: Profile) -> Likeness | None:
    """Compare two truces of which one report names both sides, the other one of them with those who help to make it."""
    if days_apart(a, b) > BRIEF or not is_of_peace(a, b) or Kind.CEASEFIRE not in {a.kind, b.kind}:
        return None
    if a.lasting or b.lasting or is_anew(a, b) or is_other_truce(a, b) or differ_marks(a.marks, b.marks):
        return None
    return help_to_make(a, b) or help_to_make(b, a)


def are_helped(a: Profile, b: Profile) -> bool:
    """Return whether the parties of two truces differ only by who helps to make it."""
    return is_of_peace(a, b) and bool(help_to_make(a, b) or help_to_make(b, a))


def help_to_make(pair: Profile, other: Profile) -> Likeness | None:
    """Return what tells that the parties of another report are one of two sides, and who helps them."""
    missing, shared = set(pair.camps) - set(other.camps), set(pair.camps) & set(other.camps)
    helpers = set(other.camps) - shared
    if len(missing) != 1 or len(shared) != 1 or not helpers or other.stage == "made":
        return None
    (side,) = missing
    if helpers & load_homes().keys() or not is_around(side, other.around, other.parties):
        return None
    return Likeness(NAMES.helper, (f"{name_actor(side)} is named beside {write_actors(other.parties)}",))


def by_same_side(a: Profile, b: Profile) -> Likeness | None:
    """Compare two truces of which both reports name the same one side: who else they name must not tell them apart."""
    if not a.kind == b.kind == Kind.CEASEFIRE or a.lasting or b.lasting or days_apart(a, b) > NEWS:
        return None
    if is_anew(a, b) or is_other_truce(a, b) or differ_marks(a.marks, b.marks) or is_late_side(a, b):
        return None
    others, beside = set(a.around) - set(a.parties), set(b.around) - set(b.parties)
    if not others & beside and ((others and beside) or "made" in {a.stage, b.stage}):
        return None
    return Likeness(NAMES.one_side, (f"both name {name_actor(a.camps[0])}", f"reported {days_apart(a, b)} days apart"))


def by_around(a: Profile, b: Profile) -> Likeness | None:
    """Compare a truce of which a report names no party with one of two that it names beside it, in the same days."""
    bare, pair = (a, b) if not a.parties else (b, a)
    if bare.parties or len(pair.camps) != 2 or bare.stage == "made" or len(bare.around) > NAMED_BESIDE:
        return None
    if not a.kind == b.kind == Kind.CEASEFIRE or a.lasting or b.lasting or days_apart(a, b) > BRIEF:
        return None
    if is_anew(a, b) or is_other_truce(a, b) or differ_marks(a.marks, b.marks):
        return None
    if not set(pair.camps) <= set(map(camp_of, bare.around)):
        return None
    told = f"{write_actors(pair.camps)} are named near it", f"reported {days_apart(a, b)} days apart"
    return Likeness(NAMES.one_side, told)


def by_derived(a: Profile, b: Profile) -> Likeness | None:
    """Compare two that are sought to revive or replace another, on a matter of which a state has one at a time."""
    matters, shared = a.single_areas & b.single_areas, a.party_set & b.party_set
    if not (a.derived and b.derived and matters and shared) or days_apart(a, b) > TALKS:
        return None
    told = f"both about another agreement on {', '.join(sorted(matters))}", f"reported {days_apart(a, b)} days apart"
    return Likeness(NAMES.about_same, told)


def by_called_day(a: Profile, b: Profile) -> Likeness | None:
    """Compare what is called after the day or the month in which it was made with what was made then."""
    called, made = (a, b) if a.called_on else (b, a)
    if not called.called_on or made.called_on or (a.titled and b.titled):
        return None
    one_unknown = not (a.parties and b.parties) and a.single_areas & b.single_areas and set(a.around) & set(b.around)
    if not (a.party_set & b.party_set or one_unknown):
        return None
    first, last = called.called_on
    days = [(mark.earliest, mark.latest) for mark in made.marks if is_day(mark)]
    if made.stage == "made" and not days:
        days = [(made.known_on[:10], made.known_on[:10])]
    if not any(lag(Mark("", first, last), Mark("", *told)) <= DAY_SLACK for told in days):
        return None
    when = first if first == last else first[:7]
    return Likeness(LIKELY if first == last else POSSIBLE, (f"one is called after {when}, when the other was made",))
