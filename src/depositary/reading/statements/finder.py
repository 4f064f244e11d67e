"""Who says what in a report, through whom: statements and the ranges they vouch for.

>>> MOST
8
"""

from __future__ import annotations

import bisect
import operator
from collections.abc import Sequence
from dataclasses import dataclass

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Statement
from depositary.model.vocabulary import Manner
from depositary.reading.mentions import Actors, AgreementMention, Agreements, DateMention, Statements
from depositary.reading.statements.attribution import attribute, is_outlet, relayed
from depositary.reading.statements.press_releases import find_release, own_words
from depositary.reading.statements.utterances import Utterance, find_utterances, share_of
from depositary.reading.syntax import load_frames
from depositary.reading.text import Analysis, Coverage

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
    relays = tuple(relayed(analysis, actors))
    attributions = attribute(analysis, utterances, release, relays)
    if release is not None:
        utterances = (*utterances, *own_words(analysis, release, [(u.start, u.end) for u in utterances]))
    told = [u for u in utterances if not is_outlet(u.speaker, analysis.report.outlet)]
    held: Coverage[Utterance] = Coverage()
    for utterance in utterances:
        held.add(utterance.start, utterance.end, utterance)
    own = [u for u in told if not vouched_by_text(u, agreements) and not retold(u, held)]
    scene = Scene(analysis, dates, agreements, held, Statements(attributions=attributions))
    channels = tuple(agent for relay in relays for agent in relay.chain)
    return Statements(tuple(state(scene, u) for u in choose(scene, own)), attributions, channels)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is needed to make statements of utterances."""

    analysis: Analysis
    dates: tuple[DateMention, ...]
    agreements: Agreements
    held: Coverage[Utterance]
    known: Statements


def retold(utterance: Utterance, held: Coverage[Utterance]) -> bool:
    """Tell whether words only pass on what somebody else says in them ("Reuters reported that X said ...")."""
    inner = [u for u in held.touching(utterance.start, utterance.end) if u is not utterance]
    inner = [u for u in inner if utterance.start <= u.cue < utterance.end and u.end - u.start > 20]
    inner = [u for u in inner if utterance.start <= u.start and u.end <= utterance.end]
    return share_of((utterance.start, utterance.end), [(u.start, u.end) for u in inner]) > PASSED_ON


def vouched_by_text(utterance: Utterance, agreements: Agreements) -> bool:
    """Tell whether the speaker is an agreement's own text ("the treaty states ...")."""
    names = {span.text.casefold() for a in agreements.agreements for span in a.names}
    return utterance.speaker.name.casefold() in names


def state(scene: Scene, utterance: Utterance) -> Statement:
    """Make the statement of an utterance."""
    analysis = scene.analysis
    chain = scene.known.chain_at(utterance.start, utterance.end)
    via = tuple(agent for agent in (*utterance.reporters, *chain[1:]) if agent != utterance.speaker)
    via = tuple(agent for agent in dict.fromkeys(via) if not is_outlet(agent, analysis.report.outlet))
    return Statement(
        speaker=utterance.speaker,
        manner=utterance.manner,
        span=analysis.report.span(utterance.start, utterance.end),
        via=via,
        date=date_of(scene, utterance),
        about=subject_of(analysis, utterance, scene.agreements),
    )


def date_of(scene: Scene, utterance: Utterance) -> ImpreciseDate | None:
    """Return when it was said: the date nearest to the reporting verb, outside all words."""
    sentence = scene.analysis.sentence_at(utterance.cue)
    near = [d for d in scene.dates if d.sentence == sentence.index and d.duration is None]
    near = [d for d in near if abs(d.start - utterance.cue) < 80 and not scene.held.touching(d.start, d.end)]
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
    resumes = first.lower() in ANAPHORA or tells_step(analysis.text[utterance.start : utterance.end])
    before = agreements.in_sentence(sentence.index - 1) if resumes else []
    return before[-1].ref if before else None


def tells_step(words: str) -> bool:
    """Tell whether words speak of a step of the agreement named before ("the signing will be a moment of ...")."""
    free = load_frames().free
    return any(word in free and free[word].role == "compound" for word in words.lower().split())


def nearest(mentions: Sequence[AgreementMention], position: int) -> AgreementMention:
    """Return the mention nearest to a position."""
    return min(mentions, key=lambda m: abs(m.start - position))


def distance(scene: Scene, utterance: Utterance) -> int:
    """Return how many sentences lie between words and the nearest mention of an agreement."""
    here = scene.analysis.sentence_at(utterance.start).index
    mentions = scene.agreements.mentions
    reached = bisect.bisect_left(mentions, here, key=operator.attrgetter("sentence"))
    return min((abs(m.sentence - here) for m in mentions[max(0, reached - 1) : reached + 1]), default=here)


def choose(scene: Scene, utterances: Sequence[Utterance]) -> list[Utterance]:
    """Return at most eight utterances, those on agreements first, then those nearest to one, in order."""
    parties = {party for agreement in scene.agreements.agreements for party in agreement.parties}
    ranked: list[tuple[bool, int, int, Utterance]] = []
    for utterance in utterances:
        afar = subject_of(scene.analysis, utterance, scene.agreements) is None
        away = distance(scene, utterance)
        if not afar or away <= REACH or utterance.speaker.actor in parties:
            ranked.append((afar, away, utterance.start, utterance))
    best = sorted(ranked, key=operator.itemgetter(0, 1, 2))[:MOST]
    return sorted((u for *_, u in best), key=lambda u: (u.start, u.end))
