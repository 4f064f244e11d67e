"""What the title of a treaty says by itself: the kind, the parties, the subject, and the agreement it belongs to.

>>> title = parse_title("Protocol amending the Lake Convention between Chad and Niger concerning Fisheries")
>>> title.kind.value, title.parties, title.parent.relation.value
('protocol', ('NER', 'TCD'), 'amends')
>>> parse_title("Agreement between the Government of Fiji and the Government of Tonga on Air Services").subject
'Air Services'
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from depositary.languages import load_list, load_table, load_toml
from depositary.languages.states import load_states
from depositary.model.treaty import Parent
from depositary.model.vocabulary import Kind, RelationCode

SHORTEST = 3  # letters of a name; shorter ones are read in a few known forms only
MOST_GAP = 90  # characters between two names of a list of parties
BETWEEN = re.compile(r"\b(?:between|amongst?|among|(?:by|of|from) the Governments of)\b", re.IGNORECASE)
WITH = re.compile(
    r"\b(?:with|by|from|of)\s+(?:the )?(?:Government of |Kingdom of |Republic of |State of )*(?:the )?$", re.IGNORECASE
)
SIDED = re.compile(r"\bwith\s+(?:the )?(?:(?:Kingdom|Republic|State|Union) of )*(?:the )?$", re.IGNORECASE)
PLACED = re.compile(r"\b(?:by|from|in|to)\s+(?:the )?$", re.IGNORECASE)
BRACKET = re.compile(r"[(\[]\s*(?:with )?(?:the )?$", re.IGNORECASE)
OFFICIAL = re.compile(
    r"\b(?:Governments? (?:of|in)|President of|Republic of|Kingdom of|King of|Queen of|Emperor of) (?:the )?"
    r"(?:[A-Z][a-z]+ )*(?:of )?(?:the )?$"
)
FOR_OTHERS = re.compile(
    r"[(\[][^()\[\]]{0,40}\b(?:on behalf of|in respect of|acting)\b[^()\[\]]{0,200}[)\]]"
    r"|,\s+acting\s+(?:on behalf|with the consent|in respect|in the name)\b[^,]{0,120},",
    re.IGNORECASE,
)
"""For whom a party acts; that one is none itself."""
RESPECT = re.compile(r"^\W*(?:the (?:Queen|King),? )?in respect of (?=the\b|$)|\(with [^)]*\)", re.IGNORECASE)
SPACE = re.compile(r"\s+")


class Title(msgspec.Struct, frozen=True):
    """What a title says. ``form`` is the instrument in the words of titles, finer than ``kind``.

    ``parties`` are codes, in the order of the alphabet; ``implied`` are those of them that the title doesn't name, and
    that follow from whose register it stands in.
    """

    kind: Kind
    form: str
    parties: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    subject: str | None = None
    parent: Parent | None = None


class Found(msgspec.Struct, frozen=True):
    """The name of an actor at its place in a title."""

    start: int
    end: int
    code: str


def load_words() -> dict[str, dict[str, object]]:
    """Return the data file."""
    found: dict[str, dict[str, object]] = load_toml("en", "treaty_titles")
    return found


@functools.lru_cache(maxsize=4096)
def parse_title(title: str, holder: str | None = None, bilateral: bool | None = None) -> Title:
    """Return what a title says of kind, parties, subject and parent.

    Args:
        title: as printed; capitals or small letters, with or without brackets.
        holder: the code of the state in whose own register the title stands. Such a register often leaves its state
            out of titles, so it is taken for the other party where the title names one party alone.
        bilateral: whether the treaty has two parties, where the register tells it. Where it doesn't, the holder is
            added only to a title that names the other side as such, and nothing that stands for many states.
    """
    words = SPACE.sub(" ", title).strip()
    shown = words if not words.isupper() else capitalise(words)
    parent = find_parent(shown)
    form, kind = find_form(shown, parent)
    found, end = find_parties(shown)
    named = {each.code for each in found}
    codes = add_holder(shown, form, found, holder, bilateral) if holder and bilateral is not False else named
    subject = find_subject(shown, end)
    return Title(kind, form, tuple(sorted(codes)), tuple(sorted(codes - named)), subject, parent)


def add_holder(title: str, form: str, found: Sequence[Found], holder: str, bilateral: bool | None) -> set[str]:
    """Return the parties of a title in the register of one state: that state, and the one other that is named.

    A state that a title only mentions is taken for the other side only where the treaty is told to have two, the
    title names the holder too, and the other as a government or behind a small word ("claims by Fiji on Tonga").
    """
    named = {each.code for each in found}
    others = named - {holder}
    if len(others) == 1 and is_state(*others):
        sure = bilateral or (is_sided(title, form, found) and not limit("many").search(title))
        return {holder, *others} if sure else named
    mentions = find_actors(title)
    others = {each.code for each in mentions} - {holder}
    if named <= {holder} and bilateral and len(others) == 1 and is_state(*others) and len(mentions) > 1:
        other = [each for each in mentions if each.code != holder]
        placed = any(is_government(title, each) or PLACED.search(title[: each.start]) for each in other)
        if placed and len(other) < len(mentions):
            return {holder, *others}
    return named


def is_state(code: str) -> bool:
    """Tell whether a code is that of a state: a territory may be the holder's own, for which it acts."""
    return code in load_states() and code not in load_toml("en", "treaty_titles")["territories"]["codes"]


