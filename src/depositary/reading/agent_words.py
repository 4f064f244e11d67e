"""Words that tell which nouns and names can take a step: groups, legislatures and more.

>>> is_group("countries")
True
"""

from __future__ import annotations

import functools

from depositary.languages import load_toml


@functools.cache
def names(section: str) -> frozenset[str]:
    """Return one list of the data file as a set."""
    return frozenset(load_toml("en", "agents")[section])


def is_group(word: str) -> bool:
    """Tell whether a word names a group that can take a step."""
    return word.lower() in names("groups")


def is_legislature(name: str) -> bool:
    """Tell whether a name is that of an organ whose approval binds its state."""
    return any(word in name.lower() for word in names("legislatures"))
