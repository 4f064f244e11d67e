"""Clusters: which mentions are one agreement, computed only from the mentions and people's judgements.

This is a pure function of a set. The order of mentions does not matter, and the clusters of a past day are the same
function of the mentions known by then.

>>> find_clusters([]).clusters
()
"""

from __future__ import annotations

import bisect
import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import combinations, compress, count

from depositary.model.vocabulary import Kind
from depositary.register.resolution.differences import (
    LIKELY,
    MADE,
    POSSIBLE,
    SOUGHT_ANEW,
    SURE,
    Likeness,
    are_other_sides,
    days_apart,
    differ_marks,
    is_anew,
    is_other_truce,
    is_sought_anew,
    lag,
    slack,
)
from depositary.register.resolution.profiles import Mark, Profile
from depositary.register.resolution.sides import are_helped
from depositary.register.resolution.similarity import compare

BLOCK = 60  # a node is compared with so many that follow it in a block, in order of days
STATES = count()  # a cluster has another number once it has taken another in

Pair = tuple[str, str]
Edge = tuple[Profile, Profile, Likeness]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two mentions that were merged, and why."""

    mention: str
    other: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Clustering:
    """Clusters of mention ids, each in the order of days, and the merges that made them."""

    clusters: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]


@dataclass(frozen=True)
class Judged:
    """People's judgements: pairs of mentions that are the same agreement, and pairs that are not."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()

    @functools.cached_property
    def apart(self) -> dict[str, set[str]]:
        """By mention those that were judged different from it, whichever was named first."""
        found: dict[str, set[str]] = {}
        for one, other in self.different:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return found

    def among(self, mentions: Collection[str]) -> Judged:
        """Return only the judgements on some mentions."""
        within = set(mentions)

        def on(pairs: frozenset[Pair]) -> frozenset[Pair]:
            return frozenset(pair for pair in pairs if pair[0] in within and pair[1] in within)

        return Judged(on(self.same), on(self.different) if within & self.apart.keys() else frozenset())


NOTHING_JUDGED = Judged()


@dataclass(eq=False)
class Node:
    """Mentions that differ only in report and day, in the order of days."""

    members: list[Profile]

    @property
    def first(self) -> Profile:
        """The earliest mention."""
        return self.members[0]

    @property
    def kept(self) -> set[str]:
        """The blocking keys under which they are stored."""
        return {key for member in self.members for key in member.keys}

    @property
    def sought(self) -> set[str]:
        """The blocking keys with which they look for candidates."""
        return {key for member in self.members for key in member.seeks}

    @functools.cached_property
    def days(self) -> list[str]:
        """The days from which they were known, when the node is complete."""
        return [member.known_on for member in self.members]

    def nearest(self, day: str) -> Profile:
        """Return the member closest to a day: the last one known by then, else the first."""
        if len(self.members) == 1:
            return self.members[0]
        return self.members[max(bisect.bisect_right(self.days, day) - 1, 0)]


