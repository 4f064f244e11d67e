"""The catalogue of known agreements: what each is called, and what its depositary publishes of it.

Enters: ``agreements.tsv`` in this folder, and a user's own file of the same form. Leaves: typed entries, by id and by
name. The catalogue says what a name means. It adds nothing to what a report tells.

>>> [entry.id for entry in load_catalogue().find("the C190")]
['ilo-190']
>>> load_catalogue().get("ilo-190").in_force
'2021-06-25'
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import itertools
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from depositary.data_files import read_lines, split_cell
from depositary.errors import InputError

OWN_FILE = "DEPOSITARY_CATALOGUE"
"""The environment variable with the path of a user's own file, whose entries come beside those of the program."""

MANY = "*"
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
DROPPED = re.compile(r"[.'’]")
MARKS = re.compile(r"[\W_]+")
DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
NEEDED = ("id", "title", "kind", "source", "licence")
LEAST = 76  # of 100: a word less like another than this is no slip of the pen
SHORT = 40  # letters of a title that is spoken in full
MOST_BYTES = 20_000_000


class KnownAgreement(msgspec.Struct, frozen=True):
    """One known agreement, and what its depositary publishes of it.

    ``id`` is permanent. ``parties`` are codes, of an agreement between a few; for one of ``many`` they are left out.
    ``adopted``, ``in_force`` and ``ended`` are days, months or years in EDTF, empty where they are not known here.
    ``parent`` is the id of the agreement that a protocol or an amendment belongs to.
    """

    id: str
    title: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    kind: str
    parties: tuple[str, ...]
    many: bool
    adopted: str
    in_force: str
    ended: str
    depositary: str
    numbers: tuple[str, ...]
    wikidata: str
    parent: str
    source: str
    licence: str

    @property
    def all_names(self) -> tuple[str, ...]:
        """Its title, short names and acronyms."""
        return tuple(dict.fromkeys((self.title, *self.names, *self.acronyms)))

    @property
    def short(self) -> str:
        """The name that it is usually called by: its title where that is short, else its first short name."""
        return self.names[0] if self.names and len(self.title) > SHORT else self.title


COLUMNS = tuple(name for name in KnownAgreement.__struct_fields__ if name != "many")
SEVERAL = ("names", "acronyms", "parties", "numbers")
DAYS = ("adopted", "in_force", "ended")


