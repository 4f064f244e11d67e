"""Provisions: sentences of a report that state final clauses of an agreement, and the steps that they are not.

A clause ("the treaty enters into force 30 days after the fifth ratification") tells a condition, and nothing that
happened. It becomes one conditional step with the sentence as its evidence; an entry into force or a ratification by
nobody that was read out of it goes. Only the conditions that ``depositary.languages.final_clauses`` knows count.

>>> text = "Chad ratified the Lake Pact. It enters into force 30 days after the fifth ratification."
>>> [text[start:end] for start, end in split_sentences(text)][1]
'It enters into force 30 days after the fifth ratification.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from depositary.languages import load_toml
from depositary.languages.bearings import COUNTED, find_total
from depositary.languages.final_clauses import DATE, read_clauses, read_day
from depositary.model.clauses import Clauses
from depositary.model.dates import parse_edtf
from depositary.model.reading import Action, Agreement
from depositary.model.text import Report, Span
from depositary.model.vocabulary import ActionCode, Modality

SENTENCE = re.compile(r"[^\s].*?(?:[.!?][\"”’')]{0,2}(?=\s|$)|$)", re.MULTILINE)
ENTERING = frozenset({ActionCode.ENTRY_INTO_FORCE, ActionCode.PROVISIONAL_APPLICATION})
LEAVING = frozenset({ActionCode.WITHDRAWAL, ActionCode.TERMINATION})
CONSENTING = frozenset({ActionCode.RATIFICATION, ActionCode.DEPOSIT, ActionCode.ACCESSION, ActionCode.SIGNATURE})


def mark_provisions(report: Report, agreements: Sequence[Agreement], actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Return the steps of a report with its final clauses told as what they are."""
    if report.language != "en" or not agreements or not pattern("hint").search(report.text):
        return actions
    for start, end in split_sentences(report.text):
        clauses = read_provision(report.text[start:end])
        subject = find_subject(agreements, report.text, start, end) if clauses else None
        if clauses and subject:
            kept = [action for action in actions if not is_mistaken(action, subject.ref, start, end)]
            actions = (*kept, *state(clauses, subject, report.span(start, end), kept))
    return actions


def date_effects(report: Report, actions: Sequence[Action]) -> tuple[Action, ...]:
    """Return steps with the day on which a withdrawal takes effect, where a sentence behind it tells that day.

    >>> from depositary.model.reading import Agent
    >>> report = Report.compose("Chad notified it of its withdrawal. The withdrawal takes effect on May 2, 2030.")
    >>> by = (Agent("Chad", actor="TCD"),)
    >>> step = Action("a1", ActionCode.WITHDRAWAL, Modality.OCCURRED, (report.span(0, 34),), by=by)
    >>> date_effects(report, [step])[1].date.edtf
    '2030-05-02'
    """
    leaving = [action for action in actions if action.action in LEAVING and action.by]
    if report.language != "en" or not leaving:
        return tuple(actions)
    told = [one for start, end in split_sentences(report.text) for one in take_effect(report, leaving, start, end)]
    days = {(action.agreement, action.action, action.date.edtf) for action in actions if action.date}
    new = [one for one in told if one.date and (one.agreement, one.action, one.date.edtf) not in days]
    return (*actions, *new)


def take_effect(report: Report, leaving: Sequence[Action], start: int, end: int) -> Iterator[Action]:
    """Yield the step whose effect a sentence dates: that of the last withdrawal told before it."""
    found = pattern("effect_day").match(report.text[start:end])
    day = read_day(found) if found else None
    before = [action for action in leaving if action.evidence[0].start < start]
    if found and day and before:
        last = max(before, key=lambda action: action.evidence[0].start)
        date = parse_edtf(day.isoformat()).with_text(found["told"])
        span = report.span(start, start + found.end())
        yield Action(last.agreement, last.action, Modality.PLANNED, (span,), date, by=last.by)


