"""Agreements of a report: which mentions mean the same one, and its title, kind, areas and parties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from depositary.model.reading import Agreement
from depositary.model.text import Report
from depositary.model.vocabulary import Kind
from depositary.reading.lexical.actors import Actor, Cast
from depositary.reading.lexical.glosses import make_gloss
from depositary.reading.lexical.lexicon import Lexicon
from depositary.reading.lexical.mentions import Ground, Mention, content_words
from depositary.reading.lexical.words import Words

MULTILATERAL = frozenset({Kind.CONVENTION, Kind.PROTOCOL, Kind.CHARTER})
LIKE = {
    Kind.AGREEMENT: frozenset(set(Kind) - {Kind.DECLARATION, Kind.PROGRAMME, Kind.PROTOCOL}),
    Kind.OTHER: frozenset(Kind),
}
BACK = {
    Kind.TREATY: frozenset({Kind.CONVENTION, Kind.PROTOCOL, Kind.CHARTER, Kind.PEACE_AGREEMENT}),
    Kind.AGREEMENT: frozenset(set(Kind) - {Kind.DECLARATION}),
}
MOST = 12
HALF, MOST_SIGNS = 0.5, 0.75  # shares of the words, or of the signs, of two names that make one


@dataclass(slots=True)
class Group:
    """The mentions of one agreement, and what they say together."""

    ref: str
    kind: Kind
    mentions: list[Mention] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    about: set[str] = field(default_factory=set)
    year: int | None = None
    several: bool = False
    parties: tuple[str, ...] = ()

    def add(self, mention: Mention, about: set[str]) -> None:
        """Add a mention."""
        self.mentions.append(mention)
        self.sides.extend(code for code in mention.sides if code not in self.sides)
        self.about |= about
        self.year = self.year or mention.year
        if self.kind is Kind.OTHER or (self.kind is Kind.AGREEMENT and mention.sure):
            self.kind = mention.kind if mention.kind is not Kind.OTHER else self.kind


def group_mentions(ground: Ground, mentions: list[Mention]) -> list[Group]:
    """Return the agreements of a report with all their mentions."""
    words, lexicon, cast = ground.words, ground.lexicon, ground.cast
    groups: list[Group] = []
    lost: list[Mention] = []
    for mention in mentions:
        about = content_words(words, lexicon, cast, mention)
        own = find_group(ground, groups, mention, about)
        if own:
            own.add(mention, about)
        elif mention.sure and len(groups) < MOST:
            groups.append(open_group(ground, f"a{len(groups) + 1}", mention, about))
        else:
            lost.append(mention)
    for mention in lost:  # told before the words that show what it is, as in a headline
        about = content_words(words, lexicon, cast, mention)
        own = find_group(ground, groups, mention, about) if mention.strength != "back" else None
        if own and own.kind is mention.kind and mention.first < own.mentions[0].first:
            own.add(mention, about)
            own.mentions.sort(key=lambda one: one.first)
        elif own is None and len(groups) < MOST and is_related(ground, groups, mention):
            groups.append(open_group(ground, f"a{len(groups) + 1}", mention, about))
    return groups


def open_group(ground: Ground, ref: str, mention: Mention, about: set[str]) -> Group:
    """Return an agreement of which a mention is the first."""
    group = Group(ref, mention.kind, several=mention.several)
    group.add(mention, about)
    group.parties = find_parties(ground.words, ground.lexicon, ground.cast, group)
    return group


def is_related(ground: Ground, groups: list[Group], mention: Mention) -> bool:
    """Tell whether a sentence sets a described instrument beside an agreement ("a new accord will replace it")."""
    if not mention.described or mention.strength in ("back", "verb"):
        return False
    sentence = ground.words.sentences[mention.sentence]
    others = [m for group in groups for m in group.mentions if m.sentence == mention.sentence]
    hits = ground.lexicon.relations.find(ground.words, sentence.first, sentence.last)
    late = ground.lexicon.script.verb_last
    return any(
        min(mention.first, other.first) < hit.last
        and (hit.last <= max(mention.noun, other.noun) + 1 or (late and ground.words.broken[hit.last - 1]))
        for hit in hits
        for other in others
    )


def set_apart(ground: Ground, group: Group, mention: Mention) -> bool:
    """Tell whether words for a relation stand between an agreement and a mention in its sentence, so that it is two."""
    last = group.mentions[-1]
    if last.sentence != mention.sentence or not last.last <= mention.first:
        return False
    gap = range(last.noun_last, mention.first)
    if ground.lexicon.relations.find(ground.words, last.noun_last, mention.noun):
        return True
    roles = ("prepositions", "article")  # "a protocol to the convention"
    small = len(gap) > 0 and all(any(ground.lexicon.plays(r, ground.words.forms[i]) for r in roles) for i in gap)
    return small and last.kind is Kind.PROTOCOL and mention.kind is not Kind.PROTOCOL


def find_group(ground: Ground, groups: list[Group], mention: Mention, about: set[str]) -> Group | None:
    """Return the agreement that a mention takes up again, ``None`` for a new one."""
    bare = not about and not mention.sides
    new = is_new(ground, mention)
    if bare and new and mention.sure:
        return None
    fitting = [g for g in reversed(groups) if may_be(g, mention, bare, new) and not set_apart(ground, g, mention)]
    if bare and mention.strength != "verb":
        same = [group for group in fitting if group.kind is mention.kind]
        return next(iter(same or fitting), None)
    best, score = None, 0.0
    for group in fitting:
        alike = compare(ground.words, group, mention, about) or compare_bare(ground, group, mention, about)
        if alike > score:
            best, score = group, alike
    if best is None and not mention.sure:
        return next(iter(fitting), None) if takes_up(ground.words, ground.lexicon, mention, about) else None
    return best


def is_new(ground: Ground, mention: Mention) -> bool:
    """Tell whether a mention is introduced as one of many, so that it takes up none."""
    before = range(max(0, mention.first - 1), mention.noun)
    return any(ground.lexicon.plays("indefinite", ground.words.forms[i]) for i in before)


def takes_up(words: Words, lexicon: Lexicon, mention: Mention, about: set[str]) -> bool:
    """Tell whether a mention that says little more than the noun takes up one told before."""
    return len(about) <= 1 or any(
        lexicon.plays("this", words.forms[i]) for i in range(max(0, mention.first - 1), mention.noun)
    )


def may_be(group: Group, mention: Mention, bare: bool, new: bool) -> bool:
    """Tell whether nothing speaks against a mention being of an agreement: kind, number, year and sides.

    ``bare``: it is the noun alone. ``new``: it is told as one of many.
    """
    kinds = (
        group.kind is mention.kind
        or mention.kind in LIKE.get(group.kind, ())
        or group.kind in LIKE.get(mention.kind, ())
    )
    kinds = kinds or (bare and not new and group.kind in BACK.get(mention.kind, ()))
    years = not (group.year and mention.year) or group.year == mention.year
    strangers = set(mention.sides) - {*group.sides, *group.parties}
    sides = not (len(group.parties) >= 2 and strangers)
    number = group.several == mention.several or mention.strength == "back" or group.kind is Kind.CEASEFIRE
    return kinds and years and sides and number


def compare(words: Words, group: Group, mention: Mention, about: set[str]) -> float:
    """Return how far the words and sides of a mention agree with those of an agreement; 0 for not enough."""
    smaller = min(len(group.about), len(about))
    shared = len(group.about & about) / smaller if smaller else 0.0
    sides = set(mention.sides)
    together = bool(sides) and sides <= {*group.sides, *group.parties}
    alike = together and group.kind is mention.kind
    if group.kind is mention.kind is Kind.CEASEFIRE and not mention.title:
        score = 1.0
    elif mention.title and any(m.title for m in group.mentions):
        score = 2.0 if same_title(words, group, mention) else 0.0
    elif mention.title and smaller and shared < HALF:
        score = 0.0
    elif shared >= (HALF if words.spaced else MOST_SIGNS):
        score = 1.0 + shared + together
    elif alike and (shared > 0 or not smaller):
        score = 0.5 + len(sides) / 4
    else:
        score = 0.6 if alike and len(sides) >= 2 else 0.0
    return score


def compare_bare(ground: Ground, group: Group, mention: Mention, about: set[str]) -> float:
    """Return how far a mention agrees with an agreement of which no more than noun and sides were told."""
    if (group.about and about) or group.kind is not mention.kind:
        return 0.0
    near = set(list_near(ground.words, ground.lexicon, ground.cast, mention)) | set(mention.sides)
    return 0.4 if len(near) >= 2 and near == set(group.parties) else 0.0


def same_title(words: Words, group: Group, mention: Mention) -> bool:
    """Tell whether a title is one that an agreement has already, or part of one."""
    own = {form[-1][:5] for form in words.forms[mention.first : mention.last]}
    for other in group.mentions:
        theirs = {form[-1][:5] for form in words.forms[other.first : other.last]}
        if other.title and len(own & theirs) >= 0.8 * min(len(own), len(theirs)):
            return True
    return False


def find_parties(words: Words, lexicon: Lexicon, cast: Cast, group: Group) -> tuple[str, ...]:
    """Return the parties of an agreement: the sides in its names, and those whom its sentence or report is about."""
    sides = list(group.sides)
    if len(sides) >= 2:
        return tuple(sides)
    first = group.mentions[0]
    many = group.kind in MULTILATERAL and all(m.title or m.strength == "strong" for m in group.mentions)
    for mention in group.mentions:
        near = list_near(words, lexicon, cast, mention)
        if sides and mention.partner:
            sides.extend(code for code in near[:1] if code not in sides)
        elif not many and len(near) >= 2:
            sides.extend(code for code in near if code not in sides)
        if len(sides) >= 2:
            return tuple(sides)
    main = [code for code in cast.main if code not in sides]
    if many or (group.kind is Kind.CONVENTION):
        return tuple(sides)
    if sides and main and any(m.partner for m in group.mentions):
        return (*sides, main[0])
    sentence = words.sentences[first.sentence]
    told = {code for actor in cast.within(sentence.first, sentence.last) for code in actor.codes}
    if len(cast.main) == 2 and told >= set(cast.main) and (not sides or sides[0] in cast.main):
        return tuple(dict.fromkeys((*sides, *cast.main)))
    return tuple(sides)


def list_near(words: Words, lexicon: Lexicon, cast: Cast, mention: Mention) -> list[str]:
    """Return the codes of the actors of a mention's sentence who can be its sides, those that stand together first."""
    sentence = words.sentences[mention.sentence]
    actors = [a for a in cast.within(sentence.first, sentence.last) if a.acts]
    actors = [a for a in actors if a.first not in cast.speakers or mention.partner]
    acting = [a for a in actors if not mention.holds(a.first)]
    runs = find_runs(words, lexicon, acting)
    chosen = max(runs, key=len, default=[])
    codes = dict.fromkeys(code for actor in chosen for code in actor.codes)
    if len(codes) < 2:
        codes = dict.fromkeys(code for actor in acting for code in actor.codes)
        if len(codes) > 2 and not mention.partner:
            return []
    return [code for code in codes if code not in mention.sides]


