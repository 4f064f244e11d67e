"""One report that says that one agreement amends another."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from sqlalchemy import text

from depositary.errors import EvidenceError
from depositary.exchange.dataset import check_dataset, write_dataset
from depositary.exchange.extract import Clocks, extract
from depositary.exchange.ftm import find_entities
from depositary.exchange.linked_data import Addresses, find_nodes
from depositary.exchange.relations import Relations
from depositary.model.reading import Agreement, Relation
from depositary.model.vocabulary import Kind, RelationCode
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.queries.listing import Filter
from depositary.register.register import Register, open_register
from tests.register.readings import find, make_reading

CLOCKS = Clocks.of(on="2022-01-31", known="2022-01-31")
WORDS = "The Marsh Water Protocol amends the Blue River Treaty."


def reading():
    made = make_reading(WORDS, title="Marsh Water Protocol", published="2021-02-03", kind="protocol", parties=("MLI",))
    other = Agreement("a2", "Blue River Treaty", Kind.TREATY, ("MLI",), (find(made.report, "Blue River Treaty"),))
    relation = Relation("a1", RelationCode.AMENDS, "a2", (made.report.span(0, len(WORDS)),))
    return msgspec.structs.replace(made, agreements=(*made.agreements, other), relations=(relation,)).assert_evidence()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = reading()
    with open_register(tmp_path / "register.db") as register:
        Intake(register.store, lambda reports: [made for _ in reports], "en/1").take(
            [Submission("tests", 1, made.report)]
        )
        yield register


def test_a_relation_has_its_row_with_its_words(register, tmp_path):
    write_dataset(register, tmp_path / "out", CLOCKS)
    with (tmp_path / "out/relations.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    with (tmp_path / "out/agreements.csv").open(encoding="utf-8", newline="") as stream:
        titles = {line["agreement"]: line["title"] for line in csv.DictReader(stream)}
    assert (titles[row["agreement"]], row["relation"], titles[row["target"]]) == (
        "Marsh Water Protocol",
        "amends",
        "Blue River Treaty",
    )
    assert (row["start"], row["end"], row["text"]) == ("0", str(len(WORDS)), WORDS)
    assert pq.read_table(tmp_path / "out/relations.parquet").num_rows == 1
    assert check_dataset(tmp_path / "out") == 33


def test_a_relation_to_what_a_filter_keeps_out_is_kept_out(register, tmp_path):
    counts = write_dataset(register, tmp_path / "out", CLOCKS, ("csv",), Filter(kind="protocol"))
    assert (counts["agreements"], counts["relations"]) == (1, 0)


def test_a_relation_is_in_the_graphs(register):
    relations = Relations(register, "2022-01-31")
    sets = list(find_entities(extract(register, CLOCKS), relations))
    link = next(found for found in sets if found.id.startswith("depositary-relation-"))
    told = {fact.prop: fact.value for fact in link.facts}
    assert (link.schema, told["role"], told["summary"]) == ("UnknownLink", "amends", WORDS)
    nodes = list(find_nodes(extract(register, CLOCKS), Relations(register, "2022-01-31"), Addresses()))
    claim = next(node for node in nodes if "dep:relation" in node)
    assert claim["dep:relation"] == {"@id": "urn:depositary:vocabulary:relation-amends"}
    assert {node["@id"] for node in nodes} >= set(claim["about"])
    assert WORDS in json.dumps(claim)


def test_words_that_are_not_there_stop_the_export(register, tmp_path):
    with register.store.writing() as connection:
        connection.execute(text("UPDATE reports SET text = replace(text, 'amends', 'hates!')"))
    with pytest.raises(EvidenceError):
        write_dataset(register, tmp_path / "out", CLOCKS)
