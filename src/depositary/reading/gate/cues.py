"""Find the cues that open the gate, and choose the sentences to parse.

One pass of an automaton over the raw text finds nouns for instruments and phrases of treaty-making, at word boundaries.
Only if it finds one does the gate look for the sides.

>>> admits("Chad and Sudan signed a treaty."), admits("The party convention opened in Ohio.")
(True, False)
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from depositary.languages import load_list, load_toml
from depositary.model.vocabulary import Kind
from depositary.reading.actors import find_names, make_plain
from depositary.reading.agreements import NAMED as CAPITAL
from depositary.reading.agreements import friends, is_befriended, load_instruments
from depositary.reading.text import Sentence, bounded, build_automaton, find_words, is_edge, make_lower

HEADLINE = 200
WINDOW = 48
NAMED = "named"
TITLED = re.compile(r"([A-ZÀ-ÞĀ-Ž][\w’'.-]*)\s+\Z")
ABOUT = re.compile(r" (?:on|against|concerning|regarding|relating to|for the) (?:the )?[A-Z][a-z]")
"""What says at once behind a noun what a titled instrument is about ("the Convention on the Law of the Sea")."""

LIFE_REACH = 160
"""The distance, in code points on either side of a title, within which a word of treaty life must occur."""

REACH = 600
"""The distance, in code points on either side of a cue, within which its sides must be named."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that opens the gate, as a half-open range of the text, with its strength."""

    start: int
    end: int
    strength: str
    noun: str


def admits(text: str) -> bool:
    """Return whether a report can mention an agreement at all, from its raw text."""
    sides = load_toml("en", "gate")["sides"]
    return any(
        sides[strength] == 0 or count_sides(part) >= sides[strength] for strength, part in find_surroundings(text)
    )


def find_surroundings(text: str) -> Iterator[tuple[str, str]]:
    """Yield the strength of each cue with the text around it, which is searched for its sides.

    Cues that are close together share their surroundings, and the strongest one counts.
    """
    sides = load_toml("en", "gate")["sides"]
    reached, strengths = (0, 0), set[str]()
    for cue in find_cues(text):
        if strengths and cue.start - REACH > reached[1]:
            yield min(strengths, key=sides.__getitem__), text[slice(*reached)]
            strengths = set()
        reached = (reached[0] if strengths else max(0, cue.start - REACH), cue.end + REACH)
        strengths.add(cue.strength)
    if strengths:
        yield min(strengths, key=sides.__getitem__), text[slice(*reached)]


def choose_sentences(sentences: tuple[Sentence, ...]) -> list[int]:
    """Return the indices of the sentences to parse. A short report is parsed completely.

    In a longer report these are the sentences with an instrument noun, their neighbours, and sentences nearby
    that report speech or meetings.
    """
    cued = choose_cued(sentences)
    if len(cued) == len(sentences):
        return cued
    gate = load_toml("en", "gate")
    near, far = (widen(cued, gate[name]) for name in ("near", "far"))
    return [s.index for s in sentences if s.index in near or (s.index in far and speaks(s.text))]


def widen(indices: list[int], steps: int) -> set[int]:
    """Return indices with their neighbours, up to a number of steps away."""
    return {index + step for index in indices for step in range(-steps, steps + 1)}


def choose_cued(sentences: tuple[Sentence, ...]) -> list[int]:
    """Return the indices of the headline and the sentences with an instrument noun, or all of a short report."""
    short = len(sentences) <= load_toml("en", "gate")["short"]
    return [s.index for s in sentences if short or s.headline or next(find_cues(s.text), None)]


def speaks(text: str) -> bool:
    """Return whether a sentence contains words of speech or of meetings."""
    return any(mark in text for mark in '"“”«') or next(find_words(text, talk_automaton()), None) is not None


def find_cues(text: str) -> Iterator[Cue]:
    """Yield the cues of a text, without false friends."""
    automaton, cues = cue_automaton()
    lower = make_lower(text)
    done = functools.cache(lambda: next(bounded(lower, deed_automaton()), None) is not None)
    for index, start, end in bounded(lower, automaton):
        strength, noun = cues[index]
        if not (is_idle(text, start, strength, done) or is_false(lower, start, end, noun)):
            yield Cue(start, end, NAMED if is_named(text, start, end, noun) else strength, noun)


