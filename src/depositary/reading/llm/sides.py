"""Sides: which state, organisation or group the names of an answer stand for.

The report's own words decide: the actors that its language's lexicon finds there. Where it finds none, the English
name that the model gives is looked up. A name that no lexicon knows for sure gets no code.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable

from depositary.languages.names import Name, load_ambiguous, load_names
from depositary.model.reading import Place
from depositary.reading.actors import find_actors, make_plain
from depositary.reading.llm.answer import Side
from depositary.reading.llm.grounding import Passage
from depositary.reading.mentions import Actors
from depositary.reading.text import Analysis

KNOWN_LANGUAGE = "en"
"""The language whose names the finder of actors knows; in others a name is looked up by its English form alone."""
CODED = frozenset({"state", "demonym", "people", "capital", "metonym", "organisation", "organ", "group"})


class Sides:
    """The sides of one report: what it calls them, and the code of each."""

    def __init__(self, analysis: Analysis) -> None:
        """Begin on a report, nothing known of its sides."""
        self.analysis = analysis
        self.codes: dict[str, str | None] = {}
        self.places: dict[str, list[Passage]] = {}

    @functools.cached_property
    def actors(self) -> Actors:
        """The actors that our lexicon finds in the report; none where it has no names in its language."""
        return find_actors(self.analysis) if self.analysis.report.language == KNOWN_LANGUAGE else Actors()

    def enter(self, side: Side, passages: Iterable[Passage]) -> str | None:
        """Learn a side that stands in the report, and return its code."""
        stands = list(passages)
        spoken = {code for passage in stands for code in self.codes_at(passage)}
        code = spoken.pop() if len(spoken) == 1 else self.confirm(code_of_name(side.name), side.name, spoken)
        self.codes[key_of(side.name)] = code
        if code:
            self.places.setdefault(code, []).extend(stands)
        return code

    def confirm(self, code: str | None, name: str, spoken: Collection[str]) -> str | None:
        """Return the code of a name, unless the report's words stand for others or the name is an ambiguous one.

        An ambiguous name ("Georgia") counts where our lexicon finds its state in the report.
        """
        if spoken:
            return code if code in spoken else None
        known = self.analysis.report.language == KNOWN_LANGUAGE
        doubtful = known and key_of(name) in {key_of(each.name) for each in load_ambiguous(KNOWN_LANGUAGE)}
        return None if doubtful and not any(code in m.codes for m in self.actors.mentions) else code

    def code_at(self, passage: Passage) -> str | None:
        """Return the code of the one actor that our lexicon finds at a passage, a person too."""
        found = [m.codes for m in self.actors.mentions if m.overlaps(passage.start, passage.end)]
        return found[0][0] if len(found) == 1 and len(found[0]) == 1 else None

    def words_for(self, code: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where a range of the report first names a side of it, ``None`` where it does not."""
        named = [(p.start, p.end) for p in self.places.get(code, ()) if start <= p.start and p.end <= end]
        mentioned = [m for m in self.actors.mentions if m.codes == (code,) and m.sort != "person"]
        named += [(m.start, m.end) for m in mentioned if start <= m.start and m.end <= end]
        return min(named, default=None)

    def codes_at(self, passage: Passage) -> tuple[str, ...]:
        """Return the codes of the actor that stands at a passage, where it is one actor."""
        found = [m.codes for m in self.actors.mentions if m.overlaps(passage.start, passage.end) and m.sort != "person"]
        return found[0] if len(found) == 1 and len(found[0]) == 1 else ()

    def knows(self, name: str | None) -> bool:
        """Tell whether a name is that of a side that stands in the report."""
        return name is not None and key_of(name) in self.codes

    def find(self, name: str | None) -> str | None:
        """Return the code of a side, ``None`` where there is no name or it is none of the report's sides."""
        return self.codes.get(key_of(name)) if name else None

    def place(self, passage: Passage, words: str) -> Place:
        """Return a place as the report names it, with the state it lies in where the lexicon knows."""
        mentioned = [p.place.country for p in self.actors.places if p.overlaps(passage.start, passage.end)]
        known = index_names().get(make_plain(words))
        own = known.state or known.code if known and known.kind in ("state", "capital", "city", "metonym") else ""
        return Place(words, next((country for country in mentioned if country), own or None))


def key_of(name: str) -> str:
    """Return a name as it is compared."""
    return make_plain(name).strip().casefold().removeprefix("the ")


def code_of_name(name: str) -> str | None:
    """Return the code of an English name.

    >>> code_of_name("the European Union"), code_of_name("Persia and Media"), code_of_name("hamas")
    ('EU', None, 'hamas')
    """
    found = index_names().get(key_of(name))
    return found.code or None if found and found.kind in CODED else None


@functools.cache
def index_names() -> dict[str, Name]:
    """Return the names of the lexicon by the form in which they are compared."""
    found: dict[str, Name] = {}
    for name in load_names():
        found.setdefault(key_of(name.text), name)
        found.setdefault(make_plain(name.text), name)
    return found
