"""What all file formats share: the name of an unfinished file, cells, and days.

>>> part_of(Path("claims.csv")).name, read_day("2025-01-17")
('claims.csv.part', datetime.date(2025, 1, 17))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]


def part_of(path: Path) -> Path:
    """Return the name of a file while it is written."""
    return path.with_name(path.name + ".part")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a temporary name, and rename it when it is complete."""
    part_of(path).write_bytes(content)
    part_of(path).replace(path)


def read_day(iso: str | None) -> dt.date | None:
    """Return the day of an ISO date."""
    return dt.date.fromisoformat(iso) if iso else None
