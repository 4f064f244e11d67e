"""Declarations, reservations and objections that follow a depositary's table: whose, with words and addressees.

>>> text = "Objections\\nNorway\\n16 June 1998\\nNorway objects to the reservation made by the Government of Chad."
>>> [(one.participant, one.term, one.date, one.addressees) for one in read_remarks(text)]
[('Norway', 'objection', '1998-06-16', ('TCD',))]
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from depositary.errors import InputError
from depositary.exchange.participants import code_participant
from depositary.exchange.status_dates import WHEN, read_match
from depositary.exchange.status_terms import load_rows

UPON = re.compile(
    r"^\s*(?:(?:made )?upon|(?:at|on) the time of) "
    r"(?P<act>signature|signing|ratif|accession|acceptance|approval|succession)",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^\s*(?P<words>[A-Za-z]+(?: (?:and )?[a-z]+)?)"
    r"(?P<rest>(?: made| in respect| concerning| with regard| under| upon| to)\b.{0,120}?)?\s*(?P<colon>:?)\s*$",
    re.IGNORECASE,
)
REGARDING = re.compile(
    r"^\s*(?:with (?:regard|respect) to|regarding|in respect of|concerning)\b.{0,200}:\s*$", re.IGNORECASE
)
MADE_BY = re.compile(
    r"\b(?:made|formulated|entered|submitted|lodged|expressed|communicated|deposited|put forward)(?: \w+){0,4}?"
    r" (?:by|on behalf of) (?P<who>(?:the )?(?:Governments? of )?.{1,90})",
    re.DOTALL,
)
TAKEN_BACK = re.compile(
    r"\bOn (?P<day>\d{1,2} [A-Z][a-z]+ \d{4}),? (?:the )?Government of (?P<who>(?:the )?.{2,90}?) (?:notified|informed|"
    r"communicated|deposited)\b[^.]{0,250}?\bwithdr(?:aw|ew|awal)[^.]{0,300}\b(?P<sort>reservation|declaration|objection)s?\b"
    r"[^.]{0,300}\.",
    re.DOTALL,
)
LONGEST_NAME = 9  # words
NAME_LINE = 80  # letters


class Remark(msgspec.Struct, frozen=True):
    """One remark: who made it, its sort, its words and their place in the text, its day where it is told.

    ``upon`` is ``signature`` or ``consent`` where the text says with which act it was made; ``addressees`` are codes.
    """

    participant: str
    term: str
    start: int
    end: int
    date: str = ""
    upon: str = ""
    addressees: tuple[str, ...] = ()


@functools.cache
def load_sorts() -> dict[str, str]:
    """Return the sort that the words of a line stand for."""
    return {row[0]: row[1] for row in load_rows("status_remarks.tsv")}


@dataclass
class Walk:
    """Where the reading of a text stands; a builder, alive within one call only."""

    section: str = "declaration"
    participant: str = ""
    term: str = ""
    date: str = ""
    upon: str = ""
    addressees: tuple[str, ...] = ()
    start: int = -1
    end: int = -1
    found: list[Remark] = field(default_factory=list)

    def flush(self, text: str) -> None:
        """Write down the remark that has ended."""
        if self.start >= 0 and self.participant and self.section not in ("notes", "silent"):
            term = self.term or self.section
            own = code_participant(self.participant)
            words = text[self.start : self.end]
            named = [code for code in find_makers(words) if code != own] if term == "objection" else []
            to = tuple(dict.fromkeys((*self.addressees, *named)))
            self.found.append(Remark(self.participant, term, self.start, self.end, self.date, self.upon, to))
        self.start = -1

    def begin(self, participant: str = "") -> None:
        """Forget what was said of the remark before."""
        self.participant = participant or self.participant
        self.term = self.date = self.upon = ""
        self.addressees = ()


def read_remarks(text: str) -> list[Remark]:
    """Return the remarks in a text of sections, each with blocks that begin with a participant's name alone."""
    walk = Walk()
    place = 0
    for line in text.splitlines(keepends=True):
        read_line(walk, text, line, place)
        place += len(line)
    walk.flush(text)
    return walk.found + list(find_withdrawals(text))


