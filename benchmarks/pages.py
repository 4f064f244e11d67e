"""How well pages are taken apart: text, title, date and byline against the gold of public collections.

    python benchmarks/pages.py FOLDER ... [--misses FIELD]

Each ``FOLDER`` is the test data of one of these projects, as it stands in its repository:

- flairNLP/fundus, ``tests/resources/parser/test_data``: title, date, authors of news pages of the world's outlets;
- adbar/htmldate, ``tests``: dates of pages (``eval_*.json``, pages below ``test_set``, ``eval`` or ``cache``);
- adbar/trafilatura, ``tests``: title, date, author of pages, most of them in German (``evaldata.json``);
- scrapinghub/article-extraction-benchmark: text of pages (``ground-truth.json``, ``html``);
- postlight/parser: titles of pages, most of them of the United States (``fixtures``, ``src/extractors/custom``);
- Murrough-Foley/web-content-extraction-benchmark: text, title, date, author of its pages that are articles
  (its other pages, shops and forums and lists, are no reports);
- mozilla/readability, ``test/test-pages``: title, date and byline that Readability itself gives (no hand-made gold).

Titles are counted three times: of the same words; a kicker or an outlet around either aside; and other
headlines aside that the page itself gives the article (for search, for sharing); ``titles.py`` has more.
Bylines are counted where one of the authors is named, authors where all are and nobody else. Nothing is kept of
the pages.

Pages are halved by a hash of their outlets: the rules may be tuned on the first half alone (``--misses``
shows what is wrong there, field by field), the second shows what holds elsewhere.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from depositary.errors import ReportError
from depositary.sources.markup import parse_markup
from depositary.sources.page import Page, decode_page, extract_page

WORDS = re.compile(r"\w+")
JOINS = re.compile(r"\s*(?:;|,|&|\||/|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*", re.I)
SHINGLE = 4
TESTED = re.compile(r"url\s*=\s*(['\"`])(.+?)\1.*?fixtures/([^'\"`]+)['\"`](.*?)(?=readFileSync|\Z)", re.S)
EXPECTED = re.compile(r"assert\.equal\(\s*title,\s*(['\"`])((?:\\.|(?!\1).)+)\1", re.S)
"""Where a test of postlight/parser names a page, its file and the title that it expects."""


@dataclass(frozen=True, slots=True)
class Case:
    """A page with what is known of it; ``None`` where the collection says nothing."""

    name: str
    path: Path
    url: str | None
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] | None = None
    body: str | None = None

    @property
    def outlet(self) -> str:
        """Whose page it is: its name before the date (so fundus has it), else the host of its URL."""
        dated = re.match(r"([^_]+)_\d{4}_", self.name)
        return dated[1] if dated else (urlsplit(self.url or "").hostname or self.name).removeprefix("www.")


@dataclass(slots=True)
class Score:
    """How many cases of each field and half were right, and those of the first half that were not."""

    asked: Counter[tuple[str, int]] = field(default_factory=Counter)
    right: Counter[tuple[str, int]] = field(default_factory=Counter)
    misses: list[tuple[str, str, object, object]] = field(default_factory=list)

    def add(self, name: str, case: Case, expected: object, found: object, value: float) -> None:
        """Count one field of a case."""
        half = find_half(case.outlet)
        self.asked[name, half] += 1
        self.right[name, half] += value
        if value < 1 and half == 1:
            self.misses.append((name, case.name, expected, found))


def main() -> None:
    """Measure each collection and print a table, and the misses that are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses")
    asked = parser.parse_args()
    print(f"{'collection':24}{'field':10}{'pages':>7}{'first half':>12}{'second half':>13}{'all':>8}")
    for folder in asked.folders:
        score = Score()
        for case in find_cases(folder):
            judge(case, score)
        show(folder, score)
        for name, page, expected, found in score.misses:
            if name == asked.misses:
                print(f"  {page}\n    expected {expected!r}\n    found    {found!r}")


def show(folder: Path, score: Score) -> None:
    """Print the lines of one collection."""
    for name in ("text", "title", "kicker", "variant", "date", "byline", "authors"):
        asked, right = [score.asked[name, half] for half in (1, 2)], [score.right[name, half] for half in (1, 2)]
        if all(asked):
            shares = "".join(f"{r / a:{w}.3f}" for r, a, w in zip(right, asked, (12, 13), strict=True))
            print(f"{str(folder)[-23:]:24}{name:10}{sum(asked):7}{shares}{sum(right) / sum(asked):8.3f}")


