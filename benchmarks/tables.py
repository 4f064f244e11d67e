"""Hold the reading of official tables against the tables of depositaries and of researchers.

    python benchmarks/tables.py [--paris DIR] [--wipo DIR] [--untreaties DIR] [--rows N]

`--paris` holds `paris-agreement-entry-into-force.csv`, `--wipo` `membership-to-copyright-treaties.csv`, `--untreaties`
a copy of https://github.com/zmjones/untreaties (folder `treaties`). Printed are: the cells with a day of each table
that were read, set aside or refused, beside their number as counted without the program; how many of 400 triples of
party, treaty and day stand in the register as the table tells them, 200 near a day of the table and 200 at any time;
and the time to take in a made table of N rows (100,000), and to ask for the participants of a treaty of 200. Exit code
1 where a figure is below its goal: all cells, 399 of 400 triples, 60 seconds.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import itertools
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from depositary.errors import InputError
from depositary.exchange.participants import code_participant
from depositary.exchange.status_forms import load_titles
from depositary.exchange.status_import import import_table
from depositary.exchange.status_tables import Options, StatusTable, open_status_table
from depositary.register.register import Register
from depositary.register.storage import open_store

RETRIEVED = "2026-11-01"
TRIPLES = 400
GOAL = 399
SECONDS = 60
DATED = re.compile(r"\b\d{1,2} +[A-Z][a-z]{2,8} +\d{4}\b")
SEED = 19
UNKNOWN = frozenset({"none", "unknown"})


@dataclass
class Life:
    """What one row tells of a party: the days of its signature, consent, effect and end, ISO."""

    signed: str = ""
    consented: str = ""
    effect: str = ""

    def expect(self, day: str) -> frozenset[str]:
        """Return the statuses of which the party has one on a day; without a day of effect both after a consent."""
        if self.effect and self.effect <= day:
            return frozenset({"party"})
        if self.consented and self.consented <= day:
            return frozenset({"ratified"}) if self.effect else frozenset({"ratified", "party"})
        return frozenset({"signatory"}) if self.signed and self.signed <= day else frozenset({"none"})


@dataclass
class Source:
    """A table or several: the register that took them, and by treaty what each party's row tells."""

    register: Register
    lives: dict[str, dict[str, Life]] = field(default_factory=dict)


