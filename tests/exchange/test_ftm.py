from __future__ import annotations

import json
from pathlib import Path

import pytest

from depositary.exchange.extract import Clocks, extract
from depositary.exchange.ftm import find_entities, load_alpha2, name
from depositary.exchange.ftm_files import TYPES, write_ftm
from depositary.exchange.relations import Relations
from depositary.languages.actor_codes import actor_codes
from depositary.languages.states import load_states

pytest.importorskip("followthemoney", reason="it wants an older networkx than this Python gets")

from followthemoney import EntityProxy, StatementEntity, model
from followthemoney.dataset import Dataset
from followthemoney.statement.serialize import read_csv_statements
from followthemoney.types import registry

CLOCKS = Clocks.of(on="2022-01-31", known="2022-01-31")


@pytest.fixture
def folder(register, tmp_path: Path) -> Path:
    write_ftm(find_entities(extract(register, CLOCKS), Relations(register, "2022-01-31")), tmp_path)
    return tmp_path


@pytest.fixture
def proxies(folder) -> dict[str, EntityProxy]:
    lines = (folder / "entities.ftm.json").read_text("utf-8").splitlines()
    found = [EntityProxy.from_dict(json.loads(line)) for line in lines]
    assert len({proxy.id for proxy in found}) == len(found)
    return {proxy.id: proxy for proxy in found}


def named(proxies, schema, caption):
    return next(proxy for proxy in proxies.values() if proxy.schema.name == schema and proxy.caption == caption)


def test_followthemoney_reads_the_entities(proxies):
    blue = named(proxies, "Project", "Blue River Treaty")
    assert blue.get("status") == ["in-force"]
    assert set(blue.get("country")) == {"ml", "td"}
    mali = named(proxies, "PublicBody", "Mali")
    (party,) = [
        proxy
        for proxy in proxies.values()
        if proxy.schema.name == "ProjectParticipant"
        and proxy.get("project") == [blue.id]
        and proxy.get("participant") == [mali.id]
    ]
    assert (party.get("status"), party.get("startDate")) == (["party"], ["2020-06-01"])
    assert named(proxies, "Organization", "European Union")


def test_every_value_is_one_that_followthemoney_itself_would_keep(proxies):
    for proxy in proxies.values():
        for prop, value in proxy.itervalues():
            assert prop.type.clean(value, fuzzy=False), (proxy.schema.name, prop.name, value)
            if prop.type is registry.entity:
                assert proxies[value].schema.is_a(prop.range), (proxy.schema.name, prop.name)


def test_types_of_properties_are_those_of_the_model(proxies):
    for proxy in proxies.values():
        for prop in proxy.iterprops():
            assert TYPES[prop.name] == prop.type.name


def test_alphabetic_codes_are_ones_that_followthemoney_knows():
    assert all(registry.country.validate(code) for code in load_alpha2().values())
    assert set(load_alpha2()) <= set(load_states())
    assert not [state for state in load_states() if len(state) == 3 and state not in load_alpha2()]


def test_every_actor_has_an_id_that_followthemoney_takes():
    ids = {name("actor", code) for code in actor_codes()}
    assert len(ids) == len(actor_codes())
    assert [id_ for id_ in ids if not registry.entity.validate(id_)] == []


def test_words_of_the_evidence_are_in_the_graph(proxies):
    quoted = [proxy for proxy in proxies.values() if proxy.schema.name == "Documentation"]
    assert {word for proxy in quoted for word in proxy.get("summary")} >= {
        "Mali and Chad signed the Blue River Treaty.",
        "The Blue River Treaty has entered into force.",
    }
    for proxy in quoted:
        assert proxies[proxy.first("document")].schema.name == "Article"
        assert proxies[proxy.first("entity")].schema.name == "Event"


def test_followthemoney_reads_the_statements_into_the_same_entities(folder, proxies):
    with (folder / "statements.csv").open("rb") as stream:
        statements = list(read_csv_statements(stream))
    assert len({statement.id for statement in statements}) == len(statements)
    grouped: dict[str, list] = {}
    for statement in statements:
        assert model[statement.schema].get(statement.prop).type.name == statement.prop_type
        grouped.setdefault(statement.entity_id, []).append(statement)
    dataset = Dataset.make({"name": "depositary", "title": "Depositary"})
    for id_, own in grouped.items():
        entity = StatementEntity.from_statements(dataset, own)
        told = {prop.name: sorted(set(entity.get(prop))) for prop in entity.iterprops()}
        assert told == {prop.name: sorted(proxies[id_].get(prop)) for prop in proxies[id_].iterprops()}


def test_a_statement_names_its_claim_and_the_day_it_was_known(folder):
    with (folder / "statements.csv").open("rb") as stream:
        (row,) = [
            row for row in read_csv_statements(stream) if row.value == "Mali and Chad signed the Blue River Treaty."
        ]
    assert row.origin and row.origin.startswith("c")
    assert (row.first_seen, row.dataset) == ("2019-03-02", "depositary")
