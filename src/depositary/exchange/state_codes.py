"""State codes of other datasets: Correlates of War and Gleditsch and Ward numbers, valid over years.

>>> find_codes("DEU", 1995), find_codes("DEU", 1970)
(Codes(iso3='DEU', cow=255, gw=260), Codes(iso3='DEU', cow=260, gw=260))
>>> find_codes("EU", 2020)
Codes(iso3=None, cow=None, gw=None)
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import NamedTuple

from depositary.languages.states import load_states

FIRST, LAST = 1816, 9999


class Codes(NamedTuple):
    """The codes of a state in one year; ``None`` where a list does not have it then."""

    iso3: str | None
    cow: int | None
    gw: int | None


class Span(NamedTuple):
    """A number of one list and the years in which it is valid, both included."""

    number: int
    first: int
    last: int


@functools.cache
def load_numbers() -> dict[tuple[str, str], list[Span]]:
    """Load the numbers of each list and state."""
    text = resources.files(__package__).joinpath("state_codes.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[tuple[str, str], list[Span]] = {}
    for which, code, number, first, last in lines[1:]:
        span = Span(int(number), int(first), int(last) if last else LAST)
        found.setdefault((which, code), []).append(span)
    return found


def find_number(which: str, code: str, year: int) -> int | None:
    """Return a state's number in a list in a year; of two in a year of change the later."""
    spans = load_numbers().get((which, code), ())
    return next((span.number for span in reversed(spans) if span.first <= year <= span.last), None)


def is_there(actor: str, year: int) -> bool:
    """Tell whether an actor is a state that is there in a year; the years of states that are not gone are open.

    >>> is_there("SUHH", 1980), is_there("SUHH", 2000), is_there("FRA", 1850), is_there("EU", 2000)
    (True, False, True, False)
    """
    state = load_states().get(actor)
    return state is not None and (state.began or FIRST) <= max(year, FIRST) <= (state.ended or LAST)


@functools.lru_cache(maxsize=65536)
def find_codes(actor: str, year: int) -> Codes:
    """Return the codes of an actor in a year; a code of no state has none, nor has a state that is gone by then."""
    iso3 = actor if actor.isupper() and is_there(actor, year) else None
    return Codes(iso3, find_number("cow", actor, year), find_number("gw", actor, year))


@functools.lru_cache(maxsize=65536)
def find_state_code(which: str, number: int, year: int) -> str | None:
    """Return the state that has a number in a list in a year; in a year in which nobody has it, the last that had.

    >>> find_state_code("cow", 260, 1970), find_state_code("cow", 255, 1995), find_state_code("cow", 1, 1995)
    ('DEU', 'DEU', None)
    """
    spans = [(span, code) for (listed, code), found in load_numbers().items() for span in found if listed == which]
    own = sorted((span.first <= year <= span.last, span.last, code) for span, code in spans if span.number == number)
    return own[-1][2] if own else None
