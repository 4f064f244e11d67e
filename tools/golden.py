"""Prove that a change leaves every reading and every answer of the register as it was.

The tool reads a fixed set of reports (the examples and the quality floor; more where files are named), fills a
register with the examples and asks it a fixed list of questions. It prints one hash a part:

    tools/golden                              print the hashes
    tools/golden --write before.json          keep them, one a reading and one an answer
    tools/golden --against before.json        name the first that differs; exit code 1 if one does
    tools/golden --write b.json news.jsonl    the same with the reports of a file, and a register of them

Hashes leave out the reader's version and the time of the run, so two runs of one state agree. ``tests/golden.json``
holds the hashes of the project's own texts; where it has other readings, ``--write`` asks for a new reader version.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from depositary import Reader, Reading, Report
from depositary.errors import InputError
from depositary.reading.reader import VERSION
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.queries.details import Detail
from depositary.register.queries.listing import Filter
from depositary.register.register import Register
from depositary.register.storage.opening import open_store
from tests.floor.measure import compose, load_reports

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "tests" / "golden.json"
EXAMPLES = ("examples/reports.jsonl", "examples/russia-iran/reports.jsonl", "examples/pacts/reports.jsonl")
DAYS = ("2005-06-30", "2025-01-16", "2025-06-30", "2030-01-01")
KNOWN = "2035-01-01"
MOST = 100  # agreements and pairs of parties that are asked about one by one
DIGITS = 16  # of a hash, in hexadecimal: enough for millions of readings

Hashes = dict[str, str]
Golden = dict[str, Hashes]


def digest(text: str) -> str:
    """Return the hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def total(hashes: Hashes) -> str:
    """Return one hash over all hashes of a part.

    >>> total({"a": "1", "b": "2"}) == total({"b": "2", "a": "1"})
    True
    """
    return digest(json.dumps(sorted(hashes.items())))


def load_lines(path: Path) -> list[Report]:
    """Load the reports of a JSON Lines file that have a text."""
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    names = ("title", "published", "outlet", "url", "language")
    return [
        Report.compose(entry["text"], **{name: entry[name] for name in names if entry.get(name)}) for entry in entries
    ]


def hash_readings(reports: Iterable[Report], readings: Iterable[Reading]) -> Iterator[tuple[str, str]]:
    """Yield the hash of each reading, by its report; the reader's version does not count."""
    seen: Counter[str] = Counter()
    for report, reading in zip(reports, readings, strict=True):
        name = report.id.removeprefix("sha256:")[:DIGITS]
        seen[name] += 1
        again = f" ({seen[name]})" if seen[name] > 1 else ""
        yield f"{name}{again}", digest(msgspec.structs.replace(reading, reader="").to_json())


def fill_register(readings: Iterable[Reading]) -> Register:
    """Fill a register in memory with readings, as one reader's of no version."""
    kept = [msgspec.structs.replace(reading, reader="golden") for reading in readings]
    store = open_store(":memory:")
    by_report = {reading.report: reading for reading in kept}
    intake = Intake(store, lambda reports: [by_report[report] for report in reports], "golden")
    offers = [Submission("golden", line, reading.report) for line, reading in enumerate(kept)]
    for _tally in intake.take_all(offers):
        pass
    return Register(store)


def ask_register(register: Register) -> Iterator[tuple[str, str, Any]]:
    """Yield the answers of the register: the part, the question, the answer."""
    lines = register.list(Filter(limit=10**6), on=DAYS[-1], known=KNOWN)
    yield "list", KNOWN, lines
    yield from ask_days(register)
    for line in lines[:MOST]:
        yield "show", line.id, unname_joins(register.show(line.id, on=DAYS[1], known=KNOWN))
        yield "timeline", line.id, register.timeline(line.id, known=KNOWN)
        yield "claims", line.id, register.claims(line.id, known=KNOWN)
        yield "status by name", line.title, register.status(line.title, on=DAYS[2], known=KNOWN)
        yield "status on days", line.id, [register.status(line.id, on=day, known=KNOWN) for day in DAYS]
        yield "status known by days", line.id, [register.status(line.id, on=KNOWN, known=day) for day in DAYS]
    for pair in list_pairs(lines):
        yield "between", " ".join(pair), register.between(*pair, on=DAYS[2], known=KNOWN)
        yield "meetings", " ".join(pair), register.meetings(*pair, known=KNOWN)


def unname_joins(detail: Detail) -> Detail:
    """Return a detail whose joins have no ids: these are made of the time of the run."""
    joins = sorted((msgspec.structs.replace(join, id="") for join in detail.joins), key=lambda j: (j.mention, j.other))
    return msgspec.structs.replace(detail, joins=joins)


def ask_days(register: Register) -> Iterator[tuple[str, str, Any]]:
    """Yield the answers to questions about a day alone."""
    for day in DAYS:
        yield "list", day, register.list(Filter(limit=1000), on=day, known=day)
        yield "due", day, register.due(on=day, known=day)
        yield "due", f"{day} known {KNOWN}", register.due(on=day, known=KNOWN)
    changes = register.changes("2000-01-01", limit=10**6)
    yield "changes", "all", sorted([each.sort, each.id, each.agreement or "", each.words] for each in changes)


