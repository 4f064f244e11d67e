"""Properties of clustering: it is a function of a set, constraints hold, and undo is exact."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from depositary.model.vocabulary import ActionCode, Modality
from depositary.register.resolution.clusters import Judged, find_clusters
from depositary.register.resolution.profiles import Profile
from depositary.register.resolution.similarity import LIKELY, compare_closely, tells_apart
from tests.register.resolution.test_similarity import mention, truce

TITLES = [
    "Paris Agreement", "Paris climate accord", "the Paris deal", "Kyoto Protocol", "INF Treaty", "INF",
    "Intermediate-Range Nuclear Forces Treaty", "Minsk II", "Minsk agreement", "a trade deal", "a ceasefire",
    "Comprehensive Strategic Partnership Treaty", "a free trade agreement", "the 2001 treaty", "New START",
    "a new trade deal", "a new ceasefire", "a 72-hour ceasefire", "the Russian nuclear deal", "the 2014 trade deal",
]  # fmt: skip
DAYS = [f"{year}-{month:02d}-15" for year in (2014, 2015, 2019) for month in (1, 2, 7)]

profiles = st.builds(
    mention,
    st.sampled_from(TITLES),
    known=st.sampled_from(DAYS),
    kind=st.sampled_from(["agreement", "treaty", "ceasefire"]),
    parties=st.sampled_from(["", "RUS USA", "RUS", "IRN RUS", "AUS CHN", "CHN", "ISR hamas"]),
    areas=st.sampled_from(["", "trade", "environment", "arms-control", "peace"]),
    year=st.sampled_from([None, None, None, 2001, 2014]),
    signed=st.sampled_from([None, None, "2014-02-10", "2015-01-15"]),
    report=st.sampled_from(["", "", "r1", "r2"]),
)
pools = st.lists(profiles, max_size=14, unique_by=lambda p: p.id)


@given(pools, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(pool: list[Profile], chance: random.Random) -> None:
    shuffled = list(pool)
    chance.shuffle(shuffled)
    assert find_clusters(pool) == find_clusters(shuffled)


@given(pools)
def test_every_mention_is_in_one_cluster_and_merges_account_for_them(pool: list[Profile]) -> None:
    found = find_clusters(pool)
    members = [mention for cluster in found.clusters for mention in cluster]
    assert sorted(members) == sorted(profile.id for profile in pool)
    assert len(found.merges) == len(pool) - len(found.clusters)
    assert all(merge.likeness.reasons for merge in found.merges)


@given(pools)
def test_a_cluster_is_named_after_its_earliest_mention(pool: list[Profile]) -> None:
    order = {profile.id: profile.order for profile in pool}
    for cluster in find_clusters(pool).clusters:
        assert list(cluster) == sorted(cluster, key=lambda mention: order[mention])


@given(pools)
def test_years_that_differ_are_never_in_one_cluster(pool: list[Profile]) -> None:
    by_id = {profile.id: profile for profile in pool}
    for cluster in find_clusters(pool).clusters:
        years = [set(by_id[mention].years) for mention in cluster if by_id[mention].years]
        assert not years or set.intersection(*years) or len(set.union(*years)) < 2


@settings(max_examples=50)
@given(pools.filter(lambda pool: len(pool) > 1), st.data())
def test_people_outweigh_rules(pool: list[Profile], data: st.DataObject) -> None:
    a, b = sorted(data.draw(st.lists(st.sampled_from(pool), min_size=2, max_size=2, unique=True)), key=lambda p: p.id)
    apart = find_clusters(pool, Judged(different=frozenset({(a.id, b.id)})))
    joined = find_clusters(pool, Judged(same=frozenset({(a.id, b.id)})))
    where = {mention: cluster for cluster in joined.clusters for mention in cluster}
    assert where[a.id] == where[b.id]
    if a.signature != b.signature:
        assert not any({a.id, b.id} <= set(cluster) for cluster in apart.clusters)


def test_what_is_possibly_one_goes_where_nothing_competes() -> None:
    nameless = mention("Comprehensive Digital and Trade Agreement", known="2015-01-01")
    canada = mention("Comprehensive Digital and Trade Agreement", parties="CAN EU", known="2014-01-01")
    other = mention("Comprehensive Digital and Trade Agreement", parties="IDN KOR", known="2014-06-01")
    assert len(find_clusters([nameless, canada]).clusters) == 1
    assert len(find_clusters([nameless, canada, other]).clusters) == 3
    assert find_clusters([nameless, canada]).merges[0].likeness.score < LIKELY


def test_titles_with_other_nouns_and_other_parties_are_two() -> None:
    pair = mention("Bright Waters Agreement", parties="FJI NZL", areas="environment", known="2007-04-30")
    many = mention("Bright Waters Treaty", kind="treaty", areas="environment", known="2016-02-22")
    state = mention("Treaty on Bright Waters", kind="treaty", parties="PER", areas="environment", known="2020-05-21")
    assert sorted(map(len, find_clusters([pair, many, state]).clusters)) == [1, 2]


def test_a_new_peace_is_apart_from_what_it_follows_and_takes_what_is_told_later() -> None:
    days = ("2016-10-02", "2016-11-24", "2016-11-30")
    told = [
        mention(title, kind="peace-agreement", parties="COL farc", areas="peace", known=known)
        for title, known in zip(("a peace deal", "a new peace deal", "the peace deal"), days, strict=True)
    ]
    assert [len(cluster) for cluster in find_clusters(told).clusters] == [1, 2]


def test_a_truce_that_stands_joins_the_only_one_before_it() -> None:
    made = truce("a ceasefire", "2024-11-27", step=ActionCode.ADOPTION)
    kept = truce("the ceasefire", "2025-01-03", step=ActionCode.BREACH)
    assert len(find_clusters([made, kept]).clusters) == 1
    sought = truce("a ceasefire", "2024-12-13", step=ActionCode.ADOPTION, modality=Modality.POSSIBLE)
    assert len(find_clusters([made, sought, kept]).clusters) == 3


def test_what_all_can_be_one_is_one() -> None:
    told = [
        mention("the 2015 nuclear deal", parties="USA", areas="nuclear", year=2015, known=known)
        for known in ("2018-02-08", "2019-07-07", "2021-07-06")
    ]
    assert len(find_clusters(told).clusters) == 1


@given(pools)
def test_what_is_told_apart_at_once_is_not_alike_on_a_closer_look(pool: list[Profile]) -> None:
    assert all(compare_closely(a, b) is None for a, b in combinations(pool, 2) if tells_apart(a, b))


def test_descriptions_long_apart_and_shared_titles_of_others_are_told_apart_at_once() -> None:
    first, later = (mention("a trade deal", known=day, parties="IRN RUS") for day in ("2014-01-15", "2019-01-15"))
    ours, theirs = (mention("Free Trade Agreement", parties=parties) for parties in ("AUS CHN", "IRN RUS"))
    assert tells_apart(first, later)
    assert tells_apart(ours, theirs)
    assert not tells_apart(first, ours)
