"""Two readings of one report side by side: what both find, and where they disagree.

Agreements are paired by the places of their names, steps by their agreement, their code and the place of their
evidence. Where two readers of different making find the same step, it is more likely to be there.

>>> from depositary.model.text import Report
>>> report = Report.compose("Chad and Sudan signed a treaty.")
>>> compare(Reading(report, "en/1"), Reading(report, "llm/m/1")).differences
()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeVar

import msgspec

from depositary.errors import InputError
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agent, Agreement, Meeting, Reading, Relation
from depositary.model.text import Span

Item = TypeVar("Item")
Sort = Literal["agreement", "action", "meeting", "relation"]


class Difference(msgspec.Struct, frozen=True):
    """One disagreement: a find that one reader has alone (``field`` is empty), or a field of a find of both.

    ``first`` and ``second`` are what each says, ``None`` where it says nothing. ``span`` are the words it is about.
    """

    sort: Sort
    what: str
    field: str
    first: str | None
    second: str | None
    span: Span | None


class Comparison(msgspec.Struct, frozen=True):
    """Two readings of one report compared; ``agreed`` counts finds that both have with nothing said otherwise."""

    report: str
    first: str
    second: str
    agreed: int
    differences: tuple[Difference, ...]


def compare(first: Reading, second: Reading) -> Comparison:
    """Compare two readings of one report.

    Raises:
        InputError: they are of different texts.
    """
    if first.report.text != second.report.text:
        raise InputError(f"readings of {first.report.id} and {second.report.id} are of different texts: compare one")
    pairs = pair_agreements(first, second)
    refs = {other.ref: one.ref for one, other in pairs}
    found: list[list[Difference]] = []
    found += [contrast("agreement", *pair) for pair in pairs]
    found += lone("agreement", first.agreements, second.agreements, pairs)
    steps = pair_actions(first, second, refs)
    found += [contrast("action", *pair) for pair in steps]
    found += lone("action", first.actions, second.actions, steps)
    met = pair_up(first.meetings, second.meetings, lambda one, other: overlap(one.evidence, other.evidence))
    found += [contrast("meeting", *pair) for pair in met]
    found += lone("meeting", first.meetings, second.meetings, met)
    bound = pair_up(first.relations, second.relations, lambda one, other: int(same_ends(one, other, refs)))
    found += [contrast("relation", *pair) for pair in bound]
    found += lone("relation", first.relations, second.relations, bound)
    differences = tuple(difference for each in found for difference in each)
    return Comparison(first.report.id, first.reader, second.reader, sum(not each for each in found), differences)


def corroborate(reading: Reading, other: Reading) -> Reading:
    """Return a reading whose steps are the surer where another reader tells them too.

    Two readers that err independently are both wrong with the product of their doubts. A step counts as told by both
    where agreement, code and modality are the same and the days do not exclude one another.

    Args:
        reading: what is to stand.
        other: of the same report by another reader.
    """
    refs = {theirs.ref: ours.ref for ours, theirs in pair_agreements(reading, other)}
    surer = {
        id(ours): round(1 - (1 - ours.confidence) * (1 - theirs.confidence), 2)
        for ours, theirs in pair_actions(reading, other, refs)
        if ours.modality == theirs.modality and compatible(ours.date, theirs.date)
    }
    actions = tuple(msgspec.structs.replace(a, confidence=surer.get(id(a), a.confidence)) for a in reading.actions)
    return msgspec.structs.replace(reading, actions=actions)


def pair_agreements(first: Reading, second: Reading) -> list[tuple[Agreement, Agreement]]:
    """Return the agreements that both readings name, those with most words in common first."""
    return pair_up(first.agreements, second.agreements, lambda one, other: overlap(one.names, other.names))


def pair_actions(first: Reading, second: Reading, refs: dict[str, str]) -> list[tuple[Action, Action]]:
    """Return the steps that both readings tell; ``refs`` are the first's refs of agreements by the second's."""

    def rate(one: Action, other: Action) -> int:
        if one.action != other.action or one.agreement != refs.get(other.agreement):
            return 0
        return 1 + 2 * overlap(one.evidence, other.evidence) + (one.modality == other.modality)

    return pair_up(first.actions, second.actions, rate)


def pair_up(
    first: Sequence[Item], second: Sequence[Item], rate: Callable[[Item, Item], int]
) -> list[tuple[Item, Item]]:
    """Return pairs of what belongs together, the best first, each item in one pair at most; a rate of 0 is no pair."""
    rated = [(rate(one, other), i, j) for i, one in enumerate(first) for j, other in enumerate(second)]
    left, right, pairs = set[int](), set[int](), []
    for value, i, j in sorted(rated, key=lambda each: (-each[0], each[1], each[2])):
        if value and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return [(first[i], second[j]) for i, j in sorted(pairs)]


def overlap(spans: Iterable[Span], others: Sequence[Span]) -> int:
    """Return how many code points two sets of spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in spans for b in others)


