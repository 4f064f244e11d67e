from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
import rdflib
from sqlalchemy import text

from depositary.cli.main import run
from depositary.errors import EvidenceError
from depositary.exchange.extract import Clocks, extract
from depositary.exchange.gexf import write_gexf
from depositary.exchange.linked_data import Addresses, find_nodes, write_linked_data
from depositary.exchange.relations import Bearing, Relations, verify
from depositary.model.text import Span
from depositary.register.register import open_register

CLOCKS = Clocks.of(on="2022-01-31", known="2022-01-31")
BASE = "https://register.example/"
PREFIXES = """
PREFIX s: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""


@pytest.fixture
def graph(register, tmp_path: Path) -> rdflib.Graph:
    nodes = find_nodes(extract(register, CLOCKS), Relations(register, "2022-01-31"), Addresses(BASE))
    write_linked_data(nodes, tmp_path / "register.jsonld")
    return rdflib.Graph().parse(tmp_path / "register.jsonld", format="json-ld")


def test_a_processor_follows_an_agreement_to_the_words_of_its_claims(graph):
    query = """
    SELECT ?name ?status ?start ?end ?words WHERE {
      ?agreement a s:Legislation ; s:name ?name .
      ?step a s:Action, prov:Activity ; s:object ?agreement ; s:actionStatus ?status .
      ?claim a s:Claim ; s:about ?step ; prov:wasDerivedFrom ?part .
      ?part oa:hasSelector [ oa:start ?start ; oa:end ?end ], [ oa:exact ?words ] .
    }"""
    rows = {str(row.words): row for row in graph.query(PREFIXES + query)}
    planned = rows["Mali and the European Union mean to sign the Sahel Fisheries Protocol."]
    assert (str(planned.name), str(planned.status)) == (
        "Sahel Fisheries Protocol",
        "https://schema.org/PotentialActionStatus",
    )
    assert all(int(row.end) - int(row.start) == len(words) for words, row in rows.items())
    assert len(rows) == 4


def test_a_processor_finds_parties_reports_and_days(graph):
    query = """
    SELECT ?party ?code ?force ?outlet ?day WHERE {
      ?agreement s:name "Blue River Treaty" ; s:legislationPassedBy ?party ; s:legislationLegalForce ?force .
      ?party a s:Country, prov:Agent ; s:identifier ?code .
      ?claim s:about [ s:object ?agreement ] ; prov:hadPrimarySource ?report .
      ?report a s:NewsArticle ; s:publisher [ s:name ?outlet ] ; s:datePublished ?day .
    }"""
    rows = list(graph.query(PREFIXES + query))
    assert {(str(row.party), str(row.code)) for row in rows} == {
        (f"{BASE}actors/MLI", "MLI"),
        (f"{BASE}actors/TCD", "TCD"),
    }
    assert {str(row.force) for row in rows} == {"https://schema.org/InForce"}
    assert {str(row.day) for row in rows} == {"2019-03-02", "2020-06-10"}


def test_every_node_that_is_pointed_at_is_there(graph):
    subjects = set(graph.subjects())
    pointed = {node for node in graph.objects() if str(node).startswith(BASE)}
    assert pointed <= subjects


# What schema.org says of the properties that are used: the types that may have each, and the types of its values.
# Source: facts of schema.org (version 29); "literal" stands for texts, days and numbers.
SCHEMA = {
    "about": ({"CreativeWork"}, {"Thing"}),
    "actionStatus": ({"Action"}, {"ActionStatusType"}),
    "additionalType": ({"Thing"}, {"URL"}),
    "address": ({"Place", "Organization", "Person"}, {"PostalAddress"}),
    "addressCountry": ({"PostalAddress"}, {"literal"}),
    "agent": ({"Action"}, {"Organization", "Person"}),
    "alternateName": ({"Thing"}, {"literal"}),
    "appearance": ({"Claim"}, {"CreativeWork"}),
    "contentLocation": ({"CreativeWork"}, {"Place"}),
    "creativeWorkStatus": ({"CreativeWork"}, {"literal"}),
    "dateCreated": ({"CreativeWork"}, {"literal"}),
    "dateModified": ({"CreativeWork"}, {"literal"}),
    "datePublished": ({"CreativeWork"}, {"literal"}),
    "endTime": ({"Action"}, {"literal"}),
    "headline": ({"CreativeWork"}, {"literal"}),
    "identifier": ({"Thing"}, {"literal"}),
    "jobTitle": ({"Person"}, {"literal"}),
    "keywords": ({"CreativeWork"}, {"literal"}),
    "legislationDate": ({"Legislation"}, {"literal"}),
    "legislationLegalForce": ({"Legislation"}, {"LegalForceStatus"}),
    "legislationPassedBy": ({"Legislation"}, {"Organization", "Person"}),
    "legislationType": ({"Legislation"}, {"literal"}),
    "name": ({"Thing"}, {"literal"}),
    "object": ({"Action"}, {"Thing"}),
    "publisher": ({"CreativeWork"}, {"Organization"}),
    "startTime": ({"Action"}, {"literal"}),
    "url": ({"Thing"}, {"URL"}),
}
SUPER = {"Legislation": "CreativeWork", "Claim": "CreativeWork", "NewsArticle": "CreativeWork", "Country": "Place"}
VALUES = {"ActionStatus": "ActionStatusType", "InForce": "LegalForceStatus", "NotInForce": "LegalForceStatus"}


def list_types(graph: rdflib.Graph, node: rdflib.term.Node) -> set[str]:
    """The schema.org types of a node, with those above them."""
    if isinstance(node, rdflib.Literal):
        return {"literal"}
    named = str(node).removeprefix("https://schema.org/")
    own = {kind for end, kind in VALUES.items() if str(node) != named and named.endswith(end)}
    own |= {str(kind).removeprefix("https://schema.org/") for kind in graph.objects(node, rdflib.RDF.type)}
    return own | {SUPER[kind] for kind in own & SUPER.keys()} | {"Thing", "URL"}


def test_domains_and_ranges_are_those_of_schema_org(graph):
    wrong = []
    for subject, term, value in graph:
        name = str(term).removeprefix("https://schema.org/")
        if name != str(term):
            domains, ranges = SCHEMA[name]
            if not domains & list_types(graph, subject) or not ranges & list_types(graph, value):
                wrong.append((subject, name, value))
    assert wrong == []


def test_networkx_reads_who_has_agreements_with_whom(register, tmp_path):
    assert write_gexf(extract(register, CLOCKS), tmp_path / "graph.gexf", 2022) == (4, 3)
    graph = nx.read_gexf(tmp_path / "graph.gexf", version="1.3")
    assert graph.nodes["MLI"] == {
        "label": "Mali",
        "code": "MLI",
        "sort": "state",
        "cow": 432,
        "gw": 432,
        "agreements": 2,
    }
    assert graph.nodes["EU"]["sort"] == "organisation"
    edge = graph.edges["MLI", "TCD"]
    assert (edge["weight"], edge["agreements"], edge["bilateral"], edge["in_force"]) == (1, 1, 1, 1)
    assert edge["first_on"] == "2019-03-02"


@pytest.mark.parametrize("form", ["ftm", "jsonld", "gexf"])
def test_a_span_that_does_not_hold_its_words_stops_the_export(place, tmp_path, form, capfd):
    with open_register(place) as register, register.store.writing() as connection:
        connection.execute(text("UPDATE reports SET text = replace(text, 'entered', 'come')"))
    out = tmp_path / "out"
    assert run(["--register", str(place), "export", form, str(out)]) == 2
    assert "span" in capfd.readouterr().err
    assert not [
        path for path in (*tmp_path.glob("out*"), *tmp_path.glob("out/*")) if path.is_file() and path.suffix != ".part"
    ]


@pytest.mark.parametrize("form", ["ftm", "jsonld", "gexf"])
def test_the_commands_write_what_a_filter_lets_through(place, tmp_path, form):
    out = tmp_path / "out"
    assert run(["--register", str(place), "export", form, "--party", "EU", str(out)]) == 0
    made = "".join(path.read_text("utf-8") for path in (out.iterdir() if out.is_dir() else [out]))
    assert "European Union" in made
    assert "Blue River" not in made
    assert "TCD" not in made


def test_an_address_that_is_none_is_refused(place, tmp_path, capfd):
    assert run(["--register", str(place), "export", "jsonld", "--base", "my register", str(tmp_path / "x")]) == 2
    assert "not an address" in capfd.readouterr().err


def test_relations_hold_the_evidence_law(register):
    with register.store.reading() as connection:
        report = connection.execute(text("SELECT id FROM reports LIMIT 1")).scalar_one()
        bearing = Bearing("c1", "a1", "amends", "a2", report, "2020-01-01", (Span(0, 3, "xyz"),))
        with pytest.raises(EvidenceError):
            verify(connection, [bearing])
