"""What single sentences of final clauses say: the conditions of entry, leaving, term, amendment and the rest.

>>> read_delay("on the first day of the second month, following the date of receipt of the latter note")
Delay(days=0, months=2, first_of_month=True)
>>> read_count("three months after thirty-three States have ratified it")
33
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from depositary.languages import load_table
from depositary.languages.clause_words import (
    MONTHS,
    load_words,
    make_day,
    pattern,
    read_day,
    read_number,
    read_period,
)
from depositary.languages.states import load_states
from depositary.model.clauses import (
    NOW,
    Amendment,
    Clauses,
    Consent,
    Delay,
    Entry,
    Exit,
    Means,
    Registration,
    Reservations,
    Share,
    Term,
    Trigger,
)

PARTS = {"half": 0.5, "two thirds": 2 / 3, "three quarters": 0.75, "three fourths": 0.75, "one third": 1 / 3}
LEAP = 2000  # a year that has every day


def read_delay(sentence: str) -> Delay:
    """Return the delay that a sentence states; none stated is no delay.

    "First of the month after the end of three months" begins with the month after those three, "first of the month
    after the 60th day" with the month after that day.
    """
    found = pattern("delays", "first_after_nth").search(sentence)
    if found:
        return Delay(days=read_number(found), months=1, first_of_month=True)
    found = pattern("delays", "expiry_first").search(sentence) or pattern("delays", "first_after_period").search(
        sentence
    )
    if found:
        period = read_period(found)
        return Delay(days=period.days, months=period.months + 1, first_of_month=True)
    for name in ("first_of_nth", "first_of_nth_following"):
        if found := pattern("delays", name).search(sentence):
            return Delay(months=read_number(found), first_of_month=True)
    if pattern("delays", "first_of_next").search(sentence):
        return Delay(months=1, first_of_month=True)
    return read_plain_delay(sentence)


def read_plain_delay(sentence: str) -> Delay:
    """Return a delay in days, weeks, months or years."""
    found = pattern("delays", "nth_day").search(sentence)
    if found and read_number(found) > 1:
        return Delay(days=read_number(found))
    if pattern("delays", "day_after").search(sentence):
        return Delay(days=1)
    found = pattern("delays", "after").search(sentence) or pattern("delays", "lapse").search(sentence)
    return read_period(found) if found else NOW


def read_entry(sentence: str) -> Clauses:
    """Read when it enters into force; for later joiners, their own delay."""
    if pattern("parts", "joiner").search(sentence):
        delay = read_delay(sentence)
        told = delay != NOW or pattern("parts", "own_deposit").search(sentence)
        return Clauses(entry=Entry(joiner_delay=delay)) if told else Clauses()
    fixed = pattern("triggers", "fixed").search(sentence)
    day = read_day(fixed) if fixed else None
    consents = pattern("triggers", "consent").search(sentence)
    if fixed and day and not begins_with_consent(sentence, fixed):
        return Clauses(entry=Entry(trigger=Trigger.DAY, on=day, provided=is_provided(sentence)))
    signed = pattern("triggers", "signature").search(sentence)
    if signed and not (consents and pattern("triggers", "later").search(sentence)):
        entry = Entry(trigger=Trigger.SIGNATURE, delay=read_delay(sentence))
        return Clauses(consent=Consent.SIGNATURE, entry=entry)
    if not consents or (pattern("triggers", "agreed").search(sentence) and not tells_more(sentence)):
        return (
            Clauses(entry=Entry(trigger=Trigger.DAY)) if pattern("triggers", "agreed").search(sentence) else Clauses()
        )
    entry = Entry(count=read_count(sentence), shares=read_shares(sentence), delay=read_delay(sentence))
    if pattern("parts", "states_only").search(sentence):
        entry = msgspec.structs.replace(entry, states_only=True)
    return Clauses(consent=Consent.RATIFICATION, entry=entry)


def begins_with_consent(sentence: str, fixed: re.Match[str]) -> bool:
    """Tell whether a delay after consents stands before a day: the day is then another choice, or dates something."""
    before = sentence[: fixed.start()]
    return (
        read_delay(before) != NOW
        or re.search(r"\b(?:signed|done|dated|concluded|agreement|adopted)\s+(?:at [A-Z]\w+,? )?$", before, re.I)
        is not None
    )


def is_provided(sentence: str) -> bool:
    """Tell whether a fixed day holds only for those who have consented by then, or only if some have."""
    return pattern("triggers", "proviso").search(sentence) is not None


def tells_more(sentence: str) -> bool:
    """Tell whether a sentence that leaves the day to agreement first gives a rule: a delay, a number, a last act."""
    rule = re.search(
        r"\b(?:after|following|upon|exchanged?"
        r"|date (?:of|on which) (?:the )?(?:last|later|latter|second|exchange|receipt|parties have))\b",
        sentence,
        re.I,
    )
    return rule is not None or read_delay(sentence) != NOW or read_count(sentence) is not None


def read_count(sentence: str) -> int | None:
    """Return how many consents are needed; ``None`` is all."""
    for name in ("nth_instrument", "count_states", "count_by"):
        counted = [
            found
            for found in pattern("triggers", name).finditer(sentence)
            if read_number(found) > 1 and not is_of_two(sentence, found)
        ]
        if counted:
            return read_number(counted[0]) + sum(read_number(more) for more in find_added(sentence, counted))
    return None


def find_added(sentence: str, counted: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the numbers that "and" adds to the first: "six members of the union and three other signatories"."""
    for one, other in pairwise(counted):
        if not re.search(r"\band (?:at least )?$", sentence[one.end() : other.start()]):
            return
        yield other


