"""What a page is asked for: the two days, and the filter of a list, all of it in the address.

>>> Asked.parse([("party", "RUS"), ("kind", "treaty"), ("on", "2025-01-17")]).link(kind="")
'/agreements?party=RUS&on=2025-01-17'
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable
from typing import Any, TypeVar
from urllib.parse import quote_plus, urlencode

import msgspec

from depositary.errors import InputError
from depositary.languages.actor_codes import resolve_actor
from depositary.model.vocabulary import AgreementStatus, Area, Kind
from depositary.register.register import check_clock

SORTS = ("told", "latest", "newest", "title")
WORDS_LIMIT = 300
MOST_WORDS = 12  # words of one search: each costs a search of its own
FIRST_YEAR, LAST_YEAR = 1000, 2999  # what is asked about a day counts years from it, in both directions
WORDY = frozenset({"q", "source"})
PARTIES_LIMIT = 8
LAST_PAGE = 100_000
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
E = TypeVar("E", Kind, Area, AgreementStatus)


class Asked(msgspec.Struct, frozen=True):
    """A list that is asked for; empty texts let everything through; ``on`` and ``known`` are ISO days.

    ``known_by`` is the clock of knowledge, ``unsure`` whether steps count that the reader is not sure of.
    """

    q: str = ""
    party: tuple[str, ...] = ()
    kind: str = ""
    area: str = ""
    status: str = ""
    year: str = ""
    told: str = ""
    source: str = ""
    disputed: str = ""
    on: str = ""
    known: str = ""
    known_by: str = "publication"
    unsure: str = ""
    sort: str = "told"
    page: int = 1
    by: str = ""
    view: str = ""

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]]) -> Asked:
        """Return what the pairs of an address ask for; names that are not known are passed over.

        Raises:
            InputError: a value is none that can be asked for.
        """
        given = [(name, value.strip()) for name, value in pairs if value.strip()]
        single = dict(given)
        return cls(
            q=check_words(single.get("q", "")),
            party=check_parties([value for name, value in given if name == "party"]),
            kind=check_code(Kind, single.get("kind", "")),
            area=check_code(Area, single.get("area", "")),
            status=check_code(AgreementStatus, single.get("status", "")),
            year=check_year(single.get("year", "")),
            told=check_year(single.get("told", "")),
            source=check_outlet(single.get("source", "")),
            disputed=check_yes(single.get("disputed", "")),
            on=check_day(single.get("on", "")),
            known=check_day(single.get("known", "")),
            known_by=check_clock(single.get("known_by", "publication")),
            unsure=check_yes(single.get("unsure", ""), "unsure"),
            sort=check_sort(single.get("sort", "told")),
            page=check_page(single.get("page", "1")),
            by=check_by(single.get("by", "")),
            view=check_view(single.get("view", "")),
        )

    def link(self, path: str = "/agreements", **changes: Any) -> str:
        """Return the address of this list with some changes; the page is the first unless it is changed."""
        parts = dict(encode_fields(self))
        for name, value in changes.items():
            parts[name] = encode_field(name, value)
        query = "&".join(filter(None, parts.values()))
        return f"{path}?{query}" if query else path

    @property
    def days(self) -> dict[str, str]:
        """The two days and how knowledge is counted, as far as they are given."""
        clock = self.known_by if self.known_by != "publication" else ""
        given = (("on", self.on), ("known", self.known), ("known_by", clock), ("unsure", self.unsure))
        return {name: value for name, value in given if value}

    def about(self, *parties: str) -> Asked:
        """Return the list of all agreements of a party, or of several together, the latest first, on the same days."""
        bare = Asked(party=parties, sort="latest", on=self.on, known=self.known)
        return msgspec.structs.replace(bare, known_by=self.known_by, unsure=self.unsure)

    @property
    def how(self) -> str:
        """How knowledge is counted, in words for the shelf; nothing where it is counted as usual."""
        clock = self.known_by if self.known_by != "publication" else ""
        return " ".join(filter(None, (clock, "unsure" if self.unsure else "")))

    @property
    def asking(self) -> dict[str, Any]:
        """What a question to the register takes: the two days, the clock of knowledge, unsure steps."""
        return {"on": self.on or None, **self.knowing, "unsure": bool(self.unsure)}

    @property
    def knowing(self) -> dict[str, Any]:
        """What a question to the register takes that has no day of its own: the day and the clock of knowledge."""
        return {"known": self.known or None, "known_by": self.known_by}

    def there(self, path: str) -> str:
        """Return the address of another page that keeps the two days."""
        query = encode_days(self)
        return f"{path}?{query}" if query else path


def encode_field(name: str, value: Any) -> str:
    """Return a field as a part of an address; nothing where it is empty or as it is by default.

    >>> encode_field("party", ("RUS", "EU")), encode_field("sort", "told")
    ('party=RUS&party=EU', '')
    """
    if not value or value in ("told", "publication", 1):
        return ""
    each = value if isinstance(value, list | tuple) else (value,)
    return "&".join([f"{name}={encode_value(str(one))}" for one in each])


@functools.lru_cache(4096)
def encode_value(text: str) -> str:
    """Return a value as it stands in an address; most are codes, which pages repeat."""
    return quote_plus(text)


@functools.lru_cache(64)
def encode_fields(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return the fields of a list as parts of an address; a page has hundreds of links that change one of them."""
    fields = msgspec.structs.asdict(asked) | {"page": 1}
    return tuple((name, encode_field(name, value)) for name, value in fields.items())


