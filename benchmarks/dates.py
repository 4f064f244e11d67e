"""Measure the date grammar on a folder of TimeML files (TempEval-3's TimeBank), which the project does not carry.

    python benchmarks/dates.py FOLDER [--misses]

Gold values of TIMEX3 (DATE, TIME, DURATION; the document's own time and SETs left out) are translated to EDTF
and ISO 8601 durations. "value accuracy": the share of all gold expressions whose value is found.
"precision": the share of the found expressions, where the gold has one too, whose value is right.
"span precision": the share of all found expressions that lie where the gold has one.
"""

from __future__ import annotations

import argparse
import collections
import datetime
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from depositary.model.dates import ImpreciseDate
from depositary.model.text import Report
from depositary.reading.dates.calendar import week_of
from depositary.reading.dates.finder import find_dates
from depositary.reading.mentions import DateMention
from depositary.reading.parser.english import analyse
from depositary.reading.text.analysis import Analysis

KINDS = ("DATE", "TIME", "DURATION")
SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
PARTS = {"START": 0, "MID": 1, "END": 2}


@dataclass(frozen=True)
class Timex:
    """An expression of the gold: its range, value and modifier."""

    start: int
    end: int
    value: str
    mod: str


def load(path: Path) -> tuple[str, str, list[Timex]]:
    """Return publication day, text and expressions of a TimeML file."""
    root = ET.parse(path).getroot()
    stamp = next(t for t in root.iter("TIMEX3") if t.get("functionInDocument") in ("CREATION_TIME", "PUBLICATION_TIME"))
    body = root.find("TEXT")
    text, found = "", []
    for piece, timex in walk(body if body is not None else root):
        if timex is not None and timex.get("type") in KINDS:
            words = "".join(timex.itertext())
            found.append(Timex(len(text), len(text) + len(words), timex.get("value", ""), timex.get("mod", "")))
        text += piece
    return stamp.get("value", "")[:10], text, found


def walk(element: ET.Element) -> Iterator[tuple[str, ET.Element | None]]:
    """Yield the pieces of text in order, each with the expression that it opens."""
    yield element.text or "", element if element.tag == "TIMEX3" else None
    for child in element:
        yield from walk(child)
        yield child.tail or "", None


def translate(timex: Timex, published: str) -> str | None:
    """Return the EDTF or duration of a gold value; nothing where it has none ("PXD", "XXXX-WXX-5")."""
    value = timex.value
    if value.startswith("P") and "_" not in value:
        return None if "X" in value else normal_duration(value)
    refs = {"PRESENT_REF": published, "PAST_REF": f"../{published}", "FUTURE_REF": f"{published}/.."}
    if value in refs:
        return refs[value]
    return calendar_value(value.split("T")[0])


def normal_duration(value: str) -> str:
    """Return a duration with quarters, decades and centuries in months and years."""
    number = re.fullmatch(r"P(\d+)(Q|E|C|L)", value)
    if not number:
        return value
    times, unit = {"Q": (3, "M"), "E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y")}[number[2]]
    return f"P{int(number[1]) * times}{unit}"


def calendar_value(value: str) -> str | None:
    """Return the EDTF of a calendar value of TimeML."""
    quarter, half = re.fullmatch(r"(\d{4})-Q(\d)", value), re.fullmatch(r"(\d{4})-H(\d)", value)
    week = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value)
    if quarter:
        return f"{quarter[1]}-{int(quarter[2]) * 3 - 2:02}/{quarter[1]}-{int(quarter[2]) * 3:02}"
    if half:
        return f"{half[1]}-{int(half[2]) * 6 - 5:02}/{half[1]}-{int(half[2]) * 6:02}"
    if week:
        return translate_week(int(week[1]), int(week[2]), bool(week[3]))
    if value[-2:] in SEASONS and len(value) == 7:
        return value[:5] + SEASONS[value[-2:]]
    plain = re.fullmatch(r"\d{4}(-\d\d){0,2}|\d{3}X?|\d{2}(XX)?", value)
    return value.ljust(4, "X") if plain else None


def translate_week(year: int, week: int, weekend: bool) -> str:
    """Return the interval of an ISO week or its weekend."""
    monday = datetime.date.fromisocalendar(year, min(max(week, 1), 52), 1)
    sunday = monday + datetime.timedelta(6)
    return f"{sunday - datetime.timedelta(1) if weekend else monday}/{sunday}"


