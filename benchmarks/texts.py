"""Hold the reading of treaty texts against texts whose parts are known: articles, entry into force, final clauses.

    python benchmarks/texts.py TOTA_DIR [--misses]

TOTA_DIR is a copy of the GitHub repository ``mappingtreaties/tota`` (CC BY-NC 4.0), texts of trade agreements
with their articles marked. No text of it is kept here. Three measures, each for both halves (even and odd numbers; the
reader was made on the even ones):

- ``articles``: the text is put together as printed (number and title in lines of their own, in one line, or the whole
  text in one line), and the places of the articles found are held against those marked: precision, recall, F1;
- ``entry``: articles called "Entry into force" against ``entry_clauses.tsv``, read by hand: trigger, count, delay, day;
- ``fields``: whole texts of the odd half against ``treaty_fields.toml``, read by hand: each field of the final clauses,
  the signature block and the parties; a field that the text does not give counts as wrong where one is found. Fifteen
  were labelled by correcting the reader's output, ten (``BLIND``) before it was seen.
"""

from __future__ import annotations

import argparse
import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from depositary.languages.final_clauses import read_clauses
from depositary.model.clauses import Clauses, Delay, Entry
from depositary.model.text import Report
from depositary.model.treaty import TreatyText
from depositary.reading.treaties import is_treaty, read_treaty
from depositary.reading.treaties.headings import find_headings

HERE = Path(__file__).parent
ENTRY = re.compile(r"entry into force", re.IGNORECASE)
BLIND = frozenset({65, 75, 139, 193, 297, 303, 327, 353, 365, 377})
STYLES = ("lines", "one line", "flat")


@dataclass(frozen=True)
class Case:
    """One text: its number, its root, its words as printed, and where its articles begin."""

    number: int
    root: ET.Element
    text: str
    starts: frozenset[int]