def list_pairs(lines: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the pairs of parties that share an agreement, in order.

    >>> class Line: parties = ("FRA", "PER", "CHL")
    >>> list_pairs([Line()])
    [('CHL', 'FRA'), ('CHL', 'PER'), ('FRA', 'PER')]
    """
    found = {(one, other) for line in lines for one in line.parties[:5] for other in line.parties[:5] if one < other}
    return sorted(found)[:MOST]


def hash_answers(name: str, register: Register, began: str) -> Golden:
    """Return the hash of each answer, by part and question."""
    found: Golden = {}
    for part, question, answer in ask_register(register):
        text = conceal(msgspec.json.encode(answer, enc_hook=str).decode(), began)
        found.setdefault(f"{name}: {part}", {})[question] = digest(text)
    return found


def conceal(text: str, began: str) -> str:
    """Return a text without the times of this run, which began at ``began``.

    >>> conceal("published 2024-01-02T03:04:05Z, learnt 2026-01-02T03:04:06+00:00", "2026-01-02T03:00:00")
    'published 2024-01-02T03:04:05Z, learnt NOW'
    """
    times = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)?"
    return re.sub(times, lambda found: found.group() if found.group() < began else "NOW", text)


def measure(files: Iterable[Path], say: Callable[[str], None]) -> Golden:
    """Read and ask everything, and return the hashes by part."""
    began = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    parts = {name: load_lines(ROOT / name) for name in EXAMPLES}
    parts["tests/floor"] = [compose(entry) for entry in load_reports()]
    found: Golden = {}
    found |= measure_register("register", parts, began, say)
    for path in files:
        found |= measure_register(f"register of {path.name}", {path.name: load_lines(path)}, began, say)
    return found


def measure_register(name: str, parts: dict[str, list[Report]], began: str, say: Callable[[str], None]) -> Golden:
    """Read the parts, register all of them together, ask, and return the hashes by part."""
    found: Golden = {}
    kept: dict[Report, Reading] = {}
    for part, reports in parts.items():
        say(f"reading {part}: {len(reports):,} reports")
        readings = list(Reader().read_many(reports))
        found[f"readings: {part}"] = dict(hash_readings(reports, readings))
        kept |= {reading.report: reading for reading in readings}
    say(f"{name}: filling it and asking")
    return found | hash_answers(name, fill_register(kept.values()), began)


def find_difference(before: Golden, after: Golden) -> str | None:
    """Return in words the first reading or answer that differs; ``None`` where none does.

    >>> find_difference({"list": {"2025": "aa"}}, {"list": {"2025": "bb"}})
    'list: 2025 differs: aa before, bb now'
    """
    for part in [*before, *(part for part in after if part not in before)]:
        old, new = before.get(part, {}), after.get(part, {})
        for key in [*old, *(key for key in new if key not in old)]:
            if old.get(key) != new.get(key):
                return f"{part}: {key} differs: {old.get(key, 'absent')} before, {new.get(key, 'absent')} now"
    return None


def find_changed_readings(before: Golden, after: Golden) -> list[str]:
    """Return the reports that were read before and are read differently now.

    >>> find_changed_readings({"readings: a": {"r1": "1"}}, {"readings: a": {"r1": "2", "r2": "3"}})
    ['r1']
    """
    parts = [part for part in before if part.startswith("readings") and part in after]
    return [key for part in parts for key, told in before[part].items() if after[part].get(key, told) != told]


def keep(path: Path, golden: Golden) -> None:
    """Write hashes to a file.

    Raises:
        InputError: the file holds other readings of the same reader version.
    """
    if path.is_file():
        before = json.loads(path.read_text("utf-8"))
        changed = find_changed_readings(before["parts"], golden)
        if changed and before["reader"] == VERSION:
            raise InputError(
                f"{len(changed)} readings are not those that {path.name} has for reader {VERSION} "
                f"(the first is of {changed[0]}). Give VERSION in src/depositary/reading/reader.py a new value, "
                "then write again"
            )
    text = json.dumps({"reader": VERSION, "parts": golden}, indent=0, ensure_ascii=False)
    path.write_text(text + "\n", "utf-8")


def compare(path: Path, golden: Golden) -> str | None:
    """Return what differs from the hashes in a file, in words."""
    before: Golden = json.loads(path.read_text("utf-8"))["parts"]
    return find_difference(before, golden)


def main() -> int:
    """Print one hash a part; write or compare."""
    parser = argparse.ArgumentParser(prog="tools/golden", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="more reports, as JSON Lines")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the hashes in a file")
    parser.add_argument("--against", type=Path, metavar="FILE", help="name the first difference from a kept file")
    asked = parser.parse_args()
    golden = measure(asked.files, lambda line: print(f"golden: {line}", file=sys.stderr, flush=True))
    for part, hashes in golden.items():
        print(f"{total(hashes)}  {len(hashes):>6}  {part}")
    try:
        if asked.write:
            keep(asked.write, golden)
    except InputError as error:
        print(f"golden: {error}", file=sys.stderr)
        return 2
    if asked.against and (difference := compare(asked.against, golden)):
        print(f"golden: {difference}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
