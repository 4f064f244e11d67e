"""Which state a report means where it does not say: the state of a lone president, the two of "the two countries".

>>> context = StateContext([(0, "RUS"), (7, "IRN"), (20, "RUS"), (40, "USA")], [(0, ("RUS", "IRN"))], [0])
>>> context.collect(2, 30)
('IRN', 'RUS')
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from depositary.languages.names import load_pairs
from depositary.languages.states import load_states
from depositary.reading.actors.name_search import find_names
from depositary.reading.actors.officials import Person
from depositary.reading.actors.patterns import compile_pattern
from depositary.reading.actors.word_classes import Row, Word
from depositary.reading.text import find_datelines

NEAR = 0.6
BEHIND = 0.25
TAKEN = 0.5
SENTENCES = 3


class StateContext:
    """The states that a report names: ``codes`` and coordinated ``lists`` with positions, ``starts`` of sentences."""

    def __init__(
        self,
        codes: Sequence[tuple[int, str]],
        lists: Sequence[tuple[int, tuple[str, ...]]],
        starts: Sequence[int],
        speaker: str | None = None,
        bodies: Sequence[tuple[int, str]] = (),
        *,
        home: str | None = None,
    ) -> None:
        """Take what the report names.

        ``speaker`` is the state or organisation whose release it is, ``home`` the state where it was written.
        """
        self.codes, self.lists, self.starts = codes, lists, starts
        self.speaker, self.bodies, self.home = speaker, bodies, home
        self.counts = Counter(code for _, code in codes)

    def sentence(self, position: int) -> int:
        """Return the index of the sentence at a code point."""
        return max(0, bisect.bisect_right(self.starts, position) - 1)

    def main(self) -> str | None:
        """Return the state whose release the report is, else the one that it names most."""
        most = self.counts.most_common(1)
        return self.speaker or (most[0][0] if most else None)

    def near(self, position: int) -> str | None:
        """Return the last state named before a code point in its sentence, else the report's own.

        Where the report names the state in which it was written, that is its own.
        """
        begin = self.starts[self.sentence(position)] if self.starts else 0
        before = [code for place, code in self.codes if begin <= place < position]
        home = self.home if self.home in self.counts else None
        return before[-1] if before else home or self.main()

    def guess(self, position: int, refused: Container[str], taken: Container[str] = ()) -> str | None:
        """Return the state that a holder of an office without state most likely belongs to.

        The share of a state among those named, more for one named before it in the sentence, less for one after,
        and less where the office is ``taken``; ``refused`` states are out.
        """
        scores = {code: count / len(self.codes) for code, count in self.counts.items() if count > 1}
        scores = {code: share - (TAKEN if code in taken else 0.0) for code, share in scores.items()}
        for code, gain in self.gains(position):
            scores[code] = scores.get(code, 0.0) + gain
        open_codes = [code for code, score in scores.items() if code not in refused and score > 0]
        return max(open_codes, key=lambda code: scores[code], default=None)

    def gains(self, position: int) -> list[tuple[str, float]]:
        """Return what nearness adds: for the last state before, the first after, and the one who speaks."""
        here = self.sentence(position)
        before = [code for place, code in self.codes if place < position and self.sentence(place) == here]
        after = [code for place, code in self.codes if place > position and self.sentence(place) == here]
        gains = [(code, NEAR) for code in before[-1:]] + [(code, BEHIND) for code in after[:1]]
        return gains + ([(self.speaker, 1.0)] if self.speaker else [])

    def collect(self, number: int | None, position: int, *, exact: bool = True) -> tuple[str, ...]:
        """Return the states that a collective of ``number`` at a code point most likely stands for.

        The last list of that many ("Chad and Sudan") a few sentences back; of any length where the report tells no
        number (``exact`` false). Else those named most, the earlier first; nothing where the report names fewer.
        """
        listed = self.last_list(position, number if exact else None)
        if listed:
            return tuple(sorted(listed))
        before = Counter(code for place, code in self.codes if place < position)
        counts = before if number and len(before) >= number else self.counts
        if number is None or len(counts) < number:
            return ()
        return tuple(sorted(code for code, _ in counts.most_common(number)))

    def last_list(self, position: int, number: int | None) -> tuple[str, ...] | None:
        """Return the last list of states, of ``number`` where one is given, a few sentences back at most."""
        here = self.sentence(position)
        fitting = [(place, codes) for place, codes in self.lists if place < position and number in (None, len(codes))]
        near = [codes for place, codes in fitting[-1:] if here - self.sentence(place) < SENTENCES]
        return near[0] if near else None

    def list_at(self, position: int) -> tuple[str, ...]:
        """Return the list of states that begins right behind a code point ("its partners, namely Chad and Peru")."""
        return next((tuple(sorted(codes)) for place, codes in self.lists if 0 < place - position < NAMELY_REACH), ())

    def last_body(self, position: int) -> str | None:
        """Return the last organisation named before a code point, else the first of the report."""
        before = [code for place, code in self.bodies if place < position]
        return before[-1] if before else next((code for _, code in self.bodies), None)


NAMELY_REACH = 12
STATED = re.compile(r"[SDLCMQB](?<!iC)")  # "met in Havana" says only where something happens
LIST = compile_pattern(r"(?<![ca])[SDL]s?(?:(?:ct?[SDLC]){0,40}+(?:c?a|-)|c(?=S[wfmy]))t?[SDLC](?!c?a)|B")


def read_context(row: Row, persons: Sequence[Person], starts: Sequence[int], outlet: str | None) -> StateContext:
    """Read what states, lists and organisations a row names, and whose release it is."""
    bodies = [(word.start, word.code) for word in row.words if word.letter == "O" and word.code]
    lists = sorted([*read_lists(row), *person_pairs(row, persons)])
    return StateContext(list(read_codes(row)), lists, starts, find_speaker(outlet), bodies, home=read_home(row))


def read_codes(row: Row) -> Iterator[tuple[int, str]]:
    """Yield the codes of the states that a row names, with their positions; the place of writing is none."""
    states = load_states()
    lines = list(find_datelines(row.text))
    for match in STATED.finditer(row.letters):
        word = row.words[match.start()]
        if not any(is_place_of(line, word) for line in lines):
            yield from ((word.start, code) for code in codes_of_word(word) if code in states)


def is_place_of(line: re.Match[str], word: Word) -> bool:
    """Tell whether a word is the place of a dateline; a state before a colon is a label ("UKRAINE: ...")."""
    label = word.letter == "S" and word.start == line.start() and line.group().rstrip() == f"{word.text}:"
    return line.start() <= word.start < line.end() and not label


def read_home(row: Row) -> str | None:
    """Return the state of the place where a report was written, if its dateline tells."""
    line = next(find_datelines(row.text), None)
    words = (word for word in row.words if line is not None and is_place_of(line, word))
    return next((word.code for word in words if word.code and word.letter in "SC"), None)


def codes_of_word(word: Word) -> tuple[str, ...]:
    """Return the codes of a word: two for a pair of states."""
    if word.letter == "B":
        return load_pairs()[word.name.text if word.name else word.text]
    return (word.code,) if word.code else ()


def read_lists(row: Row) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield lists of states ("Chad and Sudan", "Russia-Iran", "Peru, Chile and Cuba") with their positions."""
    for match in LIST.finditer(row.letters):
        words = row.words[match.start() : match.end()]
        codes = tuple(dict.fromkeys(code for word in words for code in codes_of_word(word)))
        if len(codes) > 1:
            yield words[0].start, codes


def person_pairs(row: Row, persons: Sequence[Person]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the states of two persons joined by "and"."""
    for one, two in itertools.pairwise(persons):
        joined = row.letters[one.last : two.first] == "a"
        if joined and one.actor and two.actor and one.actor != two.actor:
            yield row.words[one.first].start, (one.actor, two.actor)


def find_speaker(outlet: str | None) -> str | None:
    """Return whose release a report is, where its outlet is a seat, an organ or an organisation."""
    hits = find_names(outlet or "")
    codes = (hit.name.code for hit in hits if hit.name.kind in ("metonym", "organ", "organisation"))
    return next((code for code in codes if code), None)
