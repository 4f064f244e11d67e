"""How fast inputs become readings, beside the libraries alone, in one run on one core.

    python benchmarks/sources.py STREAM|- PAGES_DIR ...

``STREAM`` holds JSON lines of news items (``.gz`` or plain; ``-`` leaves out what needs it), each
``PAGES_DIR`` web pages (``*.html`` or ``*.html.gz``, for instance the test data of flairNLP/fundus, the
2020 pages of adbar/htmldate, the article-extraction benchmark). WARC files, an RSS feed and parts of the
stream are made of them in a temporary folder. CPU seconds of this process count, which a busy machine
changes less than the clock; the libraries alone, measured in the same run, tell how busy it was.
Jobs are timed by the clock, and so is what the machine gives two programs that know nothing of each other.
"""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from statistics import median

from depositary.model.text import Report
from depositary.reading.gate.cues import admits
from depositary.reading.reader import LANGUAGES, Reader
from depositary.sources import Details, Input, Offer, Setting, read_input

ROUNDS = 5
TURNS = 5
ITEMS = 20_000
LOOP = 100_000_000
PARTS = 32


def main() -> None:
    """Measure everything and print a table."""
    stream, folders = sys.argv[1], sys.argv[2:]
    reader = Reader()
    reader.read(Report.compose("Chad and Sudan signed a treaty in Dakar on Monday.", published="2020-01-01"))
    for folder in folders:
        show_pages(Path(folder), reader)
    if stream != "-":
        show_stream(Path(stream), reader)


def show_pages(folder: Path, reader: Reader) -> None:
    """Print how fast the pages of a folder are read, and what they are like."""
    pages = load_pages(folder)
    archive = make_archive(pages)
    print(f"{folder.name}: {len(pages)} pages of {sum(map(len, pages)) / len(pages) / 1000:.0f} kB")
    show_share(archive)
    work = {
        "WARC of pages to readings": lambda: read_all(archive, reader),
        "  to reports alone": lambda: take_all(archive),
        "  fastwarc and resiliparse alone": lambda: extract_alone(archive),
    }
    show_rates(work, "pages")


def show_stream(stream: Path, reader: Reader) -> None:
    """Print how fast a stream of news items is read: as a feed, by two jobs, and in how much memory."""
    feed = make_feed(stream)
    work = {"RSS to readings": lambda: read_all(feed, reader), "  feedparser alone": lambda: parse_alone(feed)}
    show_rates(work, "items")
    with tempfile.TemporaryDirectory() as folder:
        show_jobs(stream, Path(folder))
        show_memory(stream, Path(folder))


def load_pages(folder: Path) -> list[bytes]:
    """Load the pages of a folder."""
    return [
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in sorted(folder.glob("*.html*"))
    ]


def make_archive(pages: list[bytes]) -> bytes:
    """Make a WARC file of pages, one gzip member a record."""
    return b"".join(gzip.compress(make_record(number, page)) for number, page in enumerate(pages))


def make_record(number: int, page: bytes) -> bytes:
    """Make one response record."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:036d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def read_stream(path: Path, most: int) -> Iterator[dict[str, str]]:
    """Yield the first items of a stream."""
    with path.open("rb") as packed:
        lines = gzip.GzipFile(fileobj=packed) if path.suffix == ".gz" else packed
        yield from map(json.loads, itertools.islice(lines, most))


def make_feed(stream: Path) -> bytes:
    """Make an RSS feed of the items of a stream."""
    items = "".join(
        f"<item><title>{escape(item['text'][:60])}</title><description>{escape(item['text'])}</description>"
        f"<guid>{number}</guid><pubDate>Mon, 04 Jan 2021 09:00:00 +0300</pubDate></item>"
        for number, item in enumerate(read_stream(stream, 10_000))
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


def read_all(data: bytes, reader: Reader) -> int:
    """Read an input to the end, and return how many reports it held."""
    return sum(1 for _ in reader.read_many(offer for offer in list_offers(data) if isinstance(offer, Report)))


def take_all(data: bytes) -> int:
    """Take an input's reports, and return how many it held."""
    return sum(isinstance(offer, Report) for offer in list_offers(data))


def list_offers(data: bytes) -> Iterator[Offer]:
    """Yield what an input offers, taken as the program takes it."""
    source = Input("made", io.BytesIO(data), len(data), Setting(screen=admits, languages=LANGUAGES))
    return read_input(source, Details(), None, lambda warning: None)


