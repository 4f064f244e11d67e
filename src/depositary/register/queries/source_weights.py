"""Weighing: who supports a claim, and how many independent stories report it.

Sources by weight, the strongest first: an official table; a claim that a person accepted; the catalogue of known
agreements; a party's own organ on its
own acts; an organ of the other party; an international organisation; a named third party, or the outlet itself; an
unnamed source. An organ that publishes its own words outweighs a report about them.

>>> rank_source(Agent("Kazem Jalali", "Ambassador to Russia", "IRN"), doers={"IRN"}, parties={"IRN", "RUS"})
50
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from depositary.languages import load_list
from depositary.model.claim import Claim
from depositary.model.reading import Agent
from depositary.register.resolution import days_between, parse_name

TABLE = 100
CURATOR = 90  # a claim that a person accepted or corrected: above every report, below the depositary's own table
CATALOGUE = 80  # what a depositary publishes, by the catalogue of known agreements: above every report
OWN, OTHER, ORGANISATION, THIRD, UNNAMED = 50, 40, 30, 20, 10
OFFICIAL = 5  # added where the report is the organ's own
SAME_SOURCE_DAYS = 3  # words of one source, told so near to each other, are one story
SHORT_ORGANISATIONS = frozenset({"SCO", "GCC", "OAS", "WHO", "WTO", "IMF", "ECB", "ICC", "OAU", "CIS", "IOM"})
UNNAMED_WORDS = frozenset({"official", "officials", "source", "sources", "media", "reports", "diplomats", "analysts"})


def weigh_claims(
    claims: Sequence[Claim], parties: Collection[str], outlets: Mapping[str, str | None], stories: Mapping[str, str]
) -> list[Claim]:
    """Return claims with their standing and the number of independent stories that report the same.

    Args:
        claims: the claims on one agreement.
        parties: its parties.
        outlets: the outlet of each report.
        stories: the story of each report.
    """
    told = count_tellings(claims, stories)
    return [
        msgspec.structs.replace(
            claim, standing=rank_claim(claim, parties, outlets.get(claim.report)), stories=told[claim.id]
        )
        for claim in claims
    ]


def rank_claim(claim: Claim, parties: Collection[str], outlet: str | None) -> int:
    """Return the standing of a claim: that of its nearest source, or of the outlet if there is none."""
    if claim.standing >= CURATOR:
        return claim.standing
    doers = {agent.actor for agent in claim.by if agent.actor}
    speaker = speak_officially(outlet)
    if claim.according_to:
        own = speaker is not None and speaker == claim.according_to[0].actor
        return rank_source(claim.according_to[0], doers, parties) + OFFICIAL * own
    return rank_source(Agent(outlet or "", None, speaker), doers, parties) + OFFICIAL if speaker else THIRD


def rank_source(source: Agent, doers: Collection[str | None], parties: Collection[str]) -> int:
    """Return the standing of a source, from its relation to the acting party and to the agreement."""
    if source.actor and source.actor in doers and source.actor in (parties or doers):
        return OWN
    if source.actor and source.actor in parties:
        return OTHER if doers else OWN
    if source.actor and is_organisation(source.actor):
        return ORGANISATION
    return THIRD if is_named(source) else UNNAMED


def is_organisation(code: str) -> bool:
    """Return whether a code is of an organisation: capitals, and not the three letters of a state.

    >>> is_organisation("NATO"), is_organisation("RUS"), is_organisation("hamas")
    (True, False, False)
    """
    return code.isupper() and (len(code) != 3 or code in SHORT_ORGANISATIONS)


def is_named(source: Agent) -> bool:
    """Return whether a source has a name and is more than "officials"."""
    words = {word.lower() for word in source.name.split()}
    return bool(words) and not words & UNNAMED_WORDS and source.name[:1].isupper()


def speak_officially(outlet: str | None) -> str | None:
    """Return the actor that an official outlet belongs to, a question mark for an unknown actor."""
    if not outlet or not any(word in outlet.lower() for word in load_list("en", "official_outlets")):
        return None
    states = parse_name(outlet).states
    return states[0] if states else "?"


def count_tellings(claims: Sequence[Claim], stories: Mapping[str, str]) -> dict[str, int]:
    """Return for each claim how many independent stories report the same step in the same way."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.action, claim.modality].append(claim)
    return {
        claim.id: count_independent(like, stories) for group in groups.values() for claim, like in pair_alike(group)
    }


def pair_alike(group: Sequence[Claim]) -> Iterator[tuple[Claim, list[Claim]]]:
    """Yield each claim of a group with those that can have the same day and the same agents."""
    by_doer: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in group:
        for doer in {agent.actor for agent in claim.by}:
            by_doer[doer].append(claim)
    unnamed = [claim for claim in group if not claim.by]
    for claim in group:
        doers = {agent.actor for agent in claim.by}
        near = {other.id: other for doer in doers for other in by_doer[doer]} | {other.id: other for other in unnamed}
        yield claim, [other for other in (near.values() if doers else group) if can_coincide(claim, other)]


def can_coincide(a: Claim, b: Claim) -> bool:
    """Return whether two claims can be about one day. Without a date, reports of the same month can."""
    if not a.date or not b.date or not a.date.earliest or not b.date.earliest:
        return days_between(a.known_on, b.known_on) <= 31
    latest, other = a.date.latest or "9999", b.date.latest or "9999"
    return a.date.earliest <= other and b.date.earliest <= latest


def count_independent(claims: Sequence[Claim], stories: Mapping[str, str]) -> int:
    """Count stories. Stories from the same named source within a few days count once."""
    rest: dict[str, str] = {}
    last: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.known_on, c.id)):
        story = stories.get(claim.report, claim.report)
        root = claim.according_to[-1] if claim.according_to and is_named(claim.according_to[-1]) else None
        before = last.get(root.name) if root else None
        near = before is not None and days_between(before.known_on, claim.known_on) <= SAME_SOURCE_DAYS
        if before and near:
            rest.setdefault(story, rest.get(stories.get(before.report, before.report), story))
        if root:
            last[root.name] = claim
        rest.setdefault(story, story)
    return len(set(rest.values()))
