"""A release: a dataset of one day, with manifest, citation, licences and the changes since the last release.

The same register and days give the same bytes. Row counts are compared with the register and with the written files.

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
from depositary.exchange.release_pages import CITATION, LICENCE, read_version, write_citation, write_licence
from depositary.model.reading import Action
from depositary.register.queries import Dossier
from depositary.register.register import Register
from depositary.register.resolution import load_verdicts
from depositary.register.storage.schema import claims, memberships

MANIFEST = "SHA256SUMS"


def write_release(register: Register, folder: Path, clocks: Clocks, last: Path | None = None) -> dict[str, int]:
    """Write a release to an empty folder, and return rows by table.

    Args:
        register: an open register.
        folder: the output folder. It is created if missing.
        clocks: the day in the world and the last day of knowledge.
        last: the folder of the last release, to list the changes.

    Raises:
        EvidenceError: a span differs from the text of its report.
        ExchangeError: the folder is not empty, or the written files differ from the register.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ExchangeError(f"{folder} is not empty; a release needs an empty folder")
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
    pages = {CITATION: write_citation(clocks), LICENCE: write_licence()}
    if not last:
        return {**pages, "CHANGES.md": "# Changes\n\nThe first release, or none was given to compare with.\n"}
    changes = find_changes(folder, last)
    return {
        **pages,
        "CHANGES.md": write_notes(changes, folder, read_version(last)),
        "changes.csv": write_table(changes),
    }


def assert_counts(connection: Connection, known: str, counts: dict[str, int]) -> None:
    """Compare the number of written rows with the register.

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
            raise ExchangeError(f"{counts[table]} rows of {table} were written, but the register has {number}")


def count_reports(connection: Connection, known: str) -> int:
    """Return how many reports mention agreements."""
    query = select(func.count(memberships.c.report.distinct())).where(memberships.c.known_on <= known)
    return int(connection.execute(query).scalar_one())


def count_claims(connection: Connection, known: str) -> dict[str, int]:
    """Return the number of current claims on steps, without rejected ones, and the number of their spans."""
    query = select(claims.c.id, claims.c.body).join(memberships, memberships.c.mention == claims.c.mention)
    query = query.where(claims.c.sort == "action", claims.c.retired_at.is_(None), memberships.c.known_on <= known)
    bodies = {row.id: row.body for row in connection.execute(query)}
    judged = load_verdicts(connection, sorted(bodies))
    held = {claim: body for claim, body in bodies.items() if claim not in judged or judged[claim].verdict != "reject"}
    spans = (count_spans(body, judged[claim].correction if claim in judged else None) for claim, body in held.items())
    return {"claims": len(held), "evidence": sum(spans)}


def count_spans(body: str, correction: Any) -> int:
    """Return the number of distinct spans of a claim, after any correction."""
    action = msgspec.convert(correction, Action) if correction else msgspec.json.decode(body, type=Action)
    return len(set(action.evidence))


def count_agreements(connection: Connection, known: str) -> dict[str, int]:
    """Return the number of agreements and the total number of their parties."""
    parties = [len(Dossier(tuple(cluster)).parties) for cluster in list_clusters(connection, known)]
    return {"agreements": len(parties), "participations": sum(parties)}


def assert_rows(folder: Path) -> None:
    """Count the rows in the files of a dataset, and compare them with its ``datapackage.json``.

    Raises:
        ExchangeError: a file has another number of rows.
    """
    package: dict[str, Any] = msgspec.json.decode((folder / PACKAGE).read_bytes())
    for resource in package["resources"]:
        found = count_rows(folder / resource["path"])
        if found not in (None, resource["rows"]):
            raise ExchangeError(f"{resource['path']} has {found} rows, but {PACKAGE} says {resource['rows']}")


def count_rows(path: Path) -> int | None:
    """Return the number of rows of a CSV or Parquet file, ``None`` for other kinds."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as stream:
            return sum(1 for _ in make_reader(stream)) - 1
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it has no stubs

        return int(pq.read_metadata(path).num_rows)
    return None


def write_manifest(folder: Path) -> str:
    """Return the manifest: SHA-256 and name of every file, in the format of ``sha256sum --check``."""
    return "".join(f"{digest}  {name}\n" for name, digest in sum_files(folder).items())


def sum_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file except the manifest, sorted by name."""
    names = sorted(path.name for path in folder.iterdir() if path.name != MANIFEST)
    return {name: measure(folder / name)[1] for name in names}


def check_release(folder: Path) -> int:
    """Check a release against its manifest, or a dataset against ``datapackage.json``. Return the number of files.

    Raises:
        ExchangeError: a file is missing, truncated, changed or unexpected.
    """
    manifest = folder / MANIFEST
    if not manifest.is_file() and not (folder / LICENCE).is_file():
        return check_dataset(folder)
    if not manifest.is_file():
        raise ExchangeError(f"{folder} has no {MANIFEST}, so it is incomplete. Write the release again")
    lines = (line.partition("  ") for line in manifest.read_text("utf-8").splitlines())
    told = {name: digest for digest, _, name in lines}
    wrong = list(find_differences(told, sum_files(folder)))
    if wrong:
        raise ExchangeError(f"{folder} differs from its {MANIFEST}: {'; '.join(wrong)}")
    check_dataset(folder)
    assert_rows(folder)
    return len(told)


def find_differences(told: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    """Describe how files differ from the manifest."""
    for name in sorted(told.keys() | found.keys()):
        if name not in found:
            yield f"{name} is missing"
        elif name not in told:
            yield f"{name} is too many"
        elif told[name] != found[name]:
            yield f"{name} is cut off or was changed"
