"""Collectives: "the two countries", "both sides", "EU member states".

>>> [(start, end, number) for start, end, number in find_collectives("Both sides met the three presidents.")]
[(0, 10, 2), (15, 35, 3)]
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from depositary.languages import load_toml
from depositary.languages.names import load_fighter_homes
from depositary.languages.offices import load_numbers, load_offices
from depositary.reading.mentions import ActorMention

MEMBERS = re.compile(
    r"(?:'s|’s)?(?:\s++(?:other\s++)?\d{1,3})?\s++(?:member(?:s|\s++(?:states|countries|nations|governments))?"
    r"|(?:countries|states|nations|allies|leaders|partners|governments))\b"
)
# between two sides: what tells the first more closely, "and", what comes before the second's name
JOINED = re.compile(r"[\w ,'’-]{0,50}\band(?: [\w,'’-]{1,14}){0,6} ?")
AWAY = re.compile(rf"[^.;]{{0,60}}? (?:{'|'.join(load_toml('en', 'agents')['away'])})")
ABROAD = "PSE"  # groups that act there face another state
COUNT = re.compile(
    r"(?<!\w)(?:(?:[Aa]ll|[Tt]he)\s+)?(?:other\s+)?(?:(?:\d{1,3}|[A-Za-z]+(?:teen|ty)(?:-[a-z]+)?)\s+)?$"
)


@functools.cache
def collective_pattern() -> re.Pattern[str]:
    """Build the pattern of collectives from the word lists."""
    nouns = "|".join(sorted(load_offices().collectives, key=len, reverse=True))
    numbers = "|".join(load_numbers())
    return re.compile(
        rf"\b(?P<first>both|all|the|these|those|our|their|either|neither|each)\s+(?:of\s+)?(?:the\s+)?(?:other\s+)?"
        rf"(?:(?P<number>{numbers}|\d{{1,3}})\s+)?(?:(?:warring|conflicting|rival|neighbouring|neighboring|member|foreign"
        rf"|participating|opposing|contracting|signatory|African|European|Arab|Asian|Western)\s+)?"
        rf"(?P<noun>{nouns}|side|party|country)\b",
        re.I,
    )


def find_collectives(text: str) -> Iterator[tuple[int, int, int | None]]:
    """Yield range and number of each collective. The number is two if none is given, and none for "all"."""
    for match in collective_pattern().finditer(text):
        if is_collective(match):
            yield match.start(), match.end(), read_number(match)


def is_collective(match: re.Match[str]) -> bool:
    """Return whether the words can mean the states of a report."""
    first, noun = match.group("first").lower(), match.group("noun").lower()
    if noun in ("side", "party", "country"):
        return first in ("either", "neither", "each") and match.group("number") is None
    counted = first in ("both", "all") or match.group("number") is not None
    return counted or (noun not in load_offices().counted and first not in ("either", "neither", "each"))


def read_number(match: re.Match[str]) -> int | None:
    """Return the number."""
    number = (match.group("number") or "").lower()
    if number:
        return int(number) if number.isdigit() else load_numbers().index(number) + 2
    return None if match.group("first").lower() == "all" else 2


def is_sided(text: str) -> bool:
    """Return whether a collective can mean the sides of a conflict ("both sides", "the warring parties")."""
    return text.lower().split()[-1] in ("sides", "parties", "side", "party")


def find_fighting(mentions: Iterable[ActorMention], text: str, position: int) -> tuple[str, ...]:
    """Return the last two actors before a code point that are joined by "and", one of them an armed group.

    If there are none, return the only group of the report and the state where it acts.

    Args:
        mentions: the actors found so far, in any order.
        text: the report's text.
        position: the start of the collective, in code points.
    """
    before = sorted((m for m in mentions if m.end <= position and m.agent.actor), key=lambda m: m.start)
    groups = {m.agent.actor for m in before if m.sort == "group"}
    last = range(len(before) - 1, -1, -1)
    for one, two in ((one, before[i]) for i in last for one in reversed(before[max(0, i - 3) : i])):
        codes = {one.agent.actor, two.agent.actor}
        if len(codes) == 2 and codes & groups and JOINED.fullmatch(text, one.end, two.start):
            return tuple(sorted(code for code in codes if code))
    return face_to_face(before, text)


def face_to_face(mentions: Iterable[ActorMention], text: str) -> tuple[str, ...]:
    """Return the only armed group of a report and the state where it acts, if the report names both.

    A group that stays away does not count. Palestinian groups face a state other than their own.
    """
    homes = load_fighter_homes()
    found = [m for m in mentions if homes.keys() & set(m.codes)]
    groups = {code for m in found for code in m.codes if code in homes}
    if len(groups) != 1 or any(AWAY.match(text, m.end) for m in found):
        return ()
    group = groups.pop()
    named = any(homes[group] in m.codes for m in mentions)
    return tuple(sorted((homes[group], group))) if named and homes[group] != ABROAD else ()


def member_range(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range of the members of the organisation named at ``[start, end)`` ("all 25 EU members")."""
    after = MEMBERS.match(text, end)
    before = COUNT.search(text, max(0, start - 40), start)
    return (before.start() if before else start, after.end()) if after else None
