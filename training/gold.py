"""Labelled reports: read them, and find in the report what each label points to.

A report is one JSON file: ``{"doc", "title", "published", "outlet", "language", "text", "labels"}``. Labels hold exact
strings in place of offsets: agreements with names, actions and meetings with trigger words and evidence, statements
with cue words.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from depositary.model.text import Report

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report with its labels; ``outlet`` groups reports for cross-validation."""

    doc: str
    report: Report
    outlet: str
    labels: dict[str, Any]


def load_gold(folder: Path) -> list[Labelled]:
    """Return the labelled reports of a folder, by file name."""
    return [_read(json.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))]


def _read(row: dict[str, Any]) -> Labelled:
    report = Report.compose(
        row["text"],
        title=row.get("title") or None,
        published=row.get("published"),
        outlet=row.get("outlet"),
        language=row.get("language") or "en",
    )
    return Labelled(row["doc"], report, row.get("outlet") or "", row["labels"])


def load_written(path: Path) -> list[Labelled]:
    """Return the labelled reports of a file of JSON lines, each in the form of a file of a gold folder."""
    return [_read(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def load_lines(path: Path) -> list[Labelled]:
    """Return the reports of a file of JSON lines, without labels.

    Args:
        path: one report a line: ``id``, ``text``, and where known ``title``, ``published``, ``outlet``, ``language``.
    """
    empty = {group: [] for group in ("agreements", "actions", "meetings", "relations", "statements")}
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return [_read({**row, "doc": row["id"], "labels": {"relevant": False, **empty}}) for row in rows]


def load_offsets(labels: Path, texts: dict[str, dict[str, Any]]) -> list[Labelled]:
    """Return the reports whose labels a file holds as offsets, one JSON object a line.

    Args:
        labels: the file; each line names the report, the SHA-256 of its text, and its labels, in which each exact
            string stands as ``[start, end]``.
        texts: the reports by id, with ``text`` and ``published``. A report whose text has changed is left out.
    """
    found = []
    for line in labels.read_text("utf-8").splitlines():
        row = json.loads(line)
        source = texts.get(row["id"])
        if source is not None and hash_text(source["text"]) == row["sha256"]:
            spelled = _spell(row["labels"], source["text"])
            found.append(_read({**source, "doc": row["id"], "labels": spelled}))
    return found


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _spell(value: Any, text: str) -> Any:
    """Return labels with each ``{"span": [start, end]}`` replaced by the words there."""
    if isinstance(value, dict):
        if set(value) == {"span"}:
            return text[slice(*value["span"])]
        return {key: _spell(item, text) for key, item in value.items()}
    return [_spell(item, text) for item in value] if isinstance(value, list) else value


def deal_folds(reports: list[Labelled], count: int) -> dict[str, int]:
    """Return the fold of each outlet, so that folds hold about as many actions and no outlet is in two."""
    sizes: Counter[str] = Counter()
    for report in reports:
        sizes[report.outlet] += len(report.labels["actions"]) + 1
    filled, folds = [0] * count, {}
    for outlet, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        folds[outlet] = min(range(count), key=filled.__getitem__)
        filled[folds[outlet]] += size
    return folds


def find_places(text: str, words: str) -> list[int]:
    """Return where words begin in a text."""
    return [match.start() for match in re.finditer(re.escape(words), text)] if words else []


def locate_trigger(text: str, trigger: str, evidence: str) -> Range | None:
    """Return the range of trigger words inside their evidence, else the one nearest to it."""
    places = find_places(text, evidence)
    inside = evidence.find(trigger) if trigger else -1
    if places and inside >= 0:
        return places[0] + inside, places[0] + inside + len(trigger)
    triggers = find_places(text, trigger)
    if not triggers:
        return None
    start = min(triggers, key=lambda t: min((abs(t - place) for place in places), default=0))
    return start, start + len(trigger)


def locate_names(text: str, names: list[str]) -> list[Range]:
    """Return where the names of an agreement stand, the longest first where they overlap."""
    found: list[Range] = []
    for name in sorted(set(names), key=len, reverse=True):
        for start in find_places(text, name):
            if not any(s < start + len(name) and start < e for s, e in found):
                found.append((start, start + len(name)))
    return found


def last_word(name: str | None) -> str:
    """Return the last word of a name in lower case."""
    words = re.findall(r"\w+", (name or "").lower())
    return words[-1] if words else ""


def compare_dates(edtf: str | None) -> tuple[str, ...] | None:
    """Return a date in a form in which equal dates are equal: qualifiers off, an interval as its two sides."""
    return tuple(re.sub(r"[~?%]", "", side) for side in edtf.split("/")) if edtf else None


def key_of(agent: dict[str, Any]) -> str:
    """Return what tells two labelled agents apart: the code, else the last word of the name."""
    return agent.get("actor") or last_word(agent.get("name"))
