"""What each column of a status table holds: by its heading, or as a mapping says.

>>> plan = make_plan(["Participant", "Signature", "Ratification, Accession(a)", "Application"])
>>> plan.participant, [(act.heading, act.column.plain) for act in plan.acts], plan.unknown
('participant', [('signature', 'signature'), ('ratification, accession(a)', 'ratification')], ('application',))
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

import msgspec

from depositary.errors import InputError
from depositary.exchange.status_terms import Column, load_rows, read_heading

MARKS = re.compile(r"[*¹²³⁰⁴-⁹†‡:]+$")
FOOTNOTE = re.compile(r"(?<=[^\W\d])\d{1,2}$")
RESEARCH = frozenset({"statesignature", "stateratification", "staterat"})
"""Headings of researchers' participations: beside them plain headings name the days of the agreement itself."""
COUNCIL = frozenset({"e.", "n.", "c."})
"""Headings of the list of treaties of the Council of Europe, whose "No." is that of its treaty series."""
OWN_BESIDE = {
    "signature": "opening for signature",
    "force": "entry into force",
    "end": "termination",
    "adoption": "adoption",
}
COVERED = frozenset(
    {"begin", "beg", "term", "statename", "comments", "coder", "obsolete", "verified"}
    | {"manyid", "gengid", "ecolexid", "ieaid", "gptadid", "destaid", "tfddid", "ieadbid"}
)
"""Headings beside them that tell no act."""


class Act(msgspec.Struct, frozen=True):
    """A column of days: its folded heading, and what its cells are."""

    heading: str
    column: Column


