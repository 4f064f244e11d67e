"""Final clauses read from the text of a treaty (English) into conditions.

A sentence is taken for what it says of entry into force, later joiners, leaving, term, renewal,
provisional application and means of consent; what it does not say stays unknown.

>>> text = "This Agreement shall enter into force on the first day of the second month following the last notification."
>>> read_clauses(text).entry.delay
Delay(days=0, months=2, first_of_month=True)
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable
from typing import Any

import msgspec

from depositary.languages import load_toml
from depositary.model.clauses import NOW, Clauses, Consent, Delay, Entry, Exit, Share, Term, Trigger

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
DATE = rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? (?P<month>{'|'.join(MONTHS)}),? (?P<year>[0-9]{{4}})"
DATE += rf"|(?P<month2>{'|'.join(MONTHS)}) (?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>[0-9]{{4}}))"


class Reading(msgspec.Struct, frozen=True):
    """One sentence that was understood: its topic, its range in the text, and what it gives."""

    topic: str
    start: int
    end: int
    clauses: Clauses


def load_words() -> dict[str, Any]:
    """Return the data file."""
    return load_toml("en", "final_clauses")


@functools.cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the data file with its placeholders filled in."""
    words = load_words()
    numbers = "|".join(sorted(map(re.escape, words["numbers"]), key=len, reverse=True))
    ordinals = "|".join(sorted(map(re.escape, words["ordinals"]), key=len, reverse=True))
    text: str = words[section][name]
    text = text.replace("{N}", rf"(?P<n>(?:\b(?:{numbers})\b|[0-9]{{1,4}})(?: ?\([0-9a-z -]{{1,20}}\))?)")
    text = text.replace("{ORD}", rf"(?P<ord>\b(?:{ordinals})\b|[0-9]{{1,3}}(?:st|nd|rd|th))(?: ?\([0-9a-z]{{1,8}}\))?")
    text = text.replace("{UNIT}", r"\(?(?P<unit>day|week|month|year)s?\)?").replace("{DATE}", DATE, 1)
    return re.compile(text.replace("{DATE}", re.sub(r"\?P<\w+>", "?:", DATE)), re.IGNORECASE)


def read_number(match: re.Match[str]) -> int:
    """Return the number or ordinal that a pattern caught."""
    groups = match.groupdict()
    word = (groups.get("n") or groups.get("ord") or "").lower()
    digits = re.search(r"[0-9]+", word)
    words = load_words()
    return int(digits.group()) if digits else {**words["ordinals"], **words["numbers"]}[word.split(" (")[0]]


def read_period(match: re.Match[str], first_of_month: bool = False) -> Delay:
    """Return the period that a pattern caught."""
    number, unit = read_number(match), match["unit"].lower()
    if unit in ("month", "year"):
        return Delay(months=number * (12 if unit == "year" else 1), first_of_month=first_of_month)
    return Delay(days=number * (7 if unit == "week" else 1))


def read_day(match: re.Match[str]) -> dt.date | None:
    """Return the day that a pattern caught, or ``None`` where the month has no such day."""
    day, month, year = (match[name] or match[name + "2"] for name in ("day", "month", "year"))
    try:
        return dt.date(int(year), MONTHS.index(month.lower()) + 1, int(day))
    except ValueError:
        return None


def read_delay(sentence: str) -> Delay:
    """Return the delay that a sentence states; none stated is no delay.

    "First of the month after the end of three months" begins with the month after those three, "first of the month
    after the 60th day" with the month after that day.
    """
    found = pattern("delays", "first_after_nth").search(sentence)
    if found:
        return Delay(days=read_number(found), months=1, first_of_month=True)
    found = pattern("delays", "expiry_first").search(sentence)
    if found:
        return Delay(months=read_period(found).months + 1, first_of_month=True)
    found = pattern("delays", "first_of_nth").search(sentence)
    if found:
        return Delay(months=read_number(found), first_of_month=True)
    if pattern("delays", "first_of_next").search(sentence):
        return Delay(months=1, first_of_month=True)
    found = pattern("delays", "nth_day").search(sentence)
    if found:
        return Delay(days=read_number(found))
    found = pattern("delays", "after").search(sentence) or pattern("delays", "lapse").search(sentence)
    return read_period(found) if found else NOW


def read_entry(sentence: str) -> Clauses:
    """Read when it enters into force; for later joiners, their own delay."""
    if pattern("parts", "joiner").search(sentence):
        return Clauses(entry=Entry(joiner_delay=read_delay(sentence)))
    fixed = pattern("triggers", "fixed").search(sentence)
    if fixed or pattern("triggers", "agreed").search(sentence):
        return Clauses(entry=Entry(trigger=Trigger.DAY, on=read_day(fixed) if fixed else None))
    if not pattern("triggers", "consent").search(sentence) and pattern("triggers", "signature").search(sentence):
        entry = Entry(trigger=Trigger.SIGNATURE, delay=read_delay(sentence))
        return Clauses(consent=Consent.SIGNATURE, entry=entry)
    if not pattern("triggers", "consent").search(sentence):
        return Clauses()
    entry = Entry(count=read_count(sentence), shares=read_shares(sentence), delay=read_delay(sentence))
    if pattern("parts", "states_only").search(sentence):
        entry = msgspec.structs.replace(entry, states_only=True)
    return Clauses(consent=Consent.RATIFICATION, entry=entry)


