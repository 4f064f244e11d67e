"""Coreference: which mentions of agreements in a report mean one agreement.

Rules gather mentions as they read, and the encoder compares each two that stand in one window, those that it found
itself among them. Here both are weighed, pair by pair, and agreements that are one are joined.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from depositary.model.dates import ImpreciseDate
from depositary.model.vocabulary import ActionCode, Kind, Modality
from depositary.reading.agreements import spells
from depositary.reading.encoder import MOST_MENTIONS
from depositary.reading.mentions import AgreementMention
from depositary.reading.scoring.features import Features, logit
from depositary.reading.scoring.finds import YEAR, Finds
from depositary.reading.scoring.weights import Scorer

WORD = re.compile(r"\w+")
ARTICLES = r"(?:an?|the|this|that|another|any|no|its|their|his|her|our)"
ARTICLE = re.compile(rf"\b{ARTICLES}(?: (?:new|other|separate|similar|second))? $", re.IGNORECASE)
FIRST = re.compile(rf"{ARTICLES} ", re.IGNORECASE)
LISTED = re.compile(rf"(?:,|,? (?:and|or|as well as)) (?:{ARTICLES} )?")
CAPITAL = re.compile(r"\b[A-Z][a-z]+")
ACRONYM = re.compile(r"\b[A-Z]{3,8}\b")
LONG_TITLE = 3
"""Words with a capital from which a title could spell an acronym."""
LONGEST_ARTICLE = 18
"""Code points before a mention in which its article is looked for."""
NEW = frozenset({"a", "an", "another", "any", "no"})
KNOWN = frozenset({"the", "this", "that"})
COMMON = frozenset({"the", "new", "its", "their", "his", "and", "for", "with", "between", "that", "this", "any"})
SHORTEST_WORD = 3
"""Letters of the shortest word by which mentions are compared."""
CONCLUSIONS = frozenset({ActionCode.ADOPTION, ActionCode.SIGNATURE})
FAR_YEARS = 2
"""Years between adoption and signature from which they are taken for those of two agreements."""
SURE = 4.0
"""The log odds at which one pair speaks no louder for or against a group."""
JOINED = -0.2
"""Least mean log odds of the pairs of two groups at which they are one."""


@dataclass(frozen=True)
class _Traits:
    """What a mention's own words and its article say."""

    article: str

    words: frozenset[str]
    text: str
    head: str
    years: frozenset[str]
    codes: frozenset[str]


