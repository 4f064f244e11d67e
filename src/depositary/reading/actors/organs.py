"""Organs of states and organisations, and office holders without a name.

>>> from depositary.reading.actors.word_classes import make_row
>>> row = make_row("The Iranian embassy in Moscow and the government of Chad")
>>> [(organ.name, organ.actor) for organ in find_organs(row, row.letters)]
[('Iranian embassy in Moscow', 'IRN'), ('government of Chad', 'TCD')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from depositary.languages.offices import load_offices
from depositary.reading.actors.officials import BEFORE, COMPLEMENT, HEAD, code_in, own_office, singular_office, speaks
from depositary.reading.actors.patterns import compile_pattern
from depositary.reading.actors.unknown_groups import slug
from depositary.reading.actors.word_classes import Row

BODY = r"(?:(?:[mye]{0,12}+Fs(?=R))?+(?:[my]|R(?=[my]{0,12}+R)|[NT](?=[myNT]{0,12}+R)|Q(?=[my]{0,12}+R)){0,12}+R)"
OPENS = "myeFRNTQ"  # what a body begins with
PLACED = r"(?:i[CS])?+"
MATTER = r"(?:[of]t?+y(?:c?a?y){0,12}+)?+"
ORGAN_FRONT = compile_pattern(
    rf"(?P<context>[SDOCMG]s?+)-?(?P<body>(?:w-)?{BODY}){MATTER}(?:{PLACED}|(?P<of>ot?+[SO]))"
)
STATES = r"(?P<of>ot?+[SOCG](?:(?:ct?+[SO]){0,40}+c?+at?+[SO])?+)"
ORGAN_OF = compile_pattern(rf"(?P<context>)(?P<body>{BODY}){MATTER}{STATES}{PLACED}", OPENS)
ORGAN_NAMED = compile_pattern(r"(?P<context>[SDO]s?+)(?P<body>Q)(?P<of>)")
ORGAN_QUALIFIED = compile_pattern(r"(?P<context>)(?P<body>Q)(?P<of>ot?+[SO])")
ORGAN_BARE = compile_pattern(rf"(?P<context>)(?P<of>)(?P<body>{BODY}){MATTER}{PLACED}", OPENS)
HOLDER = rf"(?P<office>{HEAD}{COMPLEMENT})"
OFFICE_FRONT = compile_pattern(
    rf"{BEFORE}(?P<context>(?:[SOGCMQD]s?+){{1,3}}+){HOLDER}(?P<of>[of]t?+[SOGQCM])?+", "myeSOGCMQD"
)
OFFICE_OF = compile_pattern(
    rf"(?P<before>)(?P<context>){HOLDER}(?P<of>ot?+Qot?+[SO]|[of]t?+[SOGQCM](?:(?:ct?+[SO]){{0,40}}+c?+at?+[SO])?+|[of]t?+[my]{{0,40}}+R)",
    "RmyeFP-",
)
OFFICE_BARE = compile_pattern(
    r"(?<=[thn.])(?P<before>)(?P<context>)(?P<office>(?:[myRe-](?=[myRFPe-])){0,12}+F)(?P<of>)(?!s)"
)
OF_UNKNOWN = compile_pattern(r"ot?[NT]")
PATTERNS = (
    ORGAN_FRONT,
    ORGAN_QUALIFIED,
    ORGAN_NAMED,
    ORGAN_OF,
    OFFICE_FRONT,
    OFFICE_OF,
    OFFICE_BARE,
    ORGAN_BARE,
)


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ or an unnamed holder of an office: words ``[first, last)``.

    ``office`` is set for holders, ``codes`` if one phrase names several states,
    ``bare`` if the report must decide its state, and ``fights`` for armed groups.
    """

    first: int
    last: int
    name: str
    actor: str | None = None
    office: str | None = None
    codes: tuple[str, ...] = ()
    bare: bool = False
    fights: bool = False


def find_organs(row: Row, letters: str) -> list[Organ]:
    """Find organs and unnamed holders in the free words."""
    found: list[Organ] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(letters):
            organ = read_organ(row, match)
            if organ and organ.bare and OF_UNKNOWN.match(row.letters, organ.last):
                organ = replace(organ, bare=False)  # it has an owner, of whom no list knows ("the mayor of Bristol")
            if organ:
                found.append(organ)
                letters = letters[: organ.first] + "_" * (organ.last - organ.first) + letters[organ.last :]
    return sorted(found, key=lambda organ: organ.first)


