"""Places where something can happen: capitals, cities, states and seats after "in" or "at"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from depositary.languages import load_table, load_toml
from depositary.languages.names import load_names
from depositary.model.reading import Place
from depositary.reading.actors.patterns import compile_pattern
from depositary.reading.actors.word_classes import Row

PLACE = compile_pattern(r"(?P<place>[CSM]|N{1,3}+(?=c[CS]))(?:c(?P<state>[SC]))?")
UNKNOWN = compile_pattern(r"i(?P<place>N{1,3}+)(?![sN])")


def find_places(row: Row, letters: str) -> Iterator[tuple[int, int, Place]]:
    """Yield the word ranges and places of a row: known places anywhere, unknown ones after "in" or "at"."""
    for match in PLACE.finditer(letters):
        if is_place(row, match):
            yield read_place(row, match)
    for match in UNKNOWN.finditer(letters):
        text = row.slice(*match.span("place"))
        proper = len(text) > 2 and not text.isupper() and text.split("-")[-1][:1].isupper()
        if proper and text not in known_texts() and not text.lower().startswith(("mid-", "pro-")):
            yield *match.span("place"), Place(text)


@functools.cache
def known_texts() -> frozenset[str]:
    """Return the texts of all known names. A masked name is not an unknown place."""
    return frozenset(name.text for name in load_names())


def is_place(row: Row, match: re.Match[str]) -> bool:
    """Return whether the words can be a place: a city, or a state or seat after a preposition of place."""
    first = match.start("place")
    name = row.words[first].name
    gathered = row.words[match.end()].text.lower() if match.end() < len(row.words) else ""
    told = bool(match.group("state")) or gathered in load_place_words("gathering")
    return (name is not None and (name.kind == "city" or told)) or stands_within(row, first)


def stands_within(row: Row, index: int) -> bool:
    """Return whether a word comes after "in", "at" or "near", with or without an article."""
    before = index - 2 if index > 0 and row.letters[index - 1] == "t" else index - 1
    if before < 0:
        return False
    word, motion = row.words[before].text.lower(), row.words[before - 1].text.lower() if before else ""
    return word in load_place_words("within") or (
        word in ("to", "for", "from") and motion in load_place_words("motion")
    )


@functools.cache
def load_place_words(group: str) -> frozenset[str]:
    """Load a group of the words that stand before places."""
    return frozenset(load_toml("en", "places")[group].split())


def read_place(row: Row, match: re.Match[str]) -> tuple[int, int, Place]:
    """Return the place of a match. "Geneva, Switzerland" has the state from its second part."""
    first, last = match.span("place")
    name = row.words[first].name
    own = (name.state or name.code or None) if name else None
    state = row.words[match.start("state")].code if match.group("state") else None
    if region := find_region(row, last, own):
        return first, last, Place(row.slice(first, last), region)
    if state and own in (None, state):
        return first, match.end(), Place(row.slice(first, match.end()), state)
    return first, last, Place(row.slice(first, last), own)


def find_region(row: Row, end: int, own: str | None) -> str | None:
    """Return the country of the region that stands behind a town, a comma between: "London, Ontario" is in Canada.

    A region that is called like a state ("Athens, Georgia") is one where the town is known to be no town of it.
    """
    start = end + 1
    if start >= len(row.words) or row.words[end].text != ",":
        return None
    for length in (3, 2, 1):
        name = row.slice(start, start + length) if start + length <= len(row.words) else ""
        if country := load_regions().get(name.removesuffix(",")):
            code = row.words[start].code
            return None if code and own in (None, code) else country
    return None


@functools.cache
def load_regions() -> dict[str, str]:
    """Return the country of each region within a state that is named behind its towns."""
    return {row["region"]: row["state"] for row in load_table("en", "regions")}
