"""Similarity: whether two mentions are one agreement, as a score with reasons that a person can read.

The score uses proper names, acronyms, parties, kind, topics, years and days. It never uses the string distance of
names. ``None`` means that nothing supports a match, or that something forbids it.

>>> from depositary.register.resolution.profiles import make_profile
>>> from depositary.model.reading import Agreement
>>> a = make_profile("m1", "r1", "2015-12-12", Agreement("a1", "Lagoon climate accord", Kind.AGREEMENT), ())
>>> b = make_profile("m2", "r2", "2016-11-04", Agreement("a1", "Lagoon Agreement", Kind.AGREEMENT), ())
>>> compare(a, b).reasons
('both names have “lagoon”',)
"""

from __future__ import annotations

from collections.abc import Iterator

from depositary.languages.wording import write_actors, write_code
from depositary.model.vocabulary import Kind
from depositary.register.resolution.agreement_names import Name, topic_words
from depositary.register.resolution.differences import (
    ABOUT_WINDOW,
    DESCRIPTION,
    FLEETING,
    LIKELY,
    LONG_WINDOW,
    NAMES,
    PEACE,
    POSSIBLE,
    SURE,
    TRUCE,
    TRUCE_AND_PEACE,
    TRUCE_NEWS,
    WINDOW,
    WINDOWS,
    Likeness,
    compare_parties,
    compare_sides,
    conflict,
    days_apart,
    differ,
    differ_marks,
    ends_between,
    is_anew,
    is_day,
    is_made_twice,
    is_older,
    is_other_truce,
    is_sought_anew,
    lag,
    pair_marks,
    share_marks,
)
from depositary.register.resolution.identities import is_before, is_known_for
from depositary.register.resolution.profiles import (
    LONG,
    LOOSE_AREAS,
    LOOSE_KINDS,
    NAMED_WITHIN,
    SIDE_WINDOW,
    SPOKEN_WINDOW,
    Profile,
)
from depositary.register.resolution.sides import (
    by_around,
    by_called_day,
    by_derived,
    by_few_parties,
    by_helper,
    by_home,
    by_side,
    is_kept,
)
from depositary.world import load_catalogue


def compare(a: Profile, b: Profile) -> Likeness | None:
    """Compare two mentions.

    Args:
        a: one mention.
        b: the other mention. The order does not matter.
    """
    return None if tells_apart(a, b) else compare_closely(a, b)


def compare_closely(a: Profile, b: Profile) -> Likeness | None:
    """Compare two mentions that passed the pre-filter."""
    if a.order > b.order:
        a, b = b, a
    if a.known and b.known:
        return Likeness(NAMES.known, (f"both name the known agreement {a.known}",)) if a.known == b.known else None
    if forbid(a, b) or is_early(a, b) or is_early(b, a):
        return None
    found = [] if forbid_kind(a, b) else [by_name(a, b), by_description(a, b)]
    found += [by_year(a, b), by_matter(a, b)]
    if not forbid_kind(a, b):
        found += [by_side(a, b) or by_helper(a, b), by_around(a, b), by_called_day(a, b), by_derived(a, b)]
    return max(filter(None, found), key=lambda likeness: likeness.score, default=None)


def tells_apart(a: Profile, b: Profile) -> bool:
    """Return whether no rule can match a pair: a cheap pre-filter for most pairs."""
    if a.known and b.known:
        return a.known != b.known
    long_apart = a.plain and b.plain and days_apart(a, b) > SPOKEN_WINDOW
    return (long_apart and by_same_step(a, b) is None) or (a.formal and b.formal and conflict(a, b))


def forbid(a: Profile, b: Profile) -> bool:
    """Return whether something shows that the two are different agreements."""
    if a.table and a.table == b.table and a.row != b.row:
        return True
    if a.years and b.years and not set(a.years) & set(b.years):
        return True
    if a.grade and b.grade and a.grade != b.grade:
        return True
    if a.derived != b.derived:
        return True
    return a.report == b.report and (not a.naming & b.naming or ("sought" in {a.stage, b.stage} and a.stage != b.stage))


def is_early(a: Profile, b: Profile) -> bool:
    """Return whether one is only described, long before the known agreement that the other is was adopted."""
    return bool(b.known and not a.known) and not a.titled and is_before(b.known, a.known_on)


