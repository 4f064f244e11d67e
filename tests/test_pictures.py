"""The pictures of the docs show the present pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tools.pictures import PICTURES, SOURCES, STAMPS, stamp

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_a_picture_is_as_new_as_the_page_it_shows(name: str) -> None:
    assert json.loads(STAMPS.read_text("utf-8"))[name] == stamp(name), "run make pictures"


def test_every_picture_is_drawn_and_shown_and_none_is_missing() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {name for page in pages for name in re.findall(r"pictures/([\w.-]+)", page.read_text("utf-8"))}
    drawn = {path.name for path in PICTURES.iterdir()} - {STAMPS.name}
    assert shown == drawn == set(SOURCES)
