"""Draw pairs of mentions to be judged blind by hand, and count the judgements.

    python benchmarks/merges.py draw REGISTER FOLDER [--seed 1] [--number 100] [--wide 50] [--without KEY.tsv ...]
    python benchmarks/merges.py count FOLDER
    python benchmarks/merges.py keep REGISTER FOLDER judged.tsv
    python benchmarks/merges.py score REGISTER [benchmarks/judged.tsv]

``draw`` writes ``sheet.txt``, where pairs of three sorts stand shuffled, each with what the reports say and
nothing of what the register made of it, and ``key.tsv``, which tells the sorts:

- ``merged``: pairs that one merge of the rule joined;
- ``apart``: pairs of different agreements and reports that share a block, which the rule thus compares;
- ``wide``: pairs of different agreements and reports that share no block, but two parties within 200 days, or a
  party and an area other than politics within 30 days.

The judge writes ``marks.tsv``: number, mark (``same``, ``different`` or ``?``) and a note. ``count`` puts marks and
key together: the share of wrong and of missed merges, each with its exact binomial interval of 95% (Clopper and
Pearson 1934).

``keep`` writes judged pairs as report ids and places in their texts, without any text; ``score`` finds them in a
register of the same reports and counts what its merges make of them. Of the pairs that a register joins, the share
that was judged different is wrong; of those judged the same, the share that it leaves apart is missed.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from sqlalchemy import Connection, select

from depositary.register.resolution.linking import AGREEMENT, RULE
from depositary.register.resolution.pools import load_profiles
from depositary.register.resolution.profiles import LOOSE_AREAS, Profile, days_between
from depositary.register.storage.opening import open_store
from depositary.register.storage.schema import judgements, memberships, mentions, reports
from depositary.register.storage.store import load_pairs

YEARLY, MONTHLY = 200, 30  # days within which two parties, or one and an area, can be spoken of for one agreement
WRONG = {"merged": "different", "apart": "same", "wide": "same"}

Pair = tuple[str, str]


@dataclass(frozen=True)
class Drawn:
    """A pair of mentions, the sort of sample that it is of, and why it is in it."""

    sort: str
    pair: Pair
    why: str


def draw(asked: argparse.Namespace) -> None:
    """Draw the pairs and write sheet and key."""
    chance = random.Random(asked.seed)
    with open_store(asked.register).reading() as connection:
        drawn = draw_pairs(connection, asked, chance)
        profiles = load_profiles(connection, {name for one in drawn for name in one.pair})
        asked.folder.mkdir(parents=True, exist_ok=True)
        sheet = "\n".join(line for at, one in enumerate(drawn, 1) for line in show_pair(connection, one, profiles, at))
    (asked.folder / "sheet.txt").write_text(sheet, encoding="utf-8")
    with (asked.folder / "key.tsv").open("w", encoding="utf-8", newline="") as file:
        rows = [(at, one.sort, *one.pair, *describe_pair(one, profiles), one.why) for at, one in enumerate(drawn, 1)]
        csv.writer(file, delimiter="\t", lineterminator="\n").writerows(rows)


def draw_pairs(connection: Connection, asked: argparse.Namespace, chance: random.Random) -> list[Drawn]:
    """Return the pairs of all sorts, shuffled, without those that were read before."""
    home = load_pairs(connection, select(memberships.c.mention, memberships.c.agreement))
    everything = sorted(load_profiles(connection, home).values(), key=lambda p: p.order)
    apart = {pair: why for pair, why in find_apart(everything) if home[pair[0]] != home[pair[1]]}
    wide = {p: why for p, why in find_wide(everything) if home[p[0]] != home[p[1]] and p not in apart}
    read = {frozenset(row[2:4]) for name in asked.without for row in read_rows(name)}
    drawn: list[Drawn] = []
    for sort, pairs, number in (
        ("merged", find_merged(connection), asked.number),
        ("apart", apart, asked.number),
        ("wide", wide, asked.wide),
    ):
        left = sorted(pair for pair in pairs if frozenset(pair) not in read)
        print(f"{sort}: {len(pairs)} pairs, {len(left)} of them not read before")
        drawn += [Drawn(sort, pair, pairs[pair]) for pair in chance.sample(left, min(number, len(left)))]
    chance.shuffle(drawn)
    return drawn


def find_merged(connection: Connection) -> dict[Pair, str]:
    """Return the pairs that one merge of the rule joined, with score and reasons."""
    table = judgements
    where = table.c.judge == RULE, table.c.undone_at.is_(None), table.c.verdict == "same"
    columns = table.c.mention, table.c.other, table.c.score, table.c.reasons
    rows = connection.execute(select(*columns).where(*where)).all()
    return {(row.mention, row.other): f"{row.score:.2f} {row.reasons}" for row in rows}


def find_apart(profiles: Iterable[Profile]) -> Iterator[tuple[Pair, str]]:
    """Yield the pairs of two reports of which one is kept under a key that the other is kept under or seeks."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for key in {*profile.keys, *profile.seeks}:
            for other in blocks[key]:
                if other.report != profile.report:
                    yield (other.id, profile.id), f"both under {key}"
        for key in profile.keys:
            blocks[key].append(profile)


