"""The codebook: the meaning of each table and column, in Markdown and as a Frictionless data package.

>>> write_codebook().splitlines()[0]
'# Codebook'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from depositary.exchange.extract import Clocks
from depositary.exchange.table_schema import Column, TableSchema, load_accuracy, load_tables, load_terms

PROFILE = "data-package"


MISSING = (
    "An empty cell means that the value is not known, or does not apply: no report tells it. It never means none. "
    "Zero, `false` and `none` are values."
)
ACCURACY = (
    "F1, precision and recall on reports of outlets that neither the rules nor the model have seen. They measure how "
    "one report is read. Years and statuses rest on several reports, so treat their figures as a guide. Columns that "
    "are not listed were not measured."
)


def write_codebook() -> str:
    """Return the codebook as Markdown."""
    tables = ("\n".join(write_table(table)) for table in load_tables().values())
    values = ("\n".join(write_terms(name)) for name in list_vocabularies())
    parts = ["# Codebook", MISSING, *tables, "## Values", *values, "\n".join(write_accuracy())]
    return "\n\n".join(parts) + "\n"


def write_table(table: TableSchema) -> Iterator[str]:
    """Yield the lines of one table's section."""
    yield f"## {table.name}\n"
    yield f"{table.about}. Key: {', '.join(f'`{name}`' for name in table.key)}.\n"
    yield "| column | type | meaning |\n| --- | --- | --- |"
    for column in table.columns:
        yield f"| `{column.name}` | {column.type} | {column.about} |"


def list_vocabularies() -> list[str]:
    """Return the vocabularies that columns have, in the order of the tables."""
    columns = (column for table in load_tables().values() for column in table.columns)
    return list(dict.fromkeys(column.vocabulary for column in columns if column.vocabulary))


def write_terms(name: str) -> Iterator[str]:
    """Yield the lines of one vocabulary's value list."""
    yield f"### {name}\n"
    yield "| value | meaning |\n| --- | --- |"
    for term, meaning in load_terms()[name].items():
        yield f"| `{term}` | {meaning} |"


def write_accuracy() -> Iterator[str]:
    """Yield the lines on the accuracy of columns."""
    yield "## Accuracy of columns\n"
    yield f"{ACCURACY}\n"
    yield "| column | task | F1 | precision | recall |\n| --- | --- | --- | --- | --- |"
    for column, row in load_accuracy().items():
        yield f"| `{column}` | {row['task']} | {row['f1']} | {row['precision']} | {row['recall']} |"


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
    table, form = load_tables()[path.stem], path.suffix[1:]
    return {
        "name": name_resource(table.name, form),
        "path": path.name,
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "title": table.about,
        "format": form,
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "schema": describe_schema(table, form),
    }


def name_resource(table: str, form: str) -> str:
    """Return the name of a table's resource in one format.

    >>> name_resource("state_years", "csv")
    'state-years-csv'
    """
    return f"{table}-{form}".replace("_", "-")


def describe_schema(table: TableSchema, form: str) -> dict[str, Any]:
    """Return the Frictionless Table Schema of a table. It refers to other tables in the same format."""
    schema = {
        "fields": [describe_field(column, column.name in table.key) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    keys = [
        {
            "fields": [column],
            "reference": {"resource": name_resource(other, form), "fields": [load_tables()[other].key[0]]},
        }
        for column, other in table.references
    ]
    return {**schema, "foreignKeys": keys} if keys else schema


def describe_field(column: Column, required: bool) -> dict[str, Any]:
    """Return the Frictionless field of a column, with its possible terms."""
    limits: dict[str, Any] = {"required": True} if required else {}
    if column.terms and column.name != "areas":  # areas are a list in one cell
        limits["enum"] = list(column.terms)
    field = {"name": column.name, "type": column.type, "description": column.about}
    return {**field, "constraints": limits} if limits else field