def is_sided(title: str, form: str, found: Sequence[Found]) -> bool:
    """Tell whether a title names an actor as the other side: behind "with", in brackets, in an exchange of notes."""
    before = [title[: each.start] for each in found]
    return form == "exchange" or any(SIDED.search(words) or BRACKET.search(words) for words in before)


def capitalise(title: str) -> str:
    """Return a title in capitals as one that capitalises its words but the small ones."""
    small = frozenset(("OF", "THE", "AND", "ON", "FOR", "TO", "IN", "BY", "BETWEEN", "WITH", "CONCERNING", "A", "AN"))
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda m: m[0].lower() if m[0] in small else m[0].capitalize(), title)


@functools.cache
def form_patterns() -> tuple[tuple[str, Kind, re.Pattern[str]], ...]:
    """Return the forms of instruments with their kinds and patterns."""
    rows = load_toml("en", "treaty_titles")["forms"]
    return tuple((form, Kind(kind), re.compile(pattern, re.IGNORECASE)) for form, (kind, pattern) in rows.items())


def find_form(title: str, parent: Parent | None = None) -> tuple[str, Kind]:
    """Return form and kind of an instrument: those of the first word for one; of two at one place, the first listed.

    Words inside the title of its parent don't count, unless there are no others.
    """
    head = title[: parent.start] if parent and parent.start > 3 else title
    for words in (head, title):
        found = sorted(
            (match.start(), order, match.end(), form, kind)
            for order, (form, kind, pattern) in enumerate(form_patterns())
            if (match := pattern.search(words))
        )
        if found:
            return join_nouns(words, found)
    return "agreement", Kind.TREATY


def join_nouns(title: str, found: Sequence[tuple[int, int, int, str, Kind]]) -> tuple[str, Kind]:
    """Return the first form; of nouns side by side the last, as the treaty of "Energy Charter Treaty"."""
    first = found[0]
    for other in found[1:]:
        if not title[first[2] : other[0]].strip() and other[0] > first[0]:
            first = other
    return first[3], first[4]


@functools.cache
def actor_codes() -> dict[str, str]:
    """Return the codes of states and organisations by every name, adjectives too."""
    names: dict[str, str] = {}
    for state in load_states("en").values():
        for name in (*state.names, *state.adjectives, *state.people):
            names.setdefault(name.rstrip("-"), state.code)
    for row in load_table("en", "organisations"):
        for name in (row["name"], *filter(None, row["variants"].split("|"))):
            names.setdefault(name, row["code"])
    names |= {row["name"]: row["code"] for row in load_table("en", "title_names")}
    for name in load_list("en", "masks"):
        names[name] = ""
    bare = {name.removeprefix("the ").removeprefix("The "): code for name, code in names.items()}
    return {name: code for name, code in bare.items() if len(name) >= SHORTEST or name in ("UK", "US", "EU", "UN")}