def extract_alone(archive: bytes) -> int:
    """Take the text of each page with the libraries alone."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    count = 0
    for record in ArchiveIterator(io.BytesIO(archive), record_types=WarcRecordType.response):
        data = record.reader.read()
        extract_plain_text(bytes_to_str(data, detect_encoding(data) or "utf-8"), main_content=True)
        count += 1
    return count


def parse_alone(feed: bytes) -> int:
    """Parse a feed with the library alone."""
    import feedparser

    return len(feedparser.parse(io.BytesIO(feed), sanitize_html=False).entries)


def show_rates(works: dict[str, Callable[[], int]], unit: str) -> None:
    """Print how many units each work takes in a CPU second, the best of some rounds in turns, after a warm-up."""
    rounds = [{name: measure_rate(work) for name, work in works.items()} for _ in range(ROUNDS + 1)][1:]
    for name in works:
        best = max(rates[name] for rates in rounds)
        print(f"{name:36} {best:10,.0f} {unit}/s")


def measure_rate(work: Callable[[], int]) -> float:
    """Return how many units a work takes in a second of this process."""
    begun = time.process_time()
    return work() / (time.process_time() - begun)


def show_share(archive: bytes) -> None:
    """Print which share of the pages is in a language that is read, and which passes the gate."""
    reports = [offer for offer in list_offers(archive) if isinstance(offer, Report)]
    known = [report for report in reports if report.language in LANGUAGES]
    passing = [report for report in known if admits(report.text)]
    print(f"{'  share in a language that is read':36} {len(known) / len(reports):10.1%}")
    print(f"{'  share that passes the gate':36} {len(passing) / len(reports):10.1%}")


def write_parts(stream: Path, folder: Path, parts: int, most: int) -> list[str]:
    """Write the items of a stream to so many files of JSON lines."""
    items = [json.dumps(item) + "\n" for item in read_stream(stream, most)]
    paths = [folder / f"part-{number}-of-{parts}-{most}.jsonl" for number in range(parts)]
    for number, path in enumerate(paths):
        path.write_text("".join(items[number::parts]), "utf-8")
    return [str(path) for path in paths]


def show_jobs(stream: Path, folder: Path) -> None:
    """Print how much faster two processes are than one on the whole of the stream, beside what the machine gives.

    That is two bare loops of Python against one, and two programs that know nothing of each other on half the input
    each. Every side is a fresh command by the clock; the sides take turns, and medians count.
    """
    names = write_parts(stream, folder, PARTS, 10**9)
    sides = {
        "one job": [write_command(folder, names, 1)],
        "two jobs": [write_command(folder, names, 2)],
        "two programs": [write_command(folder, names[half::2], 1) for half in range(2)],
        "one loop": [write_loop(2 * LOOP)],
        "two loops": [write_loop(LOOP)] * 2,
    }
    rounds = [{side: time_commands(commands, folder) for side, commands in sides.items()} for _ in range(TURNS)]
    clock, taken = ({side: median(times[side][n] for times in rounds) for side in sides} for n in range(2))
    for side, alone in (("two jobs", "one job"), ("two programs", "one job"), ("two loops", "one loop")):
        times = sorted(times[alone][0] / times[side][0] for times in rounds)
        spread = f"{clock[alone]:.1f} s, {clock[side]:.1f} s; rounds {times[0]:.2f} to {times[-1]:.2f}"
        print(f"{f'{side} against {alone}':36} {clock[alone] / clock[side]:10.2f} times ({spread})")
    print(f"{'  processor time of two jobs':36} {taken['two jobs']:10.1f} s (one job: {taken['one job']:.1f} s)")


def write_command(folder: Path, names: list[str], jobs: int) -> list[str]:
    """Return the command that reads some files with so many processes."""
    program = [sys.executable, "-m", "depositary.cli", "cluster", "--jobs", str(jobs)]
    return [*program, "--out", str(folder / "shards"), *names]


def write_loop(count: int) -> list[str]:
    """Return the command that counts, and does nothing else."""
    return [sys.executable, "-c", f"sum(1 for _ in range({count}))"]


def time_commands(commands: list[list[str]], folder: Path) -> tuple[float, float]:
    """Return the seconds by the clock, and of the processors, that some commands take side by side."""
    shutil.rmtree(folder / "shards", ignore_errors=True)
    begun, before = time.monotonic(), take_children()
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
    if sum(process.wait() != 0 for process in running):
        raise SystemExit("a command failed")
    return time.monotonic() - begun, take_children() - before


def take_children() -> float:
    """Return the processor time of all processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show_memory(stream: Path, folder: Path) -> None:
    """Print the peak memory of reading an input, and of one ten times as long."""
    for most in (ITEMS // 2, ITEMS * 5):
        [name] = write_parts(stream, folder, 1, most)
        command = [sys.executable, "-m", "depositary.cli", "read", "--json", name]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = status
        if status:
            raise SystemExit("a command failed")
        peak = used.ru_maxrss / 1024
        print(f"{f'peak memory over {most:,} items':36} {peak:10,.0f} MiB")


if __name__ == "__main__":
    main()
