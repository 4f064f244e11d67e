"""Workers: copies of a process that has the model, where that is safe; they lose nothing and outlive nobody."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from depositary.errors import DepositaryError
from depositary.ingest.cluster import pool, workers
from depositary.ingest.cluster.shards import write_shard

LINUX = pytest.mark.skipif(not workers.THREADS.is_dir(), reason="processes are copied on Linux alone")
TEXT = "Peru ratified the Andean Water Treaty on Friday. Chad and Sudan signed a border accord in Dakar on Monday."
HAVE = """
import threading
from depositary.ingest.cluster.workers import start_workers
event = threading.Event()
{}
with start_workers(1) as pool:
    print(pool.submit(eval, "'spacy' in __import__('sys').modules").result())
event.set()
"""


def run(code: str) -> str:
    """Run Python in a process of its own, whose libraries keep to one thread as the command line has them do."""
    done = subprocess.run([sys.executable, "-c", code], env=one_thread(), capture_output=True, text=True, check=True)
    return done.stdout.strip()


def one_thread() -> dict[str, str]:
    return {**os.environ, "OMP_NUM_THREADS": "1"}


@LINUX
def test_a_worker_has_the_model_before_it_reads() -> None:
    assert run(HAVE.format("")) == "True"


def test_a_process_with_threads_is_not_copied() -> None:
    assert run(HAVE.format("threading.Thread(target=event.wait).start()")) == "False"


def test_threads_are_seen() -> None:
    done = threading.Event()
    beside = threading.Thread(target=done.wait)
    beside.start()
    try:
        assert not workers.may_copy()
    finally:
        done.set()
        beside.join()


def make_sources(folder: Path, reports: int) -> list[str]:
    paths = [folder / f"part-{number}.jsonl" for number in range(4)]
    for number, path in enumerate(paths):
        lines = (json.dumps({"id": f"{number}-{line}", "text": TEXT}) for line in range(reports))
        path.write_text("\n".join(lines))
    return [str(path) for path in paths]


def start(sources: list[str], out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "depositary.cli", "cluster", "--jobs", "2", "--out", str(out), *sources]
    return subprocess.Popen(command, env=one_thread(), stdout=subprocess.DEVNULL)


def children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def wait_until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_gone(process: int) -> bool:
    stat = Path(f"/proc/{process}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"


@LINUX
def test_a_copy_that_is_killed_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    sources, out, alone = make_sources(tmp_path, 150), tmp_path / "out", tmp_path / "alone"
    running = start(sources, out)
    wait_until(lambda: len(list(out.glob(".*"))) == 2)  # both are in the middle of a shard
    os.kill(children(running.pid)[1], signal.SIGKILL)
    assert running.wait(120) == 0
    alone.mkdir()
    assert {Path(write_shard(source, str(alone)).path).name for source in sources} == {
        path.name for path in out.glob("[!.]*")
    }
    assert all(path.read_bytes() == (out / path.name).read_bytes() for path in alone.iterdir())


@LINUX
def test_workers_do_not_outlive_the_program(tmp_path: Path) -> None:
    running = start(make_sources(tmp_path, 2000), tmp_path / "out")
    wait_until(lambda: list((tmp_path / "out").glob(".*")))
    workers_there = children(running.pid)
    running.kill()
    running.wait()
    assert len(workers_there) == 2
    wait_until(lambda: all(map(is_gone, workers_there)))


def die(source: str, folder: str, kind: str | None, form: str) -> object:
    """Die as a killed worker does on one input, and take long over the first."""
    if "part-2" in source:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.5 if "part-0" in source else 0)
    return write_shard(source, folder, kind, form)


def test_the_input_that_workers_die_on_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = make_sources(tmp_path, 1)
    monkeypatch.setattr(pool, "write_shard", die)
    (tmp_path / "out").mkdir()
    with pytest.raises(DepositaryError, match="part-2"):
        list(pool.write_shards(sources, str(tmp_path / "out"), jobs=2))


def test_large_inputs_are_begun_first(tmp_path: Path) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_text("a")
    large.write_text("a" * 100)
    named = [str(small), "https://news.example/feed", str(large), str(tmp_path)]
    assert sorted(named, key=pool.measure, reverse=True)[:2] == [str(large), str(small)]
