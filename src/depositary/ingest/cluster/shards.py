"""Read one input file into one shard of readings. Every engine maps this function over its inputs.

A shard holds a reading or an error record for each report of its input, in order, as JSON lines or Parquet
(formats.py). It is written under a hidden name and then renamed, so a killed run leaves no partial shard. A run that is
started a second time skips the shards that exist.

>>> name_shard("news/2024.jsonl").startswith("2024.jsonl-")
True
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from depositary.ingest.cluster.formats import FORMATS, Write, read_records, write_lines
from depositary.model.reading import Reading
from depositary.reading.reader import Reader, list_languages, screen
from depositary.sources import Details, Offer, Refusal, Setting, open_inputs, read_input

BATCH = 256


@dataclass(frozen=True, slots=True)
class Shard:
    """The result of one input: its shard and how many reports were read and refused. ``new`` if written now."""

    source: str
    path: str
    read: int
    refused: int
    new: bool


def name_shard(source: str, form: str = "jsonl") -> str:
    """Return the file name of an input's shard: its own name, a hash of its whole path, and the format."""
    digest = hashlib.sha256(source.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    plain = "".join(c if c.isalnum() or c in "._-" else "_" for c in source.rstrip("/").rpartition("/")[2])
    return f"{plain[-80:]}-{digest}.{form}"


def place_shard(source: str, folder: str, form: str = "jsonl") -> Path:
    """Return the path of an input's shard."""
    return Path(folder) / name_shard(source, form)


def write_shard(source: str, folder: str, kind: str | None = None, form: str = "jsonl") -> Shard:
    """Read one input and write its shard, unless it exists.

    Args:
        source: a file, folder or URL.
        folder: the folder for shards.
        kind: the kind of input, if it should not be found from the content.
        form: the format of the shard, one of `FORMATS`.

    Raises:
        OSError: the shard cannot be written.
        DepositaryError: the format needs a library that is not installed.
    """
    path = place_shard(source, folder, form)
    new = not path.exists()
    if new:
        write_whole(path, render(read_source(source, kind)), FORMATS[form])
    read, refused = count_records(path)
    return Shard(source, str(path), read, refused, new)


def write_whole(path: Path, records: Iterable[str], write: Write = write_lines) -> None:
    """Write a file under another name in the same folder, and rename it when it is complete and on disk."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(beside, records)
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def read_source(source: str, kind: str | None = None) -> Iterator[Reading | Refusal]:
    """Yield a reading or a refusal for each report of one input, in order."""
    reader = Reader()
    for batch in collect(list_offers(source, kind)):
        readings = iter(list(reader.read_many(offer for offer in batch if not isinstance(offer, Refusal))))
        yield from (offer if isinstance(offer, Refusal) else next(readings) for offer in batch)


def list_offers(source: str, kind: str | None) -> Iterator[Offer]:
    """Yield what one input offers."""
    for opened in open_inputs([source], Setting(screen=screen, languages=list_languages())):
        if isinstance(opened, Refusal):
            yield opened
        else:
            yield from read_input(opened, Details(), kind, lambda warning: None)


def collect(offers: Iterable[Offer]) -> Iterator[list[Offer]]:
    """Yield offers in lists of at most ``BATCH``."""
    batch: list[Offer] = []
    for offer in offers:
        batch.append(offer)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def render(results: Iterable[Reading | Refusal]) -> Iterator[str]:
    """Yield each result as one line of JSON."""
    for result in results:
        yield result.to_json() if isinstance(result, Reading) else json.dumps(result.to_dict(), ensure_ascii=False)


def count_records(path: Path) -> tuple[int, int]:
    """Return how many readings and how many error records a shard holds."""
    kinds = [b'"schema": "error/1"' in record[:40] for record in read_records(path)]
    return len(kinds) - sum(kinds), sum(kinds)
