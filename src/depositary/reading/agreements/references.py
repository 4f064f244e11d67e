"""References: phrases that may mean an agreement, with what tells one agreement from another.

>>> stem("agreements"), stem("maritime")
('agreement', 'maritime')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.languages import load_list, load_table, load_toml
from depositary.model.vocabulary import Kind
from depositary.reading.agreements.acronyms import STRENGTH as ACRONYM
from depositary.reading.agreements.aliases import bracketed, initials, introduced
from depositary.reading.agreements.complements import SMALL
from depositary.reading.agreements.nouns import load_instruments, named_kind
from depositary.reading.agreements.phrases import DEFINITE, WORDS, Phrase, determiner_index, neutral, titular
from depositary.reading.agreements.sides import acting, binding, named_sides, owners, side_mentions, weighing
from depositary.reading.agreements.titles import title_case
from depositary.reading.mentions import ActorMention, Actors, MentionSort
from depositary.reading.text import Analysis, Word

EXPLAINS = load_toml("en", "acronyms")["explains"]
APPOSED = re.compile(rf"\b[Tt]he ([A-Z]{{3,7}})(?:,|{EXPLAINS}) (?:the|a|an) $")
NUMBERS = frozenset(WORDS["numbers"]) | frozenset(WORDS["counts"])
GRADES: dict[str, str] = WORDS["grades"]
POINTS = re.compile(r"[a-z\d]+-(?:point|page|article|clause|chapter|part|paragraph|stage|phase|step)s?")
TOLD_IN = re.compile(r"[^.;:,()]{0,60}? in (?:(?:early|late|mid)-?|[A-Z][a-z]+)? ?((?:19|20)\d\d)\b")
REPLACED = "|".join(WORDS["replaced"])
CONTRAST = re.compile(
    rf"\b(?:similar to|unlike|like|than|compared (?:to|with)|separate from|(?P<old>{REPLACED})) "
    r"(?:the |a |an |its |their )?$"
)
OPPOSED = ({"partial", "full"}, {"temporary", "permanent"}, {"partial", "permanent"}, {"new", "old"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase read as a mention of an agreement.

    ``content`` holds the stems that set it apart, ``proper`` those of its capitalised words;
    ``sides`` the actor codes of the sides it names, in order; ``acting`` of those who take a step
    on it, ``binding`` a step that makes a party, ``owning`` of those whose it is,
    ``weighing`` of those who propose or reject it;
    ``grades`` words such as "partial" by class; ``dated`` a new mention told with a year gone by.
    """

    phrase: Phrase
    sort: MentionSort
    content: frozenset[str]
    proper: frozenset[str]
    sides: tuple[str, ...]
    acting: tuple[str, ...]
    binding: tuple[str, ...]
    owning: tuple[str, ...]
    weighing: tuple[str, ...]
    grades: frozenset[str]
    year: int | None
    distinct: bool
    kind: Kind
    contrast: bool = False
    dated: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The sides it names, as a set."""
        return frozenset(self.sides)

    @property
    def short(self) -> frozenset[str]:
        """The stems of its aliases, and the initials that its title makes."""
        whole = {name for form in self.forms for name in initials(form)} if self.phrase.titled else set()
        return frozenset(stem(w.lower()) for name in (*self.aliases, *whole) for w in name.split())

    @property
    def forms(self) -> tuple[str, str]:
        """The phrase as it stands, and what stands before its noun."""
        return self.phrase.text, " ".join(w.text for w in self.phrase.front)

    @property
    def definite(self) -> bool:
        """True after "the", "this", "their", "Sudan's"."""
        return self.phrase.determiner in DEFINITE or self.phrase.determiner == "'s"

    @property
    def plural(self) -> bool:
        """True for "agreements", but not for a title such as "Accords"."""
        return self.phrase.find.plural and self.sort != "title"

    @property
    def head(self) -> str:
        """The noun."""
        return self.phrase.find.noun.name

    @property
    def start(self) -> int:
        """Where it begins in the report; a definite generic mention with its determiner."""
        phrase = self.phrase
        if self.sort == "generic" and phrase.begin and self.definite and phrase.determiner != "'s":
            return phrase.words[determiner_index(phrase.words, phrase.begin)].start
        return phrase.start


@functools.cache
def distinct_words() -> frozenset[str]:
    """Return the words that set an agreement apart from those named before."""
    return frozenset(load_list("en", "agreement_distinct"))


@functools.cache
def synonyms() -> dict[str, str]:
    """Return the stems that mean the same by the stem that stands for them."""
    return {row["word"]: row["stem"] for row in load_table("en", "agreement_synonyms")}


def stem(word: str) -> str:
    """Return a word without its plural, or the stem that stands for it."""
    short = word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us")) else word
    return synonyms().get(short, short)


def refer(phrase: Phrase, analysis: Analysis, actors: Actors) -> Reference:
    """Read a phrase as a reference."""
    inner = [*phrase.front, *phrase.back]
    named = side_mentions(phrase, actors)
    content = frozenset(stem(w.lower) for w in inner if tells(w) and not any(m.covers(w.start) for m in named))
    proper = frozenset(
        body_of(w, actors) or stem(w.lower) for w in inner if w.capital and (tells(w) or names(phrase, w))
    )
    if phrase.find.noun.strength == ACRONYM:
        content = proper = frozenset({stem(phrase.words[phrase.last].lower)})
    contrast = CONTRAST.search(analysis.text, max(phrase.sentence.start, phrase.start - 40), phrase.start)
    return Reference(
        phrase=phrase,
        sort=sort_of(phrase, content, analysis, actors),
        content=content,
        proper=proper,
        sides=named_sides(phrase, actors),
        acting=acting(phrase, phrase.start, analysis, actors),
        binding=binding(phrase, phrase.start, analysis, actors),
        owning=owners(phrase, phrase.start, analysis, actors),
        weighing=weighing(phrase, phrase.start, analysis, actors),
        grades=grades_of(phrase, contrast),
        year=next((w.year for w in inner if w.year), None),
        kind=named_kind(phrase.text) or phrase.find.noun.kind,
        aliases=(*introduced(phrase), *within(phrase, actors), *preceding(phrase, analysis, actors)),
        contrast=contrast is not None,
        dated=dated_before(phrase, analysis),
        distinct=any(w.lower in distinct_words() for w in phrase.front) or phrase.determiner == "another",
    )


def dated_before(phrase: Phrase, analysis: Analysis) -> bool:
    """Tell whether an indefinite mention is told with a year before the report's: "a truce was reached in 2006"."""
    told = TOLD_IN.match(analysis.text, phrase.stop, phrase.sentence.end) if phrase.determiner in ("a", "an") else None
    published = analysis.report.published
    return bool(told and published and told.group(1) < published[:4])