def is_of_two(sentence: str, found: re.Match[str]) -> bool:
    """Tell whether a number counts the two notes or notifications of two parties: all must consent then."""
    word = found.group().lower()
    notes = re.search(
        r"\b(?:notes?|notifications?|two part(?:y|ies)|two (?:contracting|governments|countries|states))\b", word
    )
    return read_number(found) == 2 and notes is not None and not re.search(r"at least|not less", word)


def read_shares(sentence: str) -> tuple[Share, ...]:
    """Return the shares of a weight that consents must reach; whose share is how large the text does not say here."""
    found = pattern("parts", "share").search(sentence)
    if not found:
        return read_fraction(sentence)
    over = found.group().lower().startswith("more than")
    return (Share(float(read_number(found)), {}, over, sentence[found.end() : found.end() + 60].strip()),)


def read_fraction(sentence: str) -> tuple[Share, ...]:
    """Return a share of the states themselves, as "two thirds of the signatories", in per cent."""
    found = pattern("triggers", "majority").search(sentence)
    if not found or read_count(sentence):
        return ()
    part = read_part(found)
    return (Share(round(100 * part, 2), {}, part == PARTS["half"], sentence[found.end() : found.end() + 60].strip()),)


def read_part(found: re.Match[str]) -> float:
    """Return a fraction in words; a majority is more than the half."""
    return PARTS[found["part"].lower().replace("-", " ").replace("majority", "half").replace("one half", "half")]


def read_leaving(sentence: str) -> Clauses:
    """Read how it may be left: the notice, the time before which it may not, the day of the year on which alone."""
    yearly = read_yearly(sentence)
    first = read_first_of_month(sentence)
    found = pattern("parts", "takes_effect").search(sentence) or pattern("parts", "notice").search(sentence)
    locked = pattern("parts", "locked").search(sentence)
    if locked and found and found.start() < locked.end() and locked.start() < found.end():
        found = pattern("parts", "takes_effect").search(sentence[locked.end() :]) or pattern("parts", "notice").search(
            sentence[locked.end() :]
        )
    if yearly:
        lock = read_period(locked) if locked else None
        return Clauses(leaving=msgspec.structs.replace(yearly, locked=lock))
    notice = first or (read_period(found) if found else None)
    if notice is None and not locked:
        return Clauses()
    lock = read_period(locked) if locked else None
    return Clauses(leaving=Exit(notice=notice, locked=lock) if notice else Exit(locked=lock, told=False))


def read_first_of_month(sentence: str) -> Delay | None:
    """Return a notice that runs to the first of a month."""
    delay = read_delay(sentence)
    return delay if delay.first_of_month else None


def read_yearly(sentence: str) -> Exit | None:
    """Return how a treaty is left on one day of the year: the day, and the notice before it.

    >>> read_yearly("on 30 June of any year by giving notice on or before 1 January of the same year").yearly
    (6, 30)
    """
    found = list(pattern("dates", "yearly").finditer(sentence))
    if not found:
        return None
    day = read_month_day(found[0])
    if day is None:
        return None
    notice = pattern("parts", "notice").search(sentence)
    if notice:
        return Exit(notice=read_period(notice), yearly=day)
    other = read_month_day(found[1]) if len(found) > 1 else None
    if other:
        return Exit(notice=count_between(other, day), yearly=day)
    return Exit(yearly=day, told=False)


def count_between(one: tuple[int, int], other: tuple[int, int]) -> Delay:
    """Return the time from one day of the year to another: whole months where they fit, else days."""
    if one[1] == other[1]:
        return Delay(months=(other[0] - one[0]) % 12 or 12)
    first, last = dt.date(LEAP - 1, *one), dt.date(LEAP - 1, *other)
    return Delay(days=(last - first).days % 365)