def agrees(mention: DateMention, gold: str, timex: Timex) -> bool:
    """Tell whether a mention has the gold's value.

    TimeML marks the two ends of a range, and the date after "by" or "since", by themselves; a week
    of TimeML holds the day that we name by counting weeks.
    """
    if mention.duration and gold.startswith("P"):
        return mention.duration == gold
    if gold in {mention.date.edtf, mention.core.edtf if mention.core else "", *mention.date.edtf.split("/")}:
        return True
    day = mention.date.earliest if mention.date.exact else None
    monday = week_of(datetime.date.fromisoformat(day)) if day else None
    if monday and f"{monday[0]}/{monday[1]}" == gold:
        return True
    return timex.mod in PARTS and any(lies_in(date, gold) for date in (mention.date, mention.core) if date)


def lies_in(date: ImpreciseDate, gold: str) -> bool:
    """Tell whether a date touches an end of the gold's stretch, of which the words mean a part."""
    sides = (date.earliest or "", date.latest or "")
    ends = gold.split("/") if "/" in gold else [gold.rstrip("X")]
    return any(side.startswith(end) for side in sides for end in ends)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--no-parse", action="store_true", help="the shallow tense only")
    options = parser.parse_args()
    tally: collections.Counter[str] = collections.Counter()
    for path in sorted(options.folder.glob("*.tml")):
        measure(path, tally, options)
    found = max(1, tally["met"])
    print(f"files {tally['files']}, gold expressions {tally['gold']} (of which with a value {tally['valued']})")
    print(f"value accuracy {tally['right'] / max(1, tally['valued']):.3f} of those with a value")
    print(f"value accuracy {tally['right'] / max(1, tally['gold']):.3f} of all")
    print(f"precision {tally['right'] / found:.3f} of {found} found where the gold has a value")
    print(f"span precision {tally['in']} of {tally['found']} = {tally['in'] / max(1, tally['found']):.3f}")


def measure(path: Path, tally: collections.Counter[str], options: argparse.Namespace) -> None:
    """Count one file."""
    if path.name.startswith("."):
        return
    published, text, gold = load(path)
    report = Report.compose(text, published=published)
    analysis = Analysis(report, (), ()) if not text.strip() else analyse(report, [] if options.no_parse else None)
    mentions = find_dates(analysis)
    tally["files"] += 1
    tally["found"] += len(mentions)
    tally["in"] += sum(any(m.overlaps(t.start, t.end) for t in gold) for m in mentions)
    for timex in gold:
        score(timex, published, mentions, tally)
    for m in mentions if options.misses else ():
        if not any(m.overlaps(t.start, t.end) for t in gold):
            print(f"extra\t{m.date.text!r}\t{m.date.edtf}{m.duration or ''}\t{text[m.start - 30 : m.end + 30]!r}")
    for timex in gold if options.misses else ():
        show(timex, published, text, mentions)


def judge(
    timex: Timex, published: str, mentions: tuple[DateMention, ...]
) -> tuple[str | None, list[DateMention], bool]:
    """Return the gold's value in our terms, the mentions that meet it, and whether one of them is right."""
    value = translate(timex, published)
    over = [m for m in mentions if m.overlaps(timex.start, timex.end)]
    return value, over, value is not None and any(agrees(m, value, timex) for m in over)


def score(timex: Timex, published: str, mentions: tuple[DateMention, ...], tally: collections.Counter[str]) -> None:
    """Count one expression of the gold."""
    value, over, right = judge(timex, published, mentions)
    tally.update(gold=1, valued=value is not None, right=right, met=bool(over) and value is not None)


def show(timex: Timex, published: str, text: str, mentions: tuple[DateMention, ...]) -> None:
    """Print one expression of the gold that was missed or misread."""
    value, over, right = judge(timex, published, mentions)
    ours = [(m.date.edtf, m.duration) for m in over]
    words, around = text[timex.start : timex.end], text[max(0, timex.start - 40) : timex.end + 30]
    if not right:
        kind = "wrong" if over else "missed"
        print(f"{kind}\t{words!r}\t{timex.value} {timex.mod}\t{value}\t{ours}\t{published}\t{around!r}")


if __name__ == "__main__":
    main()
