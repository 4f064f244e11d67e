"""History: what people decided, with what stood before and after, in words.

>>> from depositary.register.storage.opening import open_store
>>> list_history(open_store(":memory:"))
[]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, select

from depositary.languages.wording import write_agents, write_code, write_date
from depositary.model.reading import Action
from depositary.register.curation.doubts import Side, Telling, load_homes, load_sides, load_told
from depositary.register.curation.review import Decision, Judgement, list_decisions, make_judgement
from depositary.register.resolution import RULE, Verdict, list_verdicts
from depositary.register.storage import Store, chunk
from depositary.register.storage.schema import judgements, verdicts

EVER = 100_000
ONE, SEVERAL = "one agreement", "two agreements"


class Entry(msgspec.Struct, frozen=True):
    """One decision as the history tells it: what it is on, what stood before it and what after it."""

    decision: Decision
    titles: list[str]
    agreement: str
    before: str
    after: str


@dataclass(frozen=True)
class Background:
    """What the decisions of a page are on: mentions, claims with their agreements, and earlier decisions."""

    sides: Mapping[str, Side] = field(default_factory=dict)
    told: Mapping[str, Telling] = field(default_factory=dict)
    homes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    judged: Mapping[tuple[str, str], list[Judgement]] = field(default_factory=dict)
    verdicts: Mapping[str, list[Verdict]] = field(default_factory=dict)


def list_history(store: Store, limit: int = 50, offset: int = 0, *, standing_by: str | None = None) -> list[Entry]:
    """Return what people decided, the newest first.

    Args:
        store: the register's store.
        limit: the most to return.
        offset: how many to pass over.
        standing_by: only what this person decided and nobody has undone.
    """
    decisions = list_decisions(store, offset + limit if standing_by is None else EVER)
    if standing_by is not None:
        decisions = [made for made in decisions if made.judge == standing_by and made.undone_at is None]
    page = decisions[offset : offset + limit]
    known = load_background(store, page)
    return [tell_pair(d, known) if d.sort == "judgement" else tell_verdict(d, known) for d in page]


def find_judge(store: Store, decision: str) -> str | None:
    """Return who made a judgement or verdict; ``None`` where there is none of that id."""
    with store.reading() as connection:
        queries = [select(table.c.judge).where(table.c.id == decision) for table in (judgements, verdicts)]
        return next(filter(None, (connection.execute(query).scalar_one_or_none() for query in queries)), None)


def load_background(store: Store, page: Sequence[Decision]) -> Background:
    """Load what some decisions are on."""
    pairs = [tuple(d.subjects) for d in page if d.sort == "judgement"]
    claims = sorted({d.subjects[0] for d in page if d.sort == "verdict"})
    with store.reading() as connection:
        return Background(
            sides=load_sides(connection, {name for pair in pairs for name in pair}),
            told=load_told(connection, claims),
            homes=load_homes(connection, claims),
            judged=load_judged_pairs(connection, {name for pair in pairs for name in pair}),
            verdicts={claim: list_verdicts(store, claim) for claim in claims},
        )


def load_judged_pairs(connection: Connection, wanted: Iterable[str]) -> dict[tuple[str, str], list[Judgement]]:
    """Return all judgements on pairs of mentions, of rules and of people, the newest first."""
    found: dict[tuple[str, str], list[Judgement]] = {}
    for part in chunk(sorted(wanted)):
        rows = connection.execute(select(judgements).where(judgements.c.mention.in_(part))).mappings()
        for made in sorted(map(make_judgement, rows), key=lambda j: (order_time(j.at), j.id), reverse=True):
            found.setdefault((made.mention, made.other), []).append(made)
    return found


def tell_pair(decision: Decision, known: Background) -> Entry:
    """Tell a judgement: whether the two were one agreement before it, and after it."""
    first, second = decision.subjects
    pair = [known.sides[name] for name in (first, second) if name in known.sides]
    earlier = [*known.judged.get((first, second), ()), *known.judged.get((second, first), ())]
    before = next((tell_merge(made) for made in earlier if stood(made, decision)), f"{SEVERAL}, by rule")
    after = ONE if decision.verdict == "same" else SEVERAL
    home = pair[0].agreement if pair else first
    return Entry(decision, [side.title for side in pair], home, before, after)


def stood(made: Judgement | Verdict, decision: Decision) -> bool:
    """Tell whether an earlier judgement or verdict stood when a decision was made."""
    at = order_time(decision.at)
    return made.id != decision.id and order_time(made.at) <= at <= order_time(made.undone_at or "9999-12-31T")


def order_time(at: str) -> str:
    """Return a time so that times to the second and to the microsecond sort as they follow.

    >>> order_time("2025-01-17T10:00:00Z") < order_time("2025-01-17T10:00:00.5Z")
    True
    """
    return at.rstrip("Z").ljust(27, "." if "." not in at else "0")


def tell_merge(made: Judgement) -> str:
    """Return what a judgement on a pair says, and who said so."""
    what = ONE if made.verdict == "same" else SEVERAL
    return f"{what}, by rule ({made.score:.2f})" if made.judge == RULE else f"{what}, by {made.judge}"


def tell_verdict(decision: Decision, known: Background) -> Entry:
    """Tell a verdict: what was held of the claim before it, and after it."""
    claim = decision.subjects[0]
    home, title = known.homes.get(claim, ("", ""))
    action = known.told[claim].action if claim in known.told else None
    made = {verdict.id: verdict for verdict in known.verdicts.get(claim, ())}
    earlier = next((v for v in made.values() if stood(v, decision)), None)
    before = hold(earlier, action) if earlier else f"as read: {write_action(action)}"
    after = hold(made[decision.id], action) if decision.id in made else decision.verdict
    return Entry(decision, [title or claim], home, before, after)


def hold(verdict: Verdict, action: Action | None) -> str:
    """Return what is held of a claim under a verdict."""
    if verdict.verdict == "reject":
        return "does not count"
    held = msgspec.convert(verdict.correction, type=Action) if verdict.correction else action
    return f"{'corrected' if verdict.correction else 'accepted'}: {write_action(held)}"


def write_action(action: Action | None) -> str:
    """Return a step in words.

    >>> write_action(None)
    'a step'
    """
    if action is None:
        return "a step"
    date = write_date(action.date) if action.date else ""
    by = f"by {write_agents(action.by)}" if action.by else ""
    return ", ".join(part for part in (write_code(action.action), str(action.modality), date, by) if part)
