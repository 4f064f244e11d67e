"""How many test files of peers are read: the feeds of feedparser and the archives of warcio.

    python benchmarks/fixtures.py [--feedparser FOLDER] [--warcio FOLDER] [--misses]

``--feedparser`` is the folder ``tests`` of kurtmckee/feedparser. Its fixtures count that have an item with words in
its title, summary or contents, as the library itself reads them. A fixture is read if at least one
item becomes a report, once as ``--from feed`` and once with the kind found by itself.

``--warcio`` is the folder ``test/data`` of webrecorder/warcio. ``ARCHIVES`` says what each of its files holds: so many
pages, and so many damaged places that must be told. The project carries neither.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections import Counter
from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # it ships no types

from depositary.sources import Details, Input, Refusal, read_input

ARCHIVES = {
    "bad.arc": (0, 1),
    "example-bad-non-chunked.warc.gz": (1, 0),
    "example-bad.warc.gz.bad": (1, 0),
    "example-digest.warc": (0, 1),
    "example-iana.org-chunked.warc": (1, 0),
    "example-resource.warc.gz": (1, 0),
    "example-space-in-target-uri.warc.gz": (0, 0),
    "example-space-in-url.arc": (1, 0),
    "example-trunc.warc": (1, 1),
    "example-wget-bad-target-uri.warc.gz": (1, 0),
    "example-wrong-chunks.warc.gz": (1, 0),
    "example.arc": (1, 0),
    "example.arc.gz": (1, 0),
    "example.warc": (1, 0),
    "example.warc.gz": (1, 0),
    "post-test.warc.gz": (0, 0),
}
"""Pages and refusals of each file. One holds requests alone, one a picture, one data; "bad" are what they say."""
TAG = re.compile(r"<[^<>]{0,2000}>")


def offer_all(path: Path, kind: str | None) -> Counter[str]:
    """Return how many reports and refusals a file gives."""
    data = path.read_bytes()
    source = Input(path.name, io.BytesIO(data), len(data))
    found = read_input(source, Details(), kind, lambda warning: None)
    return Counter("refused" if isinstance(offer, Refusal) else "read" for offer in found)


def has_text(path: Path) -> bool:
    """Tell whether the library finds words in an item of a feed."""
    found = feedparser.parse(io.BytesIO(path.read_bytes()), sanitize_html=False)
    texts = [
        str(text or "")
        for entry in found.entries
        for text in (
            entry.get("title"),
            entry.get("summary"),
            *(part.get("value") for part in entry.get("content", ())),
        )
    ]
    return any(re.search(r"\w", TAG.sub(" ", text)) for text in texts)


def measure_feeds(folder: Path, *, misses: bool) -> None:
    """Print how many feeds with text are read."""
    fixtures = [path for path in sorted(folder.rglob("*.xml")) if has_text(path)]
    print(f"feedparser: {len(fixtures)} fixtures with text")
    for kind, words in (("feed", "as --from feed"), (None, "by itself")):
        lost = [path for path in fixtures if not offer_all(path, kind)["read"]]
        print(f"  {words:15} {len(fixtures) - len(lost)} read, {len(lost)} lost")
        for path in lost if misses else ():
            print(f"    {path.relative_to(folder)}")


def measure_archives(folder: Path, *, misses: bool) -> None:
    """Print how many archives are read as they should be."""
    wrong: dict[str, Counter[str]] = {}
    for name, (pages, refusals) in ARCHIVES.items():
        found = offer_all(folder / name, None)
        if (found["read"], found["refused"]) != (pages, refusals):
            wrong[name] = found
    print(f"warcio: {len(ARCHIVES) - len(wrong)} of {len(ARCHIVES)} files right")
    for name, found in wrong.items() if misses else ():
        print(f"    {name}: {dict(found)}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--feedparser", type=Path, help="the folder of feedparser's tests")
    parser.add_argument("--warcio", type=Path, help="the folder of warcio's test data")
    parser.add_argument("--misses", action="store_true", help="print each file that is not read right")
    asked = parser.parse_args()
    if asked.feedparser:
        measure_feeds(asked.feedparser, misses=asked.misses)
    if asked.warcio:
        measure_archives(asked.warcio, misses=asked.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
