"""The summary of an agreement: one sentence that somebody new to it understands."""

from __future__ import annotations

from collections.abc import Iterable

from depositary.languages.phrases import write_days, write_moment
from depositary.languages.wording import join, name_actor, write_code, write_date
from depositary.model.vocabulary import ActionCode, Modality
from depositary.register.queries import StatusAnswer, TimelineStep

FEW = 4  # parties that the sentence names; more are counted
FORMER = ("former party", "former parties")
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
    silence = "; no report says where it stands" if answer.status == "unknown" else ""
    return f"{words}{silence}{'; sources disagree about this' if answer.disputed else ''}."


def tell_parties(answer: StatusAnswer) -> str:
    """Return between whom an agreement is."""
    if answer.many or len(answer.parties) > FEW:
        counted = count_parties(answer)
        if counted and not counted[0].endswith(FORMER):
            return f" with {join(counted)} in this register"
        return count_circle(answer, f" ({counted[0]})" if counted else "")
    if not answer.parties:
        return " whose parties are not reported"
    between = "between " if len(answer.parties) == 2 else "of "
    return f" {between}{join([name_actor(code) for code in answer.parties])}"


def count_circle(answer: StatusAnswer, former: str) -> str:
    """Return of how many an agreement is whose present parties no report gives; ``former`` tells who has left."""
    if not answer.many:
        return f" of {len(answer.parties)} participants{former.replace(')', ' among them)')}"
    open_to_many = answer.catalogue is not None and answer.catalogue.many
    return f"{' of many states' if open_to_many else ' whose present parties are not reported'}{former}"


def count_parties(answer: StatusAnswer) -> list[str]:
    """Return how many parties, signatories and former parties an agreement has, in words.

    Those that its table of participants leaves out, such as a bloc beside all of its members, don't count.
    """
    shown = [status for code, status in answer.party_status.items() if not answer.roles or code in answer.roles]
    bound, leaving = sum(status in BOUND for status in shown), shown.count("withdrawal-pending")
    signed, left = sum(status in ("signatory", "ratified") for status in shown), shown.count("withdrawn")
    going = f" ({leaving} of them {'has' if leaving == 1 else 'have'} announced withdrawal)" if leaving else ""
    return [
        f"{count} {one if count == 1 else several}{more}"
        for count, one, several, more in (
            (bound, "party", "parties", going),
            (signed, "signatory", "signatories", ""),
            (left, *FORMER, ""),
        )
        if count
    ]


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
    """Return the status of an agreement in words; nothing where it is not known."""
    return "" if answer.status == "unknown" else write_moment(answer.status, answer.since)


def explain_status(answer: StatusAnswer) -> str:
    """Return the reason of a status in words; empty where it says no more than the sentence does."""
    status = write_code(answer.status)
    if answer.status == "unknown":
        return ""
    rest = answer.reason.removeprefix(status).lstrip(" ,")
    if rest == "" or (answer.reason.startswith(status) and rest.startswith(("since ", "by ")) and ":" not in rest):
        return ""
    words = write_days(answer.reason)
    return f"{words[:1].upper()}{words[1:]}."