def read_month_day(found: re.Match[str]) -> tuple[int, int] | None:
    """Return month and day of the year that a pattern caught; the end of a year is its last day."""
    if found["end"]:
        return 12, 31
    month, day = found["ym"] or found["ym2"], found["yd"] or found["yd2"]
    made = make_day(LEAP, MONTHS.index(month.lower()) + 1, int(day))
    return (made.month, made.day) if made else None


def read_term(sentence: str) -> Clauses:
    """Read how long it lasts."""
    until, length = read_until(sentence), pattern("parts", "length").search(sentence)
    if until:
        return Clauses(term=Term(until=until))
    if length:
        return Clauses(term=Term(length=read_period(length)))
    return Clauses(term=Term(unlimited=True)) if pattern("parts", "unlimited").search(sentence) else Clauses()


def read_until(sentence: str) -> dt.date | None:
    """Return the day until which something is said to last.

    >>> read_until("Chad and Niger extended the treaty until 5 February 2026")
    datetime.date(2026, 2, 5)
    """
    found = pattern("parts", "until").search(sentence)
    return read_day(found) if found and (found["year"] or found["year2"]) else None


def read_renewal(sentence: str) -> Clauses:
    """Read a tacit renewal, the notice against it, and the first term where the same sentence gives it."""
    opposed = pattern("parts", "opposed").search(sentence)
    rest = sentence[: opposed.start()] + sentence[opposed.end() :] if opposed else sentence
    notice = read_period(opposed) if opposed else None
    lengths = [read_period(found) for found in pattern("parts", "length").finditer(rest)]
    same = pattern("parts", "same").search(rest)
    every = pattern("parts", "every").search(rest)
    if every:
        return Clauses(term=Term(renewal=read_period(every), notice=notice))
    if pattern("parts", "yearly_renewal").search(rest):
        renewal, lengths = Delay(months=12), [*lengths, Delay(months=12)]
    elif lengths:
        renewal = lengths[-1]
    elif same:
        return Clauses(term=Term(renewal=NOW, notice=notice))
    else:
        return Clauses(term=Term(renewal=Delay(months=12), notice=notice))
    first = lengths[0] if len(lengths) > 1 or same else None
    return Clauses(term=Term(length=first, renewal=renewal, notice=notice))


def read_amendment(sentence: str) -> Clauses:
    """Read how it may be amended: by consent of all, or once a number or share has accepted."""
    share = pattern("triggers", "majority").search(sentence)
    entry = re.search(r"\b(?:enter|come|take|become|effect)", sentence, re.I)
    part = read_part(share) if share else None
    count = read_count(sentence) if entry else None
    delay = read_delay(sentence) if entry else NOW
    return Clauses(amendment=Amendment(count=count, share=part, delay=delay))


def read_reservations(sentence: str) -> Clauses:
    """Read which reservations it allows."""
    if re.match(r"\W*no (?:\w+ ){1,3}may (?:make|enter|formulate)", sentence, re.I):
        limited = re.search(r"\b(?:without|unless|except\b|other than)", sentence, re.I)
        return Clauses(reservations=Reservations.SOME if limited else Reservations.NONE)
    for name, value in (
        ("some_reservations", Reservations.SOME),
        ("no_reservations", Reservations.NONE),
        ("allowed_reservations", Reservations.ALLOWED),
    ):
        if pattern("parts", name).search(sentence):
            return Clauses(reservations=value)
    return Clauses()


def read_disputes(sentence: str) -> Clauses:
    """Read by which means disputes on the treaty are settled."""
    return Clauses(disputes=tuple(means for means in Means if pattern("means", means.value).search(sentence)))


def read_depositary(sentence: str) -> Clauses:
    """Read who keeps the treaty: a code where the name is one of a state or organisation, else the words."""
    for name in ("hereby", "acts", "with_whom"):
        for found in pattern("depositary", name).finditer(sentence):
            groups = found.groupdict()
            who = (groups.get("who") or groups.get("who2") or "").strip(" ,.“”\"'")
            if who and not pattern("depositary", "not_who").search(who):
                return Clauses(depositary=find_keeper(who))
    return Clauses()


def find_keeper(words: str) -> str | None:
    """Return the code of the state or organisation in words, else the words where they begin with a capital.

    >>> find_keeper("Government of the Kingdom of Norway"), find_keeper("Secretary-General of the United Nations")
    ('NOR', 'UN')
    """
    names = keeper_names()
    plain = re.sub(r"^(?:by|with|and|this|the)\s+", "", words, flags=re.I)
    found = [(len(name), code) for name, code in names.items() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain)]
    if found:
        return max(found)[1]
    capital = re.search(r"\b[A-Z]", plain)
    return plain[capital.start() :] if capital and len(plain.split()) < 14 else None


