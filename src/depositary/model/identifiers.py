"""Identifiers of treaties in official lists: how each is written, and where a text names one.

A form that could be anything else ("No. 210") counts only with the name of its list beside it.

>>> parse_identifier("ETS No. 5"), parse_identifier("https://treaties.un.org/Pages/x?mtdsg_no=XXVII-7-d")[1]
((<Scheme.CETS: 'cets'>, '005'), 'XXVII-7-d')
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from depositary.errors import InputError
from depositary.model.treaty import Identifier, Scheme

ROMAN = r"[IVXLC]{1,7}"
FORMS: dict[Scheme, re.Pattern[str]] = {
    Scheme.UNTS: re.compile(r"(?P<part>I|II)?-?(?P<number>[0-9]{1,6})"),
    Scheme.MTDSG: re.compile(
        rf"(?P<chapter>{ROMAN})[-. ](?P<number>[0-9]{{1,3}})(?P<letter>[-. ]?\(?[a-z]\)?)?(?P<more>-[0-9]{{1,2}})?"
    ),
    Scheme.CETS: re.compile(r"(?P<number>[0-9]{1,3})(?P<letter>[A-Z])?"),
    Scheme.UKTS: re.compile(r"(?P<number>[0-9]{1,3})(?:/| ?\()(?P<year>(?:18|19|20)[0-9]{2})\)?"),
    Scheme.CELEX: re.compile(r"[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}(?:\([0-9]{2}\))?(?:R\([0-9]{2}\))?"),
    Scheme.ELI: re.compile(r"(?:https?://[^\s/]+/)?eli/[a-z0-9_-]+(?:/[A-Za-z0-9_.()-]+){2,7}"),
    Scheme.WIKIDATA: re.compile(r"Q[1-9][0-9]{0,9}"),
}
NUMBER = r"(?:No\.?|Number|Nos\.|#|n°)?\s*"
PLACES: tuple[tuple[Scheme, re.Pattern[str]], ...] = (
    (
        Scheme.MTDSG,
        re.compile(
            rf"(?:mtdsg_no=|\bMTDSG\s*(?:chapter )?{NUMBER})"
            rf"(?P<id>{ROMAN}[-.][0-9]{{1,3}}(?:[-.]?[a-z]\b)?(?:-[0-9]{{1,2}})?)"
        ),
    ),
    (
        Scheme.UNTS,
        re.compile(
            rf"(?:\bUNTS (?:registration )?{NUMBER}|\bUN registration {NUMBER}|\bregistration (?:number|no\.?) {NUMBER}"
            rf"|objid=I-|\bregistered[^.]{{0,60}} under {NUMBER})(?P<id>(?:I{{1,2}}-)?[0-9]{{2,6}})(?!\d)",
            re.I,
        ),
    ),
    (
        Scheme.CETS,
        re.compile(
            rf"(?:\b(?:CETS|ETS|STCE|STE|(?:Council of Europe|European) Treaty Series)\s*[-–/]?\s*{NUMBER}|treatynum=)"
            rf"(?P<id>[0-9]{{1,3}}[A-Z]?)\b"
        ),
    ),
    (
        Scheme.UKTS,
        re.compile(
            rf"(?:\bUKTS|\bUnited Kingdom Treaty Series|(?<!Europe )(?<!European )(?<!Nations )(?<!States )"
            rf"(?<!Canadian )(?<!Australian )(?<!Irish )(?<!Zealand )\bTreaty Series)\s*{NUMBER}"
            rf"(?P<id>[0-9]{{1,3}}(?:/| ?\()(?:18|19|20)[0-9]{{2}}\)?)"
        ),
    ),
    (
        Scheme.CELEX,
        re.compile(
            r"(?:\bCELEX\s*(?:number|no\.?)?\s*[:%3A]{0,3}\s*)(?P<id>[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}(?:\([0-9]{2}\))?)",
            re.I,
        ),
    ),
    (Scheme.ELI, re.compile(r"(?P<id>\b(?:https?://[^\s/]+/)?eli/[a-z0-9_-]+(?:/[A-Za-z0-9_.()-]+){2,7})")),
    (
        Scheme.WIKIDATA,
        re.compile(r"(?:wikidata\.org/(?:wiki|entity)/|\bwikidata\s*:?\s*)(?P<id>Q[1-9][0-9]{0,9})\b", re.I),
    ),
)
NAMES = {"ets": Scheme.CETS, "untc": Scheme.MTDSG, "un": Scheme.UNTS, "wd": Scheme.WIKIDATA}


def make_identifier(scheme: str, text: str) -> Identifier:
    """Return an identifier in its usual form.

    Args:
        scheme: the name of its list: unts, mtdsg (or untc), cets (or ets), ukts, celex, eli, wikidata.
        text: as written, with or without the name of the list before it.

    Raises:
        InputError: there is no such list, or the form is not one of it.
    """
    known = find_scheme(scheme)
    found = parse_identifier(text)
    bare = re.sub(r"^[A-Za-z ]{2,30}(?:No\.?|number|:)\s*", "", text.strip())
    match = FORMS[known].fullmatch(bare)
    if found and found[0] is known and not match:
        return Identifier(*found)
    if not match:
        raise InputError(f"{text.strip()[:60]!r} is not written like an identifier of {known.value}")
    return Identifier(known, tidy(known, match))


def find_scheme(name: str) -> Scheme:
    """Return the list of treaties of a name.

    Raises:
        InputError: there is no such list.
    """
    folded = name.strip().lower()
    known = NAMES.get(folded) or next((each for each in Scheme if each.value == folded), None)
    if known is None:
        raise InputError(f"{name!r} is no list of treaties: use {', '.join(Scheme)}")
    return known


def parse_identifier(text: str) -> tuple[Scheme, str] | None:
    """Return the list and the usual form of the first identifier that a text names with its list."""
    found = next(iter(find_identifiers(text)), None)
    return (found.scheme, found.value) if found else None


def find_identifiers(text: str) -> Iterator[Identifier]:
    """Yield the identifiers that a text names together with their lists, each once, list by list."""
    seen: set[Identifier] = set()
    for scheme, pattern in PLACES:
        for place in pattern.finditer(text):
            match = FORMS[scheme].fullmatch(place["id"])
            if match and (found := Identifier(scheme, tidy(scheme, match))) not in seen:
                seen.add(found)
                yield found


def tidy(scheme: Scheme, match: re.Match[str]) -> str:
    """Return an identifier in the usual form of its list."""
    if scheme is Scheme.UNTS:
        return f"{match['part'] or 'I'}-{int(match['number'])}"
    if scheme is Scheme.MTDSG:
        letter = re.sub(r"[^a-z]", "", match["letter"] or "")
        return f"{match['chapter']}-{int(match['number'])}{'-' + letter if letter else ''}{match['more'] or ''}"
    if scheme is Scheme.CETS:
        return f"{int(match['number']):03}{match['letter'] or ''}"
    if scheme is Scheme.UKTS:
        return f"{int(match['number'])}/{match['year']}"
    if scheme is Scheme.ELI:
        return match.group()[match.group().index("eli/") :].rstrip(".")
    return match.group().upper()
