"""Organs of states and organisations, and office holders whom the report does not name.

>>> from depositary.reading.shapes import make_row
>>> row = make_row("The Iranian embassy in Moscow and the government of Chad")
>>> [(organ.name, organ.actor) for organ in find_organs(row, row.letters)]
[('Iranian embassy in Moscow', 'IRN'), ('government of Chad', 'TCD')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.lexicon.offices import load_offices
from depositary.reading.persons import code_in
from depositary.reading.shapes import Row

COMPLEMENT = r"(?:[of]t?+m(?:c?a?m)*+)?+"
MODIFIERS = r"(?:[mN-]{0,4}+|Q)"
BODY = r"(?:(?:m|R(?=m*+R)|N(?=m*+R))*+R)"
ORGAN_FRONT = re.compile(rf"(?P<context>[SDOCMG]s?+)-?(?P<body>(?:w-)?{BODY}){COMPLEMENT}(?:iC|(?P<of>ot?+[SO]))?+")
ORGAN_OF = re.compile(rf"(?P<context>)(?P<body>{BODY}){COMPLEMENT}(?P<of>ot?+[SOCG])(?:iC)?+")
ORGAN_BARE = re.compile(
    rf"(?P<context>)(?P<of>)(?<=[thn.q])(?P<body>{BODY}){COMPLEMENT}(?:iC)?+|(?P<capital>{BODY}){COMPLEMENT}"
)
OFFICE_FRONT = re.compile(
    r"(?P<before>m*+)(?P<context>(?:[SOGCMQDR]s?+){1,3}+)(?P<office>(?:[mRF-](?=[mRFP-]))*+[FP](?:[of]t?+m(?:c?a?m)*+)?+)(?P<of>[of]t?+[SOGQCMD])?+"
)
OFFICE_OF = re.compile(
    r"(?P<before>)(?P<context>)(?P<office>(?:[mRF-](?=[mRFP-]))*+[FP](?:[of]t?+m(?:c?a?m)*+)?+)(?P<of>[of]t?+[SOGQCMD](?:(?:ct?+[SO])*+c?+at?+[SO])?+)"
)
OFFICE_BARE = re.compile(r"(?<=[thn.])(?P<before>)(?P<context>)(?P<office>(?:[mRF-](?=[mRFP-]))*+F)(?P<of>)")


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ or an unnamed holder of an office: words ``[first, last)``.

    ``office`` is given for holders; ``codes`` where one phrase names several states;
    ``bare`` where the report must decide whose it is.
    """

    first: int
    last: int
    name: str
    actor: str | None = None
    office: str | None = None
    codes: tuple[str, ...] = ()
    bare: bool = False


def find_organs(row: Row, letters: str) -> list[Organ]:
    """Find organs and unnamed holders over the letters that are left."""
    found: list[Organ] = []
    for pattern in (ORGAN_FRONT, ORGAN_OF, OFFICE_FRONT, OFFICE_OF, ORGAN_BARE, OFFICE_BARE):
        for match in pattern.finditer(letters):
            organ = read_organ(row, match)
            if organ:
                found.append(organ)
                letters = letters[: organ.first] + "_" * (organ.last - organ.first) + letters[organ.last :]
    return sorted(found, key=lambda organ: organ.first)


def read_organ(row: Row, match: re.Match[str]) -> Organ | None:
    """Return the organ or holder of a match."""
    first, last = match.span()
    name = row.slice(first, last)
    if "office" in match.re.groupindex:
        return read_holder(row, match, name)
    if match.re is ORGAN_BARE and match.group("capital") and not name[0].isupper():
        return None
    actor = None if is_private(row, match) else whose(row, match)
    return Organ(first, last, name, actor, bare=match.re is ORGAN_BARE)


def is_private(row: Row, match: re.Match[str]) -> bool:
    """Tell whether an organ speaks for no state: media and sources, unless they are the state's."""
    texts = [word.text.lower() for word in row.words[match.start() : match.end()]]
    official = {"state", "government", "official", "state-run"}
    return texts[-1] in load_offices().private_organs and not official & set(texts)


def whose(row: Row, match: re.Match[str]) -> str | None:
    """Return the code of whose organ it is: after "of", else before it."""
    return code_in(row, *match.span("of")) or code_in(row, *match.span("context"))


def read_holder(row: Row, match: re.Match[str], name: str) -> Organ:
    """Return an unnamed holder of an office."""
    office = row.slice(*match.span("office"))
    of = row.slice(*match.span("of")) if match.group("of") else ""
    target = bool(of) and not of.lower().startswith("of")
    codes = tuple(codes_in(row, *match.span("of"))) if of and not target else ()
    actor = codes[0] if codes else code_in(row, *match.span("context"))
    several = codes if len(codes) > 1 else ()
    return Organ(*match.span(), name, actor, f"{office} {of}" if target else office, several, match.re is OFFICE_BARE)


def codes_in(row: Row, start: int, end: int) -> Iterator[str]:
    """Yield the codes in a range of words."""
    yield from (word.code for word in row.words[start:end] if word.code)
