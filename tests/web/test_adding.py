from pathlib import Path

from starlette.testclient import TestClient

from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.register.storage.opening import open_store
from depositary.web.app import make_app
from tests.web.conftest import BASE
from tests.web.test_security import FORM, OWN


def test_nothing_is_kept_until_it_is_said(tmp_path: Path) -> None:
    store = open_store(tmp_path / "r.db")
    with TestClient(make_app(store, read_part, VERSION), base_url=BASE, follow_redirects=False) as client:
        assert "The register is empty" in client.get("/").text
        seen = client.post("/add", data=FORM, headers=OWN)
        assert "mining agreement" in seen.text
        assert client.get("/api/v1/agreements").json()["total"] == 0
        kept = client.post("/add/keep", data=FORM, headers=OWN)
        assert kept.status_code == 303
        assert client.get(kept.headers["location"]).status_code == 200
        assert client.get("/api/v1/agreements").json()["total"] == 1
    store.close()


def test_a_text_in_another_language_keeps_its_script_and_one_that_is_not_read_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "r.db")
    with TestClient(make_app(store, read_part, VERSION), base_url=BASE, follow_redirects=False) as client:
        arabic = {"text": "وقعت تشاد ومالي في باماكو يوم الاثنين معاهدة صداقة.", "title": "", "published": "2020-03-04"}
        seen = client.post("/add", data=FORM | arabic, headers=OWN).text
        assert '<section aria-label="Text" lang="ar" dir="rtl">' in seen
        assert "No agreement was found" not in seen
        georgian = {"text": "მხარეებმა ბამაკოში ხელი მოაწერეს ხელშეკრულებას.", "title": ""}
        assert "Not read: no reader for language ka" in client.post("/add", data=FORM | georgian, headers=OWN).text
    store.close()