@dataclass(eq=False)
class Cluster:
    """A growing cluster, with the features in which two clusters must not conflict."""

    nodes: list[Node]
    years: set[int] = field(default_factory=set)
    reports: dict[str, set[str]] = field(default_factory=dict)
    tables: dict[str, set[str]] = field(default_factory=dict)
    pair: Profile | None = None
    marks: tuple[Mark, ...] = ()
    titled: bool = False
    members: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    earliest: Profile | None = None
    fresh: Profile | None = None
    made: Profile | None = None
    sought: Profile | None = None
    grades: set[str] = field(default_factory=set)
    dated: set[int] = field(default_factory=set)
    state: int = field(default_factory=STATES.__next__)

    @classmethod
    def of(cls, node: Node) -> Cluster:
        """Return the cluster of one node."""
        made = cls([node], earliest=node.first)
        made.titled = node.first.titled and node.first.kind != Kind.CEASEFIRE  # a truce's name is another's too
        made.fresh = node.first if node.first.fresh else None
        if node.first.kind == Kind.CEASEFIRE:
            made.made = node.first if node.first.stage in MADE else None
            made.sought = node.first if node.first.stage == "sought" else None
        for member in node.members:
            made.years |= set(member.years)
            made.reports.setdefault(member.report, set()).update(member.naming)
            if member.table:
                made.tables.setdefault(member.table, set()).add(member.row)
            made.members.add(member.id)
            made.grades |= {member.grade} - {""}
            made.marks += member.marks
            if member.kind == Kind.CEASEFIRE:  # a truce is of the year in which it was made
                made.dated |= {int(day[:4]) for mark in member.marks for day in (mark.earliest, mark.latest)}
            made.parties |= set(member.parties)
            made.known |= {member.known} - {""}
        made.nouns = {name.noun for name in node.first.names if name.capital and name.noun}
        if not is_named(node.first) and len(node.first.sides) > 1:
            made.pair = node.first
        return made

    def take(self, other: Cluster) -> None:
        """Absorb another cluster."""
        self.nodes += other.nodes
        self.years |= other.years
        self.dated |= other.dated
        for report, keys in other.reports.items():
            self.reports.setdefault(report, set()).update(keys)
        for table, rows in other.tables.items():
            self.tables.setdefault(table, set()).update(rows)
        pairs = [pair for pair in (self.pair, other.pair) if pair]
        self.pair = max(pairs, key=lambda p: (len(p.sides), p.order), default=None)
        self.marks += other.marks
        self.titled |= other.titled
        self.members |= other.members
        self.nouns |= other.nouns
        self.parties |= other.parties
        self.known |= other.known
        self.grades |= other.grades
        self.earliest = earlier(self.earliest, other.earliest)
        self.fresh = earlier(self.fresh, other.fresh)
        self.made = earlier(self.made, other.made)
        self.sought = later(self.sought, other.sought)
        self.state = next(STATES)

    def refuses(self, other: Cluster, judged: Judged) -> bool:
        """Return whether two clusters must stay separate."""
        if any(self.tables[t] != other.tables[t] for t in self.tables.keys() & other.tables.keys()):
            return True
        if self.known and other.known:
            return self.known != other.known or self.is_judged_apart(other, judged)
        return (
            disjoint(self.years, other.years)
            or disjoint(self.years, other.dated)
            or disjoint(self.dated, other.years)
            or any(not self.reports[r] & other.reports[r] for r in self.reports.keys() & other.reports.keys())
            or bool(self.pair and other.pair and tell_other_sides(self.pair, other.pair))
            or (not (self.titled and other.titled) and far_marks(self.marks, other.marks))
            or (disjoint(self.nouns, other.nouns) and disjoint(self.parties, other.parties))
            or disjoint(self.grades, other.grades)
            or self.is_anew(other)
            or other.is_anew(self)
            or self.is_sought_after(other)
            or other.is_sought_after(self)
            or self.is_judged_apart(other, judged)
        )

    def is_anew(self, other: Cluster) -> bool:
        """Return whether this is described as new some time after the other, unnamed one became known."""
        if other.titled or not (self.fresh and other.earliest) or self.fresh.order < other.earliest.order:
            return False
        return is_anew(other.earliest, self.fresh)

    def is_sought_after(self, other: Cluster) -> bool:
        """Return whether a truce was still only wanted some time after the other was made."""
        if not (self.sought and other.made) or self.sought.order < other.made.order:
            return False
        return is_sought_anew(other.made, self.sought, SOUGHT_ANEW)

    def is_judged_apart(self, other: Cluster, judged: Judged) -> bool:
        """Return whether a person judged a member of one different from a member of the other."""
        few, many = sorted((self.members, other.members), key=len)
        return any(not many.isdisjoint(judged.apart.get(member, ())) for member in few)


def earlier(one: Profile | None, two: Profile | None) -> Profile | None:
    """Return the earlier of two mentions, if both exist."""
    return min(filter(None, (one, two)), key=lambda p: p.order, default=None)


def later(one: Profile | None, two: Profile | None) -> Profile | None:
    """Return the later of two mentions, if both exist."""
    return max(filter(None, (one, two)), key=lambda p: p.order, default=None)


def tell_other_sides(one: Profile, two: Profile) -> bool:
    """Return whether the sides of two mentions tell them apart, and not only who helps to make a truce."""
    return are_other_sides(one, two) and not are_helped(one, two)


def are_truce_and_peace(one: Cluster, two: Cluster) -> bool:
    """Return whether one cluster is of a truce alone, the other of a peace: an agreement may be called either."""
    kinds = [{member.kind for node in cluster.nodes for member in node.members} for cluster in (one, two)]
    return {Kind.CEASEFIRE} in kinds and any(Kind.PEACE_AGREEMENT in own and Kind.CEASEFIRE not in own for own in kinds)


def far_marks(one: Iterable[Mark], two: Iterable[Mark]) -> bool:
    """Return whether a step that happens once is told in both clusters, and two days of it are too far apart."""
    return any(x.action == y.action and lag(x, y) > slack(x, y) for x in one for y in two)


def disjoint(one: Set[object], two: Set[object]) -> bool:
    """Return whether both sets have members but share none."""
    return bool(one and two) and not one & two


def is_named(profile: Profile) -> bool:
    """Tell whether a proper name or acronym names it, or a title of a treaty of many; others need their parties."""
    titled = (n.many if n.title else n.sort == "formal" and n.open for n in profile.names)
    return any(titled) or any(n.sort in {"proper", "acronym"} for n in profile.names)


