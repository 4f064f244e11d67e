"""Statements: which words are given to which speaker, and touch an agreement or its parties.

Rules propose words with their speaker; the encoder proposes runs of reported words near a cue.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from depositary.model.reading import Agent, Statement
from depositary.model.vocabulary import Manner
from depositary.reading.agent_words import names
from depositary.reading.encoder import Cue
from depositary.reading.scoring.features import Features, logit, logit_or_absent, mean
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.weights import Scorer
from depositary.reading.statements import find_speaker

MOST = 8
"""Statements that a reading keeps."""
RULE_REACH = 120
CUE_REACH = 80
"""Code points between reported words and the cue that gives them to a speaker."""
LEAST_CUE = 0.12
"""Least probability of a cue at which the words around it are proposed."""
INSIDE = 0.5
GAP = 3
LEAST_LENGTH = 12
"""Code points of the shortest run of reported words."""
EQUAL = 0.8
"""Share of two ranges from which they are one proposal."""
CLASH = 0.2
"""Share of two ranges from which only the likelier one is kept."""
MARGIN = 25
"""Code points beside a proposal in which words should not be reported ones."""
FURTHEST = 6
SURE_SPEAKER = 0.3
OPENING = " \t\n,:;-–—\"“”„«»‘'…("
CLOSING = ' \t\n,:;.-–—"“”«»’…('


@dataclass(frozen=True, slots=True)
class StatementCandidate:
    """Words that may be somebody's, the rule's statement if one found them, and the nearest cue.

    ``sort`` says where they come from: "rule", "run" (a run of words that the encoder takes for reported ones),
    "behind" and "before" (the rest of the sentence behind or before a cue), "quote" (a quotation beside a cue).
    """

    start: int
    end: int
    rule: Statement | None
    cue: Cue | None
    content: float
    sort: str
    speaker: Agent | None = None


def propose(finds: Finds) -> list[StatementCandidate]:
    """Return the candidates of a report, those of rules first; they may overlap."""
    found = [_by_rule(finds, statement) for statement in finds.statements.statements]
    for start, end in _runs(finds):
        cue = _nearest_cue(finds, start, end, CUE_REACH)
        if cue is not None:
            _add(finds, found, (start, end), cue, "run")
    for cue in finds.marks.cues:
        if cue.probability >= LEAST_CUE:
            for start, end, sort in _around(finds, cue):
                _add(finds, found, (start, end), cue, sort)
    return found


def _add(finds: Finds, found: list[StatementCandidate], words: tuple[int, int], cue: Cue, sort: str) -> None:
    """Add a candidate unless its words are too few or are proposed already."""
    start, end = words
    if end - start >= LEAST_LENGTH and not any(measure_overlap(words, (c.start, c.end)) > EQUAL for c in found):
        speaker = find_speaker(finds.analysis, finds.actors, cue.start, cue.end)
        if speaker is not None and not _is_outside(finds, words, speaker):
            speaker = None
        found.append(StatementCandidate(start, end, None, cue, _content(finds, start, end), sort, speaker))


def _is_outside(finds: Finds, words: tuple[int, int], speaker: Agent) -> bool:
    """Tell whether a report names a speaker elsewhere than in the words themselves."""
    text, name = finds.analysis.text, speaker.name.split()[-1]
    inside, report = name in text[slice(*words)], text[: words[0]] + text[words[1] :]
    return not inside or name in report


def _by_rule(finds: Finds, statement: Statement) -> StatementCandidate:
    start, end = statement.span.start, statement.span.end
    cue = _nearest_cue(finds, start, end, RULE_REACH, inside=True)
    return StatementCandidate(start, end, statement, cue, _content(finds, start, end), "rule")


def _around(finds: Finds, cue: Cue) -> Iterator[tuple[int, int, str]]:
    """Yield what a cue can report: the words behind it, those before it up to a comma, a quotation beside it."""
    text, sentence = finds.analysis.text, finds.analysis.sentence_at(cue.start)
    start, end = _strip(text, cue.end, sentence.end)
    link = _link_pattern().match(text, start, end)
    if link:
        start, end = _strip(text, link.end(), end)
    yield start, end, "behind"
    comma = max(text.rfind(mark, sentence.start, cue.start) for mark in (",", "”", '"', "—", "–"))
    if comma > sentence.start:
        yield *_strip(text, sentence.start, comma), "before"
    for begin, stop in finds.analysis.quotations:
        if begin < sentence.end + GAP and sentence.start - GAP < stop and not begin <= cue.start < stop:
            yield *_strip(text, begin, stop), "quote"


@functools.cache
def _link_pattern() -> re.Pattern[str]:
    """Return the pattern of a word between a reporting verb and what it reports, with the blanks behind it."""
    return re.compile(rf"(?:{'|'.join(sorted(names('reporting_links')))})\b\s*", re.IGNORECASE)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without marks and blanks at its ends."""
    while start < end and text[start] in OPENING:
        start += 1
    while end > start and text[end - 1] in CLOSING:
        end -= 1
    return start, end


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
    outside = max(
        _content(finds, max(0, candidate.start - MARGIN), candidate.start),
        _content(finds, candidate.end, candidate.end + MARGIN),
    )
    least = min((piece.content for piece in finds.marks.between(candidate.start, candidate.end)), default=0.0)
    named = rule.speaker if rule is not None else candidate.speaker
    agrees = named is not None and speaker is not None and _last(speaker) == _last(named)
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
        "named": float(named is not None),
        "length": math.log(1 + candidate.end - candidate.start),
        "rule and cue": told if rule else 0.0,
        "rule and content": content if rule else 0.0,
        "statements": math.log(1 + len(finds.statements.statements)),
        "outside": outside,
        "least content": logit(least),
        "content less outside": candidate.content - outside,
        f"sort={candidate.sort}": 1.0,
        f"cue of {candidate.sort}": told,
        f"content of {candidate.sort}": content,
    }


