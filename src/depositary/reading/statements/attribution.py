"""Who vouches for which range of a report, nearest source first; the outlet itself never.

>>> same_name("The Moscow Times", "Moscow Times")
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from depositary.model.reading import Agent
from depositary.reading.mentions import Actors, Attribution
from depositary.reading.statements.press_releases import Release
from depositary.reading.statements.speakers import strip_article
from depositary.reading.statements.utterances import Utterance
from depositary.reading.text import Analysis, Coverage

RELAYED = r"\b{}\s+(?:reports?|reported|writes|wrote|informs|informed),?\s+(?:via|citing|quoting|with reference to)\s+"
SOURCE_PHRASE = re.compile(r"(?:the |an? )?(?P<name>[^,.;:]{3,60})")
DOMAIN = re.compile(r"^www\.|\.(?:com|org|net|co|az|ru|uk)\b.*$")


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same outlet, articles and domain endings apart."""
    return fold(one) == fold(other)


def fold(name: str) -> str:
    """Return a name for comparing."""
    return DOMAIN.sub("", strip_article(name.strip()).casefold())


def is_outlet(agent: Agent, outlet: str | None) -> bool:
    """Tell whether an agent is the report's own outlet."""
    return bool(outlet) and any(same_name(agent.name, part) for part in re.split(r"[;,/]", outlet or ""))


def attribute(
    analysis: Analysis,
    utterances: Sequence[Utterance],
    release: Release | None = None,
    relays: Iterable[Attribution] = (),
) -> tuple[Attribution, ...]:
    """Return who vouches for which range, chains of nested sources included."""
    found: Coverage[Attribution] = Coverage()
    kept = [*whole_report(release), *relays]
    for attribution in kept:
        found.add(attribution.start, attribution.end, attribution)
    for utterance in sorted(utterances, key=lambda u: (u.start - u.end, u.start)):
        start, end = min(utterance.cover, utterance.start), max(utterance.end, utterance.cue)
        chain = extend_chain(own_chain(analysis, utterance), found.around(utterance.cue), utterance)
        if chain:
            kept.append(Attribution(start, end, chain))
            found.add(start, end, kept[-1])
    return tuple(sorted(kept, key=lambda a: (a.start, a.end)))


def own_chain(analysis: Analysis, utterance: Utterance) -> tuple[Agent, ...]:
    """Return the speaker and those who pass the words on, the outlet left out."""
    chain = (utterance.speaker, *utterance.reporters)
    return tuple(agent for agent in chain if not is_outlet(agent, analysis.report.outlet))


def extend_chain(chain: tuple[Agent, ...], found: Iterable[Attribution], utterance: Utterance) -> tuple[Agent, ...]:
    """Add the chain of the narrowest range around the whole clause of speech."""
    around = [a for a in found if a.start <= utterance.start and utterance.end <= a.end]
    if not around:
        return chain
    nearest = min(around, key=lambda a: a.end - a.start)
    return chain + tuple(agent for agent in nearest.chain if agent not in chain)


def whole_report(release: Release | None) -> Iterable[Attribution]:
    """Yield who vouches for a whole release ("The following is attributable to ...:")."""
    if release is not None:
        yield Attribution(release.start, release.end, release.speakers)


def relayed(analysis: Analysis, actors: Actors) -> Iterable[Attribution]:
    """Yield whom the outlet names as its own source ("..., the Post reports via ...") and the sentence."""
    outlet = analysis.report.outlet
    for cue in re.finditer(RELAYED.format(re.escape(outlet)), analysis.text) if outlet else ():
        sentence = analysis.sentence_at(cue.start())
        words = SOURCE_PHRASE.match(analysis.text, cue.end(), sentence.end)
        mention = actors.at(words.start("name")) if words else None
        if words:
            agent = mention.agent if mention and mention.sort != "demonym" else Agent(words["name"])
            yield Attribution(sentence.start, cue.start(), (agent,))
