"""The code that a person means: of a state, an organisation or an armed group, by its code or by any of its names.

>>> resolve_actor("Russia"), resolve_actor("turkiye"), resolve_actor("EU"), resolve_actor("the United Nations")
('RUS', 'TUR', 'EU', 'UN')
>>> resolve_actor("Frnace")
Traceback (most recent call last):
depositary.errors.UnknownNameError: 'Frnace' is not a known state, organisation or group. Did you mean France (FRA)?
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from depositary.data_files import split_cell
from depositary.errors import UnknownNameError
from depositary.languages import load_table
from depositary.languages.offices import load_offices
from depositary.languages.states import load_states
from depositary.languages.wording import join, name_actor
from depositary.model.text import strip_marks

LONGEST = 200  # characters of a name that is looked up
NEAR = 0.34  # of a name's letters, the share that can be wrong in what is suggested
SUGGESTED = 3
SHORTEST = 4  # letters of a name for which others are suggested; a shorter one is like too many
WORD = re.compile(r"[^\W_]+\+?")
GROUP_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def resolve_actor(text: str) -> str:
    """Return the code of an actor.

    Args:
        text: a code (``RUS``, ``EU``, ``hamas``) or a name, in any case, with or without accents.

    Raises:
        UnknownNameError: no actor has this name, or several have it. The message suggests names.
    """
    if text in actor_codes() or is_group_code(text):
        return text
    found = find_actors(text)
    if len(found) == 1:
        return found[0]
    shown = f"{text[:50]!r}"
    if found:
        raise UnknownNameError(f"{shown} can mean {join([describe(code) for code in found])}: use one of these codes")
    near = suggest_actors(text)
    hint = (
        f"Did you mean {' or '.join(describe(code) for code in near)}?"
        if near
        else "Use a name or a code, such as RUS or EU."
    )
    raise UnknownNameError(f"{shown} is not a known state, organisation or group. {hint}")


def is_group_code(text: str) -> bool:
    """Tell whether a text has the form of the code that the reader gives to an armed group that no list has.

    >>> is_group_code("tuareg-rebels"), is_group_code("lake-treaty"), is_group_code("Tuareg rebels")
    (True, False, False)
    """
    if len(text) > LONGEST or GROUP_CODE.fullmatch(text) is None:
        return False
    words = text.split("-")
    offices = load_offices()
    nouns = {word.lower() for word in offices.fighters | offices.group_nouns}
    return any(word in nouns or f"{word}s" in nouns or word.removesuffix("s") in nouns for word in words)


def find_actors(text: str) -> tuple[str, ...]:
    """Return the actors that a name can mean, none if nobody has it. A main name goes before other names."""
    folded = fold_name(text)
    return next((names[folded] for names in actor_names() if folded in names), ())


def suggest_actors(text: str) -> list[str]:
    """Return the codes of actors with names like a text, the most similar first."""
    folded = fold_name(text)
    if len(folded) < SHORTEST:
        return []
    every = {name: codes for names in reversed(actor_names()) for name, codes in names.items()}
    near = process.extract(folded, list(every), scorer=OSA.normalized_similarity, score_cutoff=1 - NEAR, limit=20)
    found = [code for name, _, _ in near for code in every[name]]
    return list(dict.fromkeys(found))[:SUGGESTED]


def describe(code: str) -> str:
    """Return an actor's name with its code."""
    return f"{name_actor(code)} ({code})"


def fold_name(name: str) -> str:
    """Return a name for comparison: its words in small letters, without accents, dots and a first "the".

    >>> fold_name("The U.A.E."), fold_name("Côte d’Ivoire")
    ('uae', 'cote d ivoire')
    """
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b|$|\s)", "", strip_marks(name[:LONGEST]).casefold())
    return " ".join(WORD.findall(plain)).removeprefix("the ")


@functools.cache
def actor_codes() -> frozenset[str]:
    """Return the codes of all known actors."""
    return frozenset(row["code"] for table in ("states", "organisations", "groups") for row in load_table("en", table))


@functools.cache
def actor_names() -> tuple[dict[str, tuple[str, ...]], ...]:
    """Return the codes by folded name: shared names, main names and codes, other names, adjectives and peoples."""
    return tuple(gather(pairs) for pairs in (list_shared(), list_main(), list_other(), list_peoples()))


def list_shared() -> Iterator[tuple[str, str]]:
    """Yield the names by which people may mean one of several states."""
    for row in load_table("en", "shared_names"):
        yield from ((row["name"], code) for code in split_cell(row["codes"]))


def list_main() -> Iterator[tuple[str, str]]:
    """Yield the codes and the main names."""
    for table in ("states", "organisations", "groups"):
        for row in load_table("en", table):
            yield row["name"], row["code"]
    for code in sorted(actor_codes()):
        yield code, code


def list_other() -> Iterator[tuple[str, str]]:
    """Yield all other names of states, organisations and groups."""
    for state in load_states().values():
        yield from ((name, state.code) for name in state.names[1:])
    for table in ("organisations", "groups"):
        for row in load_table("en", table):
            yield from ((name, row["code"]) for name in split_cell(row["variants"]))


def list_peoples() -> Iterator[tuple[str, str]]:
    """Yield the adjectives and peoples of states."""
    for state in load_states().values():
        yield from ((name, state.code) for name in (*state.adjectives, *state.people))


def gather(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the codes by folded name, each once."""
    found: dict[str, dict[str, None]] = {}
    for name, code in pairs:
        if folded := fold_name(name):
            found.setdefault(folded, {})[code] = None
    return {name: tuple(codes) for name, codes in found.items()}