class Comparison:
    """The mentions of one report, ready to be compared in pairs."""

    def __init__(self, finds: Finds) -> None:
        """Read the traits of every mention."""
        self.finds = finds
        self.mentions = finds.mentions
        self.ordered = sorted(range(len(self.mentions)), key=lambda i: self.mentions[i].start)
        self.order = {index: place for place, index in enumerate(self.ordered)}
        self.same: dict[tuple[int, int], float] = {}
        for pair in finds.marks.pairs:
            key = (min(pair.one, pair.other), max(pair.one, pair.other))
            self.same[key] = max(pair.same, self.same.get(key, 0.0))

    @functools.cached_property
    def apart(self) -> set[frozenset[str]]:
        """The pairs of agreements, as rules gathered them, that cannot be one."""
        return _tell_apart(self.finds)

    @functools.cached_property
    def shares(self) -> dict[str, float]:
        """The share of the mentions that each agreement has, as rules gathered them."""
        counts = Counter(mention.ref for mention in self.mentions)
        return {ref: count / len(self.mentions) for ref, count in counts.items()}

    @functools.cached_property
    def main(self) -> str:
        """The agreement that is mentioned most."""
        return max(self.shares, key=self.shares.__getitem__)

    def _lies_between(self, one: int, other: int) -> bool:
        """Tell whether a third agreement is named, not just "the deal", between two mentions."""
        first, second = self.mentions[one], self.mentions[other]
        places = self.ordered[self.order[one] + 1 : self.order[other]]
        own = {first.ref, second.ref}
        return any(self.mentions[i].sort != "generic" and self.mentions[i].ref not in own for i in places)

    @functools.cached_property
    def traits(self) -> list[_Traits]:
        """The traits of each mention."""
        return [self._read(mention) for mention in self.mentions]

    def _read(self, mention: AgreementMention) -> _Traits:
        text = self.finds.analysis.text[mention.start : mention.end]
        words = [w for w in WORD.findall(text.lower()) if len(w) >= SHORTEST_WORD and w not in COMMON]
        head = WORD.search(self.finds.analysis.text, mention.noun)
        before = ARTICLE.search(self.finds.analysis.text, max(0, mention.start - LONGEST_ARTICLE), mention.start)
        own = FIRST.match(text)
        article = (own or before or [""])[0].strip().lower()
        return _Traits(
            article=article,
            words=frozenset(words),
            text=" ".join(words),
            head=head.group().lower().rstrip("s") if head else "",
            years=frozenset(YEAR.findall(text)),
            codes=frozenset(c for a in self.finds.actors.within(mention.start, mention.end) for c in a.codes),
        )

    def describe(self, one: int, other: int) -> Features:
        """Return the features by which two mentions are taken for those of one agreement."""
        key = (min(one, other), max(one, other))
        one, other = sorted((one, other), key=self.order.__getitem__)
        first, second = self.mentions[one], self.mentions[other]
        a, b = self.traits[one], self.traits[other]
        same = self.same.get(key)
        ruled = first.ref == second.ref
        titled = (first.sort == "title") + (second.sort == "title")
        general = (first.sort == "generic") + (second.sort == "generic")
        shared = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
        heard = logit(same) if same is not None else 0.0
        adjacent = not self._lies_between(one, other)
        return {
            "rule": float(ruled),
            "met": float(same is not None),
            "same": heard,
            "same and rule": heard if ruled else 0.0,
            "same of titles": heard if titled == 2 else 0.0,
            "same of general": heard if general else 0.0,
            "shared words": shared,
            "same text": float(bool(a.text) and a.text == b.text),
            "other words": float(bool(a.words) and bool(b.words) and not a.words & b.words),
            "same head": float(a.head == b.head),
            "both titled": float(titled == 2),
            "both titled, other words": float(titled == 2 and shared < 0.5),
            "one general": float(general == 1),
            "both general": float(general == 2),
            "general follows": float(second.sort == "generic"),
            "second is new": float(b.article.partition(" ")[0] in NEW),
            "both are new": float(a.article.partition(" ")[0] in NEW and b.article.partition(" ")[0] in NEW),
            "second is another": float(" " in b.article or b.article == "another"),
            "second is known": float(b.article in KNOWN),
            "other number": float(first.plural != second.plural),
            "other year": float(bool(a.years and b.years and not a.years & b.years)),
            "one year": float(bool(a.years) != bool(b.years)),
            "other sides": float(bool(a.codes and b.codes and not a.codes & b.codes)),
            "shared sides": float(bool(a.codes & b.codes)),
            "between": math.log(1 + abs(self.order[other] - self.order[one])),
            "far": math.log(1 + abs(second.start - first.start)),
            "found by rules": float(max(one, other) < self.finds.ruled),
            "nothing between": float(adjacent),
            "nothing between general": float(general > 0 and adjacent),
            "main": float(self.main in {first.ref, second.ref}),
            "both main": float(first.ref == self.main and second.ref == self.main),
            "share": min(self.shares[first.ref], self.shares[second.ref]),
            "one sentence": float(first.sentence == second.sentence),
            "kind": float(self._kind(first) == self._kind(second)),
            "agreements": math.log(max(1, len(self.finds.agreements.agreements))),
        }

    def rate(self, one: int, other: int, scorer: Scorer) -> float:
        """Return the log odds that two mentions are of one agreement, ``-inf`` where they cannot be."""
        if frozenset({self.mentions[one].ref, self.mentions[other].ref}) in self.apart:
            return -math.inf
        if self._are_listed(one, other) or self._are_both_new(one, other) or self._is_unspelled(one, other):
            return -math.inf
        return max(-SURE, min(SURE, logit(scorer.rate(self.describe(one, other)))))

    def _are_listed(self, one: int, other: int) -> bool:
        """Tell whether two mentions follow each other in a list ("the treaty on wetlands and a protocol on birds").

        Only of mentions that rules found: they have joined what explains a name already.
        """
        first, second = (self.mentions[i] for i in sorted((one, other), key=self.order.__getitem__))
        if max(one, other) >= self.finds.ruled or first.sentence != second.sentence:
            return False
        return LISTED.fullmatch(self.finds.analysis.text, first.end, max(first.end, second.start)) is not None

    def _is_unspelled(self, one: int, other: int) -> bool:
        """Tell whether one is an acronym that the long title of the other does not spell; headlines aside."""
        if {self.mentions[one].sort, self.mentions[other].sort} != {"title"}:
            return False
        sentences, text = self.finds.analysis.sentences, self.finds.analysis.text
        names = [text[m.start : m.end] for m in (self.mentions[one], self.mentions[other])]
        long = [len(CAPITAL.findall(name)) >= LONG_TITLE for name in names]
        acronyms = [ACRONYM.search(name) for name in names]
        if any(sentences[self.mentions[i].sentence].headline for i in (one, other)):
            return False
        pairs = ((acronyms[0], long[1], names[1]), (acronyms[1], long[0], names[0]))
        return any(found and full and not spells(found.group(), name) for found, full, name in pairs)

    def _are_both_new(self, one: int, other: int) -> bool:
        """Tell whether the body introduces both as different things ("a trade agreement ... a border protocol")."""
        first, second = self.traits[one], self.traits[other]
        new = first.article in NEW and second.article in NEW and not first.words & second.words
        sentences = self.finds.analysis.sentences
        headline = any(sentences[self.mentions[i].sentence].headline for i in (one, other))
        return new and first.head != second.head and not headline

    def _kind(self, mention: AgreementMention) -> Kind | None:
        known = mention.ref in self.finds.refs
        return self.finds.agreement(mention.ref).kind if known else None


