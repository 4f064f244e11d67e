"""Feed each parser boundary mutated inputs for some time, and tell of every input that is not read or refused.

    python benchmarks/fuzz.py [SECONDS] [KIND ...]

Seeds are the inputs of the test suite; each is cut, spliced, repeated and changed byte by byte, with a
random generator whose seed is printed. An input counts as a fault where reading it raises, where it
is neither read nor refused, or where it takes more than ten seconds of processor time; faults are written to
``fuzz-KIND-N.bin`` in the current folder. The kind ``reading`` is the reader itself: what it finds in a text must be
cut out of that text to the letter. The kind ``table`` is an official status table.
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from depositary import Reader, Report
from depositary.errors import InputError, ReportError
from depositary.exchange.status_tables import read_status_table
from depositary.sources import Details, Input, Setting, read_input
from tests.exchange import test_status_tables
from tests.sources import hostile, test_kinds, test_paragraphs
from tests.web import conftest

LONGEST = 20_000
SLOW = 10.0


def main() -> int:
    """Fuzz each kind and print a line for it."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    seed = int(time.time())
    kinds = sys.argv[2:] or list(SEEDS)
    faults = sum(fuzz(kind, SEEDS[kind](), seconds, random.Random(seed)) for kind in kinds)
    print(f"seed {seed}: {faults} faults")
    return 1 if faults else 0


def fuzz(kind: str, seeds: list[bytes], seconds: float, source: random.Random) -> int:
    """Fuzz one kind for some seconds, and return how many faults there were."""
    end, count, faults = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        data = mutate(source.choice(seeds), seeds, source)
        count += 1
        if reason := try_input(kind, data):
            faults += 1
            Path(f"fuzz-{kind}-{faults}.bin").write_bytes(data)
            print(f"{kind}: {reason}")
    print(f"{kind}: {count:,} inputs in {seconds:.0f} s, {faults} faults", flush=True)
    return faults


def try_input(kind: str, data: bytes) -> str | None:
    """Return what is wrong with how an input is taken, ``None`` where nothing is."""
    begun = time.process_time()
    try:
        if kind in AFTER:
            AFTER[kind](data)
            return too_slow(begun)
        named = None if kind in ("packed", "any") else kind
        offers = list(read_input(Input("fuzz", io.BytesIO(data), setting=Setting()), Details(), named, lambda w: None))
    except BaseException:
        return traceback.format_exc(limit=-3)
    if slow := too_slow(begun):
        return slow
    return None if offers or kind in ("jsonl", "any", "packed", "sitemap", "warc") else "neither read nor refused"


def too_slow(begun: float) -> str | None:
    """Return what is wrong where the processor was busy for too long."""
    taken = time.process_time() - begun
    return f"{taken:.1f} s of processor time" if taken > SLOW else None


def read_text(data: bytes) -> None:
    """Read a text that is one, and check the evidence of what is found in it."""
    with contextlib.suppress(ReportError):
        report = Report.compose(data.decode("utf-8", "replace").replace("\0", " "), published="2024-12-26")
        Reader().read(report).assert_evidence()


def read_table(data: bytes) -> None:
    """Read a status table that is one."""
    with contextlib.suppress(InputError):
        text = data.decode("utf-8", "replace").replace("\0", " ")
        read_status_table(text, treaty="Lake Treaty", known_on="2024-12-26")


def mutate(data: bytes, seeds: list[bytes], source: random.Random) -> bytes:
    """Return some bytes changed a few times over."""
    for _ in range(source.randint(1, 6)):
        data = source.choice(CHANGES)(data, seeds, source)[:LONGEST]
    return data


def flip(data: bytes, seeds: list[bytes], source: random.Random) -> bytes:
    """Change some bytes."""
    changed = bytearray(data or b"\0")
    for _ in range(source.randint(1, 8)):
        changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed)


def cut(data: bytes, seeds: list[bytes], source: random.Random) -> bytes:
    """Take a piece out."""
    one, two = sorted(source.randint(0, len(data)) for _ in range(2))
    return data[:one] + data[two:]


def repeat(data: bytes, seeds: list[bytes], source: random.Random) -> bytes:
    """Repeat a piece."""
    one, two = sorted(source.randint(0, len(data)) for _ in range(2))
    return data[:two] + data[one:two] * source.randint(1, 50) + data[two:]


def splice(data: bytes, seeds: list[bytes], source: random.Random) -> bytes:
    """Put a piece of another seed in."""
    other = source.choice(seeds)
    one, two = sorted(source.randint(0, len(other)) for _ in range(2))
    at = source.randint(0, len(data))
    return data[:at] + other[one:two] + data[at:]


CHANGES = (flip, cut, repeat, splice)


def small(inputs: object) -> list[bytes]:
    """Return the hostile inputs that are small enough to change."""
    return [data for _, data in inputs if len(data) <= LONGEST]  # type: ignore[attr-defined]  # an iterator of pairs


PLAIN = f"<html><h1>T</h1><main>{test_paragraphs.REPORT}<h2>N<br>x</h2><ul><li><a href=/1>L</a></li></ul></main></html>"
STYLES = (
    'KHARTOUM, Dec 24 (Agency) - "We signed No. 3," he said on\nMonday &amp; left; see https://lake.example/treaty.',
    "CHAD AND MALI SIGN PACT\n\nThe 23 December 2024 Accord, also known as the Lake Accord (LA), enters into force.",
)
SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "html": lambda: [test_kinds.ARTICLE.encode(), PLAIN.encode(), *small(hostile.pages())],
    "feed": lambda: [test_kinds.RSS.encode(), test_kinds.ATOM.encode(), test_kinds.JSON_FEED.encode()],
    "warc": lambda: [
        hostile.make_record(test_kinds.ARTICLE.encode()) + hostile.make_record(PLAIN.encode()),
        *small(hostile.archives()),
    ],
    "packed": lambda: small(hostile.bombs()),
    "jsonl": lambda: [b'{"id": "1", "text": "x", "published": "2021-01-04", "language": "en"}\n' * 3],
    "text": lambda: small(hostile.texts()),
    "pdf": lambda: small(hostile.documents()),
    "reading": lambda: [text.encode() for _, _, text in conftest.LIFE] + [text.encode() for text in STYLES],
    "table": lambda: [text.encode() for text in (test_status_tables.LONG, test_status_tables.WIDE)],
}

AFTER: dict[str, Callable[[bytes], None]] = {"reading": read_text, "table": read_table}
"""What reads behind the sources."""

if __name__ == "__main__":
    sys.exit(main())
