"""A release: a dataset of one day, with manifest, citation, licence and what changed since the last one.

The same register and days give the same bytes. Row counts are asserted against the register, and again in the files.

>>> MANIFEST
'SHA256SUMS'
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from depositary.errors import ExchangeError
from depositary.exchange.cells import make_reader
from depositary.exchange.changes import find_changes, write_notes, write_table
from depositary.exchange.dataset import PACKAGE, check_dataset, measure, write_dataset
from depositary.exchange.extract import Clocks, list_clusters
from depositary.exchange.release_pages import CITATION, read_version, write_citation, write_licence
from depositary.model.reading import Action
from depositary.register.queries import Dossier
from depositary.register.register import Register
from depositary.register.resolution import load_verdicts
from depositary.register.storage.schema import claims, memberships

MANIFEST = "SHA256SUMS"


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
    assert_rows(folder)
    for name, page in write_pages(folder, clocks, last).items():
        (folder / name).write_text(page, "utf-8")
    (folder / MANIFEST).write_text(write_manifest(folder), "utf-8")
    return counts


def write_pages(folder: Path, clocks: Clocks, last: Path | None) -> dict[str, str]:
    """Return the pages of a release by name."""
    pages = {CITATION: write_citation(clocks), "LICENCE.md": write_licence()}
    if not last:
        return {**pages, "CHANGES.md": "# Changes\n\nThe first release, or none was given to compare with.\n"}
    changes = find_changes(folder, last)
    return {
        **pages,
        "CHANGES.md": write_notes(changes, folder, read_version(last)),
        "changes.csv": write_table(changes),
    }


def assert_counts(connection: Connection, known: str, counts: dict[str, int]) -> None:
    """Hold the rows written to what the register holds.

    Raises:
        ExchangeError: they differ.
    """
    held = {
        "reports": count_reports(connection, known),
        **count_claims(connection, known),
        **count_agreements(connection, known),
    }
    for table, number in held.items():
        if counts[table] != number:
            raise ExchangeError(f"{counts[table]} rows of {table} were written, but the register holds {number}")


def count_reports(connection: Connection, known: str) -> int:
    """Return how many reports speak of agreements."""
    query = select(func.count(memberships.c.report.distinct())).where(memberships.c.known_on <= known)
    return int(connection.execute(query).scalar_one())


def count_claims(connection: Connection, known: str) -> dict[str, int]:
    """Return how many standing claims there are on steps, without those that people rejected, and their spans."""
    query = select(claims.c.id, claims.c.body).join(memberships, memberships.c.mention == claims.c.mention)
    query = query.where(claims.c.sort == "action", claims.c.retired_at.is_(None), memberships.c.known_on <= known)
    bodies = {row.id: row.body for row in connection.execute(query)}
    judged = load_verdicts(connection, sorted(bodies))
    held = {claim: body for claim, body in bodies.items() if claim not in judged or judged[claim].verdict != "reject"}
    spans = (count_spans(body, judged[claim].correction if claim in judged else None) for claim, body in held.items())
    return {"claims": len(held), "evidence": sum(spans)}


def count_spans(body: str, correction: Any) -> int:
    """Return how many distinct spans a claim rests on, as a person corrected it where one did."""
    action = msgspec.convert(correction, Action) if correction else msgspec.json.decode(body, type=Action)
    return len(set(action.evidence))


def count_agreements(connection: Connection, known: str) -> dict[str, int]:
    """Return how many agreements there are, and how many parties they have together."""
    parties = [len(Dossier(tuple(cluster)).parties) for cluster in list_clusters(connection, known)]
    return {"agreements": len(parties), "participations": sum(parties)}


def assert_rows(folder: Path) -> None:
    """Count the rows in the files of a dataset anew, and hold them to its ``datapackage.json``.

    Raises:
        ExchangeError: a file does not hold the rows that are told of it.
    """
    package: dict[str, Any] = msgspec.json.decode((folder / PACKAGE).read_bytes())
    for resource in package["resources"]:
        found = count_rows(folder / resource["path"])
        if found not in (None, resource["rows"]):
            raise ExchangeError(f"{resource['path']} holds {found} rows, but {PACKAGE} tells of {resource['rows']}")


def count_rows(path: Path) -> int | None:
    """Return the rows of a CSV or Parquet file; ``None`` for other kinds."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as stream:
            return sum(1 for _ in make_reader(stream)) - 1
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it has no stubs

        return int(pq.read_metadata(path).num_rows)
    return None


def write_manifest(folder: Path) -> str:
    """Return the manifest: SHA-256 and name of every file, as ``sha256sum --check`` reads it."""
    return "".join(f"{digest}  {name}\n" for name, digest in sum_files(folder).items())


def sum_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file but the manifest, by name in order."""
    names = sorted(path.name for path in folder.iterdir() if path.name != MANIFEST)
    return {name: measure(folder / name)[1] for name in names}


def check_release(folder: Path) -> int:
    """Hold a release to its manifest, or a dataset to its ``datapackage.json``; return how many files are whole.

    Raises:
        ExchangeError: a file is missing, cut off, changed or too many.
    """
    manifest = folder / MANIFEST
    if not manifest.is_file() and not (folder / CITATION).is_file():
        return check_dataset(folder)
    if not manifest.is_file():
        raise ExchangeError(f"{folder} has no {MANIFEST}: it was cut off while it was written; release anew")
    lines = (line.partition("  ") for line in manifest.read_text("utf-8").splitlines())
    told = {name: digest for digest, _, name in lines}
    wrong = list(find_differences(told, sum_files(folder)))
    if wrong:
        raise ExchangeError(f"{folder} does not agree with its {MANIFEST}: {'; '.join(wrong)}")
    check_dataset(folder)
    assert_rows(folder)
    return len(told)


def find_differences(told: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    """Yield in words how files differ from what is told of them."""
    for name in sorted(told.keys() | found.keys()):
        if name not in found:
            yield f"{name} is missing"
        elif name not in told:
            yield f"{name} is too many"
        elif told[name] != found[name]:
            yield f"{name} is cut off or was changed"
