"""Shards: the pool, Spark and one process give the same bytes; what is killed loses nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from depositary.cli.main import cli
from depositary.ingest.cluster import pool, shards
from depositary.ingest.cluster.shards import name_shard, write_shard
from depositary.ingest.shard_offers import Shelf

LINES = [
    {"id": "1", "text": "Chad and Sudan signed a peace agreement in Dakar on Monday.", "published": "2010-01-15"},
    {"id": "2", "text": "The weather was fine."},
    {"id": "3", "text": ""},
    {"id": "4", "text": "Peru ratified the Andean Water Treaty.", "published": "2012-05-02"},
]


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"part-{number}.jsonl" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_text("\n".join(json.dumps({**line, "id": f"{number}-{line['id']}"}) for line in LINES))
    return [str(path) for path in paths]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("[!.]*"))}


def write_here(sources: list[str], folder: Path, form: str = "jsonl") -> dict[str, bytes]:
    folder.mkdir()
    for source in sources:
        write_shard(source, str(folder), form=form)
    return contents(folder)


def test_a_shard_holds_a_line_for_each_report(sources: list[str], tmp_path: Path) -> None:
    shard = write_shard(sources[0], str(tmp_path))
    assert (shard.read, shard.refused, shard.new) == (3, 1, True)
    lines = [json.loads(line) for line in Path(shard.path).read_text("utf-8").splitlines()]
    assert [line["schema"] for line in lines] == ["reading/1", "reading/1", "error/1", "reading/1"]


def test_a_shard_that_is_there_is_not_written_again(sources: list[str], tmp_path: Path) -> None:
    first = write_shard(sources[0], str(tmp_path))
    before = Path(first.path).stat().st_mtime_ns
    assert not write_shard(sources[0], str(tmp_path)).new
    assert Path(first.path).stat().st_mtime_ns == before


def test_where_all_shards_are_there_no_worker_is_started(
    sources: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = [write_shard(source, str(tmp_path)) for source in sources]
    monkeypatch.setattr(pool, "start_workers", lambda jobs: pytest.fail("a worker is started for nothing"))
    found = list(pool.write_shards(sources, str(tmp_path), 2))
    assert [(shard.path, shard.new) for shard in found] == [(shard.path, False) for shard in written]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_pool_gives_the_same_bytes_as_one_process(sources: list[str], tmp_path: Path, form: str) -> None:
    alone = write_here(sources, tmp_path / "alone", form)
    (tmp_path / "pool").mkdir()
    done = list(pool.write_shards(sources, str(tmp_path / "pool"), jobs=2, form=form))
    assert [shard.source for shard in done] == sources
    assert contents(tmp_path / "pool") == alone


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def lines():
        yield "one"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        shards.write_whole(tmp_path / "shard.jsonl", lines())
    assert contents(tmp_path) == {}


def die_once(source: str, folder: str, kind: str | None, form: str) -> shards.Shard:
    """Die as a killed worker does, the first time that the second input is read."""
    mark = Path(folder).parent / "died"
    if "part-1" in source and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), 9)
    return write_shard(source, folder, kind, form)


def test_a_worker_that_is_killed_loses_nothing(
    sources: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = write_here(sources, tmp_path / "alone")
    monkeypatch.setattr(pool, "write_shard", die_once)
    (tmp_path / "pool").mkdir()
    done = list(pool.write_shards(sources, str(tmp_path / "pool"), jobs=2))
    assert (tmp_path / "died").exists()
    assert sorted(shard.source for shard in done) == sources
    assert contents(tmp_path / "pool") == alone


def test_spark_gives_the_same_bytes_as_one_process(sources: list[str], tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="Spark is an extra: pip install 'depositary[spark]'")
    from depositary.ingest.cluster import spark

    alone = write_here(sources, tmp_path / "alone", "parquet")
    (tmp_path / "spark").mkdir()
    done = spark.write_shards(sources, str(tmp_path / "spark"), "local[2]", form="parquet")
    assert [shard.source for shard in done] == sources
    assert contents(tmp_path / "spark") == alone


def test_parquet_holds_the_records_of_the_lines_and_columns_to_choose_by(sources: list[str], tmp_path: Path) -> None:
    lines, rows = write_shard(sources[0], str(tmp_path)), write_shard(sources[0], str(tmp_path), form="parquet")
    assert (rows.read, rows.refused) == (lines.read, lines.refused)
    table = pytest.importorskip("pyarrow.parquet").read_table(rows.path)
    assert table["record"].to_pylist() == Path(lines.path).read_text("utf-8").splitlines()
    assert table["given_id"].to_pylist() == ["0-1", "0-2", "0-3", "0-4"]
    assert table["agreements"].to_pylist() == [1, 0, 0, 1]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_register_takes_shards_in(sources: list[str], tmp_path: Path, form: str) -> None:
    paths = [write_shard(source, str(tmp_path), form=form).path for source in sources]
    runner = CliRunner()
    command = ["--register", str(tmp_path / "register.db"), "add", "--json", "--shards", *paths]
    first, second = (json.loads(runner.invoke(cli, command).stdout) for _ in range(2))
    assert (first["offered"], first["new"], first["refused"]) == (12, 3, 3)
    assert (second["new"], second["refused"]) == (0, 3)


def test_a_damaged_shard_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "shard.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    [offer] = Shelf().offers([str(path)])
    assert offer.report is None and "no Parquet file" in str(offer.reason)


def test_names_of_shards_are_plain_and_differ() -> None:
    names = [name_shard(source) for source in ("a/b.jsonl", "c/b.jsonl", "https://news.example/../x?y=/", "-")]
    assert len(set(names)) == 4
    assert all("/" not in name for name in names)
