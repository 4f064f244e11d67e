"""Run the command line with ``python -m depositary.cli`` (stand-in until the commands are built)."""

from __future__ import annotations

import json
import sys

from depositary.model.text import Report
from depositary.reading.reader import Reader


def main() -> None:
    """Read JSON lines on standard input and print one reading a line."""
    reports = (make(json.loads(line)) for line in sys.stdin if line.strip())
    for reading in Reader().read_many(reports):
        print(reading.to_json())


def make(record: dict[str, str]) -> Report:
    """Make a report of one JSON record."""
    return Report.compose(
        record["text"],
        title=record.get("title"),
        language=record.get("language") or "en",
        given_id=record.get("id"),
        published=record.get("published"),
        outlet=record.get("outlet"),
        url=record.get("url"),
    )


if __name__ == "__main__":
    main()