def grades_of(phrase: Phrase, contrast: re.Match[str] | None) -> frozenset[str]:
    """Return the grades that the words before the noun give it; what something replaces is old."""
    told = frozenset(GRADES[w.lower] for w in phrase.front if w.lower in GRADES)
    return told | {"old"} if contrast and contrast.group("old") else told


def within(phrase: Phrase, actors: Actors) -> Iterator[str]:
    """Yield the acronym in brackets inside a phrase, where it names no actor."""
    yield from (word.text for word in bracketed(phrase) if actors.at(word.start) is None)


def preceding(phrase: Phrase, analysis: Analysis, actors: Actors) -> Iterator[str]:
    """Yield the acronym that a phrase explains: "the LFP, the fishing deal of 2015", where it names no actor."""
    begin = phrase.sentence.start
    found = APPOSED.search(analysis.text, max(begin, phrase.start - 60), phrase.start)
    if found and found.end() == phrase.start and actors.at(found.start(1)) is None:
        yield found.group(1)


def body_of(word: Word, actors: Actors) -> str | None:
    """Return the code of the organisation that a word names: "UN Charter" is the "United Nations Charter"."""
    mention = actors.at(word.start)
    return mention.agent.actor.lower() if mention and mention.sort == "organisation" and mention.agent.actor else None


def names(phrase: Phrase, word: Word) -> bool:
    """Tell whether a word belongs to the title that it says nothing without ("Additional Protocol")."""
    return phrase.titled and word.lower in titular()


def tells(word: Word) -> bool:
    """Tell whether a word sets an agreement apart."""
    plain = word.lower in SMALL or word.lower in neutral() or word.lower in NUMBERS or word.lower in load_instruments()
    plain = plain or POINTS.fullmatch(word.lower) is not None
    return not word.mark and not plain and not (word.text.isdigit() and not word.year)


def sort_of(phrase: Phrase, content: frozenset[str], analysis: Analysis, actors: Actors) -> MentionSort:
    """Return the sort of mention a phrase is."""
    if (phrase.titled or named_after(phrase, actors)) and not only_headed(phrase, analysis):
        return "title"
    said = named_kind(phrase.text) not in (None, phrase.find.noun.kind)
    return "description" if content or said else "generic"


def only_headed(phrase: Phrase, analysis: Analysis) -> bool:
    """Tell whether a title owes its capitals to a headline alone: the body never writes it so."""
    sentence = phrase.sentence
    if not sentence.headline or phrase.whole or not title_case(sentence.text):
        return False
    return phrase.text not in analysis.text[sentence.end :]


def named_after(phrase: Phrase, actors: Actors) -> bool:
    """Tell whether a noun in small letters carries a name: "Minsk agreements", "Kyoto climate accord"."""
    capitals = [w for w in phrase.front if w.capital and tells(w) and w.text.isalpha() and w.tag not in ("JJ", "CD")]
    return any(not demonym(actors.at(w.start)) and w.start != phrase.sentence.start for w in capitals)


def demonym(mention: ActorMention | None) -> bool:
    """Tell whether a mention names a side rather than the agreement: "Iranian", "US", "Hamas"."""
    return mention is not None and mention.sort in ("demonym", "state", "group", "person", "organisation")
