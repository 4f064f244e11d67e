"""Selection: which meetings of an extract match a filter; ``register/queries/listing.py`` says it of agreements.

>>> is_open(Filter()), is_open(Filter(kind="treaty"))
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterable

from depositary.register.queries import Filter, lets_days


def is_open(asked: Filter) -> bool:
    """Return whether a filter has no condition on kind, area, status or words, which only agreements have."""
    return not (asked.kind or asked.area or asked.status or asked.words)


def lets_meeting(asked: Filter, actors: Iterable[str], known_on: str) -> bool:
    """Return whether a meeting matches a filter by parties and days. With other conditions, no meeting matches."""
    return is_open(asked) and set(asked.parties) <= set(actors) and lets_days(asked, known_on, known_on)
