"""Participants in status tables: from a name or code, as depositaries write it, to the register's code.

>>> code_participant("Iran (Islamic Republic of)"), code_participant("EUU"), code_participant("GBR")
('IRN', 'EU', 'GBR')
"""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib.resources import files

from depositary.data_files import split_cell
from depositary.languages import load_table
from depositary.languages.states import load_states

LONGEST = 300
"""No state or organisation has a longer name, in characters."""
NOTES = re.compile(
    r"(?:(?:(?<![\s,])[\s,]+|(?<=[^\d\s]))(?:\d{1,3}/?|[*†‡§¶#°]+|[¹²³⁰⁴-⁹ⁱ]+|\[[a-z0-9]{1,2}\]|(?<=\s)[a-z][/)])"
    r"(?:\s*,\s*\d{1,3})*)+\s*$|[*†‡§¶¹²³⁰⁴-⁹]+"
)
"""Marks of notes, as tables print them behind names."""
EXCLUDING = re.compile(r",? \(?(?:excluding|excl\.|without) [^()]{1,80}\)?$", re.IGNORECASE)
"""What tables of trade and population leave out of a state."""
LETTERS = re.compile(r"\b(?:t f y r|d p r|p d r|d r|f s|i r|p r|r o|u s|u k|people s)\b")
"""Words of names that tables shorten to single letters."""
C1 = re.compile("[\x80-\x9f]")


@functools.cache
def load_aliases() -> dict[str, str]:
    """Return the codes of other lists that tables use, with the register's code for each."""
    lines = files(__package__).joinpath("participants.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in [line for line in lines if line and not line.startswith("#")][1:])


def fold_participant(name: str) -> str:
    """Return a name without accents, case, articles and punctuation. "X (the Y of)" and "the Y of X" become equal."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode("ascii").lower()
    turned = re.sub(r"^([^()]{1,80})\(([^()]{1,80}) of(?: the)?\)$", r"\2 of \1", plain.strip())
    words = re.sub(r"[^a-z0-9 ]", " ", turned.replace("&", " and ")).split()
    return " ".join(word for word in words if word not in ("the", "of"))


@functools.cache
def load_participants() -> dict[str, str]:
    """Return the code of each folded name and code."""
    named: dict[str, str] = {}
    for state in load_states().values():
        for name in (*state.names, state.code):
            named.setdefault(fold_participant(name), state.code)
    for row in load_table("en", "organisations"):
        for name in (row["name"], *split_cell(row["variants"])):
            named.setdefault(fold_participant(name), row["code"])
    return named | {fold_participant(alias): code for alias, code in load_aliases().items()}


@functools.cache
def load_words() -> dict[str, str]:
    """Return the words that tables shorten, each with the whole words."""
    lines = files(__package__).joinpath("name_words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return {row[0]: row[1] for row in rows}


@functools.cache
def load_bags() -> dict[tuple[str, ...], str]:
    """Return the code of each name by its words in any order; words that two names share name none."""
    found: dict[tuple[str, ...], set[str]] = {}
    for name, code in load_participants().items():
        found.setdefault(bag(name), set()).add(code)
    return {words: codes.pop() for words, codes in found.items() if len(codes) == 1 and len(words) > 1}


def bag(folded: str) -> tuple[str, ...]:
    """Return the words of a folded name in order of their letters, each whole.

    >>> turned, plain = "Korea, Dem. People's Rep. of", "Democratic People's Republic of Korea"
    >>> bag(fold_participant(turned)) == bag(fold_participant(plain))
    True
    """
    words = load_words()
    plain = LETTERS.sub(lambda found: words[found[0]], folded)
    whole = (words.get(word, word) for word in plain.split())
    return tuple(sorted(word for part in whole for word in part.split() if word != "and"))


def mend_letters(name: str) -> str:
    """Return a name whose UTF-8 was read as windows-1252, once or twice, as it was.

    >>> mend_letters("CÃ´te d'Ivoire")
    "Côte d'Ivoire"
    """
    for _ in range(2):
        try:
            name = name.encode("cp1252" if not C1.search(name) else "latin-1").decode("utf-8")
        except UnicodeError:
            break
    return name


def list_forms(name: str) -> tuple[str, ...]:
    """Return the forms of a name to look for: as it stands, without marks of notes, without additions.

    >>> list_forms("China 2, 3")[1], list_forms("Hong Kong, China")[-1]
    ('China', 'Hong Kong')
    """
    name = mend_letters(" ".join(name[:LONGEST].split()))
    unmarked = EXCLUDING.sub("", NOTES.sub("", name))
    bare = re.sub(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]", " ", unmarked)
    first = re.sub(r",? ?(?:SAR,? ?)?(?:(?:Province of|Taiwan,) )?(?:,? ?PR ?)?China$", "", bare.strip())
    once = re.sub(r"^(?:the )?(?:former|ex)[ -]", "", first.strip(), flags=re.IGNORECASE)
    return tuple(dict.fromkeys(form.strip() for form in (name, unmarked, bare, first, once) if form.strip()))


@functools.lru_cache(20_000)
def code_participant(name: str) -> str | None:
    """Return the code of a participant, ``None`` if no state or organisation has the name.

    Names may be turned round ("Korea, Republic of"), shortened ("Egypt, Arab Rep."), and have marks of notes. The
    words in brackets may be an acronym or an addition ("European Union (EU)", "Sudan (the)"); the acronym of an
    unknown organisation is its code.
    """
    known, inner = load_participants(), re.findall(r"\(([A-Z]{2,8})\)", name)
    bags = load_bags()
    for form in map(fold_participant, list_forms(name)):  # the whole name first: what brackets hold can be another
        if found := known.get(form) or bags.get(bag(form)):
            return found
    held = (known[folded] for folded in map(fold_participant, inner) if folded in known)
    return next(held, inner[0] if inner else None)