def forbid_kind(a: Profile, b: Profile) -> bool:
    """Return whether the kinds exclude each other: a truce is not a trade agreement."""
    if a.kind == b.kind or (a.kind in PEACE and b.kind in PEACE):
        return False
    if any(one.known and one.kind == Kind.PROGRAMME for one in (a, b)):  # reports call it a deal
        return Kind.CEASEFIRE in {a.kind, b.kind}
    return (a.kind in FLEETING or b.kind in FLEETING) and not (a.titled and b.titled)


def by_name(a: Profile, b: Profile) -> Likeness | None:
    """Compare by the names that identify an agreement, and return the best pair."""
    found = [likeness for one in a.names for two in b.names if (likeness := same_name(one, two, a, b))]
    found.extend(same_acronym(a, b))
    found.extend(same_part(a, b))
    return max(found, key=lambda likeness: likeness.score, default=None)


def same_name(one: Name, two: Name, a: Profile, b: Profile) -> Likeness | None:
    """Compare two names."""
    if one.number != two.number:
        return None
    if one.core and one.core == two.core:
        return same_core(one, two, a, b)
    if one.sort == two.sort == "formal" and (one.general, one.circle) == (two.general, two.circle):
        return same_formal(one, a, b)
    if one.title and one.title == two.title and (titled := same_title(one, two, a, b)):
        return titled
    if one.sort == two.sort == "described" and one.states and one.states == two.states:
        return same_spoken(one, two, a, b)
    return None


def same_core(one: Name, two: Name, a: Profile, b: Profile) -> Likeness | None:
    """Compare two names with the same proper words."""
    topics = differ(one.topics, two.topics) and not one.number
    place = differ(one.scope, two.scope) or (differ(a.areas, b.areas) and not a.party_set & b.party_set)
    if topics or far_apart(one, two, a, b) or means_several(one, a, b) or (place and len(one.core) == 1):
        return None
    words = " ".join((*one.core, *one.number))
    if is_wanted_apart(a, b):
        told = f"both names have “{words}”, and one report only calls for the agreement"
        return Likeness(POSSIBLE, (told,)) if a.parties and b.parties else None
    if one.noun == two.noun or not (one.noun and two.noun) or are_mixed_up(one, two):
        return Likeness(NAMES.same_words if len(one.core) > 1 else NAMES.same_word, (f"both names have “{words}”",))
    if same_treaty(one, two) and (a.area_set & b.area_set) - LOOSE_AREAS:
        return Likeness(POSSIBLE, (f"both names have “{words}”, and only one is called a treaty",))
    another = one.capital and two.capital and a.known != b.known  # its title differs from the known one's
    if another or not (one.loose or two.loose) or not (a.party_set & b.party_set or a.area_set & b.area_set):
        return None
    score = NAMES.other_title if one.capital and two.capital else NAMES.other_noun
    return Likeness(score, (f"both names have “{words}”, with another word for the kind",))


def is_wanted_apart(a: Profile, b: Profile) -> bool:
    """Return whether one of two truces of a place is only wanted, and not in the days in which the other is made."""
    wanted = (a.stage == "sought") != (b.stage == "sought")
    return Kind.CEASEFIRE in {a.kind, b.kind} and wanted and days_apart(a, b) > TRUCE_NEWS


def same_part(a: Profile, b: Profile) -> Iterator[Likeness]:
    """Compare two mentions with the same two parties by a part of their names ("Lake Islands treaty", "Lake treaty").

    A description meets a name by the word that it is about ("a deal on the Lake Islands").
    """
    if len(a.parties) != 2 or a.parties != b.parties or differ(a.areas, b.areas) or differ_marks(a.marks, b.marks):
        return
    if a.numbers != b.numbers or {a.kind, b.kind} & FLEETING:
        return
    days = days_apart(a, b)
    for one in a.names:
        for two in b.names:
            firm = one.noun != two.noun and not (one.loose or two.loose)
            words, others = set(one.core), set(two.core)
            if words and others and (words < others or others < words) and not firm and days <= SPOKEN_WINDOW:
                told = f"{one.text} and {two.text} share {' '.join(sorted(words & others))}"
                yield Likeness(NAMES.part_of_name, (told, f"same parties: {write_actors(a.parties)}"))
            about = (words & set(two.about)) | (others & set(one.about))
            if about and days <= ABOUT_WINDOW and not firm:
                told = f"one is about {' '.join(sorted(about))}, the other named after it"
                yield Likeness(NAMES.about_same, (told, f"same parties: {write_actors(a.parties)}"))


