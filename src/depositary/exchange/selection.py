"""Selection: which agreements and meetings of an extract a filter lets through, as they were known on the day.

>>> is_open(Filter()), is_open(Filter(kind="treaty"))
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterable

from depositary.register.queries import Dossier, Filter


def is_open(asked: Filter) -> bool:
    """Tell whether a filter asks for nothing that only an agreement has: kind, area, status or words of its names."""
    return not (asked.kind or asked.area or asked.status or asked.words)


def lets_agreement(asked: Filter, dossier: Dossier) -> bool:
    """Tell whether a filter lets an agreement through, but for its status; its limit and offset do not count here."""
    return (
        asked.kind in (None, dossier.kind)
        and (not asked.area or asked.area in dossier.areas)
        and set(asked.parties) <= set(dossier.parties)
        and holds_words(asked.words, (dossier.title, *dossier.names))
        and lets_days(asked, *bound_days(dossier))
    )


def holds_words(words: str | None, names: Iterable[str]) -> bool:
    """Tell whether all words stand in some names, whatever their case."""
    text = "\n".join(names).lower()
    return all(word in text for word in (words or "").lower().split())


def bound_days(dossier: Dossier) -> tuple[str, str]:
    """Return the first and the last day on which an agreement is told of."""
    days = [mention.known_on for mention in dossier.mentions]
    return min(days), max(days)


def lets_days(asked: Filter, first: str, last: str) -> bool:
    """Tell whether something that is told of from one day to another lies within a filter's days."""
    return (not asked.since or last >= asked.since) and (not asked.until or first[:10] <= asked.until)


def lets_meeting(asked: Filter, actors: Iterable[str], known_on: str) -> bool:
    """Tell whether a filter lets a meeting through: by who meets and when it is told; other wishes no meeting meets."""
    return is_open(asked) and set(asked.parties) <= set(actors) and lets_days(asked, known_on, known_on)
