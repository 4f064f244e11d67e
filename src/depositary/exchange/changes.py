"""Change notes: which rows are new, gone or changed between two releases, for people and as a table.

>>> compare({"a1": {"status": "signed"}}, {"a1": {"status": "in-force"}}, ("status",))
[Change(key='a1', change='changed', column='status', before='signed', after='in-force')]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from depositary.exchange.cells import make_reader, write_row
from depositary.exchange.table_schema import load_tables

# What is compared, and the columns whose changes are told.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "agreements": ("title", "kind", "parties", "status"),
    "participations": ("status", "StateSignature", "StateRatification", "StateForce", "StateEnd"),
    "claims": (),
    "reports": (),
}
SHOWN = 50  # lines of a list that people are shown; the table holds all
Rows = dict[str, dict[str, str]]


class Change(NamedTuple):
    """One change of one row: ``new``, ``gone``, or ``changed`` in a column."""

    key: str
    change: str
    column: str = ""
    before: str = ""
    after: str = ""


def find_changes(folder: Path, last: Path) -> dict[str, list[Change]]:
    """Return what changed between two releases, by table."""
    return {
        table: compare(read_rows(last, table), read_rows(folder, table), columns) for table, columns in COMPARED.items()
    }


def read_rows(folder: Path, table: str) -> Rows:
    """Return the rows of a table in a release by their key, none if the release does not have the table."""
    path = folder / f"{table}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        names, *found = list(make_reader(stream)) or [[]]
    rows = [dict(zip(names, cells, strict=False)) for cells in found]
    return {"|".join(row[name] for name in load_tables()[table].key): row for row in rows}


def compare(before: Rows, after: Rows, columns: Sequence[str]) -> list[Change]:
    """Return the changes from some rows to others, in the order of their keys."""
    found = [Change(key, "gone") for key in before.keys() - after.keys()]
    found += [Change(key, "new") for key in after.keys() - before.keys()]
    for key in before.keys() & after.keys():
        pairs = ((name, before[key].get(name, ""), after[key].get(name, "")) for name in columns)
        found += [Change(key, "changed", name, old, new) for name, old, new in pairs if old != new]
    return sorted(found)


def write_table(changes: Mapping[str, Sequence[Change]]) -> str:
    """Return all changes as CSV."""
    rows = ([table, *change] for table, found in changes.items() for change in found)
    return "".join(map(write_row, [["table", *Change._fields], *rows]))


def write_notes(changes: Mapping[str, Sequence[Change]], folder: Path, last: str) -> str:
    """Return the change notes in Markdown.

    Args:
        changes: the changes by table.
        folder: the new release.
        last: the day of the last release, from its citation.
    """
    lines = [f"# Changes since the release of {last}", "", "All of them are in `changes.csv`.", ""]
    lines += ["| table | rows | new | gone | rows changed |", "| --- | --- | --- | --- | --- |"]
    for table, found in changes.items():
        kinds = Counter(change.change for change in found)
        rows = len(read_rows(folder, table))
        changed = len({change.key for change in found if change.change == "changed"})
        lines.append(f"| {table} | {rows} | {kinds['new']} | {kinds['gone']} | {changed} |")
    lines += write_statuses(changes["agreements"], read_rows(folder, "agreements"))
    return "\n".join(lines) + "\n"


def write_statuses(found: Sequence[Change], rows: Rows) -> Iterator[str]:
    """Yield the lines on agreements with a new status."""
    moved = [change for change in found if change.column == "status"]
    if moved:
        yield from ("", "## Agreements whose status changed", "")
    for change in moved[:SHOWN]:
        yield f"- {' '.join(rows[change.key]['title'].split())} (`{change.key}`): {change.before} → {change.after}"
    if len(moved) > SHOWN:
        yield f"- and {len(moved) - SHOWN} more"