def find_clusters(profiles: Iterable[Profile], judged: Judged = NOTHING_JUDGED) -> Clustering:
    """Find which mentions are one agreement.

    Args:
        profiles: all mentions of a pool, in any order.
        judged: people's judgements. They outweigh every rule.
    """
    pool = list(profiles)
    if len(pool) == 1:
        return Clustering(((pool[0].id,),), ())
    return Merging(pool, judged).run()


class Merging:
    """One run of clustering over a set of mentions."""

    def __init__(self, profiles: Iterable[Profile], judged: Judged) -> None:
        """Make each node a cluster."""
        ordered = sorted(profiles, key=lambda p: p.order)
        self.judged = judged
        self.merges: list[Merge] = []
        self.refused: dict[tuple[int, int], bool] = {}
        self.nodes = gather_nodes(ordered, judged)
        self.home = {id(node): Cluster.of(node) for node in self.nodes}
        self.by_mention = {member.id: node for node in self.nodes for member in node.members}

    def run(self) -> Clustering:
        """Apply judgements, then merge strong matches, then weak matches with a single possible cluster."""
        for node in self.nodes:
            self.note_node(node)
        self.merge_judged()
        edges = sorted(self.find_edges(), key=order_edge)
        for a, b, likeness in edges:
            if likeness.score >= LIKELY:
                self.merge(a, b, likeness)
        left = [edge for edge in edges if edge[2].score < LIKELY and not edge[2].nearest]
        self.merge_possible([edge for edge in left if edge[2].score >= SURE])
        self.merge_possible(left)
        self.merge_nearest([edge for edge in edges if edge[2].nearest])
        return Clustering(self.list_clusters(), tuple(self.merges))

    def note_node(self, node: Node) -> None:
        """Record that the members of a node are one agreement: they have the same names."""
        named = ", ".join(sorted({name.text for name in node.first.names if name.names}))
        for before, member in zip(node.members, node.members[1:], strict=False):
            likeness = compare(before, member) or Likeness(LIKELY, (f"both are called {named}",))
            self.merges.append(Merge(before.id, member.id, likeness))

    def merge_judged(self) -> None:
        """Merge the mentions that people judged the same."""
        for a, b in sorted(self.judged.same):
            if a in self.by_mention and b in self.by_mention:
                self.join(self.by_mention[a], self.by_mention[b])

    def find_edges(self) -> list[Edge]:
        """Compare the nodes that share a block."""
        return [
            edge
            for one, others in zip(self.nodes, list_following(self.nodes), strict=True)
            for two in others
            for edge in compare_nodes(one, self.nodes[two])
        ]

    def merge(self, a: Profile, b: Profile, likeness: Likeness) -> bool:
        """Merge the clusters of two mentions, unless they must stay separate or are already one."""
        one, two = self.by_mention[a.id], self.by_mention[b.id]
        kept, other = self.home[id(one)], self.home[id(two)]
        if kept is other or self.refuse(kept, other) or (likeness.score < LIKELY and are_truce_and_peace(kept, other)):
            return False
        self.merges.append(Merge(a.id, b.id, likeness))
        self.join(one, two)
        return True

    def join(self, one: Node, two: Node) -> None:
        """Join two clusters."""
        kept, gone = self.home[id(one)], self.home[id(two)]
        if kept is gone:
            return
        if len(kept.nodes) < len(gone.nodes):
            kept, gone = gone, kept
        kept.take(gone)
        for node in gone.nodes:
            self.home[id(node)] = kept

    def refuse(self, one: Cluster, two: Cluster) -> bool:
        """Return whether two clusters must stay separate. Answers are cached."""
        states = min(one.state, two.state), max(one.state, two.state)
        if (refused := self.refused.get(states)) is None:
            refused = self.refused[states] = one.refuses(two, self.judged)
        return refused

    def merge_possible(self, edges: list[Edge]) -> None:
        """Merge weak matches only where exactly one cluster is compatible, and no other cluster competes for it."""
        near: dict[int, dict[int, Cluster]] = defaultdict(dict)
        for a, b, _ in edges:
            one, two = self.home_of(a), self.home_of(b)
            if one is not two and not self.refuse(one, two):
                near[id(one)][id(two)] = two
                near[id(two)][id(one)] = one
        settled = {key: list(others.values()) for key, others in near.items() if self.agree(list(others.values()))}
        sure = [e for e in edges if self.is_only(e[0], e[1], settled) or self.is_only(e[1], e[0], settled)]
        for a, b, likeness in sure:
            self.merge(a, b, likeness)

    def merge_nearest(self, edges: list[Edge]) -> None:
        """Merge truces of the same sides that are told far apart, unless another was made in between."""
        made: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
        for node in self.nodes:
            for member in node.members:
                if member.kind == Kind.CEASEFIRE and member.stage:
                    made[member.camps].append(member)
        for a, b, likeness in sorted(edges, key=lambda edge: (days_apart(edge[0], edge[1]), order_edge(edge))):
            if differ_marks(a.marks, b.marks) or is_anew(a, b) or is_other_truce(a, b):
                continue
            if self.is_peace(a) != self.is_peace(b):
                continue
            own = {id(self.home_of(a)), id(self.home_of(b))}
            between = (one for one in made[a.camps] if a.order < one.order < b.order)
            wanted = a.stage not in MADE
            if not any(wanted or one.stage == "ended" or id(self.home_of(one)) not in own for one in between):
                self.merge(a, b, likeness)

    def is_peace(self, profile: Profile) -> bool:
        """Return whether the cluster of a mention is one of a peace agreement."""
        return any(node.first.kind == Kind.PEACE_AGREEMENT for node in self.home_of(profile).nodes)

    def is_only(self, a: Profile, b: Profile, settled: Mapping[int, list[Cluster]]) -> bool:
        """Return whether every cluster that fits one mention is compatible with the other's cluster too."""
        one, two = self.home_of(a), self.home_of(b)
        if one is two or id(one) not in settled or id(two) not in settled:
            return False
        near = {id(cluster) for cluster in settled[id(two)]} | {id(two)}
        return all(id(cluster) in near for cluster in settled[id(one)])

    def agree(self, clusters: Sequence[Cluster]) -> bool:
        """Return whether no two of some clusters must stay separate."""
        return not any(self.refuse(one, two) for one, two in combinations(clusters, 2))

    def home_of(self, profile: Profile) -> Cluster:
        """Return the cluster of a mention."""
        return self.home[id(self.by_mention[profile.id])]

    def list_clusters(self) -> tuple[tuple[str, ...], ...]:
        """Return the clusters, each in the order of days, sorted by their first mentions."""
        distinct = {id(cluster): cluster for cluster in self.home.values()}.values()
        ordered = [sorted(m.order for n in cluster.nodes for m in n.members) for cluster in distinct]
        return tuple(tuple(mention for _, mention in cluster) for cluster in sorted(ordered))


