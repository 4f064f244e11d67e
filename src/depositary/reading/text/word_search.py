"""Words of a list in a text: one pass of an automaton, then the boundaries of words.

>>> list(find_words("A ceasefire, no fire", build_automaton(["fire", "ceasefire"])))
[(2, 11), (16, 20)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


def build_automaton(words: Iterable[str], *, longest: bool = False, many: bool = False) -> AhoCorasick:
    """Build the automaton of some words: all matches, or (``longest``) the longest from the left.

    It takes longer to build than the library's usual one, and half the time to run. Of ``many`` words the usual
    one is built: for the names it runs as quickly, is built in a seventh of the time and takes 64 MiB less.
    """
    kind = MatchKind.LeftmostLongest if longest else MatchKind.Standard
    return AhoCorasick(list(words), matchkind=kind, implementation=None if many else Implementation.DFA)


def find_words(text: str, automaton: AhoCorasick) -> Iterator[tuple[int, int]]:
    """Yield where the words of an automaton stand in a text."""
    return ((start, end) for _, start, end in bounded(make_lower(text), automaton))


def make_lower(text: str) -> str:
    """Return the text in small letters, of the same length."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def bounded(lower: str, automaton: AhoCorasick) -> Iterator[tuple[int, int, int]]:
    """Yield the longest matches that begin and end at the boundary of a word."""
    reached = 0
    matches = automaton.find_matches_as_indexes(lower, overlapping=True)
    whole = [m for m in matches if is_edge(lower[m[1] - 1 : m[1]]) and is_edge(lower[m[2] : m[2] + 1])]
    for index, start, end in sorted(whole, key=lambda m: (m[1], -m[2])):
        if start >= reached:
            reached = end
            yield index, start, end


def is_edge(char: str) -> bool:
    """Tell whether a character beside a word ends it."""
    return not (char.isalnum() or char in ("_", "-")) or not char