@functools.cache
def actor_pattern() -> re.Pattern[str]:
    """Return the pattern of all names, the longest first; small words in them are matched in any case."""
    names = sorted(actor_codes(), key=len, reverse=True)
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(loosen, names))})(?![\w])")


def loosen(name: str) -> str:
    """Return the pattern of a name in which small words may have capitals."""
    return re.sub(r"\\ (of|and|the|for|on)(?=\\ )", r"\\ (?i:\1)", re.escape(name))


@functools.cache
def folded_codes() -> dict[str, str]:
    """Return the codes by names in small letters."""
    return {name.lower(): code for name, code in actor_codes().items()}


@functools.cache
def crown() -> re.Pattern[str]:
    """Return the pattern of the British crown where titles name it alone."""
    return re.compile(load_toml("en", "treaty_titles")["crown"]["pattern"], re.IGNORECASE)


@functools.cache
def limit(name: str) -> re.Pattern[str]:
    """Return the pattern of where a part of a title ends."""
    return re.compile(load_toml("en", "treaty_titles")["limits"][name])


def find_actors(title: str) -> list[Found]:
    """Return the names of states and organisations in a title, and the crown, in order."""
    title = title.replace("’", "'")
    found = [
        Found(match.start(), match.end(), code)
        for match in actor_pattern().finditer(title)
        if (code := folded_codes()[match.group().lower()])
    ]
    for match in crown().finditer(title):
        following = next((each for each in found if 0 <= each.start - match.end() < 25), None)
        governs = match.group().rstrip().lower().endswith(("government in the", "government"))
        of_other = (
            following and governs and re.fullmatch(r"\s*(?:in )?(?:the )?", title[match.end() : following.start], re.I)
        )
        if not of_other:
            found.append(Found(match.start(), match.end(), load_toml("en", "treaty_titles")["crown"]["own"]))
    return sorted(found, key=lambda each: each.start)


def find_parties(title: str) -> tuple[list[Found], int]:
    """Return the parties that a title names, and where their names end: behind "between", else before it."""
    title = FOR_OTHERS.sub(lambda match: " " * len(match[0]), title)
    actors = find_actors(title)
    best: tuple[list[Found], int] = ([], 0)
    for between in BETWEEN.finditer(title):
        listed = take_list(title, actors, between.end())
        if len({each.code for each in listed}) > len({each.code for each in best[0]}):
            best = listed, listed[-1].end
        if len({each.code for each in best[0]}) > 1:
            return best
    if best[0]:
        return best
    found = take_joined(title, actors) or take_governments(title, actors) or take_single(title, actors)
    return found, 0


def take_governments(title: str, actors: Sequence[Found]) -> list[Found]:
    """Return the two governments that a title without a list names: "by the Government of Fiji to Tonga's"."""
    named = [each for each in actors if is_government(title, each)]
    return named if len({each.code for each in named}) == 2 else []


def is_government(title: str, actor: Found) -> bool:
    """Tell whether an actor is named as a government: "Government of Fiji", "the Tongan Government", the crown."""
    before, behind = title[: actor.start], title[actor.end : actor.end + 13]
    return (
        OFFICIAL.search(before) is not None
        or behind.lstrip().startswith("Government")
        or crown().match(title, actor.start) is not None
    )


def take_list(title: str, actors: Sequence[Found], start: int) -> list[Found]:
    """Return the actors of the list behind a place: until words between two of them begin the subject."""
    taken: list[Found] = []
    at = start
    for actor in actors:
        if actor.start < at:
            continue
        gap = title[at : actor.start]
        cut = limit("subject").search(RESPECT.sub("", gap))
        if (cut and (taken or cut.start() < len(gap) - 3)) or len(gap) > MOST_GAP:
            break
        if taken and not re.search(r"\band\b|,|&|;|/|-|–|\bwith\b|\bGovernments? of\b", gap, re.I) and gap.strip():
            at = actor.end
            continue
        taken.append(actor)
        at = actor.end
    return taken


