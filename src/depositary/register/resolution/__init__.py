"""Resolution: which mentions are one agreement (entity resolution), and which reports tell one story.

Enters: the mentions and claims in the register. Leaves: pools, clusters, and the catalogue of agreements. All of it is
computed from facts and from the judgements of people, and can be computed again.
"""

from __future__ import annotations

from depositary.register.resolution import linking, search_words, stories, verdicts
from depositary.register.resolution.agreement_names import (
    Name,
    fold_word,
    initialisms,
    noun_classes,
    parse_name,
    split_words,
    word_set,
)
from depositary.register.resolution.catalogue import (
    choose_kind,
    choose_parties,
    choose_title,
    count_often,
    list_names,
    tells_two,
)
from depositary.register.resolution.clusters import NOTHING_JUDGED, Judged, find_clusters
from depositary.register.resolution.identities import find_known
from depositary.register.resolution.linking import AGREEMENT, RULE, load_judged, rejoin, resolve
from depositary.register.resolution.pools import decode_profile, hash_key
from depositary.register.resolution.profiles import Profile, days_between, make_profile, name_keys, number_key
from depositary.register.resolution.verdicts import ACTION, Verdict, claim_of, list_verdicts, load_verdicts

__all__ = [
    "ACTION",
    "AGREEMENT",
    "NOTHING_JUDGED",
    "RULE",
    "Judged",
    "Name",
    "Profile",
    "Verdict",
    "choose_kind",
    "choose_parties",
    "choose_title",
    "claim_of",
    "count_often",
    "days_between",
    "decode_profile",
    "find_clusters",
    "find_known",
    "fold_word",
    "hash_key",
    "initialisms",
    "linking",
    "list_names",
    "list_verdicts",
    "load_judged",
    "load_verdicts",
    "make_profile",
    "name_keys",
    "noun_classes",
    "number_key",
    "parse_name",
    "rejoin",
    "resolve",
    "search_words",
    "split_words",
    "stories",
    "tells_two",
    "verdicts",
    "word_set",
]