def find_half(outlet: str) -> int:
    """Return the half that the pages of an outlet belong to, 1 or 2."""
    return 1 + hashlib.sha256(outlet.encode()).digest()[0] % 2


def find_cases(folder: Path) -> Iterator[Case]:
    """Yield the cases of a collection, whichever it is."""
    if (folder / "ground-truth.json").exists():
        yield from read_texts(folder)
    elif (folder / "dev/ground-truth").exists():
        articles = (case for path in sorted(folder.glob("*/ground-truth/*.json")) for case in read_article(path))
        yield from {case.url or case.name: case for case in articles}.values()  # a tenth are there twice
    elif (folder / "evaldata.json").exists():
        yield from read_blogs(folder)
    elif (folder / "src/extractors/custom").exists():
        yield from read_tested(folder)
    elif peers := sorted(folder.glob("*/expected-metadata.json")):
        yield from map(read_peer, peers)
    elif dated := sorted(folder.glob("eval_*.json")):
        yield from (case for path in dated for case in read_dated(path))
    else:
        yield from (case for path in sorted(folder.rglob("meta.info")) for case in read_outlets(path))


def read_outlets(info: Path) -> Iterator[Case]:
    """Yield the cases of one country of fundus: pages of an outlet belong to the versions of its parser in order."""
    for path in sorted(info.parent.glob("*.json")):
        versions = json.loads(path.read_text("utf-8"))
        pages = sorted(info.parent.glob(f"{path.stem}_[0-9]*.html.gz"))
        urls = json.loads(info.read_text("utf-8"))
        for page, gold in zip(pages, versions.values(), strict=True):
            date = gold.get("publishing_date")
            authors = tuple(gold.get("authors") or ()) or None
            yield Case(page.name, page, urls[page.name]["url"], gold.get("title"), date, authors)


def read_dated(path: Path) -> Iterator[Case]:
    """Yield the cases of a list of htmldate."""
    for url, row in json.loads(path.read_text("utf-8")).items():
        places = [path.parent / folder / row["file"] for folder in ("test_set", "eval", "cache")]
        page = next((place for place in places if place.exists()), None)
        if page and isinstance(row.get("date"), str):
            yield Case(row["file"], page, url, date=row["date"])


def read_blogs(folder: Path) -> Iterator[Case]:
    """Yield the cases of trafilatura."""
    for url, row in json.loads((folder / "evaldata.json").read_text("utf-8")).items():
        page = next((p for p in (folder / "eval" / row["file"], folder / "cache" / row["file"]) if p.exists()), None)
        named = (said(row, "author"),) if said(row, "author") else tuple(row.get("author") or ()) or None
        if page:
            yield Case(row["file"], page, url, said(row, "title"), said(row, "date"), named)


def read_article(path: Path) -> Iterator[Case]:
    """Yield the case of a file of web-content-extraction-benchmark, if its page is an article."""
    row = json.loads(path.read_text("utf-8"))
    gold, page = row["ground_truth"], path.parents[1] / "html" / f"{path.stem}.html.gz"
    if row["_internal"]["page_type"]["primary"] == "article":
        authors = (gold["author"],) if said(gold, "author") else None
        name = f"{path.parents[1].name}-{path.stem}"
        url, body = said(row, "url"), said(gold, "main_content")
        yield Case(name, page, url, said(gold, "title"), said(gold, "publish_date"), authors, body=body)


def read_tested(folder: Path) -> Iterator[Case]:
    """Yield the cases of the tests of postlight/parser that expect a title."""
    for path in sorted((folder / "src/extractors/custom").glob("*/index.test.js")):
        for _, url, name, test in TESTED.findall(path.read_text("utf-8")):
            page, expected = folder / "fixtures" / name, EXPECTED.search(test)
            if expected and page.exists():
                yield Case(name, page, url, re.sub(r"\\(.)", r"\1", expected[2]))


def read_peer(path: Path) -> Case:
    """Return a case of mozilla/readability; a page that gives no address of its own stands for its own outlet."""
    row = json.loads(path.read_text("utf-8"))
    byline = said(row, "byline")
    authors = (byline,) if byline else None
    page = path.with_name("source.html")
    return Case(path.parent.name, page, None, said(row, "title"), said(row, "publishedTime"), authors)


