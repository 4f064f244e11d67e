"""The head of a status table: what the lines above it, or options, say of the treaty itself.

>>> head = read_head("Depositary: Secretary-General\\nEntry into force\\t:\\t4 November 2016, in accordance with")
>>> [(fact.term, fact.date) for fact in head.facts], head.depositary
([('entry into force', '2016-11-04')], 'UN')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import msgspec

from depositary.errors import InputError
from depositary.exchange.participants import code_participant
from depositary.exchange.status_dates import DAY_FIRST, UNSURE, WHEN, read_match
from depositary.exchange.status_terms import find_term, load_rows
from depositary.languages.final_clauses import list_languages
from depositary.model.identifiers import find_identifiers, make_identifier
from depositary.model.treaty import Identifier

LINE = re.compile(r"^\s*(?P<word>[A-Za-z][A-Za-z ()./-]{1,40}?)\s*[:\t]+\s*(?P<value>\S.*)$")
PLACE = re.compile(r"^\s*(?P<place>[A-Z][\w .'’-]{1,40}), (?P<day>\d{1,2} [A-Z][a-z]+ \d{4})\s*$")
NUMBERED = re.compile(r"^\s*\d{1,3}\s*\.\s*(?:\(?[a-z]{1,2}\)?\s+)?")
REGISTERED = re.compile(r"^\s*Registration\b.{1,60}\bNo\.? *(\d[\d-]*)", re.IGNORECASE)
OFFICES = (("united nations", "UN"), ("council of europe", "COE"), ("secretary-general", "UN"))


class Fact(msgspec.Struct, frozen=True):
    """An act of the treaty itself, with the words of its line."""

    term: str
    date: str
    words: str


class Head(msgspec.Struct, frozen=True):
    """What is said of a treaty above its table. ``facts`` are dated acts; ``text`` are the lines as they are kept.

    ``holder`` is the name of the state whose own register a list of treaties is. ``identifiers`` are its numbers in
    official lists: those named with their list, and that of its registration.
    """

    text: str = ""
    title: str = ""
    facts: tuple[Fact, ...] = ()
    number: str = ""
    depositary: str = ""
    languages: str = ""
    as_at: str = ""
    unread: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    holder: str = ""


@functools.cache
def load_words() -> dict[str, str]:
    """Return what the word before the colon of a line says, by its role."""
    return {row[0]: row[1] for row in load_rows("status_head.tsv")}


def read_head(text: str, order: str = UNSURE) -> Head:
    """Return what the lines above a table say; lines with a day that is not understood are ``unread``."""
    fields: dict[str, str] = {}
    facts: list[Fact] = []
    unread: list[str] = []
    lines = [line.strip().strip('",;') for line in text.splitlines()]
    for number, line in enumerate(lines):
        if not line:
            continue
        if placed := PLACE.match(line):
            facts.append(Fact("conclusion", read_match(find_day(placed["day"]), order), line))
            if number and "title" not in fields:
                fields["title"] = NUMBERED.sub("", lines[number - 1])
            continue
        told = read_line(line, order)
        if isinstance(told, Fact):
            facts.append(told)
        elif told:
            fields.setdefault(*told)
            unread += [] if is_understood(*told) else [line]
        elif WHEN.search(line):
            unread.append(line)
    kept = "\n".join(line for line in lines if line)
    fields.pop("silent", None)
    registered = next((found[1] for line in lines if (found := REGISTERED.match(line))), "")
    if registered:
        fields.setdefault("number", registered)
    named = [*find_identifiers(text), *([make_identifier("unts", registered)] if registered.isdigit() else [])]
    return Head(kept, facts=tuple(facts), unread=tuple(unread), identifiers=tuple(dict.fromkeys(named)), **fields)


def is_understood(role: str, value: str) -> bool:
    """Tell whether the value of a line is one that is known: a depositary, and each language of a list.

    >>> is_understood("languages", "English and French"), is_understood("languages", "English, Klingon")
    (True, False)
    """
    if role == "languages":
        parts = re.split(r"[,;/&]|\band\b", re.sub(r"\([^()]*\)", " ", value))
        return all(list_languages(part) for part in parts if part.strip(" ."))
    return bool(value) or role == "silent"


def find_day(words: str) -> re.Match[str]:
    """Return the match of the day in words that have one."""
    found = WHEN.search(words)
    assert found is not None
    return found


def read_line(line: str, order: str) -> Fact | tuple[str, str] | None:
    """Return what one line says: a dated act, or a field of the head and its value."""
    match = LINE.match(line)
    word = " ".join(match["word"].lower().split()) if match else ""
    role = load_words().get(word.rstrip(" ."))
    if not match or role is None:
        return None
    value = match["value"].strip(" :\t")
    if role in ("title", "languages", "number", "register"):
        return "holder" if role == "register" else role, value
    if role == "depositary":
        return role, code_depositary(value)
    found = WHEN.search(value)
    try:
        date = read_match(found, order or DAY_FIRST if role == "as-at" else order) if found else ""
    except InputError:
        return None
    if role == "as-at":
        return ("as_at", date) if date else None
    return Fact(role, date, line) if date and find_term(role) else ("silent", "") if role == "silent" else None


def code_depositary(words: str) -> str:
    """Return the code of a depositary: of a state or an organisation, also by its officer; else nothing."""
    code = code_participant(re.sub(r"^(?:the )?Government of (?:the )?", "", words))
    return code or next((code for name, code in OFFICES if name in words.lower()), "")


def write_head(**told: str) -> Iterator[str]:
    """Yield the lines for what options say, in the form that ``read_head`` reads.

    >>> list(write_head(concluded="1980-01-27", depositary="", languages="English"))
    ['Conclusion: 1980-01-27', 'Languages: English']
    """
    words = {"concluded": "Conclusion", "in_force": "Entry into force", "registration": "Registration number"}
    for name, value in told.items():
        if value:
            yield f"{words.get(name, name.capitalize())}: {value}"
