"""Persons with office and state, learnt from a report by the patterns in which reports introduce them.

>>> from depositary.reading.actors.word_classes import make_row
>>> people = find_persons(make_row("Iranian President Ali Reza met Jon Bo, Norway's foreign minister."))
>>> [(p.name, p.office, p.actor) for p in people]
[('Ali Reza', 'President', 'IRN'), ('Jon Bo', 'foreign minister', 'NOR')]
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from depositary.languages.offices import load_given_names, load_offices, load_own_offices
from depositary.languages.speech import load_speech
from depositary.reading.actors.patterns import compile_pattern
from depositary.reading.actors.word_classes import Row

NAME = r"H{0,12}+(?:A{0,12}+p{0,2}+[NI](?:[INA]|p{1,2}N|qN{1,2}q){0,12}+)"
FULL = (
    r"(?:H{1,12}+A{0,12}+p{0,2}+[NI](?:[INA]|p{1,2}N|qN{1,2}q){0,12}+"
    r"|A{0,12}+p{0,2}+[NI](?:[INA]|p{1,2}N|qN{1,2}q){1,12}+)"
)
NAMING = "HApNI"  # what a name begins with
BEFORE = r"(?P<before>(?:[mye](?=[mye]{0,12}+[SOGCMQD])){0,12}+)"
SETTING = r"(?!(?<=i)[SC]D)"  # "in Lima Chilean minister ..." met in Lima, and is Chilean
CONTEXT = rf"{SETTING}(?P<context>(?:[SOGCMQD]s?+){{0,3}}+)"
PORTFOLIO = r"(?:y|R|T(?=[cay]{0,12}+y))"
COMPLEMENT = rf"(?:[ofi]t?+{PORTFOLIO}(?:c?a?{PORTFOLIO}){{0,12}}+){{0,3}}+"
HEAD = r"(?:(?:R(?:ot?+y{1,12}+)?+(?=[myRFPe-])|[mye-](?=[myRFPe-])|ya(?=y{1,12}+[FPe])){0,12}+[FPe]e?+)"
HEADS = r"(?:(?:R(?:ot?+y{1,12}+)?+(?=[myRPe-])|[mye-](?=[myRPe-])){0,12}+P)"
OFFICE = rf"(?P<office>{HEAD}{COMPLEMENT})"
OF = r"(?P<of>ot?+Qot?+[SO]|[of]t?+(?:DR|[SOGQCM]s?+)|[of]t?+[my]{0,12}+R)?+"
GLOSS = r"(?:\([^()]{1,5}\))?+"
AFTER = r"(?P<of2>ot?+[SO]|\([SO]\))?+"
FRONT = compile_pattern(
    rf"(?P<article>t?+){BEFORE}{CONTEXT}{OFFICE}(?:a{HEAD}{COMPLEMENT})?+{OF}{GLOSS}(?P<comma>c?+)(?P<name>{NAME}){AFTER}",
    "tmyeSOGCMQDRFP-",
)
BACK = compile_pattern(
    rf"(?P<name>{FULL})(?P<comma>c)t?+{BEFORE}{CONTEXT}{OFFICE}{OF}(?P<of2>)(?!c?[NHAI]|s)c?+", NAMING
)
STATES = r"(?P<states>[SDOG]s?(?:c[SDOG]){0,40}(?:c?a[SDOG])?)"
NAMES = rf"(?P<names>{NAME}(?:ot?+[SO])?+(?:c{NAME}(?:ot?+[SO])?+){{0,40}}+(?:c?+a(?:h[FP])?+{NAME}(?:ot?+[SO])?+)?+)"
MANY_FRONT = compile_pattern(rf"[ht]?+{STATES}(?P<office>{HEADS}{COMPLEMENT}|[mye]{{0,12}}+k)c?+{NAMES}", "htSDOG")
MANY_OF = compile_pattern(rf"t?+(?P<office>{HEADS}{COMPLEMENT})ot?+{STATES}c{NAMES}", "tRmyeP-")
MANY_BARE = compile_pattern(rf"(?P<states>)(?P<office>{HEADS}){NAMES}", "RmyeP-")
HONOURED = compile_pattern(rf"(?P<name>[HA]{NAME})")
BARE = compile_pattern(rf"(?P<name>{FULL})", NAMING)
COUNTERPART = "counterpart"
ONE_OF_MANY = compile_pattern(rf"(?P<name>{NAME})(?:ot?+(?P<state>[SO]))?+", NAMING)


@dataclass(frozen=True, slots=True)
class Person:
    """A person where a report introduces or names them: words ``[first, last)`` of the row.

    ``name`` is without office and honorific; ``office`` as in the report, without the state.
    """

    first: int
    last: int
    name: str
    office: str | None = None
    actor: str | None = None


class Finder:
    """Runs the patterns over a row, each over the words that the patterns before it left."""

    def __init__(self, row: Row) -> None:
        """Begin with nothing taken."""
        self.row = row
        self.letters = row.letters
        self.found: list[Person] = []

    def take(self, first: int, last: int) -> None:
        """Mark words as taken."""
        self.letters = self.letters[:first] + "_" * (last - first) + self.letters[last:]

    def run(self) -> list[Person]:
        """Find all persons, those with office first."""
        for pattern in (MANY_FRONT, MANY_OF, MANY_BARE):
            self.run_many(pattern)
        for pattern in (FRONT, BACK):
            self.run_single(pattern)
        self.run_plain()
        return sorted(self.found, key=lambda p: p.first)

    def run_many(self, pattern: re.Pattern[str]) -> None:
        """Find lists of persons who share an office, each with its own state."""
        for match in pattern.finditer(self.letters):
            people = list(read_many(self.row, match))
            if len(people) > 1 or "k" in match.group("office"):
                self.found += people
                self.take(*match.span())

    def run_single(self, pattern: re.Pattern[str]) -> None:
        """Find persons with an office before or after the name."""
        for match in pattern.finditer(self.letters):
            if is_office(self.row, match):
                self.found.append(read_single(self.row, match))
                self.take(*match.span())

    def run_plain(self) -> None:
        """Find persons who have an honorific only, or only a full name."""
        for pattern in (HONOURED, BARE):
            for match in pattern.finditer(self.letters):
                if pattern is HONOURED or is_full_name(self.row, match):
                    self.add_plain(*match.span())

    def add_plain(self, first: int, last: int) -> None:
        """Add a person without office; "Norway's Jon Bo" acts for Norway."""
        name = read_name(self.row, first, last)
        owner = self.row.words[first - 2] if first > 1 and self.letters[first - 1] == "s" else None
        owned = owner is not None and owner.letter in "SDOG"
        begin = first - 2 if owned else first
        self.found.append(Person(begin, last, name, None, owner.code if owner and owned else None))
        self.take(begin, last)


def find_persons(row: Row) -> list[Person]:
    """Find the persons of a row, in order of the text."""
    return Finder(row).run()


def is_office(row: Row, match: re.Match[str]) -> bool:
    """Tell whether an office before or after a comma belongs to the name beside it."""
    if not any(word.letter == "N" for word in row.words[match.start("name") : match.end("name")]):
        return False
    if not is_title(row, match):
        return False
    if match.re is FRONT and match.group("comma"):
        whose = row.letters[match.start() - 1 : match.start()] == "s"
        return whose or bool(match.group("article") or match.group("context") or match.group("of"))
    return match.re is FRONT or match.end("name") - match.start("name") > 1


def is_title(row: Row, match: re.Match[str]) -> bool:
    """Tell whether a lone word of office is no mere adjective or noun in lower case ("chief", "the major Clorado")."""
    office = row.slice(*match.span("office"))
    plain = row.letters[slice(*match.span("office"))] == "e" or office in load_offices().ranks
    return not plain or office[0].isupper()


def is_full_name(row: Row, match: re.Match[str]) -> bool:
    """Tell whether a bare sequence of capitalised words is a person's name: it begins as names do, or speaks."""
    words = [word for word in row.words[match.start() : match.end()] if word.letter in "NI"]
    if not 2 <= len(words) <= 5:
        return False
    return is_given(words[0].text) or speaks(row, match.start(), match.end())