def main() -> int:
    """Print all figures, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paris", type=Path, metavar="DIR")
    parser.add_argument("--wipo", type=Path, metavar="DIR")
    parser.add_argument("--untreaties", type=Path, metavar="DIR")
    parser.add_argument("--rows", type=int, default=100_000, metavar="N")
    asked = parser.parse_args()
    checks: list[tuple[Path | None, Callable[[Path], bool]]] = [
        (asked.paris, hold_paris),
        (asked.wipo, hold_wipo),
        (asked.untreaties, hold_untreaties),
    ]
    held = [check(folder) for folder, check in checks if folder]
    held.append(hold_speed(asked.rows))
    return 0 if all(held) else 1


def take(source: Source, text: bytes, title: str) -> StatusTable:
    """Read a table and take it into the register of a source."""
    options = Options(known_on=RETRIEVED, treaty=title)
    return import_table(source.register.store, open_status_table(text, options), title or "table").table


def hold_paris(folder: Path) -> bool:
    """Hold the table of the climate treaty."""
    source = Source(Register(open_store(":memory:")))
    text = (folder / "paris-agreement-entry-into-force.csv").read_bytes()
    table = take(source, text, "Paris Agreement")
    rows = list(csv.DictReader(text.decode("utf-8-sig").splitlines()))
    dated = sum(bool(row[name]) for row in rows for name in ("Signature", "Ratification", "Date-Of-Effect"))
    for row in rows:
        life = Life(row["Signature"], row["Ratification"], row["Date-Of-Effect"])
        source.lives.setdefault("Paris Agreement", {})[code_participant(row["Code"]) or ""] = life
    return tell_cells("Paris", [table], dated) & tell_triples("Paris", source)


def hold_wipo(folder: Path) -> bool:
    """Hold the table of the treaties on copyright."""
    source = Source(Register(open_store(":memory:")))
    text = (folder / "membership-to-copyright-treaties.csv").read_bytes()
    table = take(source, text, "")
    rows = list(csv.DictReader(text.decode("utf-8-sig").splitlines()))
    dated = sum(bool(row[name]) for row in rows for name in row if name.endswith("Date"))
    for row in rows:
        life = Life(row["Signature Date"], row["Instrument Date"], row["Entry Into Force Date"])
        title = load_titles().get(row["Treaty"], row["Treaty"])
        source.lives.setdefault(title, {})[code_participant(row["Contracting Party"]) or ""] = life
    return tell_cells("WIPO", [table], dated) & tell_triples("WIPO", source)


def hold_untreaties(folder: Path) -> bool:
    """Hold the tables of the UN's multilateral treaties, each with the number of its file for a title."""
    source = Source(Register(open_store(":memory:")))
    tables, dated = [], 0
    for path in sorted((folder / "treaties").glob("*.csv")):
        text = path.read_bytes()
        title = f"Convention numbered {path.stem.replace('-', ' ').title()}"
        rows = list(csv.reader(text.decode("utf-8").splitlines()))
        dated += sum(bool(DATED.search(cell)) for row in rows[1:] for cell in row[1:])
        try:
            table = take(source, text, title)
        except InputError as error:
            print(f"  {path.name} refused whole: {str(error)[:90]}...")
            continue
        tables.append(table)
        if lives := read_lives(rows):
            source.lives[title] = lives
    print(f"untreaties: {len(tables)} tables, {sum(table.rows for table in tables):,} rows")
    return tell_cells("untreaties", tables, dated) & tell_triples("untreaties", source)


def read_lives(rows: Sequence[Sequence[str]]) -> dict[str, Life]:
    """Return what the rows of a UN table with plain columns of signature and consent tell; only of present states."""
    headings = [heading.lower() for heading in rows[0]]
    plain = re.compile("signature(, succession to signature.*)?")
    signing = [place for place, name in enumerate(headings) if plain.fullmatch(name)]
    consent = [n for n, heading in enumerate(headings) if re.match("(ratif|access|accept|approv)", heading)]
    lives: dict[str, Life] = {}
    if len(consent) != 1 or "as amended" in headings[consent[0]] or "definitive" in "".join(headings):
        return {}
    for row in rows[1:]:
        code = code_participant(row[0])
        if code and len(code) == 3 and code.isupper():
            days = [read_day(row[n]) if n < len(row) else "" for n in ([*signing, -1][0], consent[0])]
            lives[code] = Life(days[0] if signing else "", days[1])
    return lives


def read_day(cell: str) -> str:
    """Return the ISO day of a cell of a UN table, read without the program."""
    found = DATED.search(cell)
    return dt.datetime.strptime(" ".join(found.group().split()), "%d %b %Y").date().isoformat() if found else ""


def tell_cells(name: str, tables: Sequence[StatusTable], expected: int) -> bool:
    """Print what became of the cells with a day, and tell whether all are accounted for."""
    counts = Counter[str]()
    reasons = Counter[str]()
    for table in tables:
        counts.update(read=table.cells_read, aside=table.cells_set_aside, refused=table.cells_refused)
        reasons.update(table.reasons)
        reasons.update({one.reason.split(": ")[0]: one.cells for one in table.refused})
        assert table.rows == table.taken + table.blank + table.set_aside + table.rows_refused
    total = counts.total()
    print(
        f"{name}: {total:,} of {expected:,} cells with a day accounted for: {counts['read']:,} read, "
        f"{counts['aside']:,} set aside, {counts['refused']:,} refused"
    )
    for reason, number in reasons.most_common(6):
        print(f"  {number:,}: {reason[:110]}")
    return total == expected


