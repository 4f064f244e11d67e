"""A release: a dataset of one day, with manifest, citation, licence and what changed since the last one.

The same register and days give the same bytes. Row counts are asserted against the register.

>>> write_licence().splitlines()[0]
'# Licence'
"""

from __future__ import annotations

import csv
import hashlib
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, func, select

from depositary.errors import ExchangeError
from depositary.exchange.dataset import check_dataset, write_dataset
from depositary.exchange.extract import Clocks
from depositary.register.register import Register
from depositary.register.schema import claims, memberships, verdicts

VERSION = version("depositary")
MANIFEST = "SHA256SUMS"
COMPARED = {"agreements": "agreement", "claims": "claim", "reports": "report"}


def write_release(register: Register, folder: Path, clocks: Clocks, last: Path | None = None) -> dict[str, int]:
    """Write a release into an empty folder, and return rows by table.

    Args:
        register: an open register.
        folder: where to; made where it is not there.
        clocks: the day in the world and the last day of knowledge.
        last: the folder of the last release, to tell what changed.

    Raises:
        EvidenceError: a span does not hold its words.
        ExchangeError: the folder is not empty, or what was written does not agree with the register.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ExchangeError(f"{folder} is not empty: a release goes into a folder of its own")
    if last:
        check_release(last)
    counts = write_dataset(register, folder, clocks)
    with register.store.reading() as connection:
        assert_counts(connection, clocks.known.isoformat(), counts)
    pages = {
        "CITATION.cff": write_citation(clocks),
        "LICENCE.md": write_licence(),
        "CHANGES.md": write_changes(folder, last),
    }
    for name, page in pages.items():
        (folder / name).write_text(page, "utf-8")
    (folder / MANIFEST).write_text(sum_files(folder), "utf-8")
    return counts


def assert_counts(connection: Connection, known: str, counts: dict[str, int]) -> None:
    """Hold the rows written to what the register holds.

    Raises:
        ExchangeError: they differ.
    """
    held = {"reports": count_reports(connection, known), "claims": count_claims(connection, known)}
    for table, number in held.items():
        if counts[table] != number:
            raise ExchangeError(f"{counts[table]} rows of {table} were written, but the register holds {number}")


def count_reports(connection: Connection, known: str) -> int:
    """Return how many reports speak of agreements."""
    query = select(func.count(memberships.c.report.distinct())).where(memberships.c.known_on <= known)
    return int(connection.execute(query).scalar_one())


def count_claims(connection: Connection, known: str) -> int:
    """Return how many standing claims there are on steps, without those that people rejected."""
    told = select(claims.c.id).join(memberships, memberships.c.mention == claims.c.mention)
    told = told.where(claims.c.sort == "action", claims.c.retired_at.is_(None), memberships.c.known_on <= known)
    judged = select(verdicts.c.claim, verdicts.c.verdict).where(verdicts.c.undone_at.is_(None))
    last = {row.claim: row.verdict for row in connection.execute(judged.order_by(verdicts.c.at, verdicts.c.id))}
    return sum(last.get(claim) != "reject" for claim in connection.execute(told).scalars())


def write_citation(clocks: Clocks) -> str:
    """Return how to cite the release (Citation File Format 1.2)."""
    lines = (
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it as below.",
        "type: dataset",
        'title: "Depositary: agreements, claims and evidence"',
        "authors:",
        '  - name: "The Depositary contributors"',
        f'version: "{clocks.on.isoformat()}"',
        f"date-released: {clocks.on.isoformat()}",
        f'abstract: "Written by depositary {version("depositary")}; on {clocks.on}, as known on {clocks.known}."',
    )
    return "\n".join(lines) + "\n"


def write_licence() -> str:
    """Return the licence of each part."""
    return """# Licence

- The program that wrote this, its codebook and its code tables: Apache-2.0.
- `evidence.csv` and `.parquet`, and the columns `title`, `agents`, `date_words` and `place` quote reports:
  short passages, cited with their source; the rights in them stay with their publishers. Their
  texts are not part of the release.
- State numbers are facts of the Correlates of War list of states (v2016) and of Gleditsch and
  Ward's list; cite these where you use them.
- All else is facts computed from reports; whoever publishes a release sets its licence.
"""


def write_changes(folder: Path, last: Path | None) -> str:
    """Return what came and went since the last release."""
    if not last:
        return "# Changes\n\nThe first release, or none was given to compare with.\n"
    lines = ["# Changes since the last release", "", "| table | rows | new | gone |", "| --- | --- | --- | --- |"]
    for table, key in COMPARED.items():
        now, before = read_keys(folder, table, key), read_keys(last, table, key)
        lines.append(f"| {table} | {len(now)} | {len(now - before)} | {len(before - now)} |")
    return "\n".join(lines) + "\n"


def read_keys(folder: Path, table: str, key: str) -> set[str]:
    """Return the values of a table's key column."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return {row[key] for row in csv.DictReader(stream)}


def sum_files(folder: Path) -> str:
    """Return the manifest: SHA-256 and name of every file, as ``sha256sum --check`` reads it."""
    names = sorted(path.name for path in folder.iterdir() if path.name != MANIFEST)
    return "".join(f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)


def check_release(folder: Path) -> None:
    """Hold a release to its manifest.

    Raises:
        ExchangeError: a file is missing, changed or too many.
    """
    check_dataset(folder)
    manifest = folder / MANIFEST
    if not manifest.is_file() or manifest.read_text("utf-8") != sum_files(folder):
        raise ExchangeError(f"{folder} does not agree with its {MANIFEST}: it is cut off or was changed")