@functools.lru_cache(64)
def encode_days(asked: Asked) -> str:
    """Return the two days of a list as a part of an address."""
    return urlencode(asked.days)


def check_given(pairs: Iterable[tuple[str, str]]) -> None:
    """Refuse an address that a program would write by mistake: an empty value, blanks around one, one given twice.

    Raises:
        InputError: it is such an address.
    """
    seen: set[str] = set()
    for name, value in pairs:
        if name not in Asked.__struct_fields__ or name in WORDY:
            continue
        if not value or value != value.strip():
            raise InputError(f"{name}={value[:20]!r}: leave {name} out, or give it a value without blanks around it")
        if name in seen and name != "party":
            raise InputError(f"{name} is given twice: give it once")
        seen.add(name)


def check_words(words: str) -> str:
    """Return words to search, or refuse them.

    Raises:
        InputError: they are too long.
    """
    if len(words) > WORDS_LIMIT:
        raise InputError(f"the words to search are {len(words)} characters long: at most {WORDS_LIMIT} can be asked")
    if len(words.split()) > MOST_WORDS:
        raise InputError(f"{len(words.split())} words are too many: at most {MOST_WORDS} can be asked at once")
    return words


def check_outlet(name: str) -> str:
    """Return the name of an outlet, or refuse it.

    Raises:
        InputError: it is too long.
    """
    if len(name) > WORDS_LIMIT:
        raise InputError(f"the source is {len(name)} characters long: at most {WORDS_LIMIT} can be asked")
    return name


def check_parties(names: list[str]) -> tuple[str, ...]:
    """Return the codes of parties given by code or name, each once.

    Raises:
        InputError: one is not known, or they are too many.
    """
    if len(names) > PARTIES_LIMIT:
        raise InputError(f"{len(names)} parties are too many: at most {PARTIES_LIMIT} can be asked at once")
    return tuple(dict.fromkeys(check_actor(name) for name in names))


def check_actor(name: str) -> str:
    """Return the code of an actor given by its code or one of its names.

    Raises:
        UnknownNameError: no actor has this name, or several have it.
    """
    return resolve_actor(name)


def check_code(vocabulary: type[E], value: str) -> str:
    """Return a term of a vocabulary, or nothing where nothing is asked.

    Raises:
        InputError: the vocabulary has no such term.
    """
    terms = [str(term) for term in vocabulary]
    if value and value not in terms:
        raise InputError(f"{value[:50]!r} cannot be chosen; use one of {', '.join(terms)}")
    return value


def check_year(value: str) -> str:
    """Return a year of four digits, or nothing.

    Raises:
        InputError: it is none.
    """
    if value and not re.fullmatch(r"[0-9]{4}", value):
        raise InputError(f"{value[:50]!r} is not a year; use four digits, for example 2025")
    return value


def check_yes(value: str, name: str = "disputed") -> str:
    """Return ``yes``, or nothing.

    Raises:
        InputError: it is neither.
    """
    if value not in ("", "yes"):
        raise InputError(f"{value[:20]!r} is neither: write yes, or leave it out")
    return value


def check_day(value: str) -> str:
    """Return an ISO day, or nothing.

    Raises:
        InputError: it is none.
    """
    try:
        if value and not DAY.fullmatch(value):  # fromisoformat takes weeks and days without hyphens too
            raise ValueError
        day = dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise InputError(f"{value[:50]!r} is not a date; use YYYY-MM-DD, for example 2025-01-17") from None
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError(f"{value} cannot be asked; use a day of the years {FIRST_YEAR} to {LAST_YEAR}")
    return day.isoformat() if day else ""


def check_sort(value: str) -> str:
    """Return an order of a list.

    Raises:
        InputError: there is no such order.
    """
    if value not in SORTS:
        raise InputError(f"{value[:50]!r} is not an order; use one of {', '.join(SORTS)}")
    return value


def check_by(value: str) -> str:
    """Return the column that a table is sorted by; the table itself knows whether it has it.

    Raises:
        InputError: it has not the form of one.
    """
    if value and not re.fullmatch(r"-?[a-z]{1,20}", value):
        raise InputError(f"by={value[:30]!r} is no column: click a heading of the table, or leave by out")
    return value


def check_view(value: str) -> str:
    """Return how a list is shown: as a table, or as it is by default.

    Raises:
        InputError: there is no such view.
    """
    if value not in ("", "table"):
        raise InputError(f"view={value[:20]!r}: write view=table or leave it out")
    return value


def check_page(value: str) -> int:
    """Return the number of a page.

    Raises:
        InputError: it is none.
    """
    if not re.fullmatch(r"[0-9]{1,6}", value) or not 1 <= int(value) <= LAST_PAGE:
        raise InputError(f"{value[:50]!r} is not a page number; use 1, 2, 3")
    return int(value)
