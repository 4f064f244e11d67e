"""Reports that are one speaker's own words: messages, letters, statements, joint statements.

>>> HEADING.search("Statement by Foreign Minister Anna Berg on the Treaty") is not None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.model.reading import Agent
from depositary.model.vocabulary import Manner
from depositary.reading.mentions import ActorMention, Actors
from depositary.reading.statements.full_names import fullest
from depositary.reading.statements.utterances import Utterance
from depositary.reading.text import Analysis, Sentence

HEADING = re.compile(r"^(?:\w+ )?(?:Statement|Message|Letter|Remarks|Declaration|Address|Communiqué)\b")
MAKER = re.compile(r"\b(?:by|from|of) ")
LIMIT = re.compile(r"\s(?:on|to|about|regarding|following|at|in|for|after|marking|concerning)\s|:")
FOLLOWING = re.compile(
    r"\b(?:following|text of an?|text of the) (?:(?:joint|press|official) )*(?:statement|communiqu[eé]|declaration)\b",
    re.I,
)
ATTRIBUTABLE = re.compile(r"\b(?:is|are) attributable to ")
SIGNED = re.compile(r"^[A-Z][A-Z .,’'-]{5,}$")
OWN = re.compile(r"\b(?:I|[Ww]e|my|My|our|Our)\b")
JOINT = re.compile(r"\bjoint\b", re.I)


@dataclass(frozen=True, slots=True)
class Release:
    """The range that holds somebody's own words; ``verbatim`` where all of it is theirs."""

    start: int
    end: int
    speakers: tuple[Agent, ...]
    verbatim: bool


def find_release(analysis: Analysis, actors: Actors) -> Release | None:
    """Return the range of a report that is its speakers' own text, if there is one."""
    return announced(analysis, actors) or attributable(analysis, actors) or headed(analysis, actors)


def announced(analysis: Analysis, actors: Actors) -> Release | None:
    """Return what follows "... issued the following joint statement"."""
    for sentence in analysis.sentences[:6]:
        cue = FOLLOWING.search(sentence.text)
        named = [m for m in actors.in_sentence(sentence.index) if m.sort not in {"demonym", "metonym"}]
        if cue and named:
            return Release(sentence.end, len(analysis.text), lead(actors, named), True)
    return None


def attributable(analysis: Analysis, actors: Actors) -> Release | None:
    """Return what follows "The following is attributable to ...": told by, not words of, a spokesperson."""
    cue = ATTRIBUTABLE.search(analysis.text)
    line = analysis.text.find("\n", cue.end()) if cue else -1
    people = [m.agent for m in actors.within(cue.end(), line) if m.sort == "person"] if cue and line > 0 else []
    return Release(line, len(analysis.text), (people[0],), False) if people else None


def headed(analysis: Analysis, actors: Actors) -> Release | None:
    """Return the body under a heading such as "Statement by ..." or "Message to ..."."""
    title = analysis.sentences[0] if analysis.sentences and analysis.sentences[0].headline else None
    heading = HEADING.match(title.text) if title else None
    if title is None or heading is None:
        return None
    makers = makers_of(title, actors, heading.end()) or signers(analysis, actors)
    single = len(makers) == 1 and not JOINT.search(heading.group())
    return Release(title.end, len(analysis.text), makers, single) if makers else None


def makers_of(title: Sentence, actors: Actors, position: int) -> tuple[Agent, ...]:
    """Return who makes a statement by its heading."""
    maker = MAKER.search(title.text, position)
    if maker is None:
        return ()
    limit = LIMIT.search(title.text, maker.end())
    end = title.start + (limit.start() if limit else len(title.text))
    named = [m for m in actors.within(title.start + maker.end(), end) if m.sort != "demonym"]
    people = [m for m in named if m.sort == "person"]
    return tuple(dict.fromkeys(m.agent for m in people or named))


def signers(analysis: Analysis, actors: Actors) -> tuple[Agent, ...]:
    """Return who signed near the end, in capitals on a line of its own."""
    for sentence in analysis.sentences[-4:]:
        mention = actors.at(sentence.start)
        if SIGNED.match(sentence.text) and mention is not None and mention.sort == "person":
            return (mention.agent,)
    return ()


def lead(actors: Actors, named: list[ActorMention]) -> tuple[Agent, ...]:
    """Return the speakers of a joint text; for "the two countries", the states named first."""
    plain = [m.agent for m in named if m.sort != "collective"]
    first = [fullest(m.agent, actors) for m in named[:1] if m.sort in {"organ", "collective"}]
    states = first + [m.agent for m in named if m.sort == "state"]
    codes = {code for m in named for code in m.members}
    members = [m.agent for m in actors.mentions if m.sort == "state" and m.codes and m.codes[0] in codes]
    return tuple(dict.fromkeys(members or states or plain))


def own_words(analysis: Analysis, release: Release, taken: list[tuple[int, int]]) -> Iterator[Utterance]:
    """Yield the sentences of a release as its speaker's words, those already read left out.

    Of a joint text only those in "we" and "our": the rest of it is told by all.
    """
    single = len(release.speakers) == 1
    for sentence in analysis.sentences if release.verbatim else ():
        inside = release.start <= sentence.start and sentence.end <= release.end and not sentence.headline
        free = not any(s < sentence.end and sentence.start < e for s, e in taken)
        if inside and free and len(sentence.text) > 30 and (single or OWN.search(sentence.text)):
            start, end, speaker = sentence.start, sentence.end, release.speakers[0]
            yield Utterance(start, end, speaker, Manner.QUOTED, start, start)
