import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from depositary.ingest.processes import read_part
from depositary.model.text import Report
from depositary.reading.reader import VERSION
from depositary.register.curation.review import judge
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.storage.opening import open_store
from depositary.web.app import make_app
from depositary.web.memory import remembered
from tests.web.conftest import BASE, fill


def test_what_is_learnt_by_another_program_shows(tmp_path: Path) -> None:
    store = open_store(tmp_path / "r.db")
    app = make_app(store, read_part, VERSION)
    with TestClient(app, base_url=BASE) as client:
        assert client.get("/api/v1/agreements").json()["total"] == 0
        report = Report.compose("Peru and Chile signed a mining agreement in Lima.", published="2025-03-03")
        Intake(store, read_part, VERSION).take([Submission("t", 1, report)])
        assert client.get("/api/v1/agreements").json()["total"] == 1
    store.close()


def test_agreements_that_are_found_after_a_look_show(tmp_path: Path) -> None:
    store = open_store(tmp_path / "r.db")
    app = make_app(store, read_part, VERSION)
    report = Report.compose("Peru and Chile signed a mining agreement in Lima.", published="2025-03-03")
    intake, offers = Intake(store, read_part, VERSION), [Submission("t", 1, report)]
    with TestClient(app, base_url=BASE) as client:
        with intake.settling():
            intake.keep(offers, read_part([report]))
            assert client.get("/api/v1/agreements").json()["total"] == 0
        assert client.get("/api/v1/agreements").json()["total"] == 1
    store.close()


def test_a_merged_id_leads_to_the_agreement(tmp_path: Path) -> None:
    store = fill(tmp_path / "r.db")
    app = make_app(store, read_part, VERSION)
    with TestClient(app, base_url=BASE, follow_redirects=False) as client:
        one, other = [item["id"] for item in client.get("/api/v1/agreements?party=TCD").json()["items"]]
        judge(store, one, other, "same", person="ann", why="a test")
        answers = {name: client.get(f"/agreements/{name}?on=2025-07-01") for name in (one, other)}
        gone = [name for name, answer in answers.items() if answer.status_code == 301]
        assert len(gone) == 1
        kept = other if gone == [one] else one
        assert answers[gone[0]].headers["location"] == f"/agreements/{kept}?on=2025-07-01"
        api = client.get(f"/api/v1/agreements/{gone[0]}")
        assert (api.status_code, api.headers["location"]) == (301, f"/api/v1/agreements/{kept}")
    store.close()


def test_what_many_ask_at_once_is_made_once(tmp_path: Path) -> None:
    made: list[str] = []

    def slow(request: Request) -> Response:
        made.append(request.url.path)
        time.sleep(0.05)
        return Response("done")

    store = open_store(tmp_path / "r.db")
    app = make_app(store, read_part, VERSION)
    app.router.routes.insert(0, Route("/slow", remembered(slow)))
    with TestClient(app, base_url=BASE) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.get("/slow").text, range(8)))
    store.close()
    assert answers == ["done"] * 8
    assert made == ["/slow"]
