"""Periods of a year that a report names without a month: quarters, halves, seasons, and its beginning, middle and end.

>>> import datetime as dt
>>> find_period({"H": [("", 2)], "Y": [("", 2015)]}, None, "past")
'2015-07-01/2015-12-31'
>>> find_period({"S": [("", 6)], "L": [("", -1)]}, dt.date(2022, 11, 24), "past")
'2022-06/2022-08'
>>> find_period({"P": [("late", 1)], "U": [("year", 1)], "L": [("", 1)]}, dt.date(2024, 12, 26), "future")
'2025-09/2025-12'
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence

Caught = Mapping[str, Sequence[tuple[str, int]]]

PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}  # months
LENGTHS = {"Q": 3, "H": 6, "S": 3}
NAMED = frozenset(LENGTHS)


def names_period(caught: Caught) -> bool:
    """Tell whether a form caught a period of a year rather than a day, a week or a month."""
    if set(caught) & NAMED:
        return True
    of_year = "Y" in caught or any(unit == "year" for unit, _ in caught.get("U", ()))
    return "P" in caught and of_year and not set(caught) & {"M", "N"}


def find_period(caught: Caught, published: dt.date | None, direction: str) -> str | None:
    """Return the EDTF text of a period of a year.

    Args:
        caught: what the form caught: places with their values.
        published: when the report was published; without it no year is guessed.
        direction: past, future or near, as the clause speaks.
    """
    place = next((place for place in "QHS" if place in caught), "P")
    if place == "P":
        first, last = PARTS[caught["P"][0][0]]
    elif place == "S":
        first = caught["S"][0][1]
        last = first + LENGTHS["S"] - 1
    else:
        last = caught[place][0][1] * LENGTHS[place]
        first = last - LENGTHS[place] + 1
    year = choose_year(caught, published, direction, (first, last))
    if year is None or not 1800 <= year <= 2150:
        return None
    ends = (year + (last - 1) // 12, (last - 1) % 12 + 1)
    if place in ("Q", "H"):
        return f"{year:04}-{first:02}-01/{ends[0]:04}-{ends[1]:02}-{calendar.monthrange(*ends)[1]:02}"
    return f"{year:04}-{first:02}/{ends[0]:04}-{ends[1]:02}"


def choose_year(caught: Caught, published: dt.date | None, direction: str, months: tuple[int, int]) -> int | None:
    """Return the year of a period: the one that is told, or the nearest in the direction of the clause."""
    if "Y" in caught or published is None:
        return caught["Y"][-1][1] if "Y" in caught else None
    turn = caught["L"][0][1] if "L" in caught else None
    if turn is not None and (turn == 0 or "S" not in caught):
        return published.year + turn
    if turn is not None:
        direction = "past" if turn < 0 else "future"
    now = published.year * 12 + published.month
    begins = [(year, year * 12 + months[0]) for year in range(published.year - 1, published.year + 2)]
    if direction == "past":
        return max(year for year, begin in begins if begin <= now)
    if direction == "future":
        return min(year for year, begin in begins if begin + months[1] - months[0] >= now)
    return published.year