def main() -> None:
    """Measure all three and print a line for each half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tota", type=Path)
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    for style in STYLES:
        show_articles(list(load(asked.tota, style)), style)
    cases = list(load(asked.tota, "lines"))
    told = sum(is_treaty(case.text) for case in cases)
    print(f"recognised as treaties: {told} of {len(cases)}")
    show_entry(cases, asked.misses)
    show_fields(cases, asked.misses)


def load(folder: Path, style: str) -> Iterator[Case]:
    """Yield the English texts with marked articles, as printed in a style."""
    paths = sorted((folder / "xml").glob("*.xml"), key=lambda path: int(re.sub(r"\D", "", path.stem)))
    for path in paths:
        root = ET.parse(path).getroot()
        if root.findtext("meta/language") == "en":
            case = print_text(int(re.sub(r"\D", "", path.stem)), root, style)
            if case.starts:
                yield case


def print_text(number: int, root: ET.Element, style: str) -> Case:
    """Return a text put together: names of chapters and articles are attributes there, and lines here."""
    pieces: list[str] = []
    starts: list[int] = []
    for chapter in root.find("body") or ():
        head = [chapter.get("number"), chapter.get("name")]
        if any(head) and head[1] not in ("Preamble", "Conclusion"):
            pieces.append("\n".join(filter(None, head)) + "\n\n")
        for article in chapter:
            mark, name = article.get("number"), article.get("name")
            if mark and mark.startswith("ART"):
                starts.append(sum(map(len, pieces)))
            joint = ": " if style == "one line" else "\n"
            heading = joint.join(filter(None, ((mark or "").title() if style == "one line" else mark, name)))
            pieces.append((heading + "\n" if heading else "") + "".join(article.itertext()) + "\n\n")
    text = "".join(pieces)
    return flatten(number, root, text, starts) if style == "flat" else Case(number, root, text, frozenset(starts))


def flatten(number: int, root: ET.Element, text: str, starts: list[int]) -> Case:
    """Return a text as one line, as some extractions leave it."""
    words: list[str] = []
    places: set[int] = set()
    place, waiting = 0, list(starts)
    for found in re.finditer(r"\S+", text):
        if waiting and found.start() >= waiting[0]:
            places.add(place)
            waiting.pop(0)
        words.append(found.group())
        place += len(found.group()) + 1
    return Case(number, root, " ".join(words), frozenset(places))


def show_articles(cases: list[Case], style: str) -> None:
    """Print precision, recall and F1 of the places of articles."""
    for half in (0, 1):
        counted = [
            (case.starts, {each.start for each in find_headings(case.text)})
            for case in cases
            if case.number % 2 == half
        ]
        right = sum(len(known & found) for known, found in counted)
        found = sum(len(found) for _, found in counted)
        known = sum(len(known) for known, _ in counted)
        print(
            f"articles, {style:8} half {half}: {len(counted)} texts, {known} articles; precision {right / found:.4f}, "
            f"recall {right / known:.4f}, F1 {2 * right / (found + known):.4f}"
        )


def show_entry(cases: list[Case], misses: bool) -> None:
    """Print how many articles on entry into force give trigger, count, delay and day as read by hand."""
    with (HERE / "entry_clauses.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    known = {(int(row["text"]), row["article"]): row["entry"] for row in rows}
    for half in (0, 1):
        asked = right = 0
        for case in cases:
            for article in case.root.iter("article"):
                expected = known.get((case.number, article.get("number") or ""))
                if case.number % 2 != half or expected is None or not ENTRY.search(article.get("name") or ""):
                    continue
                found = write_entry(read_clauses("".join(article.itertext()), title=article.get("name") or "").entry)
                asked, right = asked + 1, right + (found == expected)
                if misses and found != expected:
                    print(f"  {case.number} {article.get('number')}: expected {expected}, found {found}")
        print(f"entry into force, half {half}: {right} of {asked}")


def write_entry(entry: Entry | None) -> str:
    """Return an entry in short: trigger, count, delay, day.

    >>> write_entry(Entry(count=3, delay=Delay(months=2, first_of_month=True)))
    'consent 3 2m first'
    """
    if entry is None:
        return "none"
    words = [
        entry.trigger.value,
        str(entry.count or "all"),
        write_delay(entry.delay),
        entry.on.isoformat() if entry.on else "",
    ]
    return " ".join(filter(None, words))


def write_delay(delay: Delay) -> str:
    """Return a delay in short."""
    words = [f"{delay.months}m" if delay.months else "", f"{delay.days}d" if delay.days else ""]
    return " ".join(filter(None, [*words, "first" if delay.first_of_month else ""]))


def show_fields(cases: list[Case], misses: bool) -> None:
    """Print how many fields of the texts read by hand are right: given and found, or only one of both."""
    known = tomllib.loads((HERE / "treaty_fields.toml").read_text("utf-8"))
    counts = Counter[tuple[str, bool]]()
    for case in cases:
        expected = known.get(str(case.number))
        if expected is None:
            continue
        found = list_fields(read_treaty(Report.compose(case.text)))
        batch = "labelled blind" if int(case.number) in BLIND else "labelled from the output"
        for name in set(found) - set(expected.get("unread", ())):
            if expected.get(name) is None and found[name] is None:
                continue
            same = expected.get(name) == found[name]
            counts[batch, same] += 1
            if misses and not same:
                print(f"  {case.number} {name}: expected {expected.get(name)}, found {found[name]}")
    for batch in sorted({batch for batch, _ in counts}):
        right, asked = counts[batch, True], counts[batch, True] + counts[batch, False]
        print(f"fields of texts {batch}: {right} of {asked} ({right / asked:.3f})")


def list_fields(text: TreatyText) -> dict[str, Any]:
    """Return the fields of a text in the form of the labels; ``None`` where it gives none."""
    said: Clauses = text.clauses
    entry, term, signed = said.entry, said.term, text.signature
    day = entry.on.isoformat() if entry and entry.on else ""
    return {
        "entry": [entry.trigger.value, entry.count or 0, *split(entry.delay), day] if entry else None,
        "joining": split(entry.joiner_delay) if entry and entry.joiner_delay else None,
        "leaving": split(said.leaving.notice) if said.leaving else None,
        "unlimited": True if term and term.unlimited else None,
        "until": term.until.isoformat() if term and term.until else None,
        "length": split(term.length) if term and term.length else None,
        "renewal": split(term.renewal) if term and term.renewal else None,
        "provisional": said.provisional,
        "amendment": split(said.amendment.delay) if said.amendment else None,
        "reservations": said.reservations.value if said.reservations else None,
        "disputes": [means.value for means in said.disputes] or None,
        "depositary": said.depositary,
        "languages": list(said.languages) or None,
        "registration": said.registration.value if said.registration else None,
        "place": signed.place if signed else None,
        "day": signed.on.isoformat() if signed and signed.on else None,
        "parties": list(text.parties) or None,
    }


def split(delay: Delay) -> list[Any]:
    """Return a delay as months, days, and whether it goes on to the first of a month."""
    return [delay.months, delay.days, delay.first_of_month]


if __name__ == "__main__":
    main()