def said(row: dict[str, Any], name: str) -> str | None:
    """Return a field of a row where it is a text that says something."""
    value = row.get(name)
    return value if isinstance(value, str) and value.strip() else None


def read_texts(folder: Path) -> Iterator[Case]:
    """Yield the cases of the article-extraction benchmark."""
    for name, row in json.loads((folder / "ground-truth.json").read_text("utf-8")).items():
        yield Case(name, folder / "html" / f"{name}.html.gz", row.get("url"), body=row["articleBody"])


def judge(case: Case, score: Score) -> None:
    """Take a page apart and count what is right of it."""
    page = take(case)
    if case.title:
        found = page.title if page else None
        score.add("title", case, case.title, found, plain(case.title) == plain(found or ""))
        score.add("kicker", case, case.title, found, holds(case.title, found or ""))
        score.add("variant", case, case.title, found, is_variant(case, found or ""))
    if case.date:
        found = page.published if page else None
        score.add("date", case, case.date, (found, page and page.published_from), is_day(case.date, found))
    if case.authors:
        found = page.byline if page else None
        score.add("byline", case, case.authors, found, bool(names(case.authors) & names([found or ""])))
        score.add("authors", case, case.authors, found, names(case.authors) == names([found or ""]))
    if case.body is not None:
        score.add("text", case, "", "", overlap(case.body, page.body if page else ""))


def holds(one: str, other: str) -> bool:
    """Tell whether two titles are of the same words, a kicker or an outlet around one of them aside."""
    short, long = sorted((plain(one).split(), plain(other).split()), key=len)
    return short == long or (len(short) >= 3 and f" {' '.join(short)} " in f" {' '.join(long)} ")


def is_variant(case: Case, found: str) -> bool:
    """Tell whether a title is the expected one, or both are headlines that the page itself gives the article."""
    page = parse_markup(decode_page(load(case)))
    stated = [page.said("headline"), page.meta("og:title"), page.meta("twitter:title"), page.heading]
    given = [title for title in stated if isinstance(title, str)]
    both = (case.title or "", found)
    return holds(*both) or all(any(holds(title, one) for one in given) for title in both)


def load(case: Case) -> bytes:
    """Return the bytes of a page."""
    data = case.path.read_bytes()
    return gzip.decompress(data) if case.path.suffix == ".gz" else data


def take(case: Case) -> Page | None:
    """Take a page apart, ``None`` where it is refused."""
    try:
        return extract_page(decode_page(load(case)), case.url)
    except ReportError:
        return None


def is_day(expected: str, found: str | None) -> bool:
    """Tell whether a date is of the expected day, by its own clock or by Greenwich."""
    return bool(found) and bool(days(expected) & days(found or ""))


def days(moment: str) -> frozenset[str]:
    """Return the day of a time as it is written, and in UTC."""
    try:
        return frozenset((moment[:10], datetime.fromisoformat(moment).astimezone(UTC).date().isoformat()))
    except ValueError:
        return frozenset([moment[:10]])


def plain(text: str) -> str:
    """Return the words of a text in small letters, without marks, accents and soft hyphens."""
    folded = unicodedata.normalize("NFKD", html.unescape(text)).casefold()
    return " ".join(WORDS.findall("".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cf"))))


def names(bylines: Any) -> frozenset[str]:
    """Return the names of bylines, plain."""
    return frozenset(name for line in bylines for part in JOINS.split(line) if (name := plain(part)))


def overlap(expected: str, found: str) -> float:
    """Return the F1 of the shingles of four words, as the benchmark counts."""
    one, two = (shingles(WORDS.findall(text)) for text in (expected, found))
    if not one or not two:
        return float(one == two)
    same = sum((one & two).values())
    precision, recall = same / sum(two.values()), same / sum(one.values())
    return 2 * precision * recall / (precision + recall) if same else 0.0


def shingles(words: list[str]) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text; of a shorter one, the whole."""
    size = min(SHINGLE, len(words))
    return Counter(tuple(words[i : i + size]) for i in range(len(words) - size + 1)) if size else Counter()


if __name__ == "__main__":
    main()