def same_ends(one: Relation, other: Relation, refs: dict[str, str]) -> bool:
    """Tell whether two relations are between the same agreements."""
    return (one.source, one.target) == (refs.get(other.source), refs.get(other.target))


def compatible(one: ImpreciseDate | None, other: ImpreciseDate | None) -> bool:
    """Tell whether two dates can be of one day; a missing one excludes nothing."""
    if one is None or other is None or one.edtf == other.edtf:
        return True
    early = max(date.earliest or "" for date in (one, other))
    late = min(date.latest or "9999" for date in (one, other))
    return (one.placed and other.placed) and early <= late


Found = Agreement | Action | Meeting | Relation


def lone(
    sort: Sort, first: Sequence[Found], second: Sequence[Found], pairs: Sequence[tuple[Found, Found]]
) -> list[list[Difference]]:
    """Return a difference for each find that one of the readings has alone."""
    left, right = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    mine = [[Difference(sort, name(each), "", name(each), None, place(each))] for each in first if id(each) not in left]
    theirs = [
        [Difference(sort, name(each), "", None, name(each), place(each))] for each in second if id(each) not in right
    ]
    return mine + theirs


def contrast(sort: Sort, one: Found, other: Found) -> list[Difference]:
    """Return the fields in which two finds of one thing differ."""
    mine, theirs = describe(one), describe(other)
    return [
        Difference(sort, name(one), field, mine[field], theirs[field], place(one))
        for field in mine
        if mine[field] != theirs[field]
    ]


def describe(found: Found) -> dict[str, str | None]:
    """Return what can be compared of a find, by the names of its fields."""
    if isinstance(found, Agreement):
        listed = {"parties": " ".join(sorted(found.parties)), "areas": " ".join(sorted(found.areas))}
        year = str(found.year) if found.year else None
        wished = {"year": year, "term": found.term, "hypothetical": "yes" if found.hypothetical else "no"}
        return {"kind": str(found.kind), **listed, **wished}
    if isinstance(found, Relation):
        return {"relation": str(found.relation)}
    agents = found.by if isinstance(found, Action) else found.participants
    common = {"modality": str(found.modality), "date": found.date.edtf if found.date else None}
    common |= {"place": found.place.text if found.place else None, "sides": write_sides(agents)}
    return common if isinstance(found, Action) else {"kind": str(found.kind), **common}


def write_sides(agents: Iterable[Agent]) -> str:
    """Return for whom agents act: their codes, their names where they have none."""
    return " ".join(sorted({agent.actor or agent.name for agent in agents}))


def name(found: Found) -> str:
    """Return what a find is called."""
    if isinstance(found, Agreement):
        return found.title
    if isinstance(found, Action):
        return f"{found.action} {found.modality}"
    return f"{found.kind} {found.modality}" if isinstance(found, Meeting) else str(found.relation)


def place(found: Found) -> Span | None:
    """Return the first words that a find rests on."""
    spans = found.names if isinstance(found, Agreement) else found.evidence
    return spans[0] if spans else None
