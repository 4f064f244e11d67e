"""The codebook: what each table and column means, in Markdown and as a Frictionless data package.

>>> write_codebook().splitlines()[0]
'# Codebook'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from depositary.exchange.extract import Clocks
from depositary.exchange.table_schema import TableSchema, load_tables

PROFILE = "tabular-data-package"


def write_codebook() -> str:
    """Return the codebook as Markdown."""
    parts = ["# Codebook", *("\n".join(write_table(table)) for table in load_tables().values())]
    return "\n\n".join(parts) + "\n"


def write_table(table: TableSchema) -> Iterator[str]:
    """Yield the lines of one table's section."""
    yield f"## {table.name}\n"
    yield f"{table.about}. Key: {', '.join(f'`{name}`' for name in table.key)}.\n"
    yield "| column | type | meaning |\n| --- | --- | --- |"
    for column in table.columns:
        yield f"| `{column.name}` | {column.type} | {column.about} |"


def describe_package(clocks: Clocks, files: Mapping[Path, tuple[int, str]], rows: Mapping[str, int]) -> dict[str, Any]:
    """Return the Frictionless data package of some files (size in bytes and SHA-256 by path)."""
    return {
        "name": "depositary",
        "profile": PROFILE,
        "title": "Depositary: agreements, claims and evidence",
        "version": version("depositary"),
        "on": clocks.on.isoformat(),
        "known": clocks.known.isoformat(),
        "resources": [describe_file(path, *facts, rows[path.stem]) for path, facts in files.items()],
    }


def describe_file(path: Path, size: int, digest: str, rows: int) -> dict[str, Any]:
    """Return the Frictionless resource of one file."""
    table = load_tables()[path.stem]
    return {
        "name": path.name.replace(".", "-").replace("_", "-"),
        "path": path.name,
        "profile": "tabular-data-resource",
        "title": table.about,
        "format": path.suffix[1:],
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "schema": describe_schema(table),
    }


def describe_schema(table: TableSchema) -> dict[str, Any]:
    """Return the Frictionless Table Schema of a table."""
    fields = [{"name": c.name, "type": c.type, "description": c.about} for c in table.columns]
    return {"fields": fields, "primaryKey": list(table.key), "missingValues": [""]}