def _distance(finds: Finds, position: int) -> int:
    """Return how many sentences lie between a place and the nearest mention of an agreement."""
    here = finds.analysis.sentence_at(position).index
    return min((abs(m.sentence - here) for m in finds.mentions), default=FURTHEST)


def _last(agent: Agent) -> str:
    return agent.name.lower().split()[-1] if agent.name.split() else ""


def select(finds: Finds, scorers: Mapping[str, Scorer]) -> tuple[Statement, ...]:
    """Return at most `MOST` statements, in order of the text."""
    rated = sorted(((scorers["statement"].rate(describe(finds, c)), c) for c in propose(finds)), key=lambda r: -r[0])
    kept: list[StatementCandidate] = []
    for probability, candidate in rated:
        accepted = scorers["statement"].accepts(probability, ruled=candidate.rule is not None)
        if accepted and len(kept) < MOST and not any(_clash(candidate, other) for other in kept):
            kept.append(candidate)
    composed = [statement for c in kept if (statement := _compose(finds, c)) is not None]
    return tuple(sorted(composed, key=lambda s: (s.span.start, s.span.end)))


def _clash(one: StatementCandidate, other: StatementCandidate) -> bool:
    return measure_overlap((one.start, one.end), (other.start, other.end)) > CLASH


def _compose(finds: Finds, candidate: StatementCandidate) -> Statement | None:
    if candidate.rule is not None:
        return candidate.rule
    start, end = candidate.start, candidate.end
    span, manner = finds.analysis.report.span(start, end), _find_manner(finds, start, end)
    inside = finds.agreements.within(start, end)
    about = inside[0].ref if inside else None
    if candidate.speaker is not None:
        return Statement(speaker=candidate.speaker, manner=manner, span=span, about=about)
    partial = [s for s in finds.statements.statements if s.span.start < end and start < s.span.end]
    if partial:  # rules found a part of these words, and who says them
        longest = max(partial, key=lambda s: s.span.end - s.span.start)
        return msgspec.structs.replace(longest, span=span, manner=manner)
    speaker, probability = _speaker(finds, candidate)
    if speaker is None or probability < SURE_SPEAKER:
        return None
    return Statement(speaker=speaker, manner=manner, span=span, about=about)


def _find_manner(finds: Finds, start: int, end: int) -> Manner:
    """Return whether all of some words is quoted, a part, or nothing."""
    quoted = [q for q in finds.analysis.quotations if q[0] < end and start < q[1]]
    whole = any(q[0] <= start and end <= q[1] for q in quoted)
    return Manner.QUOTED if whole else Manner.MIXED if quoted else Manner.TOLD