def is_given(word: str) -> bool:
    """Tell whether a word is a given name ("Jean-Yves", in capitals too)."""
    names = load_given_names()
    return word in names or word.title() in names or word.partition("-")[0] in names


def speaks(row: Row, first: int, last: int) -> bool:
    """Tell whether a verb of speech stands beside a range of words."""
    after = row.words[last].text if last < len(row.words) else ""
    before = row.words[first - 1].text if first else ""
    return after in speech_forms() or before in ("said", "says", "added")


@functools.cache
def speech_forms() -> frozenset[str]:
    """Return past and present forms of the verbs that take a clause or a quotation."""
    lemmas = [lemma for lemma, frames in load_speech().items() if "quote" in frames]
    forms = (form for lemma in lemmas for form in inflect(lemma))
    return frozenset({"said", "told", "says", "tells", *forms})


def inflect(lemma: str) -> Iterator[str]:
    """Yield the third person and the past of a regular verb."""
    yield lemma + "s"
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    yield (stem[:-1] + "ied" if stem.endswith("y") else stem + "ed")


def read_single(row: Row, match: re.Match[str]) -> Person:
    """Return the person of a match with one name."""
    office = read_office(row, match)
    return Person(*match.span(), read_name(row, *match.span("name")), office, read_actor(row, match))