def find_wide(profiles: Sequence[Profile]) -> Iterator[tuple[Pair, str]]:
    """Yield the pairs of two reports that share two parties, or a party and an area, within a time."""
    by_party: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for party in profile.parties:
            by_party[party].append(profile)
    for told in by_party.values():
        for a, b in combinations(told, 2):
            days, areas = days_between(a.known_on, b.known_on), (set(a.areas) & set(b.areas)) - LOOSE_AREAS
            shared = set(a.parties) & set(b.parties)
            if a.report != b.report and ((len(shared) > 1 and days <= YEARLY) or (areas and days <= MONTHLY)):
                yield (a.id, b.id), f"share {' '.join(sorted(shared))} {' '.join(sorted(areas))}, {days} days"


def describe_pair(drawn: Drawn, profiles: Mapping[str, Profile]) -> list[str]:
    """Return the titles of a pair, each with its day."""
    return [f"{profiles[name].known_on} {profiles[name].title}" for name in drawn.pair]


def show_pair(connection: Connection, drawn: Drawn, profiles: Mapping[str, Profile], number: int) -> Iterator[str]:
    """Yield the lines of one pair for the judge: names and reports, not what the register made of them."""
    yield f"{number}."
    for name in drawn.pair:
        profile = profiles[name]
        text = connection.execute(select(reports.c.text).where(reports.c.id == profile.report)).scalar_one()
        names = " / ".join(dict.fromkeys([profile.title, *(one.text for one in profile.names)]))
        yield f"  {profile.known_on} [{names}] {' '.join(text.split())}"


def count(asked: argparse.Namespace) -> None:
    """Print the share of wrong and missed merges by sort."""
    sorts = {row[0]: row[1] for row in read_rows(asked.folder / "key.tsv")}
    marks: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(asked.folder / "marks.tsv"):
        marks[sorts[row[0]]].append(row[1])
    for sort, wrong in WRONG.items():
        told = marks[sort]
        bad, unsure = told.count(wrong), told.count("?")
        low, high = interval(bad, len(told))
        print(f"{sort}: {len(told)} read, {bad} {wrong} ({low:.1%} to {high:.1%}), {unsure} cannot be told")


def keep(asked: argparse.Namespace) -> None:
    """Append the judged pairs of a folder to a file, by the ids of their reports and the places of their names."""
    keys = {row[0]: row for row in read_rows(asked.folder / "key.tsv")}
    with open_store(asked.register).reading() as connection, asked.kept.open("a", encoding="utf-8") as file:
        places = find_places(connection)
        by_mention = {mention: place for place, mention in places.items()}
        for number, mark, *_ in read_rows(asked.folder / "marks.tsv"):
            pair = [by_mention.get(name) for name in keys[number][2:4]]
            if mark in {"same", "different"} and all(pair):
                file.write("\t".join([mark, *(str(cell) for place in pair if place for cell in place)]) + "\n")