def means_several(name: Name, a: Profile, b: Profile) -> bool:
    """Return whether a title is the beginning of several known agreements' ("Optional Protocol to the Convention on
    the Rights of the Child"): by itself, without the same parties, it does not tell which.
    """
    return not (a.parties and a.parties == b.parties) and len(load_catalogue().find_beginning(name.text)) > 1


def are_mixed_up(one: Name, two: Name) -> bool:
    """Return whether two names differ only by "treaty" and "convention", which reports confuse."""
    return {one.noun, two.noun} == {"treaty", "convention"} and bool(one.general) and one.general == two.general


def same_treaty(one: Name, two: Name) -> bool:
    """Return whether one of two names with firm nouns says "treaty", which reports use for all of them."""
    return not (one.loose or two.loose) and one.capital and two.capital and "treaty" in {one.noun, two.noun}


def far_apart(one: Name, two: Name, a: Profile, b: Profile) -> bool:
    """Return whether a name of passing meaning is used too long after the other for one agreement."""
    days = days_apart(a, b)
    if Kind.CEASEFIRE in {a.kind, b.kind} or "ceasefire" in {one.noun, two.noun}:
        return days > TRUCE or ends_between(a, b) or is_sought_anew(a, b)
    spoken = not (one.capital and two.capital) and len(one.core) == 1 and (one.loose or two.loose)
    return spoken and days > SPOKEN_WINDOW and not a.area_set & b.area_set


def same_formal(one: Name, a: Profile, b: Profile) -> Likeness | None:
    """Compare two titles made of common words. The parties decide."""
    words = " ".join((*one.circle, *one.general))
    if one.circle:
        return Likeness(NAMES.same_circle, (f"both are titled “{words}”",))
    if one.open and not conflict(a, b) and not means_several(one, a, b):
        return Likeness(NAMES.open_title, (f"both are titled “{words}”, and their parties do not differ",))
    return same_shared_title(words, one, a, b)


def same_shared_title(words: str, one: Name, a: Profile, b: Profile) -> Likeness | None:
    """Compare two mentions with a title that many pairs of states use, by their parties."""
    long, near = len(one.general) > LONG, is_near(a, b)
    match compare_parties(a, b):
        case "same":
            return Likeness(
                NAMES.same_title, (f"both are titled “{words}”", f"same parties: {write_actors(a.parties)}")
            )
        case "within" if near:
            return Likeness(
                NAMES.long_title if long else POSSIBLE,
                (f"both are titled “{words}”", "the parties of one are among the other's"),
            )
        case "within" if {*a.parties, *b.parties} <= {*a.parties, *a.around} & {*b.parties, *b.around}:
            return Likeness(NAMES.half_title, (f"both are titled “{words}”", "one report names a party near it"))
        case "unknown" if set(a.years) & set(b.years):
            return Likeness(NAMES.long_title, (f"both are titled “{words}”", f"same year {a.years[0]}"))
        case "unknown" if long and near:
            return Likeness(NAMES.half_title, (f"both are titled “{words}”", "one report does not name both parties"))
    return None


def same_title(one: Name, two: Name, a: Profile, b: Profile) -> Likeness | None:
    """Compare two mentions with the same short title in capitals, whenever they are told of.

    Of a treaty of many it is enough; of one that many pairs conclude, both parties must be the same, or those of
    one among the other's and the two be told not too long apart.
    """
    fleeting = {a.kind, b.kind} & FLEETING
    if fleeting or differ(one.states, two.states) or differ_marks(a.marks, b.marks) or differ(a.areas, b.areas):
        return None
    told = f"both are titled “{one.text}”"
    parties = compare_parties(a, b)
    if parties == "same":
        return Likeness(NAMES.same_title, (told, f"same parties: {write_actors(a.parties)}"))
    if one.many and two.many and not conflict(a, b):
        return Likeness(NAMES.open_title, (told, "and no two parties tell them apart"))
    if parties == "within" and is_near(a, b):
        return Likeness(POSSIBLE, (told, "the parties of one are among the other's"))
    return None


def is_near(a: Profile, b: Profile) -> bool:
    """Return whether two mentions are close enough in time if one report names only one party."""
    return 1 not in {len(a.parties), len(b.parties)} or days_apart(a, b) <= SPOKEN_WINDOW