def read_organ(row: Row, match: re.Match[str]) -> Organ | None:
    """Return the organ or holder of a match, or nothing if the words are too ordinary."""
    first, last = match.span()
    name = row.slice(first, last)
    if "office" in match.re.groupindex:
        return read_holder(row, match, name)
    if is_fighters(row, match):
        return Organ(first, last, name, own_slug(row, first, match.end("body")), fights=True)
    if is_commercial(row, match) or (match.re is ORGAN_BARE and not is_bare_organ(row, match)):
        return None
    codes = tuple(codes_in(row, *match.span("of"))) if match.re is ORGAN_OF else ()
    actor = None if is_private(row, match) else whose(row, match)
    return Organ(first, last, name, actor, codes=codes if len(codes) > 1 else (), bare=match.re is ORGAN_BARE)


def is_bare_organ(row: Row, match: re.Match[str]) -> bool:
    """Return whether an organ noun without a state can be an organ: after an article, or with a capital."""
    noun = row.words[match.end("body") - 1].text.lower()
    led = match.start() == 0 or row.letters[match.start() - 1] in "thn.q"
    held = "F" in row.letters[match.start() : match.end("body")]
    return (held or noun in load_offices().bare_organs) and (led or row.slice(*match.span())[0].isupper())


def is_commercial(row: Row, match: re.Match[str]) -> bool:
    """Return whether a bank is commercial: no word says that it belongs to the state."""
    texts = [word.text.lower() for word in row.words[match.start() : match.end()]]
    bank = row.words[match.end("body") - 1].text.lower() in ("bank", "banks")
    return bank and not load_offices().public_words & set(texts)


def is_fighters(row: Row, match: re.Match[str]) -> bool:
    """Return whether an organ noun names fighters against the state ("Sudanese rebels")."""
    fights = row.words[match.end("body") - 1].text.lower() in load_offices().fighters
    return fights and row.letters[match.start()] in "SDCNT" and match.end() - match.start() > 1


def own_slug(row: Row, first: int, last: int) -> str | None:
    """Return the slug of fighters, none if they are named only by their state ("Peru's rebels")."""
    return None if row.letters[first] in "SC" else slug(row.slice(first, last))


def is_private(row: Row, match: re.Match[str]) -> bool:
    """Return whether an organ does not speak for a state: media and sources, unless they belong to it."""
    texts = [word.text.lower() for word in row.words[match.start() : match.end("body")]]
    return texts[-1] in load_offices().private_organs and not load_offices().public_words & set(texts)


def whose(row: Row, match: re.Match[str]) -> str | None:
    """Return the code of an organ's owner: after "of", else before it."""
    return code_in(row, *match.span("of")) or code_in(row, *match.span("context"))


def read_holder(row: Row, match: re.Match[str], name: str) -> Organ | None:
    """Return an unnamed holder of an office."""
    office = singular_office(row.slice(*match.span("office")))
    of = row.slice(*match.span("of")) if match.group("of") else ""
    target = bool(of) and not of.lower().startswith("of")
    codes = tuple(codes_in(row, *match.span("of"))) if of and not target else ()
    actor = codes[0] if codes else code_in(row, *match.span("context")) or own_office(office)
    several = codes if len(codes) > 1 else ()
    if not stands_for_holder(row, match):
        return None
    bare = match.re is OFFICE_BARE or (match.re is OFFICE_OF and actor is None)
    return Organ(*match.span(), name, actor, f"{office} {of}" if target else office, several, bare)


def stands_for_holder(row: Row, match: re.Match[str]) -> bool:
    """Return whether a word of office without a name is a holder and not an adjective ("its first major deal")."""
    last = row.slice(*match.span("office")).split()[-1]
    doubtful = load_offices().adjectival if match.re is OFFICE_BARE else load_offices().ranks
    return last.lower() not in doubtful or last[0].isupper() or speaks(row, *match.span())


def codes_in(row: Row, start: int, end: int) -> Iterator[str]:
    """Yield the codes in a range of words."""
    yield from (word.code for word in row.words[start:end] if word.code)