def score(asked: argparse.Namespace) -> None:
    """Print the share of wrong and missed merges among kept pairs."""
    with open_store(asked.register).reading() as connection:
        places = find_places(connection)
        home = load_pairs(connection, select(memberships.c.mention, memberships.c.agreement))
    joined: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    for row in read_rows(asked.kept):
        mark, one, start, other, place = row
        pair = places.get((one, int(start))), places.get((other, int(place)))
        if pair[0] is None or pair[1] is None:
            joined["not found"] += 1
            continue
        (joined if home[pair[0]] == home[pair[1]] else apart)[mark] += 1
    tell_share("wrong merges", joined["different"], joined["different"] + joined["same"])
    tell_share("missed merges", apart["same"], joined["same"] + apart["same"])
    print(f"{joined['not found']} pairs not found: the reader no longer finds one of the two")


def tell_share(what: str, found: int, number: int) -> None:
    """Print a share with its interval."""
    low, high = interval(found, number) if number else (0.0, 1.0)
    print(f"{what}: {found} of {number}, {found / max(number, 1):.1%} ({low:.1%} to {high:.1%})")


def find_places(connection: Connection) -> dict[tuple[str, int], str]:
    """Return the standing mentions by the given id of their report and the place where their first name begins."""
    query = select(reports.c.given_id, mentions.c.body, mentions.c.id).join(mentions, mentions.c.report == reports.c.id)
    found: dict[tuple[str, int], str] = {}
    for given, body, mention in connection.execute(query.where(mentions.c.retired_at.is_(None))):
        starts = [span.start for span in AGREEMENT.decode(body).names]
        for start in starts or [0]:
            found.setdefault((given, start), mention)
    return found


def read_rows(name: str | Path) -> list[list[str]]:
    """Read a table without a header."""
    with Path(name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
        return [row for row in rows if row and not row[0].startswith("#")]


def interval(found: int, number: int) -> tuple[float, float]:
    """Return the exact interval of 95% of a share, after Clopper and Pearson.

    >>> [round(bound, 3) for bound in interval(2, 100)]
    [0.002, 0.07]
    """
    low = 0.0 if found == 0 else bisect(lambda p: 1 - at_most(found - 1, number, p) < 0.025)
    return low, 1.0 if found == number else bisect(lambda p: at_most(found, number, p) > 0.025)


def at_most(found: int, number: int, share: float) -> float:
    """Return the chance that at most so many of a number are found at a share."""
    return math.fsum(math.comb(number, k) * share**k * (1 - share) ** (number - k) for k in range(found + 1))


def bisect(below: Callable[[float], bool]) -> float:
    """Return the share at which a condition that holds below it ceases to hold."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return low


def main() -> None:
    """Draw or count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("register")
    drawing.add_argument("folder", type=Path)
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--number", type=int, default=100)
    drawing.add_argument("--wide", type=int, default=50)
    drawing.add_argument("--without", nargs="*", default=[], metavar="KEY")
    drawing.set_defaults(run=draw)
    counting = commands.add_parser("count")
    counting.add_argument("folder", type=Path)
    counting.set_defaults(run=count)
    keeping = commands.add_parser("keep")
    keeping.add_argument("register")
    keeping.add_argument("folder", type=Path)
    keeping.add_argument("kept", type=Path)
    keeping.set_defaults(run=keep)
    scoring = commands.add_parser("score")
    scoring.add_argument("register")
    scoring.add_argument("kept", type=Path, nargs="?", default=Path(__file__).with_name("judged.tsv"))
    scoring.set_defaults(run=score)
    asked = parser.parse_args()
    asked.run(asked)


if __name__ == "__main__":
    main()
