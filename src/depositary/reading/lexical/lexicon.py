"""A language's lexicon, ready to be searched for: the words of its folder and the names of CLDR, as matchers."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from depositary.data_files import split_cell
from depositary.languages.lexicons import VARIABLE, read_rows, read_words, split_words
from depositary.languages.states import load_states
from depositary.languages.territories import name_capitals, name_cities, name_territories
from depositary.model.vocabulary import ActionCode, Area, Kind, MeetingKind, Modality, Organ, RelationCode
from depositary.reading.lexical.patterns import Atom, Matcher, parse_atom
from depositary.reading.lexical.words import Script

OPENING = ("known", "strong", "sides", "verb")  # strengths of nouns that open the gate by themselves
SHORTEST_GATE = 4
LOOSE = re.compile(r"[*~]|\s\.\.\s|\S*\|\S*")  # what a pattern leaves open
OPEN = "open"  # the words leave open whether the step was taken
MODALITIES = {"done": Modality.OCCURRED} | {m.value: m for m in Modality}


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for: codes, and the sort of name."""

    codes: tuple[str, ...]
    sort: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """What a noun for an instrument says: its kind, and how surely it is one between states."""

    kind: Kind
    strength: str


@dataclass(frozen=True, slots=True)
class Step:
    """What words say of a step: its action, and its modality (``None``: other words tell it)."""

    action: ActionCode
    modality: Modality | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office or an organ, and which organ of a state it is, if that is known."""

    body: bool
    organ: Organ | None = None
    home: str | None = None


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All words of a language, by what they are for."""

    language: str
    script: Script
    gate: tuple[str, ...]
    names: Matcher[Name]
    demonyms: Matcher[Name]
    instruments: Matcher[Instrument]
    areas: Matcher[Area]
    steps: Matcher[Step]
    modality: Matcher[Modality]
    meetings: Matcher[tuple[MeetingKind, Modality | None]]
    speech: Matcher[str]
    silent: Matcher[str]
    according: Matcher[str]
    offices: Matcher[Office]
    relations: Matcher[RelationCode]
    pairs: Matcher[str]
    foreign: Matcher[str]
    afterwards: Matcher[str]
    stops: Matcher[str]
    gloss: Matcher[tuple[int, str]]
    backward: Matcher[str]
    dates: Mapping[str, Any]
    heads: Mapping[str, str]
    doubles: frozenset[str]
    home: frozenset[str]
    roles: Mapping[str, Atom] = field(default_factory=dict)

    def plays(self, role: str, forms: tuple[str, ...]) -> bool:
        """Tell whether a word plays a role, such as "and" or "between"."""
        atom = self.roles.get(role)
        return atom is not None and atom.fits(forms)


def load_lexicon(language: str) -> Lexicon:
    """Load the lexicon of a language."""
    return make_lexicon(language, os.environ.get(VARIABLE, ""))


@functools.cache
def make_lexicon(language: str, extra: str) -> Lexicon:
    """Make the lexicon of a language. ``extra`` is where further folders stand."""
    words = read_words(language, "lexicon.toml")
    script = make_script(words.get("script", {}))
    names = tuple(list_names(language, words.get("names", {}), script))
    return Lexicon(
        language=language,
        script=script,
        gate=tuple(list_gate(words, script)),
        names=Matcher(names, script),
        demonyms=Matcher((pair for pair in names if pair[1].sort == "demonym"), script),
        instruments=Matcher(list_instruments(words["instruments"]), script),
        areas=Matcher(((p, Area(code)) for code, cell in words["areas"].items() for p in split_words(cell)), script),
        steps=Matcher(list_steps(words["steps"]), script),
        modality=Matcher(
            ((p, Modality(code)) for code, cell in words["modality"].items() for p in split_words(cell)), script
        ),
        meetings=Matcher(list_meetings(words["meetings"]), script),
        speech=Matcher(
            (*plain(words["statements"].get("verbs", "")), *plain(words["statements"].get("participles", ""))), script
        ),
        silent=Matcher(plain(words["statements"].get("silent", "")), script),
        according=Matcher(plain(words["statements"].get("according", "")), script),
        offices=Matcher((*list_homes(words.get("homes", {})), *list_offices(words["offices"])), script),
        relations=Matcher(
            (
                (pattern, RelationCode(code))
                for code, cell in words.get("relations", {}).items()
                for pattern in split_words(cell)
            ),
            script,
        ),
        pairs=Matcher(plain(words["words"].get("pairs", "")), script),
        afterwards=Matcher(plain(words["words"].get("afterwards", "")), script),
        gloss=Matcher(list_glosses(words.get("gloss", {})), script),
        stops=Matcher(plain(words["words"].get("stops", "")), script),
        backward=Matcher(plain(words["statements"].get("backward", "")), script),
        foreign=Matcher(plain(words["words"].get("companies", "")), script),
        dates=read_words(language, "dates.toml"),
        heads=name_territories(language),
        doubles=find_doubles(language),
        home=frozenset(words.get("names", {}).get("home", "").split()),
        roles={
            role: join_atoms(split_words(cell), script)
            for role, cell in (words["words"] | words["statements"]).items()
            if isinstance(cell, str)
        },
    )


