"""Read one report by words alone: no parser, no model, one engine for all languages with a lexicon."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

import msgspec

from depositary.languages.lexicons import list_lexicons
from depositary.model.reading import Action, Agreement, Reading
from depositary.model.text import Report
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.assembly import assemble, assemble_empty
from depositary.reading.lexical.actors import find_cast, find_spots
from depositary.reading.lexical.agreements import find_parties, group_mentions, make_agreement
from depositary.reading.lexical.dates import find_dates
from depositary.reading.lexical.lexicon import Lexicon, Step, load_lexicon
from depositary.reading.lexical.meetings import find_meetings, find_relations
from depositary.reading.lexical.mentions import find_mentions, make_ground
from depositary.reading.lexical.patterns import Hit
from depositary.reading.lexical.statements import find_sources, make_statements
from depositary.reading.lexical.steps import Scene, find_steps
from depositary.reading.lexical.words import READ_TO, Script, Words, cut_words, fold

VERSION = "3"
OWN = frozenset({ActionCode.WITHDRAWAL, ActionCode.SUSPENSION, ActionCode.RESUMPTION})
TENSES: dict[Modality | None, str] = {Modality.OCCURRED: "past", Modality.PLANNED: "future"}
NEAR_SPEECH = 1
DATELINE = r"(?:^|\n)[ \t]*[^\n.!?。]{{2,90}}?(?:\s[—–-]{{1,2}}\s|\)\s*[.:—–-]\s*{close})"
DATELINE_LONGEST = 90


def name_version(language: str, release: str) -> str:
    """Return the version of the reader of a language: it changes when its readings change.

    Args:
        language: its code.
        release: number of the English reader with which it is released, so that the register can compare both.

    >>> name_version("fr", "9")
    'fr-lexical/9.3'
    """
    return f"{language}-lexical/{release}.{VERSION}"


def reads(language: str) -> bool:
    """Tell whether a language has a lexicon."""
    return language in list_lexicons()


def may_tell(text: str) -> bool:
    """Tell whether a text in any language with a lexicon may mention an agreement."""
    folded = fold(text[:READ_TO])
    return any(passes(folded, load_lexicon(language)) for language in list_lexicons())


def passes(folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a folded text holds a word of the gate."""
    return gate(lexicon).search(folded) is not None


@functools.cache
def gate(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the words of the gate as one pattern."""
    return re.compile("|".join(map(re.escape, lexicon.gate)))


def read_report(report: Report, release: str) -> Reading:
    """Read a report in a language that has a lexicon.

    Args:
        report: in such a language.
        release: number of the English reader with which this one is released.

    Raises:
        LexiconError: the language has no lexicon.
    """
    lexicon = load_lexicon(report.language)
    version = name_version(report.language, release)
    if not passes(lexicon.script.fold(report.text[:READ_TO]), lexicon):
        return assemble_empty(report, version)
    headline = len(report.title) if report.title and report.text.startswith(report.title) else 0
    words = cut_words(report.text, lexicon.script, headline)
    return read_words(report, lexicon, words, version)


def read_words(report: Report, lexicon: Lexicon, words: Words, version: str) -> Reading:
    """Return the reading of a report that was cut into words."""
    steps = lexicon.steps.find(words)
    dates = find_dates(words, lexicon, report.published, lambda word: direct(words, lexicon, word))
    blocked = end_dateline(report, words, lexicon.script)
    dated = frozenset(i for d in dates for i in range(d.first, d.last))
    cast = find_cast(words, lexicon, dated)
    headed = words.sentences[0].last if words.sentences and words.sentences[0].headline else 0
    cast = replace(cast, actors=tuple(a for a in cast.actors if not headed <= a.first < blocked))
    sources = find_sources(report, words, lexicon, cast, blocked)
    cast = replace(cast, speakers=frozenset(sources.speakers))
    ground = make_ground(words, lexicon, cast, dates, steps)
    groups = group_mentions(ground, find_mentions(ground))
    if not groups:
        return assemble_empty(report, version)
    scene = Scene(
        report=report,
        words=words,
        lexicon=lexicon,
        cast=cast,
        dates=dates,
        spots=find_spots(words, lexicon, cast, dated),
        sources=sources,
        blocked=blocked,
    )
    parties = {group.ref: find_parties(words, lexicon, cast, group) for group in groups}
    agreements = tuple(make_agreement(report, words, lexicon, cast, group) for group in groups)
    spans = [(a.ref, [(span.start, span.end) for span in a.names]) for a in agreements]
    actions = tuple(find_steps(scene, groups, steps, parties))
    return assemble(
        report,
        version,
        agreements=tuple(bind_members(agreement, actions) for agreement in agreements),
        actions=actions,
        meetings=tuple(find_meetings(scene)),
        relations=tuple(find_relations(scene, groups)),
        statements=tuple(make_statements(report, scene.sources, spans)),
    )


def bind_members(agreement: Agreement, actions: tuple[Action, ...]) -> Agreement:
    """Add to an agreement's parties those who leave, suspend or break it: only who belongs to it can."""
    done = [
        a for a in actions if a.agreement == agreement.ref and a.action in OWN and a.modality is not Modality.DENIED
    ]
    codes = [agent.actor for action in done for agent in action.by[:1] if agent.actor]
    if len(agreement.parties) >= 2 or not codes:
        return agreement
    return msgspec.structs.replace(agreement, parties=tuple(dict.fromkeys((*agreement.parties, *codes))))


def direct(words: Words, lexicon: Lexicon, word: int) -> str:
    """Return the direction in time of a word: that of the step or the verb of speech that is nearest to it."""
    sentence = words.sentences[words.sentence_of(word)]
    steps = lexicon.steps.find(words, sentence.first, sentence.last)
    told = [hit.value.modality for hit in steps]
    near = [(measure(word, hit), TENSES[hit.value.modality]) for hit in steps if hit.value.modality in TENSES]
    spoken = [measure(word, hit) for hit in lexicon.speech.find(words, sentence.first, sentence.last)]
    near += [(far, "past") for far in spoken if far <= NEAR_SPEECH]
    if near:
        return min(near)[1]
    cues = [hit.value for hit in lexicon.modality.find(words, sentence.first, sentence.last)]
    return "future" if Modality.PLANNED in cues else "near" if not told else "past"


def measure(word: int, hit: Hit[Step] | Hit[str]) -> int:
    """Return how many words stand between a word and what was found."""
    return min(abs(hit.first - word), abs(hit.last - 1 - word))


def end_dateline(report: Report, words: Words, script: Script) -> int:
    """Return the first word behind the dateline, whose place and day are none of a step."""
    pattern = dateline(script.dateline)
    start = len(report.title) + 1 if report.title and report.text.startswith(report.title) else 0
    found = pattern.match(report.text, start, start + DATELINE_LONGEST + 20) if start else None
    found = found or pattern.match(report.text, 0, DATELINE_LONGEST)
    if not found:
        return 0
    return next((i for i, at in enumerate(words.starts) if at >= found.end()), 0)


@functools.cache
def dateline(close: str) -> re.Pattern[str]:
    """Return the pattern of a dateline, which a stroke closes, or what the script has for it."""
    return re.compile(DATELINE.format(close=rf"|{re.escape(close)}\s*[）)]?\s*" if close else ""))