class Catalogue:
    """Known agreements, by id and by name."""

    def __init__(self, entries: Iterable[KnownAgreement]) -> None:
        """Keep entries in their order."""
        self.entries = tuple(entries)
        self._by_id = {entry.id: entry for entry in self.entries}

    def get(self, id: str) -> KnownAgreement | None:
        """Return the entry with an id, if there is one."""
        return self._by_id.get(id)

    @functools.cached_property
    def by_name(self) -> dict[str, tuple[KnownAgreement, ...]]:
        """The entries by each of their folded names and numbers."""
        found: dict[str, dict[str, KnownAgreement]] = {}
        for entry in self.entries:
            for name in (*entry.all_names, *entry.numbers):
                found.setdefault(fold_name(name), {})[entry.id] = entry
        return {name: tuple(named.values()) for name, named in found.items()}

    def find(self, name: str) -> tuple[KnownAgreement, ...]:
        """Return the entries that bear a name or a number, but for case, accents and hyphens, or have it as their id.

        >>> [entry.short for entry in load_catalogue().find("Treaty on the Non-Proliferation of Nuclear Weapons")]
        ['Nuclear Non-Proliferation Treaty']
        """
        entry = self.get(name)
        return (entry,) if entry else self.by_name.get(fold_name(name), ())

    @functools.cached_property
    def _by_parties(self) -> dict[frozenset[str], list[KnownAgreement]]:
        """The entries by their parties, of those that name them."""
        found: dict[frozenset[str], list[KnownAgreement]] = {}
        for entry in self.entries:
            if entry.parties:
                found.setdefault(frozenset(entry.parties), []).append(entry)
        return found

    def find_between(self, parties: Iterable[str]) -> list[KnownAgreement]:
        """Return the entries that have these parties and no others.

        >>> [entry.id for entry in load_catalogue().find_between(["ARE", "ISR"])]
        ['abraham-uae']
        """
        return self._by_parties.get(frozenset(parties), [])

    @functools.cached_property
    def _by_parent(self) -> dict[str, list[KnownAgreement]]:
        """The entries that belong to another, by its id."""
        found: dict[str, list[KnownAgreement]] = {}
        for entry in self.entries:
            if entry.parent:
                found.setdefault(entry.parent, []).append(entry)
        return found

    def find_children(self, id: str) -> list[KnownAgreement]:
        """Return the protocols and amendments that belong to an entry.

        >>> [entry.id for entry in load_catalogue().find_children("cppnm")]
        ['cppnm-amendment']
        """
        return self._by_parent.get(id, [])

    @functools.cached_property
    def titles(self) -> list[str]:
        """The folded titles, sorted."""
        return sorted(fold_name(entry.title) for entry in self.entries)

    def find_beginning(self, name: str) -> list[str]:
        """Return the folded titles that begin with a name and go on; none if an entry bears the name itself.

        >>> len(load_catalogue().find_beginning("Optional Protocol to the Convention on the Rights of the Child"))
        3
        """
        start = f"{fold_name(name)} "
        if self.find(name):
            return []
        first = bisect.bisect_left(self.titles, start)
        return list(
            itertools.takewhile(lambda title: title.startswith(start), itertools.islice(self.titles, first, None))
        )

    def search(self, words: str, limit: int = 20) -> list[KnownAgreement]:
        """Return the entries that words can mean, the best first: by name, by all the words, then with slips allowed.

        >>> load_catalogue().search("nucler test ban")[0].acronyms[0]
        'PTBT'
        """
        found = dict.fromkeys(self.find(words))
        wanted = fold_name(words).split()
        found.update(dict.fromkeys(self._find_words(wanted)))
        if not found:
            found.update(dict.fromkeys(self._find_words([word for one in wanted if (word := self._guess(one))])))
        return list(found)[:limit]

    def _find_words(self, wanted: Sequence[str]) -> Iterator[KnownAgreement]:
        """Yield the entries with all of some words or their beginnings in one name, those with short names first."""
        for name, entries in sorted(self.by_name.items(), key=lambda item: (len(item[0]), item[0])):
            words = name.split()
            if wanted and all(any(word.startswith(one) for word in words) for one in wanted):
                yield from entries

    def _guess(self, word: str) -> str:
        """Return the word of a name that a word is, or is meant to be; else an empty text."""
        from rapidfuzz import fuzz, process

        spoken = sorted({part for name in self.by_name for part in name.split()})
        near = process.extractOne(word, spoken, scorer=fuzz.ratio, score_cutoff=LEAST)
        return near[0] if near else ""


def fold_name(name: str) -> str:
    """Return a name in small letters, without its article, accents, hyphens and other marks.

    >>> fold_name("The U.S.–India “123” Agreement")
    'us india 123 agreement'
    """
    plain = name.lower() if name.isascii() else strip_accents(name)
    return MARKS.sub(" ", DROPPED.sub("", plain)).strip().removeprefix("the ")


def strip_accents(name: str) -> str:
    """Return a name in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))


@functools.cache
def load_catalogue() -> Catalogue:
    """Load the catalogue of the program, and beside it the user's own file that the environment names, if any.

    Raises:
        InputError: the user's own file cannot be taken.
    """
    shipped = Catalogue(map(make_entry, split_rows(read_lines(__package__, "agreements.tsv"))))
    own = os.environ.get(OWN_FILE)
    return Catalogue((*shipped.entries, *read_catalogue(own, beside=shipped).entries)) if own else shipped


def read_catalogue(path: str | Path, *, kinds: Collection[str] = (), beside: Catalogue | None = None) -> Catalogue:
    """Read a catalogue file: tab-separated values in UTF-8, with a header row; lines that begin with "#" are comments.

    Args:
        path: the file.
        kinds: the kinds of agreements that it may name; all, where none are given.
        beside: the catalogue that its entries come beside; no id and no name may be in both.

    Raises:
        InputError: it cannot be read, or rows of it cannot be taken. The message names each line, at most ten.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"the catalogue {path} cannot be read: {error.strerror}") from error
    if len(content) > MOST_BYTES:
        raise InputError(f"the catalogue {path} is larger than {MOST_BYTES:,} bytes: split it, or leave rows out")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"the catalogue {path} is not in UTF-8 (byte {error.start}): save it as UTF-8") from error
    numbered = [(at, line) for at, line in enumerate(text.split("\n"), 1)]
    kept = [(at, line.rstrip("\r")) for at, line in numbered if line.strip() and not line.startswith("#")]
    faults = list(find_faults(kept, kinds, beside))
    if faults:
        more = f"; and {len(faults) - 10} more" if len(faults) > 10 else ""
        raise InputError(f"the catalogue {path} cannot be taken: {'; '.join(faults[:10])}{more}")
    return Catalogue(map(make_entry, split_rows([line for _, line in kept])))


