import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from starlette.testclient import TestClient

from depositary.errors import InputError
from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.register.storage.opening import open_store
from depositary.sources import Setting
from depositary.web.app import make_app
from depositary.web.fetching import Fetch, allow_fetching, fetch_report
from tests.web.conftest import BASE
from tests.web.test_security import OWN

PAGES = {
    "/news": (
        "text/html",
        "<html><head><title>Peru and Chile sign mining agreement</title><meta property='article:published_time' "
        "content='2025-03-03T10:00:00Z'></head><body><article><p>Peru and Chile signed a mining agreement in Lima on "
        "Monday, the two governments said.</p><p>The agreement lets companies of both states dig in the border "
        "region and share what they find there, a minister told reporters.</p></article></body></html>",
    ),
    "/two": (
        "application/json",
        '{"text": "Chad and Mali signed a pact."}\n{"text": "Oman, Iran signed a pact."}\n',
    ),
}


PAGES["/index"] = (
    "application/xml",
    "<sitemapindex>" + "".join(f"<sitemap><loc>/list{n}</loc></sitemap>" for n in range(500)) + "</sitemapindex>",
)
PAGES["/list"] = ("application/xml", "<urlset>" + "<url><loc>/news</loc></url>" * 500 + "</urlset>")
ASKED: list[str] = []


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        kind, body = PAGES.get(self.path, ("text/plain", ""))
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("content-type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def post(fetch: Fetch | None, address: str) -> tuple[int, str]:
    store = open_store(":memory:")
    with TestClient(make_app(store, read_part, VERSION, fetch), base_url=BASE) as client:
        answer = client.post("/add/fetch", data={"address": address}, headers=OWN)
    store.close()
    return answer.status_code, answer.text


def test_a_page_is_fetched_and_shown_but_not_kept(site: str) -> None:
    status, page = post(allow_fetching(True, Setting(allow_private=True)), f"{site}/news")
    assert status == 200, page
    assert "mining agreement" in page and 'value="2025-03-03"' in page and "Save it" in page


def test_private_addresses_are_not_fetched(site: str) -> None:
    status, page = post(allow_fetching(True), f"{site}/news")
    assert status == 422
    assert 'role="alert"' in page and "Save it" not in page


def test_nothing_is_fetched_where_the_settings_say_so(site: str) -> None:
    status, page = post(allow_fetching(False), f"{site}/news")
    assert status == 422
    assert "--no-fetch" in page


@pytest.mark.parametrize("address", ["/etc/passwd", "file:///etc/passwd", "-", "", "ftp://news.example/a"])
def test_only_addresses_of_the_web_are_fetched(address: str) -> None:
    with pytest.raises(InputError, match="web address"):
        fetch_report(address, Setting(allow_private=True))


@pytest.mark.parametrize("path", ["/two", "/nowhere"])
def test_what_is_not_one_report_is_refused_in_words(site: str, path: str) -> None:
    status, page = post(allow_fetching(True, Setting(allow_private=True)), site + path)
    assert status == 422
    assert "more than one report" in page or "404" in page


@pytest.mark.parametrize("path", ["/index", "/list"])
def test_a_list_of_addresses_is_not_followed_for_a_browser(site: str, path: str) -> None:
    ASKED.clear()
    status, page = post(allow_fetching(True, Setting(allow_private=True)), site + path)
    assert status == 422 and "list of addresses" in page
    assert [path] == ASKED


@pytest.mark.parametrize("address", ["http://[foo", "http://127.0.0.1:99999999/x", "http://a..b/", "https:// /"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    status, page = post(allow_fetching(True), address)
    assert status == 422 and 'role="alert"' in page
