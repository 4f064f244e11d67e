"""The same tests on SQLite and on a private PostgreSQL cluster (Debian's package, unix socket only)."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from depositary.register.storage.opening import open_store
from depositary.register.storage.store import Store

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def run(arguments: list[str]) -> None:
    """Run a PostgreSQL program; it refuses to be run by root, so root lends it to user postgres."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(prefix + arguments, check=True, capture_output=True, cwd="/")


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """Yield the address of a PostgreSQL cluster that lives as long as the tests."""
    if not BINARIES:
        warnings.warn("PostgreSQL is not installed (apt-get install postgresql): half the tests skip", stacklevel=1)
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    binary = BINARIES[-1]
    place = Path(tempfile.mkdtemp(prefix="depositary-pg-"))
    if os.geteuid() == 0:
        shutil.chown(place, "postgres")
    run([f"{binary}/initdb", "-D", f"{place}/data", "-A", "trust", "-U", "depositary", "--no-sync", "-E", "UTF8"])
    options = f"-k {place} -c listen_addresses='' -c fsync=off -c max_connections=20"
    run([f"{binary}/pg_ctl", "-D", f"{place}/data", "-o", options, "-w", "-l", f"{place}/log", "start"])
    yield f"postgresql://depositary@/{{name}}?host={place}"
    run([f"{binary}/pg_ctl", "-D", f"{place}/data", "-m", "immediate", "stop"])
    shutil.rmtree(place, ignore_errors=True)


def make_database(cluster: str) -> str:
    """Make an empty database in the cluster, and return its address."""
    name = f"r{uuid.uuid4().hex}"
    address = cluster.format(name="postgres").replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return cluster.format(name=name)


@pytest.fixture(params=["sqlite", "postgresql"])
def make_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Return a function that makes a new, empty place for a register on either database."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"{uuid.uuid4().hex}.db")
    address = request.getfixturevalue("cluster")
    return lambda: make_database(address)


@pytest.fixture
def place(make_place: Callable[[], str]) -> str:
    """Return an empty place for a register on either database."""
    return make_place()


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """Yield an empty register on either database."""
    opened = open_store(place)
    yield opened
    opened.close()