def list_gate(words: Mapping[str, Any], script: Script) -> Iterator[str]:
    """Yield the words of the gate: those of the folder, and one of each expression for an instrument without them."""
    listed = [script.fold(word) for word in split_words(words["gate"]["words"])]
    yield from listed
    for cells in words["instruments"].values():
        for pattern in (p for strength in OPENING for p in split_words(cells.get(strength, ""))):
            spelt = script.fold(pattern)
            longest = max(LOOSE.split(spelt), key=len).strip()
            long_enough = len(longest) >= (SHORTEST_GATE if script.spaced else 2)
            if long_enough and not any(word in spelt for word in listed):
                yield longest


def make_script(rows: Mapping[str, Any]) -> Script:
    """Make the script of a language from its table."""
    alike = rows.get("alike", "")
    base = Script()
    swaps = {ord(pair[0]): pair[1] for pair in rows.get("swaps", "").split()}
    return Script(
        spaced=rows.get("spaced", True),
        cased=rows.get("cased", True),
        joined=tuple(base.fold(rows.get("joined", "")).translate(swaps).split()),
        article=base.fold(rows.get("article", "")).translate(swaps),
        alike={pair[0]: pair[1] for pair in alike.split()} or None,
        swaps=swaps or None,
        endings=("", *base.fold(rows.get("endings", "")).split()),
        gap=rows.get("gap", 4),
        dateline=rows.get("dateline", ""),
        dotted=rows.get("dotted", False),
        marks=rows.get("marks", False),
        nouns=rows.get("nouns", False),
        verb_last=rows.get("verb_last", False),
        short=tuple(base.fold(rows.get("short", "")).split()),
    )


def join_atoms(patterns: Iterable[str], script: Script) -> Atom:
    """Return one atom that fits where any of the patterns does."""
    atoms = [parse_atom(pattern, script) for pattern in patterns if " " not in pattern]
    return Atom(
        frozenset().union(*(atom.exact for atom in atoms)),
        tuple(stem for atom in atoms for stem in atom.stems),
        tuple(tail for atom in atoms for tail in atom.tails),
        tuple(part for atom in atoms for part in atom.parts),
    )


def plain(cell: str) -> Iterator[tuple[str, str]]:
    """Yield patterns that mean no more than that they stand there."""
    return ((pattern, pattern) for pattern in split_words(cell))


def list_instruments(table: Mapping[str, Any]) -> Iterator[tuple[str, Instrument]]:
    """Yield the nouns for instruments, by kind and strength."""
    for kind, cells in table.items():
        for strength, cell in cells.items():
            code = Kind.OTHER if kind == "back" else Kind(kind)
            yield from ((pattern, Instrument(code, strength)) for pattern in split_words(cell))


def list_steps(table: Mapping[str, Any]) -> Iterator[tuple[str, Step]]:
    """Yield the words for steps, by action and modality."""
    for action, cells in table.items():
        for modality, cell in cells.items():
            told = None if modality == OPEN else MODALITIES[modality]
            yield from ((pattern, Step(ActionCode(action), told)) for pattern in split_words(cell))


def list_meetings(table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[MeetingKind, Modality | None]]]:
    """Yield the words for meetings, by kind and modality."""
    for kind, cells in table.items():
        for modality, cell in cells.items():
            told = None if modality == OPEN else MODALITIES[modality]
            yield from ((pattern, (MeetingKind(kind), told)) for pattern in split_words(cell))


def list_offices(table: Mapping[str, Any]) -> Iterator[tuple[str, Office]]:
    """Yield the words for offices of persons, and for organs by which a state acts."""
    for name, cell in table.items():
        body = name != "heads"
        organ = Organ(name) if name in list(Organ) else None
        yield from ((pattern, Office(body, organ)) for pattern in split_words(cell))