def gather(finds: Finds, scorer: Scorer) -> dict[str, str]:
    """Return for each agreement, by its ref, the first of those that it is one with.

    The two likest join first; how like two are is the mean over the pairs of their mentions (average linkage).
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(finds.mentions):
        places[mention.ref].append(index)
    refs = [a.ref for a in finds.agreements.agreements if a.ref in places]
    if len(refs) < 2 or len(finds.mentions) > MOST_MENTIONS:
        return {a.ref: a.ref for a in finds.agreements.agreements}
    comparison = Comparison(finds)
    odds = np.zeros((len(finds.mentions), len(finds.mentions)))
    for one, other in itertools.combinations(range(len(finds.mentions)), 2):
        if finds.mentions[one].ref != finds.mentions[other].ref:
            odds[one, other] = odds[other, one] = comparison.rate(one, other, scorer)
    joined = {a.ref: a.ref for a in finds.agreements.agreements}
    for group in join_likest(odds, [places[ref] for ref in refs], JOINED):
        members = [ref for ref in refs if places[ref][0] in group]
        joined |= dict.fromkeys(members, members[0])
    return joined


def join_likest(odds: NDArray[np.float64], groups: list[list[int]], least: float) -> list[list[int]]:
    """Return groups joined, the two likest first, while the mean log odds of their pairs are at least ``least``.

    Args:
        odds: for each two mentions the log odds that they are of one agreement (square, symmetric).
        groups: the places of mentions that are one already.
        least: where joining ends.
    """
    groups = [list(group) for group in groups]
    sums = np.array([[odds[np.ix_(one, other)].sum() for other in groups] for one in groups])
    np.fill_diagonal(sums, -np.inf)
    sizes = np.array([float(len(group)) for group in groups])
    while True:
        means = sums / np.outer(sizes, sizes)
        one, other = sorted(int(i) for i in np.unravel_index(np.argmax(means), means.shape))
        if means[one, other] < least:
            return [sorted(group) for group in groups if group]
        sums[one] += sums[other]
        sums[:, one] = sums[one]
        sums[one, one] = sums[other] = sums[:, other] = -np.inf
        sizes[one] += sizes[other]
        groups[one], groups[other] = groups[one] + groups[other], []


def _tell_apart(finds: Finds) -> set[frozenset[str]]:
    """Return the pairs of agreements that cannot be one: one bears on the other, or other days concluded them."""
    apart = {frozenset({relation.source, relation.target}) for relation in finds.relations}
    concluded = [a for a in finds.actions if a.action in CONCLUSIONS and a.modality is Modality.OCCURRED and a.date]
    for one, other in itertools.combinations(concluded, 2):
        if not (one.date and other.date) or one.date.overlaps(other.date):
            continue
        if one.action == other.action or _years_between(one.date, other.date) >= FAR_YEARS:
            apart.add(frozenset({one.agreement, other.agreement}))
    return apart


def _years_between(one: ImpreciseDate, other: ImpreciseDate) -> int:
    """Return how many years lie between two dates that share no day, whole calendar years counted."""
    years = sorted(
        (int((d.earliest or d.latest or "0")[:4]), int((d.latest or d.earliest or "0")[:4])) for d in (one, other)
    )
    return years[1][0] - years[0][1]
