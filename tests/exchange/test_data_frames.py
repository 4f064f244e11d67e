"""Tables in memory, read back by the libraries that they are for."""

from __future__ import annotations

import datetime as dt
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import depositary
from depositary.errors import ExchangeError
from depositary.exchange.table_schema import load_tables
from depositary.register.queries.listing import Filter

ON = "2021-06-30"
PANDAS = {"string": "string", "integer": "Int32", "number": "float64", "boolean": "boolean", "date": "datetime64[ms]"}
POLARS = {"string": pl.String, "integer": pl.Int32, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date}
DUCKDB = {"string": "VARCHAR", "integer": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


@pytest.fixture
def library(place):
    with depositary.Register(place) as register:
        yield register


@pytest.mark.parametrize("name", load_tables())
def test_every_table_is_typed_in_pandas_and_polars(library, name):
    table = library.table(name, on=ON)
    frame, other = table.to_pandas(), table.to_polars()
    columns = load_tables()[name].columns
    assert len(table) == len(frame) == len(other)
    assert len(table) > 0 or name == "relations"
    assert list(frame.columns) == other.columns == [column.name for column in columns]
    assert [str(kind) for kind in frame.dtypes] == [PANDAS[column.type] for column in columns]
    assert other.dtypes == [POLARS[column.type] for column in columns]


def test_agreements_in_each_library_say_the_same(library):
    table = library.agreements(on=ON)
    rows = sorted(table, key=lambda row: row["title"])
    assert [(row["title"], row["status"]) for row in rows] == [
        ("=SUM(A1) Treaty", "signed"),
        ("Blue River Treaty", "in-force"),
        ("Sahel Fisheries Protocol", "signature-scheduled"),
    ]
    assert rows[1]["since"] == dt.date(2020, 6, 1)
    assert table.to_arrow().to_pylist() == list(table)
    assert table.to_polars().to_dicts() == list(table)
    frame = table.to_pandas().set_index("title")
    assert frame.loc["Blue River Treaty", "since"] == pd.Timestamp("2020-06-01")
    assert pd.isna(frame.loc["Sahel Fisheries Protocol", "year"])


def test_the_tables_join_in_duckdb(library):
    base = library.to_duckdb(on=ON)
    described = dict(base.sql("select column_name, column_type from (describe claims)").fetchall())
    assert described == {column.name: DUCKDB[column.type] for column in load_tables()["claims"].columns}
    assert {name for (name,) in base.sql("show tables").fetchall()} == set(library.tables)
    signed = base.sql(
        "select distinct a.title, p.party from agreements a join participations p using (agreement) "
        "where p.StateSignature = '2019-03-01' order by all"
    )
    assert signed.fetchall() == [("Blue River Treaty", "MLI"), ("Blue River Treaty", "TCD")]
    loose = base.sql("select count(*) from evidence anti join claims using (claim)")
    assert loose.fetchall() == [(0,)]


def test_one_table_goes_into_a_database_that_is_there(library):
    base = duckdb.connect()
    base.execute("create table claims (old int)")
    assert library.claims(on=ON).to_duckdb(base) is base
    assert base.sql("select count(*) from claims").fetchall() == [(len(library.claims(on=ON)),)]


def test_tables_are_of_a_day_of_knowledge_and_of_a_filter(library):
    assert len(library.agreements(on=ON, known="2019-12-31")) == 2
    assert [row["title"] for row in library.agreements(on=ON, asked=Filter(parties=("EU",)))] == [
        "Sahel Fisheries Protocol"
    ]


def test_tables_of_one_pass_are_those_taken_alone(library):
    base = library.to_duckdb(on=ON)
    for name in library.tables:
        assert base.sql(f"select count(*) from {name}").fetchall() == [(len(library.table(name, on=ON)),)]


@pytest.mark.parametrize(
    ("package", "call"), [("pandas", "to_pandas"), ("polars", "to_polars"), ("duckdb", "to_duckdb")]
)
def test_a_missing_package_is_told_with_its_extra(library, monkeypatch, package, call):
    table = library.agreements(on=ON)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ExchangeError, match=rf'pip install "depositary\[{package}\]"'):
        getattr(table, call)()


def test_without_arrow_rows_still_come(library, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    table = library.agreements(on=ON)
    assert len(list(table)) == 3
    with pytest.raises(ExchangeError, match=r"depositary\[tables\]"):
        table.to_arrow()


def test_an_unknown_table_is_told(library):
    with pytest.raises(ExchangeError, match="no table 'dyads': the tables are agreements"):
        library.table("dyads")


def test_empty_tables_keep_their_types():
    with depositary.Register(":memory:") as register:
        assert register.agreements().to_arrow().schema.field("since").type == pa.date32()
        assert str(register.claims().to_pandas().dtypes["claim"]) == "string"