def take_joined(title: str, actors: Sequence[Found]) -> list[Found]:
    """Return two actors joined by a hyphen: "Anglo-Soviet Agreement", "Japan-Fiji Treaty"."""
    for one, other in pairwise(actors):
        if re.fullmatch(r"\s?[-–/]\s?| and ", title[one.end : other.start]) and (
            one.start < 30 or title[one.end : other.start].strip() in ("-", "–", "/")
        ):
            return [one, other]
    return []


def take_single(title: str, actors: Sequence[Found]) -> list[Found]:
    """Return the actors that a title names as the other side: "with Fiji", "(Fiji)"."""
    end = len(title)
    cut = limit("subject").search(title)
    end = cut.start() if cut else end
    sided = [
        each
        for each in actors
        if (WITH.search(title[: each.start]) and each.start <= end) or BRACKET.search(title[: each.start])
    ]
    crowned = [each for each in actors if crown().match(title[each.start :]) and each.start <= end]
    return sorted({each.code: each for each in (*sided, *crowned)}.values(), key=lambda each: each.start)


def find_subject(title: str, start: int) -> str | None:
    """Return what a title is about: the words behind the connector that follows the parties or the instrument."""
    bare = limit("tail").sub("", title)
    found = limit("subject").search(bare, start)
    if not found:
        return None
    words = (
        bare[found.end() :] if found.group()[0].isalpha() and not is_content(found.group()) else bare[found.start() :]
    )
    subject = re.sub(r"^(?:the|a|an|to|of|on|certain)\s+", "", words.strip(" ,.:;-–"), flags=re.I)
    return subject if len(subject) > 2 else None


def is_content(words: str) -> bool:
    """Tell whether the words that begin a subject belong to it: a verb, "for the settlement of"."""
    return (
        re.match(
            r"(?:[a-z]+ing\b(?<!concerning)(?<!respecting)(?<!regarding)(?<!relating)"
            r"|for [A-Z]|for [a-z]+ing|to [A-Za-z])",
            words,
        )
        is not None
    )


@functools.cache
def parent_rules() -> tuple[tuple[RelationCode, re.Pattern[str]], ...]:
    """Return the relations with the patterns of the words that tell them."""
    rules = load_toml("en", "treaty_titles")["parents"]["rule"]
    return tuple((RelationCode(rule["relation"]), re.compile(rule["pattern"], re.IGNORECASE)) for rule in rules)


@functools.cache
def parent_instrument() -> re.Pattern[str]:
    """Return the pattern of an instrument's name inside a title."""
    return re.compile(load_toml("en", "treaty_titles")["parents"]["instrument"])


def find_parent(title: str) -> Parent | None:
    """Return the agreement that a title amends, extends, implements or supplements, where it names one."""
    found = []
    for order, (relation, pattern) in enumerate(parent_rules()):
        for cue in pattern.finditer(title):
            named = name_parent(title, cue.end())
            if named:
                found.append((cue.start(), order, relation, named))
                break
    if not found:
        return None
    _, _, relation, (start, end) = min(found, key=lambda each: (each[1] > 2, each[0], each[1]))
    return Parent(relation, title[start:end], start, end)


def name_parent(title: str, start: int) -> tuple[int, int] | None:
    """Return the range of an instrument's title behind a cue; a title that begins there is the instrument itself."""
    for match in parent_instrument().finditer(title, start):
        first = match.start()
        rest = title[first:]
        cut = limit("parent_end").search(rest)
        end = first + (cut.start() if cut and cut.start() > 8 else len(rest))
        bare = title[first:end].rstrip(" .,;:([")
        return (first, first + len(bare)) if len(bare.split()) > 1 else None
    return None
