"""Measure the gate: what it lets through of labelled evidence, and of a stream of general news.

    python benchmarks/gate.py GOLD_DIR STREAM.jsonl.gz

Recall is counted on reports labelled relevant and on the sentences that hold labelled evidence (actions, meetings,
relations, statements); a sentence passes where its report is admitted and it is chosen for the parse.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from depositary.model.text import Report
from depositary.reading.gate import cues as gate
from depositary.reading.text.sentences import split_report


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("stream", type=Path)
    options = parser.parse_args()
    measure_gold([json.loads(path.read_text("utf-8")) for path in sorted(options.gold.glob("*.json"))])
    measure_stream(options.stream)


def measure_gold(docs: list[dict[str, Any]]) -> None:
    """Print recall on labelled reports."""
    relevant = [doc for doc in docs if doc["labels"]["relevant"]]
    found = [doc for doc in relevant if gate.admits(compose(doc).text)]
    passed = [ok for doc in relevant for ok in judge(doc)]
    chosen = [share(doc) for doc in found]
    print(f"relevant reports admitted: {len(found)} of {len(relevant)}")
    print(f"evidence passing: {sum(passed)} of {len(passed)} = {sum(passed) / max(1, len(passed)):.4f}")
    print(f"sentences of admitted reports parsed: {sum(c for c, _ in chosen)} of {sum(n for _, n in chosen)}")


def compose(doc: dict[str, Any]) -> Report:
    """Return the report of a labelled document."""
    return Report.compose(doc["text"], title=doc.get("title"), published=doc.get("published"))


def share(doc: dict[str, Any]) -> tuple[int, int]:
    """Return how many sentences of a document are chosen, and how many it has."""
    sentences = split_report(compose(doc))
    return len(gate.choose_sentences(sentences)), len(sentences)


def judge(doc: dict[str, Any]) -> Iterator[bool]:
    """Yield for each labelled piece of evidence whether all of its sentences pass."""
    report = compose(doc)
    sentences = split_report(report)
    chosen = set(gate.choose_sentences(sentences)) if gate.admits(report.text) else set()
    for words in evidence(doc["labels"]):
        start = report.text.find(words)
        if start >= 0:
            held = [s.index for s in sentences if s.start < start + len(words) and start < s.end]
            yield all(index in chosen for index in held)


def evidence(labels: dict[str, Any]) -> Iterator[str]:
    """Yield the words of all labelled evidence."""
    for kind in ("actions", "meetings", "relations"):
        for find in labels.get(kind, []):
            yield from [find["evidence"]] if isinstance(find["evidence"], str) else find["evidence"]
    yield from (statement["text"] for statement in labels.get("statements", []))


def measure_stream(path: Path) -> None:
    """Print the share of a stream that passes, and the speed of the gate alone."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    texts = [compose(report).text for report in reports]
    begin = time.process_time()
    passed = sum(gate.admits(text) for text in texts)
    spent = time.process_time() - begin
    print(f"stream: {passed} of {len(texts)} reports pass = {passed / len(texts):.4f}")
    size = sum(map(len, texts)) / 1e6
    print(f"gate alone: {len(texts) / spent:,.0f} reports/s, {size / spent:.1f} million characters/s")


if __name__ == "__main__":
    main()
