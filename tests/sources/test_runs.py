"""One input ends no run, takes no more than its share, and keeps nobody else from being read."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from pathlib import Path

import pytest

from depositary.cli.main import run
from depositary.errors import AddressError, FetchError, ReportError
from depositary.model.text import Report
from depositary.sources import Details, Input, Refusal, Setting, files, open_inputs, read_input
from depositary.sources.caps import LONGEST_ADDRESS, LONGEST_LINE, LONGEST_TITLE, Caps
from depositary.sources.client import Client, check_url, resolve_redirect
from depositary.sources.courtesy import CourteousClient, Trouble, read_retry_after
from depositary.sources.intake import compose_report
from depositary.sources.sitemap import read_sitemap
from depositary.sources.watch import Watch, watch_feed
from tests.sources.servers import Site, serve

BODY = "<article><h1>Oman, Peru sign accord</h1>" + "<p>Oman and Peru signed the Red River Treaty on Monday.</p>" * 6
REPEATED = "Oman | " * 1000 + "Gazette"
HEADS = [
    f"<title>{REPEATED}</title>",
    f'<meta property="og:title" content="{REPEATED}">',
    f'<meta name="twitter:title" content="{REPEATED}">',
    f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{REPEATED}"}}</script>',
    "<title>" + "：报" * 3000 + "</title>",
    f"<title>{'a - ' * 4000}</title><meta property='og:site_name' content='{'a' * 90_000}'>",
]


def take(data: bytes, kind: str | None = None, **setting: object) -> list[Report | Refusal]:
    source = Input("given", io.BytesIO(data), setting=Setting(**setting))  # type: ignore[arg-type]
    return list(read_input(source, Details(), kind, lambda warning: None))


@pytest.mark.parametrize("head", HEADS)
def test_a_title_that_repeats_a_name_is_read_and_short(head: str) -> None:
    [report] = take(f"<html><head>{head}</head><body>{BODY}".encode())
    assert isinstance(report, Report)
    assert "Red River Treaty" in report.text and len(report.title or "") <= LONGEST_TITLE


def test_a_headline_of_megabytes_takes_no_more_memory_than_its_page() -> None:
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{"Oman | " * 400_000}"}}</script>'
    tracemalloc.start()
    [report] = take(f"<html><head>{head}</head><body>{BODY}".encode())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(report, Report) and len(report.title or "") <= LONGEST_TITLE
    assert peak < 80_000_000, peak


@pytest.mark.parametrize("error", [RecursionError("deep"), ValueError("odd"), MemoryError(), KeyError("x"), OSError()])
def test_an_input_that_makes_its_reader_fail_is_refused_and_the_run_goes_on(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_given: object) -> object:
        raise error

    kinds = (files.Kind("html", files.is_page, fail, many=False), *files.KINDS)  # type: ignore[arg-type]
    monkeypatch.setattr(files, "KINDS", kinds)
    (tmp_path / "a.html").write_text("<html>" + BODY)
    (tmp_path / "b.txt").write_text("Oman and Peru signed the Red River Treaty on Monday.")
    names = [str(tmp_path / name) for name in ("a.html", "b.txt")]
    assert run(["--register", str(tmp_path / "r.db"), "add", "--jobs", "1", *names]) in (0, 1)
    assert "2 offered: 1 new, 0 known, 1 refused" in capsys.readouterr().out


def test_a_name_that_is_none_and_a_folder_that_cannot_be_read_are_refusals(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Oman and Peru signed it.")
    names = ["a\x00b", "x" * 5000, str(tmp_path / "b.txt"), "http://[foo"]
    found = [type(each) for each in open_inputs(names, Setting())]
    assert found == [Refusal, Refusal, Input, Refusal]


def test_fields_from_every_source_have_caps() -> None:
    details = Details(title="t " * 2000, outlet="o" * 3000, url="https://a.example/")
    report = compose_report("Oman and Peru signed it.", details, byline="b" * 3000)
    assert len(report.title or "") <= LONGEST_TITLE
    assert len(report.outlet or "") == len(report.byline or "") == LONGEST_LINE
    for given in ({"given_id": "i" * 5000}, {"retrieved": "r" * 5000}):
        with pytest.raises(ReportError, match="longer than"):
            compose_report("Oman signed it.", Details(), **given)
    with pytest.raises(ReportError, match="field url"):
        compose_report("Oman signed it.", Details(url="https://a.example/" + "a" * LONGEST_ADDRESS))


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("http://a.example/b?q=é", "http://a.example/b?q=%C3%A9"),
        ("http://a.example/b?q=a b", "http://a.example/b?q=a%20b"),
        ("http://a.example/ü b?x=%20&y=[1]", "http://a.example/%C3%BC%20b?x=%20&y=%5B1%5D"),
        ("http://a.example/?q=\u0085", "http://a.example/?q=%C2%85"),
        ("http://a.example/?q=\ud800", "http://a.example/?q=?"),
    ],
)
def test_addresses_are_quoted(address: str, asked: str) -> None:
    assert check_url(address) == asked
    assert check_url(asked) == asked


@pytest.mark.parametrize(
    "address", ["http://[foo/", "http://[::1", "http://a:99999999/", "http:// /", "http://a..b/", "http://a b/", "x:y"]
)
def test_addresses_that_are_none_are_told(address: str) -> None:
    with pytest.raises(AddressError):
        check_url(address)


def test_a_redirect_that_leads_nowhere_is_told() -> None:
    with pytest.raises(AddressError, match="not an address"):
        resolve_redirect("http://a.example/", "http://[::1")


def feed_of(site: Site, *links: str) -> str:
    items = "".join(f"<item><title>{n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


LINKS = ["/a?q=é", "/a?q=a b", "/redirect", "/latin", "/\u0085"]


def test_a_hostile_feed_costs_itself_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPOSITARY_ALLOW_PRIVATE", "1")
    with serve(Site()) as site:
        site.put("/redirect", "", status=302, Location="http://[::1")
        site.put("/latin", "", status=302, Location="/\xe9?\xe9")
        site.put("/feedredirect", "", status=302, Location="http://[foo")
        hostile = [*map(site.url, LINKS), "http://[foo/", "http://127.0.0.1:99999999/x"]
        site.put("/bad", feed_of(site, *hostile), Content_Type="application/rss+xml")
        site.put_page("/1", "Oman, Peru sign accord", "Oman and Peru signed a peace agreement on Monday.")
        site.put_feed([("/1", "One")], '"a"')
        names = [site.url(path) for path in ("/bad", "/feedredirect", "/feed")]
        state = tmp_path / "state.json"
        for _ in range(2):
            command = ["watch", *names, "--rounds", "1", "--delay", "0", "--state", str(state)]
            assert run(["--register", str(tmp_path / "r.db"), *command]) == 0
        said = capsys.readouterr().out
        assert "3 new, 0 known, 6 refused" in said  # two of them have no link left, and are read as they stand
        assert state.exists()


def test_a_link_cannot_make_us_leave_the_host_of_another_feed_alone() -> None:
    with serve(Site()) as site, Client(allow_private=True) as client:
        site.put("/broken", "no", status=503, Retry_After="86400")
        site.put("/feed", "<rss/>")
        courteous = CourteousClient(client, 0)
        for _ in range(3):
            assert_fails(courteous, site.url("/broken"), sender="http://hostile.example/feed")
        assert courteous.fetch(site.url("/feed")).status == 200
        with pytest.raises(AddressError):
            courteous.fetch("http://[foo/")


def assert_fails(client: CourteousClient, url: str, sender: str) -> None:
    try:
        assert client.fetch(url, sender=sender).status == 503
    except FetchError as error:
        assert "left alone" in str(error)


def test_a_pause_grows_to_an_hour_and_no_further() -> None:
    now = [0.0]
    courteous = CourteousClient(Client(), clock=lambda: now[0])
    trouble = Trouble()
    for _ in range(3000):
        courteous._back_off(trouble, None)
        assert trouble.closed_until - now[0] <= 3600
    for odd in ("²", "Mon, 99 Foo 99999999999999 99:99:99 GMT", "9" * 400, "-5", ""):
        assert (read_retry_after(odd) or 0.0) >= 0.0


def test_a_feed_has_so_many_items_and_so_much_time_in_a_round() -> None:
    with serve(Site()) as site, Client(allow_private=True) as client:
        for number in range(9):
            site.put_page(f"/{number}", f"Page {number}", "Oman and Peru signed a peace agreement on Monday.")
        site.put_feed([(f"/{number}", f"Page {number}") for number in range(9)], '"a"')
        memory, setting = Watch(), Setting(caps=Caps(feed_items=4))
        rounds = [
            len(list(watch_feed(site.url("/feed"), CourteousClient(client, 0), memory, setting))) for _ in range(4)
        ]
        assert rounds == [4, 4, 1, 0]
        late = Setting(caps=Caps(feed_seconds=-1))
        assert not list(watch_feed(site.url("/feed"), CourteousClient(client, 0), Watch(), late))


def test_a_sitemap_of_sitemaps_has_one_budget() -> None:
    with serve(Site()) as site:
        lists = "".join(f"<sitemap><loc>{site.url(f'/list{n}')}</loc></sitemap>" for n in range(50))
        pages = "".join(f"<url><loc>{site.url('/page')}</loc></url>" for n in range(50))
        for number in range(50):
            site.put(f"/list{number}", f"<urlset>{pages}</urlset>", Content_Type="application/xml")
        site.put_page("/page", "Page", "Oman and Peru signed a peace agreement on Monday.")
        data = f"<sitemapindex>{lists}</sitemapindex>".encode()
        setting = Setting(caps=Caps(entries=30), allow_private=True)
        offers = list(read_sitemap(Input("map", io.BytesIO(data), setting=setting), Details(), lambda w: None))
        assert len(site.asked) == 30
        assert isinstance(offers[-1], Refusal) and "the rest is left" in offers[-1].reason


def test_damage_in_packed_lines_is_told(tmp_path: Path) -> None:
    packed = gzip.compress(b'{"text": "Oman signed it."}\n' * 3)
    [*_, last] = take(packed[:-9])
    assert isinstance(last, Refusal) and "cut off" in last.reason
