"""Weights: how much each feature of two mentions speaks for one agreement, from ``weights.toml``.

>>> WEIGHTS.thresholds.likely > WEIGHTS.thresholds.possible
True
"""

from __future__ import annotations

import msgspec

from depositary.data_files import read_toml


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The scores from which two mentions are one agreement."""

    likely: float
    sure: float
    possible: float


class NameWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The score of two names, by what they have in common."""

    known: float
    same_words: float
    same_word: float
    other_noun: float
    other_title: float
    part_of_name: float
    about_same: float
    one_side: float
    side_around: float
    few_parties: float
    helper: float
    home: float
    matter: float
    same_circle: float
    same_title: float
    open_title: float
    long_title: float
    half_title: float
    same_acronym: float
    initials: float
    spoken: float


class DescriptionWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each feature of two descriptions adds."""

    same_parties: float
    near: float
    same_kind: float
    same_topic: float
    same_area: float
    same_words: float
    same_day: float
    named_later: float
    same_pair: float
    wish: float
    made_twice: float
    areas_differ: float
    older: float
    truce_and_peace: float
    one_sided: float
    named_and_described: float
    most: float


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All weights of linking."""

    thresholds: Thresholds
    names: NameWeights
    description: DescriptionWeights


WEIGHTS = msgspec.convert(read_toml(__package__, "weights.toml"), type=Weights)