def is_idle(text: str, start: int, strength: str, done: Callable[[], bool]) -> bool:
    """Return whether a noun is no cue here: a headline noun outside the headline, or a weak, plain noun.

    ``done`` says whether the text has a word that makes a weak noun an instrument.
    """
    if strength == "headline":
        return "\n" not in text or "\n" in text[:start]
    if strength == CAPITAL:
        return not (text[start].isupper() and done())
    return strength in ("weak", "faint") and not text[start].isupper() and not done()


def is_named(text: str, start: int, end: int, noun: str) -> bool:
    """Return whether a noun ends the title of one instrument. Such a title needs no named sides.

    A noun that also names gatherings, offices and companies needs a word of treaty life nearby.

    >>> is_named("The Lomé Protocol is old.", 9, 17, "protocol"), is_named("the Lomé protocol", 9, 17, "protocol")
    (True, False)
    >>> is_named("The Lomé Charter is old.", 9, 16, "charter"), is_named("They signed Lomé Charter", 17, 24, "charter")
    (False, True)
    """
    if not text[start].isupper():
        return False
    if ABOUT.match(text, end):
        return has_life(text, start, end)
    before = TITLED.search(text, max(0, start - WINDOW), start)
    if before is None or before[1].lower() in load_list("en", "title_breaks"):
        return False
    return noun not in load_toml("en", "gate")["untitled"] or has_life(text, start, end)


def has_life(text: str, start: int, end: int) -> bool:
    """Return whether a word of treaty life is near a range."""
    around = make_lower(text[max(0, start - LIFE_REACH) : end + LIFE_REACH])
    return any(is_edge(around[at - 1 : at]) for at, _ in find_life(around))


def find_life(lower: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the words of treaty life."""
    return ((start, end) for _, start, end in life_automaton().find_matches_as_indexes(lower))


def is_false(lower: str, start: int, end: int, noun: str) -> bool:
    """Return whether the word before or after a noun changes its meaning ("plea deal", "charter flight")."""
    instrument = load_instruments().get(noun)
    if instrument is None or instrument[0].kind is Kind.CEASEFIRE:
        return False
    before = [word.strip("\"'“‘(") for word in lower[max(0, start - WINDOW) : start].split()]
    behind = (lower[end : end + WINDOW].split() or [""])[0].strip(".,;:!?\"'”’)")
    name = instrument[0].name
    around = f"{(before or [''])[-1]} {behind}"
    return is_befriended(before, name) or behind in friends(name, "after") or around in friends(name, "around")


def count_sides(text: str) -> int:
    """Return how many sides a text names. A collective counts as two."""
    if next(find_words(text, collective_automaton()), None):
        return 2
    return len({hit.name.code for hit in find_names(make_plain(text)) if hit.name.code})


@functools.cache
def cue_automaton() -> tuple[AhoCorasick, tuple[tuple[str, str], ...]]:
    """Build the automaton of instrument nouns and frames, with strength and noun of each pattern."""
    cues = {form: (found.strength, form) for form, (found, _) in load_instruments().items()}
    for frame in load_toml("en", "gate")["frames"]:
        cues.setdefault(frame, ("frame", frame))
    return build_automaton(cues), tuple(cues.values())


@functools.cache
def collective_automaton() -> AhoCorasick:
    """Build the automaton of the words that stand for two sides."""
    return build_automaton(load_toml("en", "gate")["collectives"])


@functools.cache
def deed_automaton() -> AhoCorasick:
    """Build the automaton of the words that make a weak noun an instrument."""
    return build_automaton(load_toml("en", "gate")["deeds"])


@functools.cache
def life_automaton() -> AhoCorasick:
    """Build the automaton of the word beginnings that belong to treaty life."""
    return build_automaton(load_toml("en", "gate")["life"], longest=True)


@functools.cache
def talk_automaton() -> AhoCorasick:
    """Build the automaton of the words of speech and meetings."""
    data = load_toml("en", "gate")
    return build_automaton(dict.fromkeys([*data["speech"], *data["meetings"]]))