def split_rows(lines: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a catalogue by the names of their columns; columns that are left out are empty."""
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=False))


def make_entry(row: dict[str, str]) -> KnownAgreement:
    """Make an entry from its row."""
    cells = {name: row.get(name, "") for name in COLUMNS}
    several = {name: split_cell(cells[name]) for name in SEVERAL}
    many = cells["parties"] == MANY
    if many:
        several["parties"] = ()
    return KnownAgreement(**(cells | several), many=many)  # type: ignore[arg-type]  # cells by field


def find_faults(lines: Sequence[tuple[int, str]], kinds: Collection[str], beside: Catalogue | None) -> Iterator[str]:
    """Yield in words what is wrong with the lines of a catalogue, each with its number."""
    if not lines:
        yield f"it is empty: begin with a header row of {', '.join(COLUMNS)}"
        return
    header = lines[0][1].split("\t")
    if unknown := [name for name in header if name not in COLUMNS]:
        yield f"line {lines[0][0]}: {unknown[0]!r} is no column; use {', '.join(COLUMNS)}"
    if missing := [name for name in NEEDED if name not in header]:
        yield f"line {lines[0][0]}: the column {missing[0]!r} is missing (columns are separated by tabs)"
    if unknown or missing:
        return
    names: dict[str, str] = {}
    ids: set[str] = set()
    for at, line in lines[1:]:
        if line.count("\t") >= len(header):
            yield f"line {at}: more cells than columns"
            continue
        entry = make_entry(next(split_rows([lines[0][1], line])))
        yield from (f"line {at}: {fault}" for fault in find_row_faults(entry, kinds))
        if entry.id in ids or (beside and beside.get(entry.id)):
            yield f"line {at}: the id {entry.id!r} is taken"
        ids.add(entry.id)
        for name in entry.all_names:
            folded = fold_name(name)
            other = names.get(folded) or next((known.id for known in (beside.find(name) if beside else ())), None)
            if other and other != entry.id:
                yield f"line {at}: the name {name!r} is already that of {other}; a name may mean one agreement only"
            names[folded] = entry.id


def find_row_faults(entry: KnownAgreement, kinds: Collection[str]) -> Iterator[str]:
    """Yield in words what is wrong with one entry."""
    for name in NEEDED:
        if not getattr(entry, name):
            yield f"{name!r} is empty"
    if entry.id and not ID.fullmatch(entry.id):
        yield f"the id {entry.id!r} is not of small letters, digits and single hyphens, a letter first"
    if kinds and entry.kind and entry.kind not in kinds:
        yield f"{entry.kind!r} is no kind; use {', '.join(sorted(kinds))}"
    for name in DAYS:
        if (day := getattr(entry, name)) and not is_day(day):
            yield f"{name!r} is {day!r}; write a day, a month or a year: 2015-12-12, 2015-12 or 2015"
    if is_day(entry.adopted) and is_day(entry.in_force) and last_day(entry.in_force) < first_day(entry.adopted):
        yield f"it is in force on {entry.in_force}, before it was adopted on {entry.adopted}"


def is_day(text: str) -> bool:
    """Return whether a text is a day, a month or a year."""
    if not DAY.fullmatch(text):
        return False
    try:
        return bool(first_day(text))
    except ValueError:
        return False


def first_day(text: str) -> dt.date:
    """Return the first day that an EDTF day, month or year can mean.

    >>> first_day("2015-12").isoformat(), last_day("2015-12").isoformat(), last_day("2015").isoformat()
    ('2015-12-01', '2015-12-31', '2015-12-31')
    """
    parts = [int(part) for part in text.split("-")]
    return dt.date(*[*parts, 1, 1][:3])


def last_day(text: str) -> dt.date:
    """Return the last day that an EDTF day, month or year can mean."""
    first = first_day(text)
    match text.count("-"):
        case 0:
            return dt.date(first.year, 12, 31)
        case 1:
            following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return following - dt.timedelta(days=1)
    return first
