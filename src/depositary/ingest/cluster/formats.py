"""How a shard is kept: JSON lines, or a Parquet file that other programs can ask by column.

In both a record is one line of JSON, a reading or an error; a Parquet file holds it in the column
``record``, beside columns that say what it is of, so that a program passes over what it does not want.

>>> sorted(FORMATS)
['jsonl', 'parquet']
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from depositary.errors import DepositaryError

ROWS = 1024
"""Rows of a group of a Parquet file: what a program holds in memory at a time."""

MAGIC = b"PAR1"
COLUMNS = ("schema", "id", "given_id", "url", "outlet", "language", "published", "title")
COUNTS = ("agreements", "actions", "meetings", "relations", "statements")

Write = Callable[[Path, Iterable[str]], None]


def write_lines(path: Path, records: Iterable[str]) -> None:
    """Write records as lines."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(record + "\n" for record in records)


def write_parquet(path: Path, records: Iterable[str]) -> None:
    """Write records as rows of a Parquet file, packed with zstd.

    Raises:
        DepositaryError: pyarrow is not installed.
    """
    arrow, parquet = load_arrow()
    kinds = [(name, arrow.string()) for name in COLUMNS] + [(name, arrow.int32()) for name in COUNTS]
    schema = arrow.schema([*kinds, ("record", arrow.string())])
    with parquet.ParquetWriter(path, schema, compression="zstd") as out:
        rows = map(make_row, records)
        while group := list(islice(rows, ROWS)):
            out.write_table(arrow.Table.from_pylist(group, schema=schema))


def make_row(record: str) -> dict[str, Any]:
    """Return the row of a record.

    >>> row = make_row('{"schema": "error/1", "given_id": "7", "error": "the text is empty"}')
    >>> row["schema"], row["given_id"], row["agreements"]
    ('error/1', '7', 0)
    """
    found = json.loads(record)
    said = {**found, **found.get("report", {})}
    row: dict[str, Any] = {name: said.get(name) for name in COLUMNS}
    return {**row, **{name: len(found.get(name, ())) for name in COUNTS}, "record": record}


def read_records(path: Path) -> Iterator[bytes]:
    """Yield the records of a shard in order, whichever its format, a group at a time.

    Raises:
        OSError: it cannot be read.
        DepositaryError: it is Parquet that is damaged, or pyarrow is not installed.
    """
    with path.open("rb") as shard:
        if shard.read(len(MAGIC)) != MAGIC:
            shard.seek(0)
            yield from shard
            return
    arrow, parquet = load_arrow()
    try:
        with parquet.ParquetFile(path) as shard:
            for group in shard.iter_batches(ROWS, columns=["record"]):
                yield from (str(record).encode() for record in group.column(0).to_pylist())
    except (arrow.ArrowException, ValueError) as error:
        raise DepositaryError(f"{path}: it is no Parquet file of readings ({error})") from error


def load_arrow() -> tuple[Any, Any]:
    """Return pyarrow and its module for Parquet.

    Raises:
        DepositaryError: it is not installed.
    """
    try:
        import pyarrow  # type: ignore[import-untyped, unused-ignore]  # an extra
        from pyarrow import parquet  # type: ignore[import-untyped, unused-ignore]  # an extra
    except ImportError as error:
        raise DepositaryError("Parquet needs pyarrow: pip install 'depositary[tables]'") from error
    return pyarrow, parquet


FORMATS: dict[str, Write] = {"jsonl": write_lines, "parquet": write_parquet}
"""How records are written, by the ending of the file's name."""