def same_spoken(one: Name, two: Name, a: Profile, b: Profile) -> Likeness | None:
    """Compare two descriptions with the same states in them ("the Iran nuclear deal")."""
    if one.general != two.general or not one.general or one.noun != two.noun:
        return None
    days = days_apart(a, b)
    window = WINDOWS.get(a.kind, SPOKEN_WINDOW if one.own or two.own or one.half else WINDOW)
    if days > window:
        return None
    if conflict_sides(one, two, a, b) or differ_marks(a.marks, b.marks) or is_anew(a, b):
        return None
    if Kind.CEASEFIRE in {a.kind, b.kind} and ends_between(a, b):
        return None
    # Names with small letters are only as good as their words: two general words, or one and the day.
    score = NAMES.spoken if days <= window // 2 and one.topics else POSSIBLE
    return Likeness(score, (f"both are called “{one.text}”", f"reported {days} days apart"))


def conflict_sides(one: Name, two: Name, a: Profile, b: Profile) -> bool:
    """Return whether two descriptions with the same states can mean two agreements of these states.

    A description that gives only one side needs the other too: many states have "a trade deal with Serbia".
    """
    if compare_sides(a.sides, b.sides) == "other":
        return True
    return (one.half or two.half) and len(a.party_set & b.party_set) < 2


def same_acronym(a: Profile, b: Profile) -> Iterator[Likeness]:
    """Compare acronyms with acronyms and with the initials of titles."""
    if not (a.acronyms or b.acronyms) or (differ(a.areas, b.areas) and a.party_set.isdisjoint(b.parties)):
        return
    for word in sorted(set(a.acronyms) & set(b.acronyms)):
        yield Likeness(NAMES.same_acronym, (f"both are called “{word}”",))
    both = a.party_set & b.party_set or a.area_set & b.area_set
    for one, two in ((a, b), (b, a)) if both else ():
        for word in sorted(one.plain_acronyms & set(two.initialisms)):
            yield Likeness(NAMES.initials, (f"{word} are the initials of the other's title",))


def by_description(a: Profile, b: Profile) -> Likeness | None:
    """Compare by parties, kind, topics and days. Two different names forbid a match."""
    if (a.titled and b.titled) or differ(a.topics, b.topics) or a.numbers != b.numbers:
        return None
    parties = compare_sides(a.pair or a.camps, b.pair or b.camps)
    if parties != "same":
        return by_few_parties(a, b) if parties == "within" else by_home(a, b)
    if differ_marks(a.marks, b.marks) or is_anew(a, b) or is_other_truce(a, b):
        return is_kept(a, b)
    days = days_apart(a, b)
    window = find_window(a, b)
    likeness = weigh_description(a, b, days / window) if days <= window else None
    return likeness or is_kept(a, b) or by_same_step(a, b) or by_only_known(a, b)


def by_same_step(a: Profile, b: Profile) -> Likeness | None:
    """Compare two mentions told at any time by a step that is taken once and that both date to one day."""
    if a.kind != b.kind or not any(lag(x, y) <= 1 and is_day(x, y) for x, y in pair_marks(a, b)):
        return None
    return Likeness(LIKELY, (f"same parties: {write_actors(a.parties)}", "a step on the same day"))


def by_only_known(a: Profile, b: Profile) -> Likeness | None:
    """Compare the only known agreement of two parties with a later description that names nothing but these."""
    entry = load_catalogue().get(a.known or b.known)
    plain = b if a.known else a
    if entry is None or len(entry.parties) != 2 or set(plain.camps) != set(entry.parties) or plain.stage == "sought":
        return None
    if plain.fresh or plain.topics or days_apart(a, b) > LONG_WINDOW or plain.known_on < entry.adopted:
        return None
    if len(load_catalogue().find_between(entry.parties)) > 1:
        return None
    return Likeness(POSSIBLE, (f"{entry.title} is the only known agreement of {write_actors(sorted(entry.parties))}",))


def find_window(a: Profile, b: Profile) -> int:
    """Return the days within which two descriptions can be one agreement. The same words last longer."""
    return WINDOWS.get(b.kind if a.titled else a.kind) or (LONG_WINDOW if same_words(a, b) else WINDOW)


