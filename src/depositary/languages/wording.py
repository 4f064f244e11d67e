"""Write the values of a reading in words for people: names, dates and lists.

>>> write_date(ImpreciseDate("2025-01-17", "2025-01-17", "2025-01-17", "January 17"))
'17 January 2025'
>>> join(["Chad", "Mali", "Niger"])
'Chad, Mali and Niger'
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Sequence

from depositary.languages import load_table
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent, Place

POINT = re.compile(r"(?P<year>-?[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?(?P<doubt>[?~%]?)")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
SMALL = frozenset({"and", "for", "in", "of", "the", "to"})
TERM = re.compile(r"P(\d+)([YMWD])")
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def write_code(code: str) -> str:
    """Return a vocabulary code in words: ``entry-into-force`` is ``entry into force``."""
    return code.replace("-", " ")


def name_actor(code: str) -> str:
    """Return the name of a state, organisation or group; without a known name, its code in words.

    >>> name_actor("RUS"), name_actor("front-of-the-lake"), name_actor("XQZ")
    ('Russia', 'Front of the Lake', 'XQZ')
    """
    return actor_names().get(code) or (write_slug(code) if SLUG.fullmatch(code) else code)


def write_slug(code: str) -> str:
    """Return the code of a group as a name: with spaces, and capitals but for small words."""
    words = code.split("-")
    return " ".join(
        word if place and word in SMALL else word[:1].upper() + word[1:] for place, word in enumerate(words)
    )


@functools.cache
def actor_names() -> dict[str, str]:
    """Return the names of all known actors by code."""
    tables = ("states", "organisations", "groups")
    return {row["code"]: row["name"] for table in tables for row in load_table("en", table)}


def write_actors(codes: Sequence[str]) -> str:
    """Return the names of actors as a list in words."""
    return join([name_actor(code) for code in codes])


def write_agent(agent: Agent) -> str:
    """Return an agent with its office and whom it acts for: ``Ada Diallo (President, Mali)``."""
    actor = name_actor(agent.actor) if agent.actor else None
    known = [part for part in (agent.office, actor) if part and part != agent.name]
    return f"{agent.name} ({', '.join(known)})" if known else agent.name


def write_agents(agents: Sequence[Agent]) -> str:
    """Return agents as a list in words, separated by semicolons if one of them is more than a name."""
    words = [write_agent(agent) for agent in agents]
    return join(words) if words == [agent.name for agent in agents] else "; ".join(words)


def write_chain(agents: Sequence[Agent]) -> str:
    """Return a chain of attribution, nearest source first."""
    return " ← ".join(write_agent(agent) for agent in agents)


def write_place(place: Place) -> str:
    """Return a place with its state."""
    country = name_actor(place.country) if place.country else None
    return f"{place.text} ({country})" if country and country != place.text else place.text


def write_date(date: ImpreciseDate) -> str:
    """Return an imprecise date in words, or its EDTF text if there are no words for it."""
    start, slash, end = date.edtf.partition("/")
    if not slash:
        return write_point(start)
    if start in ("..", ""):
        return f"by {write_point(end)}"
    if end in ("..", ""):
        return f"from {write_point(start)}"
    return write_interval(write_point(start), write_point(end))


def write_interval(start: str, end: str) -> str:
    """Return an interval in words. A month or year that both dates share is written once."""
    first, last = start.split(), end.split()
    while len(first) > 1 and len(last) > 1 and first[-1] == last[-1]:
        first.pop()
        last.pop()
    shared = end.split()[len(last) :]
    return " ".join([f"{' '.join(first)} to {' '.join(last)}", *shared])


def write_point(edtf: str) -> str:
    """Return one EDTF date in words."""
    found = POINT.fullmatch(edtf)
    if not found:
        return edtf
    days = " ".join(word for word in (write_day(found["day"]), write_month(found["month"])) if word)
    year = write_year(found["year"])
    doubt = "about " if found["doubt"] in ("~", "%") else "perhaps " if found["doubt"] else ""
    return doubt + (f"{days}, {year}" if days and not year[0].isdigit() else f"{days} {year}".strip())


def write_year(year: str) -> str:
    """Return a year, decade or century."""
    if year == "XXXX":
        return "year unknown"
    if year.endswith("XX"):
        return f"{int(year[:2]) + 1}th century"
    return f"the {year[:3]}0s" if year.endswith("X") else year


def write_term(term: str) -> str:
    """Return an ISO 8601 duration in words: ``P20Y`` is ``20 years``."""
    found = TERM.fullmatch(term)
    units = {"Y": "year", "M": "month", "W": "week", "D": "day"}
    if not found:
        return term
    return f"{found[1]} {units[found[2]]}{'' if found[1] == '1' else 's'}"


def write_day(day: str | None) -> str:
    """Return a day of the month without a leading zero."""
    return str(int(day)) if day and day.isdigit() else ""


def write_month(month: str | None) -> str:
    """Return a month's or a season's name."""
    if not month or not month.isdigit():
        return ""
    return calendar.month_name[int(month)] if 1 <= int(month) <= 12 else SEASONS.get(month, "")


def join(words: Sequence[str]) -> str:
    """Return words as a list: ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