def order_edge(edge: Edge) -> tuple[float, int, tuple[str, str], tuple[str, str]]:
    """Return the sort key of an edge: the highest score first, then the nearest in time."""
    a, b, likeness = edge
    return -likeness.score, days_apart(a, b), a.order, b.order


def gather_nodes(ordered: list[Profile], judged: Judged) -> list[Node]:
    """Group mentions that differ only in report and day, unless a person judged them different."""
    parted: dict[str, set[str]] = defaultdict(set)
    for one, other in judged.different:
        parted[one].add(other)
        parted[other].add(one)
    groups: dict[tuple[object, ...], list[Node]] = defaultdict(list)
    for profile in ordered:
        apart, alike = parted[profile.id], groups[profile.signature]
        node = next((node for node in alike if apart.isdisjoint(m.id for m in node.members)), None)
        if node is None:
            alike.append(node := Node([]))
        node.members.append(profile)
    return [node for alike in groups.values() for node in alike]


def list_following(nodes: list[Node]) -> list[set[int]]:
    """Return for each node the positions of later nodes in its blocks, where one of the two is stored under the key."""
    following: list[set[int]] = [set() for _ in nodes]
    for places, kept in gather_blocks(nodes):
        for at, place in enumerate(places, start=1):
            near = places[at : at + BLOCK]
            following[place].update(near if kept[at - 1] else compress(near, kept[at : at + BLOCK]))
    return following


def gather_blocks(nodes: list[Node]) -> list[tuple[list[int], list[bool]]]:
    """Return for each key the positions of nodes that are stored under it or look for it, in the order of days."""
    blocks: Mapping[str, tuple[list[int], list[bool]]] = defaultdict(lambda: ([], []))
    for place, node in enumerate(nodes):
        kept = node.kept
        for key in kept | node.sought:
            places, keeps = blocks[key]
            places.append(place)
            keeps.append(key in kept)
    return [block for block in blocks.values() if len(block[0]) > 1]


def compare_nodes(one: Node, two: Node) -> list[Edge]:
    """Compare two nodes by the members that are closest in time."""
    a = one.nearest(two.first.known_on)
    b = two.nearest(a.known_on)
    likeness = compare(a, b)
    if not likeness or likeness.score < POSSIBLE:
        return []
    return [(a, b, likeness) if a.order < b.order else (b, a, likeness)]