@functools.cache
def keeper_names() -> dict[str, str]:
    """Return the codes of states and organisations by name, without short forms in small letters."""
    names = {name: state.code for state in load_states("en").values() for name in state.names if len(name) > 3}
    for row in load_table("en", "organisations"):
        names |= {
            name: row["code"] for name in (row["name"], *filter(None, row["variants"].split("|"))) if len(name) > 2
        }
    return names


@functools.cache
def language_names() -> re.Pattern[str]:
    """Return the pattern of the names of languages."""
    return re.compile(rf"\b(?:{load_words()['languages']['names']})\b", re.I)


@functools.cache
def language_place() -> re.Pattern[str]:
    """Return the pattern of a language that is named as one: "in French", "the French text", not "French goods"."""
    names = load_words()["languages"]["names"]
    behind = (
        r"(?=\s*(?:[,.;)]|$|and\b|or\b|languages?|texts?|versions?|each|both|all|in\b|on\b|at\b|on\b|with\b|which\b))"
    )
    return re.compile(
        rf"\bin (?:the |both )?(?:{names})\b{behind}|\b(?:{names}) (?:languages?|texts?|versions?)\b", re.I
    )


def find_languages(words: str) -> tuple[str, ...]:
    """Return the languages of authentic texts that words name, in their order."""
    for sentence in re.split(r"(?<=[.;])\s", " ".join(words.split())):
        named = language_names().findall(sentence)
        told = pattern("languages", "context").search(sentence)
        if named and told and language_place().search(sentence) and not pattern("languages", "other").search(sentence):
            return tuple(dict.fromkeys(name.capitalize() for name in named))
    return ()


def list_languages(words: str) -> tuple[str, ...]:
    """Return the languages that a list of their names gives, each once.

    >>> list_languages("English, French and Spanish (each equally authentic)")
    ('English', 'French', 'Spanish')
    """
    return tuple(dict.fromkeys(name.capitalize() for name in language_names().findall(words)))


def read_languages(sentence: str) -> Clauses:
    """Read the languages of the authentic texts."""
    return Clauses(languages=find_languages(sentence))


def read_registration(sentence: str) -> Clauses:
    """Read where it is to be registered."""
    if not pattern("registration", "own").search(sentence):
        return Clauses()
    un = pattern("registration", "un").search(sentence)
    other = pattern("registration", "other").search(sentence)
    return Clauses(registration=Registration.UN if un else Registration.OTHER if other else None)


def merge_clauses(first: Clauses, second: Clauses) -> Clauses:
    """Return the first clauses, completed by what only the second say."""
    merged: dict[str, Any] = {
        name: getattr(first, name) if getattr(first, name) not in (None, ()) else getattr(second, name)
        for name in Clauses.__struct_fields__
    }
    if first.entry and second.entry:
        merged["entry"] = merge_entries(first.entry, second.entry)
    if first.term and second.term:
        merged["term"] = merge_terms(first.term, second.term)
    if first.leaving and second.leaving:
        merged["leaving"] = merge_exits(first.leaving, second.leaving)
    if first.amendment and second.amendment:
        merged["amendment"] = merge_amendments(first.amendment, second.amendment)
    if first.disputes and second.disputes:
        merged["disputes"] = tuple(means for means in Means if means in (*first.disputes, *second.disputes))
    return Clauses(**merged)


def merge_entries(first: Entry, second: Entry) -> Entry:
    """Return one condition of entry: a sentence on later joiners completes the one on the treaty itself."""
    if second == Entry(states_only=True) or first == Entry(states_only=True):
        return msgspec.structs.replace(second if first == Entry(states_only=True) else first, states_only=True)
    if second.joiner_delay is not None and first.joiner_delay is None:
        return msgspec.structs.replace(first, joiner_delay=second.joiner_delay)
    if first == Entry(joiner_delay=first.joiner_delay):
        return msgspec.structs.replace(second, joiner_delay=first.joiner_delay)
    return first


def merge_terms(first: Term, second: Term) -> Term:
    """Return one term: length, renewal and notice may stand in different sentences."""
    return Term(
        length=first.length or second.length,
        until=first.until or second.until,
        renewal=first.renewal if first.renewal is not None else second.renewal,
        notice=first.notice or second.notice,
        unlimited=first.unlimited or (second.unlimited and not first.length and not first.until),
    )


def merge_exits(first: Exit, second: Exit) -> Exit:
    """Return one rule of leaving: notice and lock may stand in different sentences."""
    told = first if first.told else second
    return Exit(told.notice, first.locked or second.locked, first.yearly or second.yearly, told.told)


def merge_amendments(first: Amendment, second: Amendment) -> Amendment:
    """Return one rule of amendment, from the first sentence that tells more than that it may be amended."""
    return second if first == Amendment() else first