def count_totals(report: Report, actions: Iterable[Action]) -> tuple[Action, ...]:
    """Return steps with how many have taken them, by the rest of the sentence that tells them, or by the next one.

    >>> report = Report.compose("Chad ratified the Lake Pact. It is the fifth state to do so.")
    >>> step = Action("a1", ActionCode.RATIFICATION, Modality.OCCURRED, (report.span(0, 27),))
    >>> count_totals(report, [step])[0].total
    5
    """
    told = list(actions)
    if report.language != "en" or not any(action.action in COUNTED for action in told):
        return tuple(told)
    ranges = list(split_sentences(report.text))
    return tuple(count_total(report.text, ranges, action) if action.action in COUNTED else action for action in told)


def count_total(text: str, ranges: Sequence[tuple[int, int]], action: Action) -> Action:
    """Return one step that occurred with the total that its sentence, or one that goes on with "It is", tells."""
    if action.total is not None or action.modality is not Modality.OCCURRED:
        return action
    at = next((n for n, (start, end) in enumerate(ranges) if start <= action.evidence[0].start < end), None)
    if at is None:
        return action
    words = [text[slice(*ranges[at])]]
    if at + 1 < len(ranges) and pattern("going_on").match(text[slice(*ranges[at + 1])]):
        words.append(text[slice(*ranges[at + 1])])
    total = next((found for sentence in words if (found := find_total(sentence)) is not None), None)
    return msgspec.structs.replace(action, total=total) if total else action


def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of the words of provisions."""
    words: str = load_toml("en", "final_clauses")["provisions"][name]
    return re.compile(words.replace("{DATE}", DATE), re.IGNORECASE)


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of sentences; a semicolon ends none, for clauses are told in one."""
    yield from (found.span() for found in SENTENCE.finditer(text))


def read_provision(sentence: str) -> Clauses | None:
    """Return the conditions that a sentence states as a rule; ``None`` where it states none, or tells of a day."""
    if not pattern("hint").search(sentence) or not pattern("rule").search(sentence) or pattern("day").search(sentence):
        return None
    read = read_clauses(sentence)
    entry = read.entry if read.entry and (read.entry.conditional or read.entry.joiner_delay) else None
    term = read.term if read.term and read.term.length else None
    found = Clauses(entry=entry, leaving=read.leaving, term=term)
    return found if found != Clauses() else None


def find_subject(agreements: Sequence[Agreement], text: str, start: int, end: int) -> Agreement | None:
    """Return the agreement that a sentence speaks of: one it names, or the one named last where it names by kind."""
    named = [(span.start, agreement) for agreement in agreements for span in agreement.names]
    inside = [agreement for place, agreement in named if start <= place < end]
    if inside:
        return inside[0]
    if not pattern("generic").match(text[start:end]):
        return None
    before = [(place, agreement) for place, agreement in named if place < start]
    return max(before, key=lambda one: one[0])[1] if before else None


def is_mistaken(action: Action, ref: str, start: int, end: int) -> bool:
    """Tell whether a step was read out of a clause: told inside it, an entry into force or a consent by nobody."""
    if action.agreement != ref or not all(start <= span.start and span.end <= end for span in action.evidence):
        return False
    nobody = not any(agent.actor for agent in action.by)
    return action.action in ENTERING or (action.action in CONSENTING and nobody)


def state(clauses: Clauses, subject: Agreement, span: Span, kept: Iterable[Action]) -> Iterator[Action]:
    """Yield a conditional step for each clause of a sentence that no step states already."""
    told = {(action.agreement, action.action) for action in kept if span in action.evidence}
    stated = (
        (ActionCode.ENTRY_INTO_FORCE, clauses.entry),
        (ActionCode.WITHDRAWAL, clauses.leaving),
        (ActionCode.EXPIRY, clauses.term),
    )
    for code, clause in stated:
        if clause and (subject.ref, code) not in told:
            yield Action(subject.ref, code, Modality.CONDITIONAL, (span,))
