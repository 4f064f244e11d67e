"""Final clauses read from the text of a treaty (English) into conditions.

A sentence is taken for what it says of consent, entry into force, later joiners, leaving, term and renewal,
provisional application, amendment, reservations, disputes, depositary, languages and registration. One sentence can
say several of them; what it does not say stays unknown.

>>> text = "This Agreement shall enter into force on the first day of the second month following the last notification."
>>> read_clauses(text).entry.delay
Delay(days=0, months=2, first_of_month=True)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from depositary.languages.clause_conditions import (
    find_languages,
    list_languages,
    merge_clauses,
    read_amendment,
    read_delay,
    read_depositary,
    read_disputes,
    read_entry,
    read_languages,
    read_leaving,
    read_registration,
    read_renewal,
    read_reservations,
    read_term,
    read_until,
)
from depositary.languages.clause_words import DATE, find_day, pattern, read_day, read_period
from depositary.model.clauses import Clauses, Consent, Entry, Exit

__all__ = [
    "DATE",
    "Reading",
    "find_day",
    "find_languages",
    "list_languages",
    "merge_clauses",
    "read_clauses",
    "read_day",
    "read_delay",
    "read_sentences",
    "read_until",
]

SENTENCE = re.compile(
    r"(?:[^.;]|\.(?=[0-9a-z])|(?<=[0-9])\.(?=\s?[0-9])|(?<=\bNo)\.|(?<=\bArt)\.|(?<=\b[A-Z])\.(?=[A-Z ]|$))+(?:[.;]|$)"
)
LABEL = re.compile(r"^\W*(?:\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]\s*)*")
MOST_SENTENCE = 1500  # characters; what is longer is a list, and no clause


class Reading(msgspec.Struct, frozen=True):
    """One sentence that was understood: its topic, its range in the text, and what it gives."""

    topic: str
    start: int
    end: int
    clauses: Clauses


class Told(msgspec.Struct, frozen=True):
    """A sentence in its article: its words, the title of the article, and whether what goes before is on amendments."""

    words: str
    title: str = ""
    amending: bool = False


ENTERING = re.compile(
    r"\b(?:enter(?:s|ed)?|entry|comes?|takes?|becomes?|put) (?:in)?(?:to )?(?:force|effect|operation)", re.I
)
OWN_FIRST = re.compile(r"\A\W*+(?:(?:this|the present|the)\s+)?(?:agreement|treaty|convention|protocol|it)\b", re.I)
AMENDING = re.compile(r"[^;]{0,120}\b(?:amended|amend|modif(?:y|ied)|(?:such|the|an) amendments?)\b", re.I)
MODAL = re.compile(r"\A\W*+(?:and |but )?(?:shall|will|may|must|should)?\W*+", re.I)
GOING_ON = re.compile(r"\A\W*+(?:such|these|those|they|it|any|an|shall|will)\b", re.I)


def is_amending(told: Told) -> bool:
    """Tell whether a sentence is on amendments and not on the treaty itself."""
    if not pattern("topics", "amendment").search(told.words):
        return told.amending and GOING_ON.match(told.words) is not None
    verb = ENTERING.search(told.words)
    subject = told.words[: verb.start()] if verb else ""
    return not (verb and OWN_FIRST.match(subject) and not AMENDING.match(subject))


def amends(told: Told) -> bool:
    """Tell whether a sentence on amendments is on those to the treaty, not to an annex, a list or a measure."""
    words = told.words
    if not is_amending(told) or pattern("stop", "amendment").search(words):
        return False
    going_on = told.amending and GOING_ON.match(words) is not None
    return going_on or pattern("stop", "amended").search(words) is not None


def find_subject(words: str, end: int) -> str:
    """Return the words of a sentence before a verb that can be its subject: from the last comma, else all."""
    before = words[:end]
    subject = re.split(r"[,;:]\s", before)[-1]
    return before if MODAL.fullmatch(subject) else subject


def is_own(subject: str) -> bool:
    """Tell whether a subject is the treaty itself: no decision, notice or annex stands before its name."""
    own, foreign = pattern("stop", "own").search(subject), pattern("stop", "foreign").search(subject)
    return own is not None and (foreign is None or own.start() < foreign.start())


def enters(told: Told) -> bool:
    """Tell whether the treaty itself is what a sentence says to enter into force, not when it has done so."""
    if is_amending(told):
        return False
    for found in pattern("topics", "entry").finditer(told.words):
        before = told.words[: found.start()]
        if pattern("stop", "relative").search(before[-90:]) and not re.match(r"(?:shall|will)\b", found.group(), re.I):
            continue
        verb = ENTERING.search(told.words, found.start())
        subject = find_subject(told.words, found.start())
        bridge = told.words[found.start() : verb.start()] if verb else ""
        if is_own(subject[-160:]) or not before.strip() or (not subject.strip(" ,") and is_own(bridge)):
            return True
        if re.match(r"the (?:entry|date)", found.group(), re.I) and pattern("stop", "own").search(found.group()):
            return True
    return False


def leaves(told: Told) -> bool:
    """Tell whether a sentence is on leaving the treaty, not on ending proceedings or withdrawing concessions."""
    found = pattern("topics", "leaving").search(told.words)
    near = told.words[max(0, found.start() - 60) : found.end() + 50] if found else ""
    return found is not None and not pattern("stop", "leaving").search(near)


def lasts(told: Told) -> bool:
    """Tell whether a sentence gives the term of the treaty itself."""
    found = pattern("topics", "term").search(told.words)
    if not found:
        return False
    subject = find_subject(told.words, found.start())
    if pattern("stop", "term").search(subject):
        return False
    return is_own(subject) or is_own(found.group()) or not subject.strip()


def renews(told: Told) -> bool:
    """Tell whether a sentence renews the term."""
    found = pattern("topics", "renewal").search(told.words)
    if found is None or pattern("stop", "term").search(told.words[: found.start()]):
        return False
    subject = find_subject(told.words, found.start())
    return is_own(subject) or not subject.strip() or is_own(told.words[: found.start()])


def has(topic: str) -> Callable[[Told], bool]:
    """Return a test for the pattern of a topic."""
    return lambda told: pattern("topics", topic).search(told.words) is not None


def consents(told: Told) -> bool:
    """Tell whether a sentence has the treaty itself ratified, accepted or opened for signature."""
    found = pattern("topics", "consent").search(told.words)
    return found is not None and is_own(find_subject(told.words, found.start()) or "it")


def reserves(told: Told) -> bool:
    """Tell whether a sentence is on reservations to the treaty."""
    return has("reservations")(told) and not pattern("stop", "reservations").search(told.words)


def names_authentic(told: Told) -> bool:
    """Tell whether a sentence names languages of authentic texts."""
    return has("languages")(told) and not re.search(r"\b(?:panel|tribunal|arbitra)", told.words, re.I)


def settles(told: Told) -> bool:
    """Tell whether a sentence says how disputes on the treaty are settled."""
    own = pattern("disputes", "own").search(told.words) and pattern("disputes", "settled").search(told.words)
    return bool(has("disputes")(told) and own and not pattern("disputes", "stop").search(told.words))


def registers(told: Told) -> bool:
    """Tell whether a sentence has the treaty itself registered."""
    return has("registration")(told) and pattern("registration", "treaty").search(told.words) is not None


def applies_provisionally(told: Told) -> bool:
    """Tell whether a sentence has the treaty applied before it is in force."""
    return has("provisional")(told) and not re.search(
        r"\bprovisional (?:measure|dut|anti-|safeguard)", told.words, re.I
    )


Topic = tuple[str, Callable[[Told], bool], Callable[[str], Clauses]]

TOPICS: tuple[Topic, ...] = (
    ("amendment", amends, read_amendment),
    ("provisional", applies_provisionally, lambda sentence: Clauses(provisional=True)),
    ("entry", enters, read_entry),
    ("states_only", has("states_only"), lambda sentence: Clauses(entry=Entry(states_only=True))),
    ("renewal", renews, read_renewal),
    ("duration", lasts, read_term),
    ("leaving", leaves, read_leaving),
    ("consent", consents, lambda sentence: Clauses(consent=Consent.RATIFICATION)),
    ("reservations", reserves, read_reservations),
    ("disputes", settles, read_disputes),
    ("depositary", has("depositary"), read_depositary),
    ("languages", names_authentic, read_languages),
    ("registration", registers, read_registration),
)
ABOUT_TREATY = frozenset({"entry", "states_only", "renewal", "duration", "leaving", "consent", "provisional"})
AFTER = {"renewal": frozenset({"duration"}), "entry": frozenset({"consent", "states_only"})}


def read_sentences(text: str, *, title: str = "") -> list[Reading]:
    """Return what each sentence of a treaty's text says of the treaty's own life, one reading for each topic.

    Args:
        text: of an article, or of the whole treaty.
        title: of the article, where it has one.
    """
    readings: list[Reading] = []
    amending = re.match(r"\W*(?:amendment|modification|revision)s?\W*$", title, re.I) is not None
    for found in SENTENCE.finditer(text):
        words = LABEL.sub("", " ".join(found.group().split()))
        if not words or len(words) > MOST_SENTENCE:
            continue
        told = Told(words, title, amending)
        named = list(read_topics(told))
        readings += [Reading(topic, found.start(), found.end(), said) for topic, said in named]
        amending = is_amending(told)
    return readings


def read_topics(told: Told) -> Iterator[tuple[str, Clauses]]:
    """Yield the topics of a sentence with what it says of each; some topics rule others out."""
    out = set(ABOUT_TREATY) if is_amending(told) else set()
    lasting = None if out else pattern("parts", "until_notice").search(told.words)
    if lasting:  # "and remains in force until twelve months after a notice of termination": the rest is read alone
        yield "leaving", Clauses(leaving=Exit(notice=read_period(lasting)))
        told = msgspec.structs.replace(told, words=told.words[: lasting.start()])
        out = {"leaving", "duration", "renewal"}
    for topic, fits, read in TOPICS:
        if topic in out or not fits(told):
            continue
        said = read(told.words)
        if said == Clauses():
            continue
        out |= AFTER.get(topic, frozenset())
        yield name_topic(topic, said), said


def name_topic(topic: str, said: Clauses) -> str:
    """Return the topic of a sentence; one on later joiners alone has its own."""
    if topic == "states_only":
        return "entry"
    joins = said.entry is not None and said.entry == Entry(joiner_delay=said.entry.joiner_delay)
    return "joining" if joins and said.entry and said.entry.joiner_delay is not None else topic


def read_clauses(text: str, *, title: str = "") -> Clauses:
    """Return the final clauses of a treaty's text; of two sentences on one thing the first counts.

    Args:
        text: of the treaty, or of a part of it.
        title: of the article that the text is, where it is one.
    """
    merged = Clauses()
    for reading in read_sentences(text, title=title):
        merged = merge_clauses(merged, reading.clauses)
    return merged