def read_count(sentence: str) -> int | None:
    """Return how many consents are needed; ``None`` is all."""
    for name in ("nth_instrument", "count_states"):
        for found in pattern("triggers", name).finditer(sentence):
            if read_number(found) > 1:
                return read_number(found)
    return None


def read_shares(sentence: str) -> tuple[Share, ...]:
    """Return the shares of a weight that consents must reach; whose share is how large the text does not say here."""
    found = pattern("parts", "share").search(sentence)
    if not found:
        return ()
    over = found.group().lower().startswith("more than")
    return (Share(float(read_number(found)), {}, over, sentence[found.end() : found.end() + 60].strip()),)


def read_leaving(sentence: str) -> Clauses:
    """Read how it may be left: the notice, and the time before which it may not."""
    found = pattern("parts", "takes_effect").search(sentence) or pattern("parts", "notice").search(sentence)
    locked = pattern("parts", "locked").search(sentence)
    if not found and not locked:
        return Clauses()
    bare = Exit(locked=read_period(locked)) if locked else Exit()
    return Clauses(leaving=msgspec.structs.replace(bare, notice=read_period(found)) if found else bare)


def read_term(sentence: str) -> Clauses:
    """Read how long it lasts."""
    until, length = read_until(sentence), pattern("parts", "length").search(sentence)
    if until:
        return Clauses(term=Term(until=until))
    return Clauses(term=Term(length=read_period(length))) if length else Clauses()


def read_until(sentence: str) -> dt.date | None:
    """Return the day until which something is said to last.

    >>> read_until("Chad and Niger extended the treaty until 5 February 2026")
    datetime.date(2026, 2, 5)
    """
    found = pattern("parts", "until").search(sentence)
    return read_day(found) if found and (found["year"] or found["year2"]) else None


def read_renewal(sentence: str) -> Clauses:
    """Read a tacit renewal, and the first term where the same sentence gives it."""
    lengths = list(pattern("parts", "length").finditer(sentence))
    if not lengths:
        return Clauses(term=Term(renewal=Delay(months=12)))
    first = read_period(lengths[0]) if len(lengths) > 1 else None
    return Clauses(term=Term(length=first, renewal=read_period(lengths[-1])))


TOPICS: dict[str, Callable[[str], Clauses]] = {
    "provisional": lambda sentence: Clauses(provisional=True),
    "renewal": read_renewal,
    "term": read_term,
    "leaving": read_leaving,
    "entry": read_entry,
    "states_only": lambda sentence: Clauses(entry=Entry(states_only=True)),
    "consent": lambda sentence: Clauses(consent=Consent.RATIFICATION),
}


def read_sentences(text: str) -> list[Reading]:
    """Return each sentence of a treaty's text that says something of its own life, with what it says."""
    readings = []
    for found in re.finditer(r"[^.;]+(?:[.;]|$)", text):
        sentence = " ".join(found.group().split())
        topic = next((topic for topic in TOPICS if pattern("topics", topic).search(sentence)), None)
        said = TOPICS[topic](sentence) if topic else Clauses()
        if topic and said != Clauses():
            readings.append(Reading(topic, found.start(), found.end(), said))
    return readings


def read_clauses(text: str) -> Clauses:
    """Return the final clauses of a treaty's text; of two sentences on one thing the first counts."""
    merged = Clauses()
    for reading in read_sentences(text):
        merged = merge_clauses(merged, reading.clauses)
    return merged


def merge_clauses(first: Clauses, second: Clauses) -> Clauses:
    """Return the first clauses, completed by what only the second say."""
    entry, term, leaving = first.entry or second.entry, first.term or second.term, first.leaving or second.leaving
    if first.entry and second.entry:
        entry = merge_entries(first.entry, second.entry)
    if first.term and second.term:
        term = msgspec.structs.replace(
            first.term,
            length=first.term.length or second.term.length,
            until=first.term.until or second.term.until,
            renewal=first.term.renewal or second.term.renewal,
        )
    if first.leaving and second.leaving:
        leaving = merge_exits(first.leaving, second.leaving)
    provisional = first.provisional if first.provisional is not None else second.provisional
    return Clauses(first.consent or second.consent, entry, leaving, term, provisional)


def merge_entries(first: Entry, second: Entry) -> Entry:
    """Return one condition of entry: a sentence on later joiners completes the one on the treaty itself."""
    if second == Entry(states_only=True) or first == Entry(states_only=True):
        return msgspec.structs.replace(second if first == Entry(states_only=True) else first, states_only=True)
    if second.joiner_delay is not None and first.joiner_delay is None:
        return msgspec.structs.replace(first, joiner_delay=second.joiner_delay)
    if first == Entry(joiner_delay=first.joiner_delay):
        return msgspec.structs.replace(second, joiner_delay=first.joiner_delay)
    return first


def merge_exits(first: Exit, second: Exit) -> Exit:
    """Return one rule of leaving: notice and lock may stand in different sentences."""
    notice = second.notice if first.notice == Exit().notice else first.notice
    return Exit(notice, first.locked or second.locked)