def list_glosses(table: Mapping[str, str]) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield the words of titles with their place in an English title: proper names first, then as in the table."""
    for place, (word, cell) in enumerate(table.items()):
        yield from ((pattern, (place - len(table) * word[0].isupper(), word)) for pattern in split_words(cell))


def list_homes(table: Mapping[str, Any]) -> Iterator[tuple[str, Office]]:
    """Yield the offices and organs that one state alone has, with its code."""
    for name, cell in table.items():
        sort, _, code = name.partition("-")
        yield from ((pattern, Office(sort == "bodies", home=code)) for pattern in split_words(cell))


def list_names(language: str, rules: Mapping[str, Any], script: Script) -> Iterator[tuple[str, Name]]:
    """Yield the names of states, cities and organisations: those of the folder, and those of CLDR."""
    for pattern in split_words(rules.get("masks", "")):
        yield pattern, Name((), "mask")
    rows = read_rows(language, "names.tsv")
    ignored = split_words(rules.get("ignored", ""))
    for code, name in name_territories(language).items():
        if name not in ignored:
            yield inflect(name, rules), Name((code,), "state")
    for row in rows:
        codes = split_cell(row["code"].replace("+", "|"))
        sort = "state" if len(codes) == 1 else "pair"
        for column, kind in (("names", sort), ("adjectives", "demonym"), ("capitals", "capital")):
            for pattern in split_cell(row[column]):
                yield (pattern if column == "adjectives" else inflect(pattern, rules)), Name(codes, kind)
    for row in read_rows(language, "bodies.tsv"):
        for pattern in split_cell(row["names"]):
            yield pattern, Name((row["code"],), row["sort"] or "organisation")
    yield from list_short_pairs(rules)
    described = {row["code"] for row in rows if row["adjectives"]}
    for code, name in name_territories(language).items():
        if name not in ignored and code not in described:
            yield from ((pattern, Name((code,), "demonym")) for pattern in derive_adjectives(name, rules))
    yield from list_cities(language, rules)


def find_doubles(language: str) -> frozenset[str]:
    """Return the names of states that are adjectives too, where they have no capital."""
    adjectives = {p for row in read_rows(language, "names.tsv") for p in split_cell(row["adjectives"])}
    names = {name.lower() for name in name_territories(language).values()}
    return frozenset(adjectives & names)


def list_cities(language: str, rules: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
    """Yield the capitals and other cities that CLDR names."""
    ignored = split_words(rules.get("ignored", ""))
    capitals = name_capitals(language)
    for city, code in capitals.items():
        if city not in ignored:
            yield inflect(city, rules), Name((code,), "capital")
    for city, code in name_cities(language).items():
        if city not in capitals and city not in ignored and code in load_states():
            yield inflect(city, rules), Name((code,), "city")


def list_short_pairs(rules: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
    """Yield names of two states by their short signs, and of one with a word for "side" behind it."""
    signs = [pair.split("=") for pair in rules.get("signs", "").split()]
    for sign, code in signs:
        yield from ((sign + side, Name((code,), "state")) for side in split_words(rules.get("sides", "")))
        yield from ((sign + other, Name((code, two), "pair")) for other, two in signs if two != code)


def inflect(name: str, rules: Mapping[str, Any]) -> str:
    """Return a name as a pattern, in which each word has the endings of the language.

    >>> inflect("Ruritania", {"stem": "a"})
    'Ruritani~'
    """
    ends = split_words(rules.get("stem", ""))
    if rules.get("bare"):  # names have no endings; with one the word is the adjective
        return " ".join(re.split(r"[\s\-’'.,()]+", name)).strip() if not any(mark in name for mark in "*~|") else name
    if any(mark in name for mark in "*~|") or name in split_words(rules.get("plain", "")):
        return name
    return " ".join(cut_ending(word, ends) for word in re.split(r"[\s\-’'.,()]+", name) if word)


def cut_ending(word: str, ends: tuple[str, ...]) -> str:
    """Return a word without the ending that it has, marked as a stem."""
    end = next((end for end in ends if word.endswith(end) and len(word) - len(end) >= 3), None)
    return f"{word[: len(word) - len(end)]}~" if end else f"{word}~" if len(word) > 2 else word


def derive_adjectives(name: str, rules: Mapping[str, Any]) -> Iterator[str]:
    """Yield the adjectives that the rules make of the name of a state.

    >>> list(derive_adjectives("Ruritania", {"adjectives": "ia=ian*, =ese"}))
    ['Ruritanian*']
    """
    if " " in name or "-" in name:
        return
    for rule in split_words(rules.get("adjectives", "")):
        end, _, new = rule.partition("=")
        if name.endswith(end) and len(name) - len(end) >= 3:
            yield name[: len(name) - len(end)] + new
            return