def tell_triples(name: str, source: Source) -> bool:
    """Print how many triples of party, treaty and day are right, and tell whether enough are."""
    wrong: list[str] = []
    answers: dict[tuple[str, str], Mapping[str, str]] = {}
    triples = list(draw_triples(source.lives))
    for title, party, day in triples:
        if (title, day) not in answers:
            [answer, *_] = source.register.status(title, on=day, known=RETRIEVED, limit=1)
            answers[title, day] = answer.party_status
        got = answers[title, day].get(party, "none")
        expected = source.lives[title][party].expect(day)
        if got not in expected and not (got in UNKNOWN and "none" in expected):
            wrong.append(f"{party}, {title} on {day}: {got}, by the table {' or '.join(sorted(expected))}")
    print(f"{name}: {len(triples) - len(wrong)} of {len(triples)} triples of party, treaty and day right")
    for words in wrong[:8]:
        print(f"  {words}")
    return len(triples) - len(wrong) >= min(GOAL, len(triples) - 1)


def draw_triples(lives: Mapping[str, Mapping[str, Life]]) -> Iterator[tuple[str, str, str]]:
    """Yield triples: half within 30 days of a day of the table, half at any time since 1946."""
    draw = random.Random(SEED)
    rows = [(title, party, life) for title, own in lives.items() for party, life in own.items()]
    for number in range(TRIPLES):
        title, party, life = draw.choice(rows)
        days = [day for day in (life.signed, life.consented, life.effect) if day]
        if number % 2 or not days:
            day = dt.date(1946, 1, 1) + dt.timedelta(days=draw.randrange(80 * 365))
        else:
            day = dt.date.fromisoformat(draw.choice(days)) + dt.timedelta(days=draw.randrange(-30, 31))
        yield title, party, day.isoformat()


def hold_speed(rows: int) -> bool:
    """Print the time to take in a made table of many rows, and to ask for participants; tell whether it is short."""
    text = make_table(rows)
    with tempfile.TemporaryDirectory() as folder:
        register = Register(open_store(str(Path(folder) / "register.db")))
        began = time.process_time(), time.perf_counter()
        done = import_table(register.store, open_status_table(text, Options(known_on=RETRIEVED)), "made.csv")
        spent, passed = time.process_time() - began[0], time.perf_counter() - began[1]
        print(
            f"{done.rows:,} rows on {done.treaties:,} treaties, {done.claims:,} claims: {spent:.1f} s of processor "
            f"time, {passed:.1f} s on the clock; most memory {memory():,} MB"
        )
        began = time.process_time(), time.perf_counter()
        shown = register.participants(register.list()[0].id)
        print(f"participants of a treaty of {shown.total}: {time.process_time() - began[0]:.2f} s")
        register.store.close()
    return spent < SECONDS


def memory() -> int:
    """Return the most memory that the program has taken, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def make_table(rows: int) -> str:
    """Return a made table of participations: 200 parties a treaty, each title of three subjects that no other has."""
    from depositary.languages.states import load_states

    subjects = list(itertools.combinations(WORDS, 3))
    parties = [state.name for state in load_states().values() if not state.ended][:200]
    lines = ["treaty,participant,signature,ratification,entry into force"]
    for number in range(rows):
        treaty, place = divmod(number, len(parties))
        day = dt.date(1950 + treaty % 60, 1 + place % 12, 1 + place % 28)
        joined, bound = day + dt.timedelta(days=400), day + dt.timedelta(days=490)
        title = "Convention on {}, {} and {}".format(*subjects[treaty % len(subjects)])
        lines.append(f'"{title}","{parties[place]}",{day},{joined},{bound}')
    return "\n".join(lines) + "\n"


WORDS = (
    "Lake", "River", "Air", "Road", "Customs", "Grain", "Wool", "Fishery", "Post", "Rail", "Satellite", "Seed",
    "Timber", "Coffee", "Cable", "Harbour", "Pilgrim", "Medicine", "Patent", "Orchard", "Tariff", "Glacier", "Archive",
)  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
