"""What a step bears on and which organ takes it, by the words of a report, as fields for the law, which reads none.

>>> from depositary.model.reading import Agent
>>> find_organ(Agent("Federation Council", actor="RUS")).value, find_organ(Agent("Vladimir Putin", "President", "RUS"))
('chamber', None)
>>> find_bearing(ActionCode.WITHDRAWAL, "Chad notified the depositary of its withdrawal.").value
'notice'
>>> find_total("Chad ratified it on Friday, bringing the number of ratifications to 60.")
60
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

import msgspec

from depositary.errors import LexiconError
from depositary.languages import load_table, load_toml
from depositary.model.reading import Action, Agent, Reading
from depositary.model.vocabulary import ActionCode, Bearing, Organ

# Steps of which reports count how many have taken them.
COUNTED = frozenset({ActionCode.RATIFICATION, ActionCode.DEPOSIT, ActionCode.ACCESSION})


def fill_reading(reading: Reading) -> Reading:
    """Return a reading whose steps have their bearing, total and organs, where the reader left them out."""
    actions = tuple(fill_bearing(action, reading.report.language) for action in reading.actions)
    return reading if actions == reading.actions else msgspec.structs.replace(reading, actions=actions)


@functools.cache
def has_words(language: str) -> bool:
    """Tell whether the words of a language are known."""
    try:
        return bool(load_toml(language, "bearings") and load_table(language, "organ_ranks"))
    except LexiconError:
        return False


def fill_bearing(action: Action, language: str = "en") -> Action:
    """Return a step with its bearing, total and organs; what is set already stays, as in a language without words."""
    if not has_words(language):
        return action
    words = " ".join(span.text for span in action.evidence)
    by = tuple(fill_organ(agent, language) for agent in action.by)
    bearing = action.bearing or find_bearing(action.action, words, language)
    counted = action.total is None and action.action in COUNTED
    total = find_total(words, language) if counted else action.total
    if (by, bearing, total) == (action.by, action.bearing, action.total):
        return action
    return msgspec.structs.replace(action, by=by, bearing=bearing, total=total)


def fill_organ(agent: Agent, language: str = "en") -> Agent:
    """Return an agent with its organ where the words tell one."""
    organ = agent.organ or find_organ(agent, language)
    return msgspec.structs.replace(agent, organ=organ) if organ and not agent.organ else agent


@functools.lru_cache(maxsize=4096)
def find_organ(agent: Agent, language: str = "en") -> Organ | None:
    """Return which organ an agent is; ``None`` where it acts for its state as such (VCLT 7).

    Who holds an office acts for the state, but for who doesn't hold it yet, or any more.
    """
    found = match_organs(agent.office or agent.name, agent.actor, language)
    if Organ.DESIGNATE in found:
        return Organ.DESIGNATE
    return None if agent.office else next(iter(found), None)


def match_organs(words: str, actor: str | None, language: str) -> list[Organ]:
    """Return the organs whose words stand in a name or an office, the best first."""
    rows = load_table(language, "organ_ranks")
    near = [row for row in rows if row["actor"] in ("", actor or "-") and word_pattern(row["word"]).search(words)]
    near.sort(key=lambda row: (not row["actor"], -len(row["word"])))
    return [Organ(row["organ"]) for row in near]


@functools.cache
def word_pattern(word: str) -> re.Pattern[str]:
    """Return the pattern of a word or words; a star stands for any ending, and nothing goes before a letter."""
    form = re.escape(word).replace(r"\*", r"\w{0,12}").replace(r"\ ", r"\s+")
    before = r"(?<!\w)" if word[0].isalnum() else ""
    after = r"\b" if word[-1].isalnum() else ""
    return re.compile(before + form + after, re.IGNORECASE)


@functools.cache
def load_bearings(language: str) -> dict[str, tuple[tuple[Bearing, re.Pattern[str]], ...]]:
    """Return for each action its bearings in order, each with the pattern of its words."""
    tables = {name: table for name, table in load_toml(language, "bearings").items() if name != "counts"}
    return {
        action: tuple((Bearing(bearing), join_patterns(words)) for bearing, words in table.items())
        for action, table in tables.items()
    }


def join_patterns(words: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for all of some words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(word_pattern(word).pattern for word in ordered), re.IGNORECASE)


def find_bearing(action: ActionCode, words: str, language: str = "en") -> Bearing | None:
    """Return what a step bears on by the words that tell it; ``None`` where they don't say."""
    forms = load_bearings(language).get(str(action), ())
    return next((bearing for bearing, pattern in forms if pattern.search(words)), None)


@functools.cache
def count_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a told total."""
    counts = load_toml(language, "bearings")["counts"]
    numbers = "|".join(sorted(counts["numbers"], key=len, reverse=True))
    number, ordinal = rf"(?P<n>[0-9]{{1,3}}|{numbers})", rf"(?P<n>[0-9]{{1,3}}(?:st|nd|rd|th)|{numbers})"
    forms = (form.replace("{N}", number).replace("{ORD}", ordinal) for form in counts["total"])
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def find_total(words: str, language: str = "en") -> int | None:
    """Return how many have taken a step by then, where the words count them."""
    found = next((match for form in count_patterns(language) if (match := form.search(words))), None)
    if not found:
        return None
    digits = re.match(r"[0-9]+", found["n"])
    return int(digits.group()) if digits else load_toml(language, "bearings")["counts"]["numbers"][found["n"].lower()]
