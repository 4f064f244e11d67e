"""The interface keeps to its description, whatever is asked: schemathesis makes up questions from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from starlette.routing import Route
from starlette.testclient import TestClient

from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.register.storage.store import Store
from depositary.web import api, plots
from depositary.web.app import make_app
from depositary.web.openapi import describe
from tests.web.test_browser import serve


@pytest.fixture(scope="module")
def described(store: Store) -> Iterator[Any]:
    """The description, from a server over a small register."""
    for address in serve(make_app(store, read_part, VERSION)):
        yield schemathesis.openapi.from_url(address + "/api/v1/openapi.json")


@pytest.mark.parametrize("path", describe()["paths"])
def test_answers_keep_to_the_description(described: Any, path: str) -> None:
    @given(case=described[path]["GET"].as_strategy())
    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()


@pytest.mark.parametrize("path", ["/agreements/{id}", "/agreements/{id}/claims", "/agreements/{id}/timeline"])
def test_answers_on_an_agreement_that_is_there_keep_to_it(described: Any, treaty: str, path: str) -> None:
    @given(case=described[path]["GET"].as_strategy())
    @settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        case.path_parameters = {"id": treaty}
        case.call_and_validate()

    ask()


def test_the_interface_has_no_way_to_change_anything() -> None:
    routes = [route for route in [*api.ROUTES, *plots.ROUTES] if isinstance(route, Route)]
    assert routes
    assert all((route.methods or set()) <= {"GET", "HEAD"} for route in routes)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_changes_are_not_allowed_and_it_is_said_what_is(client: TestClient, method: str) -> None:
    answer = client.request(method, "/api/v1/agreements")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query", ["year=", "on=20250117", "on=2025-W03-5", "kind=+treaty", "year=2024&year=2025", "disputed=no", "cursor="]
)
def test_what_a_program_wrote_by_mistake_is_refused(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/v1/agreements?{query}")
    assert answer.status_code == 400
    assert answer.json()["detail"]
