"""A later snapshot of an official table beside the earlier ones: what is new, what is known, what is gone or corrected.

A row that a later snapshot lacks is denied from the day of that snapshot on; what was known before stays as it was.

>>> compare_snapshot((), [], "2020-01-01").known
0
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from depositary.languages.wording import name_actor
from depositary.model.claim import Claim
from depositary.model.dates import parse_edtf
from depositary.model.text import Span
from depositary.model.vocabulary import ActionCode, Bearing, Modality

Act = tuple[str, str, str, str, str]
FEW = 5
"""So few rows may be gone from any table; of more, not above half: else it is taken for a part of one."""


class Change(msgspec.Struct, frozen=True):
    """An act that an earlier snapshot told and this one does not; ``now`` is the day in its place, if any."""

    actor: str
    term: str
    was: str
    now: str = ""

    def tell(self) -> str:
        """Return it in words.

        >>> Change("NOR", "ratification", "2020-01-10", "2020-01-15").tell()
        'Norway: ratification of 2020-01-10 is now 2020-01-15'
        """
        who = name_actor(self.actor) if self.actor else "the agreement"
        return f"{who}: {self.term} of {self.was} is {f'now {self.now}' if self.now else 'gone'}"


class Comparison(msgspec.Struct, frozen=True):
    """What a snapshot adds: its claims that are new, with those that follow from rows gone; how many were known.

    ``partial`` tells that it lacks so many rows that it is taken for a part of the table, and none of them is gone.
    """

    claims: tuple[Claim, ...]
    known: int
    changes: tuple[Change, ...] = ()
    partial: bool = False


def act_of(claim: Claim) -> Act:
    """Return what one act of a table is told apart by."""
    actor = next((agent.actor or "" for agent in claim.by), "")
    words = claim.evidence[0].text if claim.action is ActionCode.RESERVATION and claim.evidence else ""
    return actor, str(claim.action), claim.date.edtf if claim.date else "", str(claim.bearing or ""), words


def gather_standing(earlier: Iterable[Claim]) -> dict[Act, Claim]:
    """Return the acts that stand by earlier snapshots: those told and not denied since."""
    standing: dict[Act, Claim] = {}
    for claim in sorted(earlier, key=lambda claim: claim.known_on):
        if claim.modality is Modality.DENIED:
            standing.pop(act_of(claim), None)
        elif claim.term:  # what only follows from other rows has no term of the table
            standing[act_of(claim)] = claim
    return standing


def compare_snapshot(
    claims: Sequence[Claim],
    earlier: Sequence[Claim],
    known_on: str,
    *,
    seen_on: str = "",
    heading: Span | None = None,
    additional: bool = False,
) -> Comparison:
    """Return what a snapshot adds to earlier ones.

    Args:
        claims: all that the snapshot tells.
        earlier: the claims of the earlier snapshots of the same table.
        known_on: the day of the snapshot.
        seen_on: the day of the latest earlier one.
        heading: the words that show that a row is gone, where the participant has none.
        additional: whether the table only adds to earlier ones, so that what it lacks is not gone.
    """
    standing = gather_standing(earlier)
    told = {act_of(claim) for claim in claims}
    whole = {(act_of(claim), claim.modality) for claim in earlier}
    fresh = [claim for claim in claims if is_fresh(claim, standing, whole)]
    gone = [] if additional else [claim for act, claim in standing.items() if act not in told]
    partial = len(gone) > FEW and 2 * len(gone) > len(standing)
    made: list[Claim] = []
    changes: list[Change] = []
    for claim in [] if partial else gone:
        actor, term = act_of(claim)[0], claim.term or str(claim.action)
        place = find_place(claim, fresh, claims)
        now = place.date.edtf if place and place.date else ""
        changes.append(Change(actor, term, act_of(claim)[2] or "an unknown day", now))
        facts = {"known_on": known_on, "evidence": find_evidence(claim, claims, heading), "term": None}
        gone_now = msgspec.structs.replace(claim, id=f"{claim.id}-{known_on}", **facts)
        made += follow(gone_now, place, seen_on, claims)
    return Comparison((*fresh, *made), len(claims) - len(fresh), tuple(changes), partial)


def is_fresh(claim: Claim, standing: dict[Act, Claim], whole: set[tuple[Act, Modality]]) -> bool:
    """Tell whether a claim says what the earlier snapshots did not: an act, or that a planned one is done."""
    if not claim.term:
        return (act_of(claim), claim.modality) not in whole
    known = standing.get(act_of(claim))
    return known is None or (known.modality is Modality.PLANNED and claim.modality is Modality.OCCURRED)


def find_place(gone: Claim, fresh: Sequence[Claim], claims: Sequence[Claim]) -> Claim | None:
    """Return the act that stands in the place of one that is gone: by the same participant, of the same kind."""
    alike = [claim for claim in fresh if is_alike(claim, gone)]
    return alike[0] if len(alike) == 1 else next((claim for claim in claims if is_alike(claim, gone)), None)


CONSENTS = frozenset({ActionCode.DEPOSIT, ActionCode.ACCESSION})


def is_alike(one: Claim, other: Claim) -> bool:
    """Tell whether two claims are of one participant's act of one kind."""
    kinds = one.action is other.action or {one.action, other.action} <= CONSENTS
    return kinds and one.by[:1] == other.by[:1] and one.bearing == other.bearing and bool(one.term)


def find_evidence(gone: Claim, claims: Sequence[Claim], heading: Span | None) -> tuple[Span, ...]:
    """Return the words that show that an act is gone: the participant's row, else the row that names the columns."""
    own = next((claim.evidence for claim in claims if claim.by[:1] == gone.by[:1] and claim.evidence), ())
    return own or ((heading,) if heading else ())


def follow(gone: Claim, place: Claim | None, seen_on: str, claims: Sequence[Claim]) -> list[Claim]:
    """Return what follows from an act that is gone.

    An act later than the last snapshot stands in its place where a participant left and came back, for tables show only
    the last participation: the earlier one has ended before. Else it was wrong, and is denied.
    """
    day = (place.date.earliest or "") if place and place.date else ""
    came_back = place is not None and day > seen_on > ""
    if not came_back:
        return [msgspec.structs.replace(gone, modality=Modality.DENIED)]
    if gone.action is not ActionCode.ENTRY_INTO_FORCE or not gone.date:
        return []
    own = (claim for claim in claims if claim.action in CONSENTS and claim.by[:1] == gone.by[:1] and claim.date)
    days = [claim.date.earliest for claim in own if claim.date and seen_on < (claim.date.earliest or "") <= day]
    last = dt.date.fromisoformat(min(filter(None, days), default=day)) - dt.timedelta(days=1)
    span = parse_edtf(f"{gone.date.edtf}/{last}")
    end = {"action": ActionCode.WITHDRAWAL, "modality": Modality.OCCURRED, "date": span, "bearing": Bearing.EFFECT}
    return [msgspec.structs.replace(gone, **end)]
