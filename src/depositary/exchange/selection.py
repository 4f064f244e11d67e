"""Selection: which agreements and meetings of an extract match a filter, as they were known on the day.

>>> is_open(Filter()), is_open(Filter(kind="treaty"))
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterable

from depositary.register.queries import Dossier, Filter


def is_open(asked: Filter) -> bool:
    """Return whether a filter has no condition on kind, area, status or words, which only agreements have."""
    return not (asked.kind or asked.area or asked.status or asked.words)


def lets_agreement(asked: Filter, dossier: Dossier) -> bool:
    """Return whether an agreement matches a filter, apart from its status, limit and offset."""
    return (
        asked.kind in (None, dossier.kind)
        and (not asked.area or asked.area in dossier.areas)
        and set(asked.parties) <= set(dossier.parties)
        and holds_words(asked.words, (dossier.title, *dossier.names))
        and lets_days(asked, *bound_days(dossier))
    )


def holds_words(words: str | None, names: Iterable[str]) -> bool:
    """Return whether some names contain all words, in any case."""
    text = "\n".join(names).lower()
    return all(word in text for word in (words or "").lower().split())


def bound_days(dossier: Dossier) -> tuple[str, str]:
    """Return the first and last day of reports on an agreement."""
    days = [mention.known_on for mention in dossier.mentions]
    return min(days), max(days)


def lets_days(asked: Filter, first: str, last: str) -> bool:
    """Return whether a period of reports overlaps a filter's days."""
    return (not asked.since or last >= asked.since) and (not asked.until or first[:10] <= asked.until)


def lets_meeting(asked: Filter, actors: Iterable[str], known_on: str) -> bool:
    """Return whether a meeting matches a filter by parties and days. With other conditions, no meeting matches."""
    return is_open(asked) and set(asked.parties) <= set(actors) and lets_days(asked, known_on, known_on)