def read_office(row: Row, match: re.Match[str]) -> str:
    """Return the office as the report has it, without the state; "to Russia", "of London" stay."""
    start, end = match.span("office")
    words = [*range(*match.span("before")), *range(start, end)]
    loose = load_offices().loose_modifiers
    while words[1:] and row.words[words[0]].text.lower() in loose:
        words.pop(0)
    before = "".join(row.slice(i, i + 1) + " " for i in words if i < start)
    office = before + row.slice(max(start, words[0]), end)
    return f"{office} {row.slice(*match.span('of'))}" if keeps_target(row, match) else singular(office)


def keeps_target(row: Row, match: re.Match[str]) -> bool:
    """Tell whether the words after the office belong to it: "to Russia", "of London", "of the Guardian Council"."""
    return is_target(row, match) or bool(re.search("[CQR]", match.group("of") or ""))


def is_target(row: Row, match: re.Match[str]) -> bool:
    """Tell whether the words after the office are its target ("to Russia"), not whose office it is."""
    return bool(match.group("of")) and row.words[match.start("of")].text.lower() != "of"


def read_actor(row: Row, match: re.Match[str]) -> str | None:
    """Return the code of whose office it is: after "of", then before the office, then by the office alone."""
    groups = ["of2", "context"] if is_target(row, match) else ["of2", "of", "context"]
    told = next((code for group in groups if (code := code_in(row, *match.span(group)))), None)
    if told and not told.islower() and set(read_office(row, match).lower().split()) & load_offices().fighting:
        return None  # a "rebel leader" of a state does not act for it
    return told or own_office(row.slice(*match.span("office")))


def own_office(office: str) -> str | None:
    """Return the code of an office that only one state or organisation has by that name."""
    words = office.lower().split()
    ends = (" ".join(words[i:]) for i in range(len(words)))
    return next((code for end in ends if (code := load_own_offices().get(end))), None)


def code_in(row: Row, start: int, end: int) -> str | None:
    """Return the first code in a range of words; the state counts in "Security Council of Russia"."""
    words = [word for word in row.words[start:end] if word.code] if start >= 0 else []
    own = words[1:] if len(words) > 1 and words[0].letter == "Q" else words
    return own[0].code if own else None


def read_name(row: Row, start: int, end: int) -> str:
    """Return a name without honorifics."""
    while start < end - 1 and row.words[start].letter == "H":
        start += 1
    return " ".join(row.slice(start, end).replace("[", "").replace("]", "").split())


def read_many(row: Row, match: re.Match[str]) -> Iterator[Person]:
    """Yield the persons of a list, each with the state in the same place; one state holds for all."""
    codes = codes_of(row, *match.span("states")) if match.group("states") else []
    found = list(ONE_OF_MANY.finditer(match.string, *match.span("names")))
    if len(codes) > 1 and len(codes) != len(found):
        return
    office = COUNTERPART if "k" in match.group("office") else singular(row.slice(*match.span("office")))
    for i, one in enumerate(found):
        code = code_in(row, *one.span("state")) or (codes[min(i, len(codes) - 1)] if codes else None)
        first = match.start() if i == 0 else one.start()
        yield Person(first, one.end(), read_name(row, *one.span("name")), office, code)


def codes_of(row: Row, start: int, end: int) -> list[str]:
    """Return the codes in a range of words, in order."""
    return [word.code for word in row.words[start:end] if word.letter in "SDOG" and word.code]


def singular(office: str) -> str:
    """Return an office in the singular ("foreign ministers": "foreign minister")."""
    head, _, rest = office.partition(" of ")
    head = head[:-1] if head.lower().endswith("s") and not head.lower().endswith("ss") else head
    return f"{head} of {rest}" if rest else head


def share_office(persons: list[Person]) -> list[Person]:
    """Give counterparts the office of the person named before them."""
    shared: list[Person] = []
    for person in persons:
        office = shared[-1].office if shared else None
        shared.append(replace(person, office=office) if person.office == COUNTERPART else person)
    return shared