def by_year(a: Profile, b: Profile) -> Likeness | None:
    """Compare a title with a description that has its year ("the 2015 nuclear deal"), a party and an area.

    Only descriptions with loose nouns count, because reports call a plan of action a deal. One that
    names the party and the area too ("the 2015 Iran nuclear deal") is as good as a name.
    """
    if (a.titled and b.titled) or not (a.years and b.years):
        return None
    years, parties = set(a.years) & set(b.years), a.party_set & b.party_set
    areas = (a.area_set & b.area_set) - LOOSE_AREAS
    described = b if a.titled else a
    if not (years and parties and areas) or (described.kind != Kind.AGREEMENT and a.kind != b.kind):
        return None
    if differ(a.topics, b.topics) or a.numbers != b.numbers or differ_marks(a.marks, b.marks):
        return None
    if not a.titled and not b.titled and not same_words(a, b):
        return None
    told = (
        f"of the year {min(years)}",
        f"parties: {write_actors(sorted(parties))}",
        f"subject: {', '.join(sorted(areas))}",
    )
    sure = any(name.year and parties & set(name.states) and areas & set(name.topics) for name in described.names)
    return Likeness(LIKELY if sure else POSSIBLE, (f"one is called “{described.title}”", *told))


def by_matter(a: Profile, b: Profile) -> Likeness | None:
    """Compare a known agreement with a description, within weeks, on the matter that it is known for."""
    named, plain = (a, b) if a.known else (b, a)
    if not named.known or plain.known or plain.titled or plain.fresh or plain.stage in {"sought", "made"}:
        return None
    areas = a.area_set & b.area_set
    if days_apart(a, b) > SIDE_WINDOW or not is_known_for(named.known, areas, frozenset(plain.camps)):
        return None
    return Likeness(NAMES.matter, (f"both about {', '.join(sorted(areas))}", f"reported {days_apart(a, b)} days apart"))


def weigh_description(a: Profile, b: Profile, distance: float) -> Likeness | None:
    """Add up the evidence for two mentions with the same parties. ``distance`` is days divided by the window."""
    weight, shared = DESCRIPTION, set(a.topics) & set(b.topics)
    reasons = [f"same parties: {write_actors(a.parties)}", f"reported {days_apart(a, b)} days apart"]
    score = weight.same_parties + weight.near * (1 - distance)
    for share, told in (
        (weight.same_kind, a.kind == b.kind and a.kind not in LOOSE_KINDS and f"same kind: {write_code(a.kind)}"),
        (weight.same_topic, shared and f"same topic: {', '.join(sorted(shared))}"),
        (weight.same_area, (a.area_set & b.area_set) - LOOSE_AREAS and "same subject"),
        (weight.same_words, same_words(a, b) and "described in the same words"),
        (weight.same_day, share_marks(a.marks, b.marks) and "a step on the same day"),
        (weight.wish, "sought" in {a.stage, b.stage} and a.stage != b.stage and "one report only calls for it"),
        (weight.named_later, is_named_later(a, b) and "named soon after it was described"),
        (weight.same_pair, a.pair and a.pair == b.pair and "both are named after both parties"),
        (weight.areas_differ, differ(a.areas, b.areas) and not (a.pair and a.pair == b.pair) and "subjects differ"),
        (weight.older, is_older(a) != is_older(b) and not shared and "one is of an earlier year"),
        (weight.truce_and_peace, {a.kind, b.kind} == TRUCE_AND_PEACE and "one is a truce, the other a peace"),
        (weight.made_twice, is_made_twice(a, b) and "both reports tell of the making"),
        (weight.one_sided, a.alone != b.alone and "one is declared by one side"),
        (weight.named_and_described, a.titled != b.titled and "one is named, the other described"),
    ):
        if told:
            score += share
            reasons.append(str(told))
    return Likeness(round(min(score, weight.most), 3), tuple(reasons)) if score >= SURE else None


def is_named_later(a: Profile, b: Profile) -> bool:
    """Return whether the earlier of two mentions is described, and the later, within weeks, has a name.

    A name is given when an agreement is made, or soon after. A truce passes faster than it is named.
    """
    return not a.titled and b.titled and Kind.CEASEFIRE not in {a.kind, b.kind} and days_apart(a, b) <= NAMED_WITHIN


def same_words(a: Profile, b: Profile) -> bool:
    """Return whether two mentions have descriptions with the same words, or with only the same topics."""
    return any(
        one.noun == two.noun and one.general and (one.general == two.general or (is_bare(one) and is_bare(two)))
        for one in a.names
        for two in b.names
        if one.sort == two.sort == "described" and one.topics == two.topics
    )


def is_bare(name: Name) -> bool:
    """Return whether a description has only the word of a topic."""
    return all(word in topic_words() for word in name.general)
