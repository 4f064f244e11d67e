"""Cells of text tables: whatever a text holds, it comes back as one cell, and runs nowhere."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depositary.exchange.cells import FORMULA, defuse, flatten, make_reader, write_row
from depositary.exchange.table_files import CsvFile
from depositary.exchange.table_schema import load_tables


@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",))), min_size=1, max_size=5))
def test_a_row_is_read_back_as_it_was_written(cells: list[str]) -> None:
    (found,) = csv.reader(io.StringIO(write_row(["", *cells]), newline=""))
    assert found[1:] == [defuse(cell) for cell in cells]
    assert not any(cell.startswith(FORMULA) for cell in found)


@pytest.mark.parametrize("text", ["\r=1+1", "Lake\rDaily", "\n@SUM(A1)", "＝1+1", "－1", "＠x", "a\r\n=1"])
def test_a_lone_return_parts_no_row_and_begins_no_formula(text: str, tmp_path: Path) -> None:
    table = load_tables()["reports"]
    file = CsvFile(table, tmp_path)
    file.write({name: text if name == "outlet" else None for name in table.names})
    file.close()
    rows = list(csv.reader(io.StringIO(file.path.read_text("utf-8"), newline="")))
    assert [len(row) for row in rows] == [len(table.names)] * 2
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row)


@pytest.mark.parametrize(("cell", "told"), [("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("-3.4", "-3.4")])
def test_tab_separated_lines_are_defused_too_and_keep_their_numbers(cell: str, told: str) -> None:
    assert flatten(cell) == told


def test_cells_may_be_longer_than_pythons_limit() -> None:
    long = "a" * 300_000
    assert list(make_reader([f'{long},"{long}"\n'])) == [[long, long]]