class Plan(msgspec.Struct, frozen=True):
    """The columns of a table by what they hold, as folded headings; empty where the table has none.

    ``acts`` are days of a participant's acts, ``own`` days of the agreement itself with their terms, ``texts`` words of
    remarks with their sorts, ``identifiers`` numbers in official lists with the name of the list where the heading
    tells it, ``parties`` all parties of the row's treaty, ``sides`` whether it has two; ``silent`` columns tell no act,
    ``unknown`` are those that nobody understands.
    """

    headings: tuple[str, ...]
    participant: str = ""
    code: str = ""
    treaty: str = ""
    number: str = ""
    action: str = ""
    date: str = ""
    effective: str = ""
    kind: str = ""
    seen: str = ""
    removed: str = ""
    addressee: str = ""
    undone: str = ""
    state: str = ""
    note: str = ""
    sides: str = ""
    parties: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    acts: tuple[Act, ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    silent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """The shape of the table, for people."""
        return "an act a row" if self.action else "a treaty a row" if self.listed else "a participant a row"

    @property
    def listed(self) -> bool:
        """Tell whether it is a list of treaties: each row is one, and no column is that of one participant."""
        return bool(self.treaty) and not (self.participant or self.code)

    @property
    def research(self) -> bool:
        """Tell whether it is a researchers' table of participations."""
        return bool(RESEARCH & set(self.headings))

    def use_of(self, heading: str) -> str:
        """Return in words what a column is used for; nothing where it is not understood."""
        single = next((name for name in SINGLE if getattr(self, name) == heading), None)
        found = next((act.column for act in self.acts if act.heading == heading), None)
        if single:
            return USES.get(single, single)
        if found:
            return ", ".join(filter(None, dict.fromkeys([found.plain, *found.letters.values()])))
        told = {column: f"{term} of the agreement" for column, term in self.own}
        told |= {column: f"words: {term or 'a remark'}" for column, term in self.texts}
        told |= dict.fromkeys(self.parties, "parties of the treaty")
        told |= {column: f"identifier in the list {scheme}" for column, scheme in self.identifiers if scheme}
        told |= {column: "identifiers that name their list" for column, scheme in self.identifiers if not scheme}
        return told.get(heading, "passed over: it tells no act" if heading in self.silent else "")


SINGLE = frozenset(
    {"participant", "code", "treaty", "number", "action", "date", "effective", "kind", "addressee", "seen", "removed"}
    | {"undone", "state", "note", "sides"}
)


USES = {
    "code": "code of the participant",
    "treaty": "title of the treaty",
    "number": "number of the treaty",
    "date": "day of the act",
    "effective": "day of effect",
    "kind": "form of the consent",
    "addressee": "whose remark is answered",
    "seen": "day on which the row was first seen",
    "removed": "day on which the row was gone",
    "undone": "day on which a remark was taken back",
    "state": "in force or not",
    "sides": "whether the treaty has two parties",
}


def fold_headings(headings: Sequence[str]) -> list[str]:
    """Return headings folded and each once; one without words before all others is that of the participants.

    A number behind a heading is that of a note where the heading is known without it alone.

    >>> fold_headings(["", "Signature1", "Notes", "Notes"])
    ['participant', 'signature', 'notes', 'notes (2)']
    """
    plain = [fold_heading(heading) for heading in headings]
    bare = [FOOTNOTE.sub("", heading) for heading in plain]
    folded = [
        one if one not in plain and bare.count(one) == 1 and find_role(one, plain)[0] else heading
        for heading, one in zip(plain, bare, strict=True)
    ]
    named = any(find_role(heading, folded)[0] in ("participant", "code", "parties") for heading in folded)
    if folded and not folded[0] and not named:
        folded[0] = "participant"
    counts: dict[str, int] = {}
    for place, heading in enumerate(folded):
        counts[heading] = counts.get(heading, 0) + 1
        if counts[heading] > 1:
            folded[place] = f"{heading} ({counts[heading]})"
    return folded


def fold_heading(heading: str) -> str:
    """Return a heading in lower case, without footnote marks and extra blanks.

    >>> fold_heading(" R/A/Su² "), fold_heading("Type*")
    ('r/a/su', 'type')
    """
    return MARKS.sub("", " ".join(heading.replace("\ufeff", "").split())).strip().lower()


@functools.cache
def load_roles() -> dict[str, tuple[str, str]]:
    """Return the role and term of each heading of ``status_columns.tsv``."""
    return {row[0]: (row[1], row[2] if len(row) > 2 else "") for row in load_rows("status_columns.tsv")}


def find_role(heading: str, headings: Iterable[str]) -> tuple[str, str]:
    """Return the role and the term of a heading in its table; nothing where it is not understood."""
    research = bool(RESEARCH & set(headings))
    if research and heading in OWN_BESIDE:
        return "own", OWN_BESIDE[heading]
    if research and heading in COVERED:
        return "silent", ""
    roles = load_roles()
    if heading in OWN_BESIDE and heading != "signature" and ("begin" in headings or is_listed(headings)):
        return "own", OWN_BESIDE[heading]
    if heading in ("no", "no.") and set(headings) >= COUNCIL:
        return "id", "cets"
    plain = heading.replace("_", " ").replace(".", " ").strip() if heading not in roles else heading
    if plain in roles:
        return roles[plain]
    return ("act", heading) if read_heading(heading) else ("", "")


def is_listed(headings: Iterable[str]) -> bool:
    """Tell whether headings are those of a list of treaties: one names treaties, and none participants."""
    named = {load_roles().get(heading, ("", ""))[0] for heading in headings}
    return "treaty" in named and not {"participant", "code"} & named


def make_plan(headings: Sequence[str]) -> Plan:
    """Return what the columns of a table hold.

    Raises:
        InputError: no column names participants or treaties, or none holds acts.
    """
    folded = fold_headings(headings)
    fields: dict[str, str] = {}
    sorts = ("act", "own", "text", "id", "parties", "silent", "")
    lists: dict[str, list[tuple[str, str]]] = {name: [] for name in sorts}
    for heading in dict.fromkeys(folded):
        role, term = find_role(heading, folded)
        if role in lists:
            lists[role].append((heading, term))
        elif role in fields:
            lists["silent"].append((heading, term))
        else:
            fields[role] = heading
    written = dict(zip(folded, headings, strict=True))  # letters in a heading are told apart by their case
    named = [(heading, written[heading] if term == heading else term) for heading, term in lists["act"]]
    acts = tuple(Act(heading, read_heading(words) or Column("")) for heading, words in named)
    names = {name: tuple(heading for heading, _ in lists[name] if heading) for name in ("silent", "")}
    own, texts = tuple(lists["own"]), tuple(lists["text"])
    made = {"acts": acts, "own": own, "texts": texts, "silent": names["silent"], "unknown": names[""]}
    made |= {"identifiers": tuple(lists["id"]), "parties": tuple(heading for heading, _ in lists["parties"])}
    return check_plan(Plan(tuple(folded), **fields, **made))  # type: ignore[arg-type]  # names of fields


def check_plan(plan: Plan) -> Plan:
    """Return a plan that can be read: with a participant and acts; what it lacks for a use is passed over.

    Raises:
        InputError: it cannot.
    """
    if not (plan.participant or plan.code or plan.listed):
        raise InputError("no column of the table names participants")
    if plan.state and (plan.action or not plan.date):  # only a labour convention's list has a day beside a state
        plan = msgspec.structs.replace(plan, state="", silent=(*plan.silent, plan.state))
    if plan.note and not plan.state:
        plan = msgspec.structs.replace(plan, note="", silent=(*plan.silent, plan.note))
    if plan.state:
        return plan
    if plan.date and not plan.action:
        plan = msgspec.structs.replace(plan, date="", unknown=(*plan.unknown, plan.date))
    if plan.action and not plan.date:
        raise InputError(f"the column {plan.action!r} names acts, and no column has their days")
    if not (plan.action or plan.acts or plan.own or plan.texts or plan.unknown):
        raise InputError("no column of the table holds the days of acts")
    return plan
