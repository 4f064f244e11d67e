"""A dataset: all tables of a register as files, with a codebook for people and for programs.

>>> from depositary.register.register import open_register
>>> import tempfile
>>> with open_register(":memory:") as register, tempfile.TemporaryDirectory() as folder:
...     write_dataset(register, Path(folder), Clocks.of(on="2025-01-17"), ("csv",))["claims"]
0
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from depositary.errors import ExchangeError
from depositary.exchange.codebook import describe_package, write_codebook
from depositary.exchange.dataset_pages import README, write_readme
from depositary.exchange.extract import Clocks, Entry, extract
from depositary.exchange.panels import Panels
from depositary.exchange.relations import Relations
from depositary.exchange.release_pages import CITATION, write_citation
from depositary.exchange.table_files import TableSet
from depositary.exchange.table_parts import Row
from depositary.exchange.table_rows import (
    write_actions,
    write_agreement,
    write_claims,
    write_evidence,
    write_participations,
    write_relation,
    write_reports,
)
from depositary.exchange.table_schema import load_tables
from depositary.register.queries import Filter
from depositary.register.register import Register

PACKAGE = "datapackage.json"
FORMATS = ("csv", "parquet", "dta")


def write_dataset(
    register: Register,
    folder: Path,
    clocks: Clocks,
    formats: Sequence[str] = FORMATS,
    asked: Filter | None = None,
) -> dict[str, int]:
    """Write all tables to a folder, with a codebook, a README, a citation and a data package. Return rows by table.

    Args:
        register: an open register.
        folder: the output folder. It is created if missing. Files of the same names are replaced.
        clocks: the day in the world and the last day of knowledge.
        formats: ``csv``, ``parquet``, ``dta``.
        asked: a filter of agreements; default: all.

    Raises:
        EvidenceError: a span differs from the text of its report.
        ExchangeError: a format needs a package that is not installed, or the folder cannot be written.
    """
    try:
        (folder / PACKAGE).unlink(missing_ok=True)
        files = fill_tables(register, folder, clocks, tuple(formats), asked)
        paths = [file.path for file in files.all_files()]
        package = describe_package(clocks, {path: measure(path) for path in paths}, rows_by_table(files))
        (folder / "codebook.md").write_text(write_codebook(), "utf-8")
        (folder / README).write_text(write_readme(clocks, rows_by_table(files), asked), "utf-8")
        (folder / CITATION).write_text(write_citation(clocks), "utf-8")
        (folder / PACKAGE).write_bytes(msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n")
    except OSError as error:
        raise ExchangeError(f"cannot write to {folder}: {error.strerror or error}") from error
    return rows_by_table(files)


def fill_tables(
    register: Register, folder: Path, clocks: Clocks, formats: tuple[str, ...], asked: Filter | None = None
) -> TableSet:
    """Write the files of all tables."""
    with TableSet(load_tables(), folder, formats) as files:
        for table, row in walk(register, clocks, asked):
            files.write(table, row)
    return files


BY_YEAR = frozenset({"agreement_years", "state_years", "dyad_years", "directed_dyad_years"})


def walk(
    register: Register, clocks: Clocks, asked: Filter | None = None, names: Collection[str] = ()
) -> Iterator[tuple[str, Row]]:
    """Yield the rows of all tables in one pass over a register, each with the name of its table.

    Args:
        register: an open register.
        clocks: the day in the world and the last day of knowledge.
        asked: a filter of agreements; default: all.
        names: the tables; default: all.

    Raises:
        EvidenceError: a span differs from the text of its report.
    """
    wanted = frozenset(names or load_tables())
    counted = wanted | {"agreement_years"} if wanted & BY_YEAR else wanted  # whose rows count for the other years
    panels, written, relations = Panels(clocks), set[str](), Relations(register, clocks.known.isoformat())
    for entry in extract(register, clocks, asked):
        relations.take(entry)
        made = make_rows(entry, panels, written)
        yield from ((name, row) for name in made if name in counted for row in made[name] if name in wanted)
    last = {"relations": map(write_relation, relations.bearings()), **panels.write_years()}
    yield from ((name, row) for name in last if name in wanted for row in last[name])


def make_rows(entry: Entry, panels: Panels, written: set[str]) -> dict[str, Iterable[Row]]:
    """Return the rows of one agreement by table, made on demand."""
    return {
        "agreements": [write_agreement(entry)],
        "participations": write_participations(entry),
        "actions": write_actions(entry),
        "claims": write_claims(entry),
        "evidence": write_evidence(entry),
        "reports": write_reports(entry, written),
        "agreement_years": panels.take(entry),
    }


def rows_by_table(files: TableSet) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {name: made[0].rows for name, made in files.files.items()}


def measure(path: Path) -> tuple[int, str]:
    """Return the size of a file in bytes and its SHA-256."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return path.stat().st_size, digest


def check_dataset(folder: Path) -> int:
    """Check a dataset's files against its ``datapackage.json``. Return the number of files.

    Raises:
        ExchangeError: a file or the list of files is missing, truncated or changed.
    """
    try:
        package: dict[str, Any] = msgspec.json.decode((folder / PACKAGE).read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise ExchangeError(f"{folder} is incomplete: {PACKAGE} is missing or damaged. Export it again") from error
    unfinished = [path.name for path in sorted(folder.glob("*.part"))]
    if unfinished:
        raise ExchangeError(f"{folder} is incomplete: {', '.join(unfinished)}. Export it again")
    for resource in package["resources"]:
        path = folder / resource["path"]
        if not path.is_file() or measure(path) != (resource["bytes"], resource["hash"].removeprefix("sha256:")):
            raise ExchangeError(f"{path} is missing, truncated or changed since it was written. Export it again")
    return len(package["resources"])
