"""Every value of every table is explained, and the folder of an export explains itself."""

from __future__ import annotations

import re
from pathlib import Path

from depositary.exchange.codebook import list_vocabularies, write_codebook
from depositary.exchange.dataset import write_dataset
from depositary.exchange.extract import Clocks
from depositary.exchange.table_schema import load_accuracy, load_tables, load_terms
from depositary.model import vocabulary
from depositary.register.queries import Filter
from depositary.register.register import open_register

DOCS = Path(__file__).parents[2] / "docs"


def test_every_term_of_every_vocabulary_has_a_meaning() -> None:
    for name in list_vocabularies():
        assert list(load_terms()[name]) == [str(term) for term in getattr(vocabulary, name)]
        assert all(load_terms()[name].values())


def test_the_meanings_are_those_of_the_vocabulary_page() -> None:
    page = (DOCS / "reference/vocabulary.md").read_text("utf-8")
    for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        name = part.partition("\n")[0].strip()
        rows = dict(re.findall(r"^\| `([a-z0-9-]+)` \| ([^|]*) \|", part, re.MULTILINE))
        if name in load_terms():
            assert {term: meaning.strip() for term, meaning in rows.items()} == load_terms()[name], name


def test_the_accuracy_of_columns_is_that_of_the_quality_page() -> None:
    page = (DOCS / "quality.md").read_text("utf-8")
    columns = {f"{table.name}.{name}" for table in load_tables().values() for name in table.names}
    assert load_accuracy().keys() <= columns
    for row in load_accuracy().values():
        assert f"| {row['task']} | {row['f1']} | {row['precision']} | {row['recall']} |" in page


def test_the_codebook_defines_the_values(tmp_path: Path) -> None:
    told = write_codebook()
    assert "| `in-force` | " in told
    assert "never means none" in told


def test_an_export_folder_says_what_it_is_and_how_to_cite_it(tmp_path: Path) -> None:
    with open_register(":memory:") as register:
        clocks = Clocks.of(on="2025-06-30", known="2025-06-30")
        write_dataset(register, tmp_path, clocks, ("csv",), Filter(kind="treaty"))
    page = (tmp_path / "README.md").read_text("utf-8")
    assert "Status on 2025-06-30" in page
    assert "only agreements that match this filter" in page
    assert "Missing is not zero" in page
    assert 'version: "2025-06-30"' in (tmp_path / "CITATION.cff").read_text("utf-8")