def find_runs(words: Words, lexicon: Lexicon, actors: list[Actor]) -> list[list[Actor]]:
    """Return actors in rows in which only commas and "and" stand between them."""
    runs: list[list[Actor]] = []
    for actor in actors:
        gap = range(runs[-1][-1].last, actor.first) if runs else range(0)
        small = [
            i for i in gap if not lexicon.plays("and", words.forms[i]) and not lexicon.plays("article", words.forms[i])
        ]
        if runs and not small:
            runs[-1].append(actor)
        else:
            runs.append([actor])
    return runs


def make_agreement(report: Report, words: Words, lexicon: Lexicon, cast: Cast, group: Group) -> Agreement:
    """Return an agreement with its names as spans of the report."""
    best = max(group.mentions, key=lambda m: (m.strength != "back", m.title, m.last - m.first))
    spans = [report.span(words.starts[m.first], words.ends[m.last - 1]) for m in group.mentions]
    unique = {(span.start, span.end): span for span in spans}
    title = report.text[words.starts[best.first] : words.ends[best.last - 1]]
    return Agreement(
        ref=group.ref,
        title=" ".join(title.split()),
        kind=group.kind,
        parties=find_parties(words, lexicon, cast, group),
        names=tuple(unique.values()),
        areas=find_areas(words, lexicon, group.mentions),
        year=group.year,
        gloss=make_gloss(words, lexicon, group.mentions, group.kind),
    )


def find_areas(words: Words, lexicon: Lexicon, mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Return the areas that the names of an agreement speak of, or its sentence where they speak of none."""
    told = list(mentions)
    found = [hit.value for m in told for hit in lexicon.areas.find(words, m.first, m.last)]
    if not found and told:
        best = next((m for m in told if m.sure), told[0])
        sentence = words.sentences[best.sentence]
        found = [hit.value for hit in lexicon.areas.find(words, sentence.first, sentence.last)][:2]
    return tuple(dict.fromkeys(area.value for area in found))
