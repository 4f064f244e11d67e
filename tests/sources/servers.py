"""A small news site on loopback that changes from round to round, and servers that misbehave."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "<html lang=en><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"


@dataclass
class Site:
    """What a server says: path to (status, header fields, body); every request is written down."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8", **fields}, data)

    def put_page(self, path: str, title: str, text: str) -> None:
        self.put(path, PAGE.format(title, text))

    def put_feed(self, items: list[tuple[str, str]], etag: str) -> None:
        """Put a feed of (path, title), the newest first."""
        told = "".join(
            f"<item><title>{title}</title><link>{self.url(path)}</link><guid>{path}</guid>"
            "<pubDate>Mon, 04 Jan 2021 09:00:00 +0300</pubDate></item>"
            for path, title in items
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Klow Post</title>{told}</channel></rss>'
        self.put("/feed", feed, Content_Type="application/rss+xml", ETag=etag)


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    """Serve a site on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            status, headers, body = site.pages.get(self.path, (404, {"Content-Type": "text/html"}, b"not here"))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            answer(self, status, headers, body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with run(Handler) as port:
        site.port = port
        yield site


def answer(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    with contextlib.suppress(OSError):  # a client may hang up on what is too large
        handler.wfile.write(body)


@contextmanager
def run(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


class Slow(BaseHTTPRequestHandler):
    """Sends one byte of its header at a time."""

    def do_GET(self) -> None:
        try:
            for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-A: " + b"a" * 10_000:
                self.wfile.write(bytes([byte]))
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class Dripping(Slow):
    """Sends a header at once and then a byte of the body now and then, without end."""

    def do_GET(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            while True:
                self.wfile.write(b"a")
                time.sleep(0.05)
        except OSError:
            pass


class Endless(Slow):
    """Sends an endless feed as fast as it can."""

    def do_GET(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss><channel>")
            while True:
                self.wfile.write(b"<item><title>t</title></item>" * 1000)
        except OSError:
            pass