def read_line(walk: Walk, text: str, line: str, place: int) -> None:
    """Take one line: the head of a section or of a remark, a name, a day, or words."""
    words = line.strip().strip("#").strip()
    if not words or (words.startswith("(Unless otherwise") and words.endswith(")")):
        return
    label = LABEL.match(words)
    sort = load_sorts().get(label["words"].lower()) if label else None
    if label and sort and (label["colon"] or label["rest"] or words[0].isupper()):
        walk.flush(text)
        begin_sort(walk, words, sort, bool(label["colon"] or label["rest"]))
    elif is_name(words):
        walk.flush(text)
        walk.begin(words)
    elif (day := WHEN.fullmatch(words)) and not day["year"]:
        walk.flush(text)
        walk.begin()
        walk.date = read_match(day, "day first")
    elif found := UPON.match(words if len(words) < NAME_LINE else ""):
        walk.flush(text)
        walk.begin()
        walk.upon = "signature" if found["act"].lower().startswith("sign") else "consent"
    elif REGARDING.match(words):
        walk.flush(text)
        walk.addressees = tuple(find_makers(words))
    else:
        walk.start = place + line.index(words[0]) if walk.start < 0 else walk.start
        walk.end = place + len(line.rstrip())


def begin_sort(walk: Walk, words: str, sort: str, inside: bool) -> None:
    """Begin a section, or a remark of its own sort inside a participant's block."""
    if inside and walk.participant and walk.section not in ("notes", "silent"):
        upon = re.search(r"\bupon (sign|ratif|acce|appr|succ)", words, re.IGNORECASE)
        date, addressees = walk.date, walk.addressees
        walk.begin()
        walk.date, walk.addressees, walk.term = date, addressees, sort
        walk.upon = "" if not upon else "signature" if upon[1].lower() == "sign" else "consent"
        return
    walk.begin()
    walk.section, walk.participant = sort, ""


def is_name(words: str) -> bool:
    """Tell whether a line is the name of a participant and nothing else.

    >>> is_name("Iran (Islamic Republic of) 4"), is_name("Norway objects."), is_name("Chad:")
    (True, False, True)
    """
    return len(words) < NAME_LINE and not words.endswith(".") and code_participant(words.rstrip(":")) is not None


def find_makers(words: str) -> Iterator[str]:
    """Yield the codes of those by whom remarks were made that some words answer."""
    for found in MADE_BY.finditer(words):
        if code := code_longest(found["who"]):
            yield code


def code_longest(words: str) -> str | None:
    """Return the code of the longest name with which some words begin.

    >>> code_longest("the Government of the Islamic Republic of Iran upon accession")
    'IRN'
    """
    bare = re.sub(r"^(?:the )?(?:Governments? of )?(?:the )?", "", " ".join(words.split()))
    parts = [part.strip(",;:()[]\"“”'’.") for part in bare.split()][:LONGEST_NAME]
    tries = (" ".join(parts[:number]) for number in range(len(parts), 0, -1))
    return next((code for name in tries if name[:1].isupper() and (code := code_participant(name))), None)


def find_withdrawals(text: str) -> Iterator[Remark]:
    """Yield what tells in a text that a government took a remark back."""
    for found in TAKEN_BACK.finditer(text):
        day = WHEN.search(found["day"])
        who = found["who"]
        try:
            date = read_match(day, "day first") if day else ""
        except InputError:
            continue
        if date and code_participant(re.sub(r"^the ", "", who)):
            name = re.sub(r"^the ", "", who)
            yield Remark(name, f"withdrawal of {found['sort'].lower()}", found.start(), found.end(), date)
