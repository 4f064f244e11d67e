"""Action terms of status tables: what their words and letters stand for in the register.

>>> find_term("Accession to the Convention as amended by the Protocol(a)").term
'accession'
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib.resources import files

import msgspec

from depositary.model.vocabulary import Bearing

LETTERED = re.compile(r"\(\s*([A-Za-z]{1,2})\s*\)[\s\d*¹²³⁰⁴-⁹]*$")
BEHIND = re.compile(r" (?:to|of|in|under|by|with|upon|on|from|for)\b")
"""What follows an action term in a longer heading: what it is of, or by what it was done."""
INTRODUCED = re.compile(
    r"^(?:date of )?(?:(?:(?:deposit|receipt) of )?instrument of |notification of |notice of )?(?<=of )"
)
TAKEN_BACK = re.compile(r"^(?:partial )?withdrawal of (?:[a-z-]+ ){0,2}?(reservation|declaration|objection)s?\b")
# Codes that stand in a column "Type" beside a day of consent, by the legends of the Hague and Dutch databases.
KINDS: Mapping[str, str] = {
    "r": "ratification",
    "a": "accession",
    "a*": "accession",
    "a**": "accession",
    "t": "accession",
    "su": "succession",
    "s": "signature",
    "d": "definitive signature",
    "o": "definitive signature",
    "c": "continuation",
    "vg": "continuation",
    "nb": "consent",
    "nk": "consent",
}


class Term(msgspec.Struct, frozen=True):
    """An action term: the letters that stand for it, and the register's actions (none: it bears on no status).

    ``bearing`` is what an act of the term bears on.
    """

    term: str
    letters: tuple[str, ...]
    actions: tuple[str, ...]
    bearing: Bearing | None = None

    @property
    def remarks(self) -> bool:
        """Tell whether it is a reservation, declaration or objection, which may be given by its words."""
        return self.actions == ("reservation",)


def load_rows(name: str) -> list[list[str]]:
    """Return the rows of a data file of this folder, without comments and the heading."""
    lines = files("depositary.exchange").joinpath(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


@functools.cache
def load_terms() -> dict[str, Term]:
    """Return the action terms of ``mtdsg.tsv`` by their folded name."""
    return {row[0]: make_term(row) for row in load_rows("mtdsg.tsv")}


def make_term(row: list[str]) -> Term:
    """Return the term of one row of the data file."""
    actions = () if row[2] == "-" else tuple(row[2].split("+"))
    return Term(row[0], tuple(row[1].split()), actions, Bearing(row[3]) if len(row) > 3 and row[3] else None)


@functools.lru_cache(4096)
def find_term(words: str) -> Term | None:
    """Return the term for the words of a heading or a cell.

    >>> [find_term(words).term for words in ("Ratification (dep.)", "Withdrawal of the reservation to article 3")]
    ['ratification', 'withdrawal of reservation']
    """
    bare = re.sub(r"\([^()]{0,20}\)", " ", words).strip(" .:*").lower()
    folded = " ".join(word for word in bare.split() if word not in ("the", "an", "a"))
    return find_folded(folded)


def find_folded(folded: str) -> Term | None:
    """Return the term that folded words are, or begin with; what takes back a remark is no withdrawal."""
    terms = load_terms()
    if folded in terms:
        return terms[folded]
    if taken := TAKEN_BACK.match(folded):
        return terms[f"withdrawal of {taken[1]}"]
    if INTRODUCED.match(folded) and (rest := find_folded(INTRODUCED.sub("", folded))):
        return rest
    places = [found.start() for found in BEHIND.finditer(folded)]
    return next((terms[folded[:end]] for end in reversed(places) if folded[:end] in terms), None)


@functools.cache
def load_letters() -> dict[str, str]:
    """Return the term that each letter stands for where a heading does not tell."""
    return {letter: term.term for term in load_terms().values() for letter in term.letters}


class Column(msgspec.Struct, frozen=True):
    """What a heading of action terms says: the term of cells without a letter, and the terms of letters in it.

    ``plain`` is empty where several terms are told apart by letters alone.
    """

    plain: str
    letters: dict[str, str] = {}

    def term_of(self, letter: str) -> str | None:
        """Return the term of a cell with a letter; ``None`` where the letter is unknown, or is needed and lacks.

        In a column of signatures a succession is one to a signature.
        """
        if not letter:
            return self.plain or None
        term = self.letters.get(letter) or load_letters().get(letter)
        return "succession to signature" if term == "succession" and self.plain == "signature" else term


def read_heading(heading: str) -> Column | None:
    """Return what a heading says, ``None`` if none of its parts is an action term.

    >>> read_heading("Accession(a), Succession(d), Ratification")
    Column(plain='ratification', letters={'a': 'accession', 'd': 'succession'})
    """
    heading = " ".join(heading.split())
    letters: dict[str, str] = {}
    plain: list[str] = []
    for part in split_heading(heading):
        term, lettered = find_term(part), LETTERED.search(part)
        if term and lettered:
            letters[lettered[1]] = term.term
        elif term:
            plain.append(term.term)
    alone = plain or ([*letters.values()] if len(letters) == 1 else [])
    if not plain and not letters:
        return None
    return Column(choose_plain(alone), letters)


def split_heading(heading: str) -> list[str]:
    """Return the parts of a heading that name terms: between commas, or between slashes where each part is a term."""
    parts: list[str] = []
    for part in heading.split(","):
        slashed = part.split("/")
        parts += slashed if len(slashed) > 1 and find_term(part) is None and all(map(find_term, slashed)) else [part]
    return parts


def choose_plain(terms: list[str]) -> str:
    """Return the term of a cell without a letter: the only one, else what several have in common."""
    if len(set(terms)) <= 1:
        return terms[0] if terms else ""
    actions = {load_terms()[term].actions for term in terms}
    consents = all("deposit" in own or "accession" in own for own in actions)
    return "consent" if consents else terms[0]
