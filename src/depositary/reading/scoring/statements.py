"""Statements: which words are given to which speaker, and touch an agreement or its parties.

Rules propose words with their speaker; the encoder proposes runs of reported words near a cue.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from depositary.model.reading import Agent, Statement
from depositary.model.vocabulary import Manner
from depositary.reading.encoder import Cue
from depositary.reading.scoring.features import Features, logit, logit_or_absent, mean
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.weights import Scorer

MOST = 8
"""Statements that a reading keeps."""
RULE_REACH = 120
CUE_REACH = 80
"""Code points between reported words and the cue that gives them to a speaker."""
INSIDE = 0.5
GAP = 3
LEAST_LENGTH = 12
"""Code points of the shortest run of reported words."""
OVERLAP = 0.35
FURTHEST = 6
SURE_SPEAKER = 0.3


@dataclass(frozen=True, slots=True)
class StatementCandidate:
    """Words that may be somebody's, the rule's statement if one found them, and the nearest cue."""

    start: int
    end: int
    rule: Statement | None
    cue: Cue | None
    content: float


def propose(finds: Finds) -> list[StatementCandidate]:
    """Return the candidates of a report, those of rules first."""
    found = [_by_rule(finds, statement) for statement in finds.statements.statements]
    for start, end in _runs(finds):
        if any(measure_overlap((start, end), (c.start, c.end)) > OVERLAP for c in found):
            continue
        cue = _nearest_cue(finds, start, end, CUE_REACH)
        if cue is not None:
            found.append(StatementCandidate(start, end, None, cue, _content(finds, start, end)))
    return found


def _by_rule(finds: Finds, statement: Statement) -> StatementCandidate:
    start, end = statement.span.start, statement.span.end
    cue = _nearest_cue(finds, start, end, RULE_REACH, inside=True)
    return StatementCandidate(start, end, statement, cue, _content(finds, start, end))


def _nearest_cue(finds: Finds, start: int, end: int, reach: int, *, inside: bool = False) -> Cue | None:
    """Return the surest cue next to a range, or in it where that is allowed."""
    near = (
        cue
        for cue in finds.marks.cues
        if min(abs(cue.start - end), abs(start - cue.end)) < reach or (inside and start <= cue.start < end)
    )
    return max(near, key=lambda cue: cue.probability, default=None)


def _content(finds: Finds, start: int, end: int) -> float:
    return mean(piece.content for piece in finds.marks.between(start, end))


def _runs(finds: Finds) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that the encoder takes for reported ones."""
    begin = end = -1
    for piece in finds.marks.pieces:
        inside = piece.content > INSIDE
        joined = begin >= 0 and inside and piece.start - end <= GAP and piece.begins <= INSIDE
        if begin >= 0 and not joined:
            if end - begin >= LEAST_LENGTH:
                yield begin, end
            begin = -1
        if inside:
            begin, end = (begin if joined else piece.start), piece.end
    if begin >= 0 and end - begin >= LEAST_LENGTH:
        yield begin, end


def measure_overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the share of two ranges that both cover."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def _speaker(finds: Finds, candidate: StatementCandidate) -> tuple[Agent | None, float]:
    """Return the speaker that the encoder links to the cue, and how surely."""
    links: tuple[tuple[int, float], ...] = candidate.cue.speakers if candidate.cue else ()
    index, probability = max(links, key=lambda link: link[1], default=(-1, 0.0))
    return (finds.actors.mentions[index].agent, probability) if probability else (None, 0.0)


def describe(finds: Finds, candidate: StatementCandidate) -> Features:
    """Return the features by which a statement is judged."""
    rule, cue = candidate.rule, candidate.cue
    speaker, probability = _speaker(finds, candidate)
    told = logit_or_absent(cue.probability if cue else None)
    content = logit(candidate.content)
    away = _distance(finds, candidate.start)
    agrees = rule is not None and speaker is not None and _last(speaker) == _last(rule.speaker)
    return {
        "rule": float(rule is not None),
        "cue": told,
        "content": content,
        "about": float(rule is not None and rule.about is not None),
        "same sentence": float(away == 0),
        "next sentence": float(away == 1),
        "sentences away": min(away, FURTHEST),
        "speaker": logit_or_absent(probability),
        "speakers agree": float(agrees),
        "length": math.log(1 + candidate.end - candidate.start),
        "rule and cue": told if rule else 0.0,
        "rule and content": content if rule else 0.0,
        "statements": math.log(1 + len(finds.statements.statements)),
    }


def _distance(finds: Finds, position: int) -> int:
    """Return how many sentences lie between a place and the nearest mention of an agreement."""
    here = finds.analysis.sentence_at(position).index
    return min((abs(m.sentence - here) for m in finds.mentions), default=FURTHEST)


def _last(agent: Agent) -> str:
    return agent.name.lower().split()[-1] if agent.name.split() else ""


def select(finds: Finds, scorers: Mapping[str, Scorer]) -> tuple[Statement, ...]:
    """Return at most `MOST` statements, in order of the text."""
    rated = [(scorers["statement"].rate(describe(finds, c)), c) for c in propose(finds)]
    best = sorted(rated, key=lambda pair: -pair[0])[:MOST]
    kept = [c for p, c in best if scorers["statement"].accepts(p, ruled=c.rule is not None)]
    composed = [statement for c in kept if (statement := _compose(finds, c)) is not None]
    return tuple(sorted(composed, key=lambda s: (s.span.start, s.span.end)))


def _compose(finds: Finds, candidate: StatementCandidate) -> Statement | None:
    if candidate.rule is not None:
        return candidate.rule
    speaker, probability = _speaker(finds, candidate)
    if speaker is None or probability < SURE_SPEAKER:
        return None
    start, end = candidate.start, candidate.end
    inside = finds.agreements.within(start, end)
    quoted = [q for q in finds.analysis.quotations if q[0] < end and start < q[1]]
    whole = any(q[0] <= start and end <= q[1] for q in quoted)
    manner = Manner.QUOTED if whole else Manner.MIXED if quoted else Manner.TOLD
    about = inside[0].ref if inside else None
    return Statement(speaker=speaker, manner=manner, span=finds.analysis.report.span(start, end), about=about)
