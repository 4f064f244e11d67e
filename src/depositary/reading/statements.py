"""Who says what in a report, through whom: statements and the ranges they vouch for.

>>> MOST
8
"""

from __future__ import annotations

from collections.abc import Sequence

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Statement
from depositary.model.vocabulary import Manner
from depositary.reading.analysis import Analysis
from depositary.reading.attribution import attribute, is_outlet
from depositary.reading.finds import Actors, AgreementMention, Agreements, DateMention, Statements
from depositary.reading.releases import find_release, own_words
from depositary.reading.utterances import Utterance, find_utterances, share_of

MOST = 8
REACH = 8
PASSED_ON = 0.3
ANAPHORA = frozenset({"it", "this", "that", "they", "these"})


def find_statements(
    analysis: Analysis, actors: Actors, dates: tuple[DateMention, ...], agreements: Agreements
) -> Statements:
    """Find the statements of a report that touch an agreement or the parties' relation.

    ``statements`` are at most eight, those on agreements first; ``attributions`` cover all that
    anybody vouches for.
    """
    release = find_release(analysis, actors)
    utterances = find_utterances(analysis, actors, release.speakers if release and release.verbatim else ())
    attributions = attribute(analysis, actors, utterances, release)
    if release is not None:
        utterances = (*utterances, *own_words(analysis, release, [(u.start, u.end) for u in utterances]))
    bare = Statements(attributions=attributions)
    told = [u for u in utterances if not is_outlet(u.speaker, analysis.report.outlet)]
    told = [u for u in told if not vouched_by_text(u, agreements) and not retold(u, utterances)]
    free = [d for d in dates if not any(d.overlaps(u.start, u.end) for u in utterances)]
    found = [state(analysis, u, free, agreements, bare) for u in told]
    kept = [s for s in found if s.about or near_agreement(analysis, s, agreements)]
    return Statements(choose(analysis, kept, agreements), attributions)


def retold(utterance: Utterance, utterances: Sequence[Utterance]) -> bool:
    """Tell whether words only pass on what somebody else says in them ("Reuters reported that X said ...")."""
    inner = [u for u in utterances if utterance.start <= u.cue < utterance.end and u is not utterance]
    inner = [u for u in inner if utterance.start <= u.start and u.end <= utterance.end and u.end - u.start > 20]
    return share_of((utterance.start, utterance.end), [(u.start, u.end) for u in inner]) > PASSED_ON


def vouched_by_text(utterance: Utterance, agreements: Agreements) -> bool:
    """Tell whether the speaker is an agreement's own text ("the treaty states ...")."""
    names = {span.text.casefold() for a in agreements.agreements for span in a.names}
    return utterance.speaker.name.casefold() in names


def state(
    analysis: Analysis, utterance: Utterance, dates: Sequence[DateMention], agreements: Agreements, known: Statements
) -> Statement:
    """Make the statement of an utterance."""
    chain = known.chain_at(utterance.start, utterance.end)
    via = tuple(agent for agent in (*utterance.reporters, *chain[1:]) if agent != utterance.speaker)
    via = tuple(agent for agent in dict.fromkeys(via) if not is_outlet(agent, analysis.report.outlet))
    return Statement(
        speaker=utterance.speaker,
        manner=utterance.manner,
        span=analysis.report.span(utterance.start, utterance.end),
        via=via,
        date=date_of(analysis, utterance, dates),
        about=subject_of(analysis, utterance, agreements),
    )


def date_of(analysis: Analysis, utterance: Utterance, dates: Sequence[DateMention]) -> ImpreciseDate | None:
    """Return when it was said: the date nearest to the reporting verb, outside all words."""
    sentence = analysis.sentence_at(utterance.cue)
    near = [d for d in dates if d.sentence == sentence.index and d.duration is None]
    near = [d for d in near if abs(d.start - utterance.cue) < 80]
    return min(near, key=lambda d: abs(d.start - utterance.cue)).date if near else None


def subject_of(analysis: Analysis, utterance: Utterance, agreements: Agreements) -> str | None:
    """Return the ref of the agreement spoken of: in the words, in their sentence, or meant by "it"."""
    inside = agreements.within(utterance.start, utterance.end)
    inside = inside or agreements.within(min(utterance.cover, utterance.start), utterance.end)
    if inside:
        return nearest(inside, utterance.start).ref
    sentence = analysis.sentence_at(utterance.cue)
    beside = agreements.in_sentence(sentence.index)
    first = analysis.text[utterance.start : utterance.end].split(maxsplit=1)[0]
    short = utterance.end - utterance.start < 60 or first[:1].islower()
    if beside and utterance.manner is Manner.QUOTED and short:
        return nearest(beside, utterance.cue).ref
    before = agreements.in_sentence(sentence.index - 1) if first.lower() in ANAPHORA else []
    return before[-1].ref if before else None


def nearest(mentions: Sequence[AgreementMention], position: int) -> AgreementMention:
    """Return the mention nearest to a position."""
    return min(mentions, key=lambda m: abs(m.start - position))


def near_agreement(analysis: Analysis, statement: Statement, agreements: Agreements) -> bool:
    """Tell whether a statement stands near a mention of an agreement, or comes from one of its parties."""
    parties = {party for agreement in agreements.agreements for party in agreement.parties}
    return statement.speaker.actor in parties or distance(analysis, statement, agreements) <= REACH


def distance(analysis: Analysis, statement: Statement, agreements: Agreements) -> int:
    """Return how many sentences lie between a statement and the nearest mention of an agreement."""
    here = analysis.sentence_at(statement.span.start).index
    return min((abs(m.sentence - here) for m in agreements.mentions), default=len(analysis.sentences))


def choose(analysis: Analysis, statements: Sequence[Statement], agreements: Agreements) -> tuple[Statement, ...]:
    """Return at most eight statements, those nearest to an agreement first, in order of the text."""

    def rank(statement: Statement) -> tuple[bool, int, int]:
        return statement.about is None, distance(analysis, statement, agreements), statement.span.start

    return tuple(sorted(sorted(statements, key=rank)[:MOST], key=lambda s: s.span.start))
