"""The summary of an agreement: one sentence that somebody new to it understands.

>>> write_since("2025-10-02"), write_since("2016-11"), write_since("../2025-07-18"), write_since(None)
('since 2 October 2025', 'since November 2016', 'since 18 July 2025 or earlier', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from depositary.errors import DateError
from depositary.languages.wording import join, name_actor, write_code, write_date
from depositary.model.dates import parse_edtf
from depositary.model.vocabulary import ActionCode, Modality
from depositary.register.queries import StatusAnswer, TimelineStep

DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
FEW = 4  # parties that the sentence names; more are counted
BOUND = frozenset({"party", "suspended", "withdrawal-pending"})
VOWELS = ("a", "e", "i", "o", "u")
SIGNED = frozenset({"signed", "unknown", "proposed", "under-negotiation", "text-agreed", "signature-scheduled"})
"""Statuses beside which the day of signature is not told: it is their own, or there is none."""


def summarise(answer: StatusAnswer, steps: Iterable[TimelineStep] = ()) -> str:
    """Return what an agreement is, between whom, and where it stands, as one sentence."""
    kind = write_code(answer.kind)
    article = "An" if kind.startswith(VOWELS) else "A"
    facts = [fact for fact in (tell_signature(answer, steps), tell_status(answer)) if fact]
    words = ", ".join([f"{article} {kind}{tell_parties(answer)}", *facts[:1]]) + "".join(f" and {f}" for f in facts[1:])
    return f"{words}{'; sources disagree about this' if answer.disputed else ''}."


def tell_parties(answer: StatusAnswer) -> str:
    """Return between whom an agreement is."""
    if answer.many or len(answer.parties) > FEW:
        bound = sum(status in BOUND for status in answer.party_status.values())
        signed = sum(status in ("signatory", "ratified") for status in answer.party_status.values())
        counted = [f"{bound} {'party' if bound == 1 else 'parties'}"] if bound else []
        counted += [f"{signed} {'signatory' if signed == 1 else 'signatories'}"] if signed else []
        return f" with {join(counted)} on record" if counted else " of many states"
    if not answer.parties:
        return " whose parties are not reported"
    between = "between " if len(answer.parties) == 2 else "of "
    return f" {between}{join([name_actor(code) for code in answer.parties])}"


def tell_signature(answer: StatusAnswer, steps: Iterable[TimelineStep]) -> str:
    """Return when an agreement of a few was signed; nothing where its status tells that, or its parties are many."""
    if answer.status in SIGNED or answer.many:
        return ""
    signed = [
        step
        for step in steps
        if step.action == ActionCode.SIGNATURE
        and step.modality == Modality.OCCURRED
        and step.date
        and not step.disputed
        and step.day <= answer.on
    ]
    if not signed:
        return ""
    best = min(signed, key=lambda step: (-step.standing, -step.stories, step.day))
    date = write_date(best.date) if best.date else ""
    return f"signed {'on ' if date[:1].isdigit() and ' ' in date and ' to ' not in date else 'in '}{date}"


def tell_status(answer: StatusAnswer) -> str:
    """Return where an agreement stands, in words."""
    if answer.status == "unknown":
        return "with no report of where it stands"
    since = write_since(answer.since)
    return f"{write_code(answer.status)}{' ' + since if since else ''}"


def explain_status(answer: StatusAnswer) -> str:
    """Return the reason of a status in words; empty where it says no more than the sentence does."""
    status = write_code(answer.status)
    rest = answer.reason.removeprefix(status).lstrip(" ,")
    if rest == "" or (
        answer.reason.startswith(status) and rest.startswith(("since", "reported by")) and ":" not in rest
    ):
        return ""
    words = DAY.sub(lambda found: write_date(parse_edtf(found[0])), answer.reason)
    return f"{words[:1].upper()}{words[1:]}."


def write_since(since: str | None) -> str:
    """Return from when a status holds; an open beginning ends on the day from which it surely does."""
    if not since:
        return ""
    try:
        date = parse_edtf(since)
    except DateError:
        return ""
    if since.startswith("../"):
        return f"since {write_date(parse_edtf(since[3:]))} or earlier"
    return f"since {write_date(date)}"
