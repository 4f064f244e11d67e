"""Hostile inputs, made here: bombs, loops, lies, depth, cut-off and damaged data.

Each is a name and bytes; the servers that misbehave are in `servers.py`.
"""

from __future__ import annotations

import gzip
import io
import json
import struct
import zlib
from collections.abc import Iterator

import zstandard

PAGE = "<html><head><title>{}</title></head><body><article><p>{}</p></article></body></html>"
TEXT = "Chad and Sudan signed a peace agreement in Dakar on Monday."
ITEM = "<item><title>{}</title><description>{}</description></item>"
RSS = '<?xml version="1.0"?>{}<rss version="2.0"><channel><title>T</title>{}</channel></rss>'


def make_inputs() -> Iterator[tuple[str, bytes]]:
    """Yield every hostile input that is a file."""
    yield from bombs()
    yield from feeds()
    yield from pages()
    yield from archives()
    yield from documents()
    yield from texts()
    yield from records()


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield packed data that unpack to too much, too often, or not at all."""
    zeros = bytes(30_000_000)
    packed = gzip.compress(TEXT.encode())
    yield "gzip-bomb", gzip.compress(zeros)
    yield "gzip-bomb-of-bombs", gzip.compress(gzip.compress(zeros))
    yield "gzip-nested-deep", nest(TEXT.encode(), 12)
    yield "gzip-many-members", gzip.compress(b"") * 20_000
    yield "gzip-cut-off", gzip.compress(TEXT.encode() * 1000)[:-30]
    yield "gzip-only-header", packed[:10]
    yield "gzip-bad-checksum", packed[:-8] + bytes(8)
    yield "gzip-lying-length", packed[:-4] + struct.pack("<I", 3)
    yield "gzip-garbage-after", packed + b"garbage" * 50
    yield "gzip-long-name", b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 1_000_000
    yield "zstd-bomb", zstandard.compress(zeros)
    yield "zstd-cut-off", zstandard.compress(TEXT.encode() * 1000)[:-9]
    yield (
        "zstd-wide-window",
        zstandard.ZstdCompressor(level=22).compress(zeros[:1000]) + b"\x28\xb5\x2f\xfd\xff\xff\xff",
    )
    yield "gzip-in-zstd-bomb", zstandard.compress(gzip.compress(zeros))


def nest(data: bytes, times: int) -> bytes:
    """Return data packed so many times over."""
    for _ in range(times):
        data = gzip.compress(data)
    return data


def feeds() -> Iterator[tuple[str, bytes]]:
    """Yield feeds that expand, reach out, nest or never end."""
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    yield (
        "feed-billion-laughs",
        RSS.format(f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]>', ITEM.format("&l9;", "x")).encode(),
    )
    outside = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield "feed-external-entity", RSS.format(outside, ITEM.format("&x;", "x")).encode()
    remote = '<!DOCTYPE r [<!ENTITY % d SYSTEM "http://127.0.0.1:9/x.dtd"> %d;]>'
    yield "feed-remote-dtd", RSS.format(remote, ITEM.format("a", "x")).encode()
    yield "feed-external-entity-utf16", RSS.format(outside, ITEM.format("&x;", "x")).encode("utf-16")
    yield "feed-deep", RSS.format("", "<a>" * 400_000 + "</a>" * 400_000).encode()
    yield "feed-deep-within-tags", RSS.format("", "<item>" + "<a>" * 200_000 + "</item>").encode()
    yield "feed-endless-items", RSS.format("", ITEM.format("t", "d") * 100_000).encode()
    yield "feed-cut-off", RSS.format("", ITEM.format("t", TEXT) * 3).encode()[:-60]
    yield "feed-control-characters", RSS.format("", ITEM.format("a\x01\x02b", "\x0b\x1f")).encode()
    yield "feed-attribute-flood", ("<rss " + " ".join(f'a{i}="b"' for i in range(100_000)) + "/>").encode()
    yield "feed-long-attribute", ('<rss version="' + "v" * 9_000_000 + '"/>').encode()
    yield "feed-no-items", RSS.format("", "").encode()
    yield "feed-cdata-cut", RSS.format("", "<item><description><![CDATA[" + "x" * 100_000).encode()
    yield "feed-namespace-flood", ("<rss " + " ".join(f'xmlns:n{i}="u{i}"' for i in range(20_000)) + "/>").encode()
    deep = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}
    yield "json-feed-deep", (json.dumps(deep)[:-2] + "[" * 200_000 + "]" * 200_000 + "}").encode()
    yield "json-feed-wrong-types", json.dumps({**deep, "title": 3, "items": [1, None, {"content_html": {}}]}).encode()
    loop = "<url><loc>http://127.0.0.1:9/loop</loc></url>"
    yield "sitemap-to-loopback", f"<urlset>{loop}</urlset>".encode()
    yield "sitemap-to-file", b"<urlset><url><loc>file:///etc/passwd</loc></url></urlset>"
    yield "sitemap-to-metadata", b"<urlset><url><loc>http://169.254.169.254/latest/</loc></url></urlset>"


def pages() -> Iterator[tuple[str, bytes]]:
    """Yield web pages that nest, lie, flood or hide."""
    yield "page-ten-million-tags", b"<html><body>" + b"<b>" * 3_300_000
    yield "page-deep", b"<html><body>" + b"<div>" * 150_000 + TEXT.encode()
    yield "page-deep-closed", b"<html><body>" + b"<div>" * 100_000 + TEXT.encode() + b"</div>" * 100_000
    yield "page-deep-inline", b"<html><body><p>" + b"<i><b>" * 60_000 + TEXT.encode()
    yield "page-deep-tables", b"<html><body>" + b"<table><tr><td>" * 30_000 + TEXT.encode()
    said = TEXT.encode() * 2
    yield "page-deep-paragraphs", b"<html><body>" + b"<div>" * 1900 + (b"<p>" + TEXT.encode()) * 4_000
    yield "page-nested-items", b"<html><body><p>" + said + (b"<ul><li><p>" + said) * 900 + b"<a href=x>y</a>" * 50_000
    yield "page-breaks-and-links", b"<html><body>" + (b"<p>" + said + b"<br><a href=x>y</a>") * 500 + b"<br>" * 50_000
    yield "page-unclosed-comment", b"<html><body><!-- " + b"-" * 5_000_000
    yield "page-unclosed-script", b"<html><script>" + b"if (a < b) " * 500_000
    yield (
        "page-script-in-comment",
        b"<html><!-- <script> --><body " + b" ".join(b"a%d" % i for i in range(300_000)) + b">",
    )
    yield (
        "page-script-of-tags",
        b"<html><script>" + (b"if (a <b" + b" c d" * 10_000 + b") ") * 150 + b"</script>" + TEXT.encode(),
    )
    yield "page-attribute-flood", b"<html><body " + b" ".join(b"a%d=1" % i for i in range(300_000)) + b">"
    yield (
        "page-json-ld-deep",
        PAGE.replace("</head>", '<script type="application/ld+json">' + "[" * 100_000 + "</script></head>")
        .format("T", TEXT)
        .encode(),
    )
    yield "page-lying-charset", PAGE.format("T", TEXT).replace("<head>", '<head><meta charset="utf-16">').encode()
    yield "page-unknown-charset", PAGE.format("T", TEXT).replace("<head>", '<head><meta charset="x-none">').encode()
    yield "page-bad-bytes", PAGE.format("T", TEXT).encode() + b"\xff\xfe\x80\x81" * 1000
    yield "page-control-title", PAGE.format("\x01\x02\x1b[31mT\x07", TEXT).encode()
    yield "page-bidi-title", PAGE.format("\u202eelttit\u202c \u2066x\u2069", TEXT).encode()
    yield "page-script-title", PAGE.format("&lt;script&gt;alert(1)&lt;/script&gt;", TEXT).encode()
    yield "page-entity-flood", PAGE.format("T", "&amp;" * 1_000_000).encode()
    yield "page-null-bytes", PAGE.format("T", "a\x00b " + TEXT).encode()
    yield "page-no-text", b"<html><body><img src=x></body></html>"
    yield (
        "page-date-nonsense",
        PAGE.format("T", TEXT)
        .replace("<head>", '<head><meta property="article:published_time" content="2024-99-99T99:99:99Z">')
        .encode(),
    )
    yield "page-one-long-word", PAGE.format("T", "a" * 5_000_000).encode()
    yield "page-open-angles", b"<html><body>" + b"<" * 400_000
    yield "page-meta-flood", b"<html><head>" + b'<meta name="a" content="b">' * 200_000


def archives() -> Iterator[tuple[str, bytes]]:
    """Yield web archives that are cut off or lie of their lengths."""
    record = make_record(PAGE.format("T", TEXT).encode())
    yield "warc-cut-off", (record * 3)[:-200]
    yield "warc-cut-off-gzip", b"".join(gzip.compress(record) for _ in range(3))[:-40]
    yield "warc-lying-long", record.replace(b"Content-Length: ", b"Content-Length: 9", 1)
    yield "warc-lying-short", make_record(PAGE.format("T", TEXT).encode(), claimed=60) * 2
    yield "warc-negative-length", record.replace(b"Content-Length: ", b"Content-Length: -", 1)
    yield "warc-huge-length", record.replace(b"Content-Length: ", b"Content-Length: 99999999999999999", 1)
    yield "warc-no-http", record.replace(b"HTTP/1.1", b"XTTP/9.9")
    yield "warc-garbage", b"WARC/1.0\r\n" + bytes(range(256)) * 100
    yield "warc-header-flood", b"WARC/1.0\r\n" + b"X-A: b\r\n" * 300_000 + b"\r\n"
    yield "warc-long-header", b"WARC/1.0\r\nX-A: " + b"b" * 5_000_000 + b"\r\n\r\n"
    yield "warc-large-page", make_record(b"<html>" + b"x" * 11_000_000)
    yield "warc-path-in-url", record.replace(b"http://news.example/1", b"file:///../../etc/passwd")


def make_record(body: bytes, claimed: int | None = None) -> bytes:
    """Return one response record of a web archive."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/1\r\n"
        "WARC-Date: 2024-12-26T09:30:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {claimed or len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield PDF documents that loop, bomb, lie or are cut off."""
    plain = make_pdf([b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>", stream(b"BT ET")])
    yield "pdf-empty", b"%PDF-1.7\n"
    yield "pdf-garbage", b"%PDF-1.7\n" + bytes(range(256)) * 1000
    yield "pdf-cut-off", plain[: len(plain) // 2]
    yield "pdf-pages-loop", plain.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    yield "pdf-parent-loop", plain.replace(b"/Parent 2 0 R", b"/Parent 3 0 R")
    yield "pdf-many-pages-claimed", plain.replace(b"/Count 1", b"/Count 999999999")
    yield (
        "pdf-stream-bomb",
        make_pdf(
            [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>", flate(bytes(200_000_000))]
        ),
    )
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 4 0 R >> >> /Length 5 >>"
    yield (
        "pdf-form-loop",
        make_pdf(
            [
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R "
                b"/Resources << /XObject << /A 4 0 R >> >> >>",
                form + b"\nstream\n/A Do\nendstream",
                stream(b"/A Do"),
            ]
        ),
    )
    yield (
        "pdf-many-operators",
        make_pdf(
            [
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
                flate(b"q 1 0 0 1 0 0 cm " * 2_000_000),
            ]
        ),
    )
    yield "pdf-lying-xref", plain.replace(b"startxref\n", b"startxref\n9")


def make_pdf(objects: list[bytes]) -> bytes:
    """Return a document of a catalogue, one page tree, and the objects from number 3 on."""
    whole = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", *objects]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(whole, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(whole) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(whole) + 1, table))
    return out.getvalue()


def stream(data: bytes) -> bytes:
    """Return a stream object."""
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def flate(data: bytes) -> bytes:
    """Return a packed stream object."""
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def texts() -> Iterator[tuple[str, bytes]]:
    """Yield plain texts that are none, or that make patterns go slow."""
    yield "text-empty", b""
    yield "text-nul", b"a treaty\x00 was signed"
    yield "text-binary", bytes(range(256)) * 4000
    yield "text-latin", "Le traité entre le Tchad et le Soudan".encode("latin-1")
    yield "text-large", b"treaty " * 2_000_000
    yield "text-one-line", (TEXT + " ").encode() * 20_000
    yield "text-capitals", b"Treaty Of The " * 60_000
    yield "text-quotes", b'"treaty ' * 60_000
    yield "text-brackets", b"[treaty " * 60_000
    yield "text-full-stops", b"treaty Chad Sudan signed." + b"." * 400_000
    yield "text-commas", b"Chad, " * 60_000 + b"Sudan sign treaty"
    yield "text-spaces", b"treaty of Chad" + b" " * 400_000 + b"and Sudan"
    yield "text-digits", b"treaty Chad " + b"1" * 400_000
    yield "text-bidi", ("\u202e\u2066" * 50_000 + TEXT).encode()
    yield "text-combining", ("e" + "\u0301" * 200_000 + TEXT).encode()
    yield "text-emoji", ("🤝🏽" * 50_000 + TEXT).encode()


def records() -> Iterator[tuple[str, bytes]]:
    """Yield JSON lines that are none, too deep, too long, or of odd types."""
    yield "jsonl-deep", b'{"text": ' + b"[" * 200_000
    yield "jsonl-long-line", b'{"text": "' + b"x" * 12_000_000 + b'"}\n{"text": "ok"}\n'
    yield "jsonl-long-number", b'{"text": ' + b"9" * 200_000 + b"}\n"
    yield "jsonl-surrogate", b'{"text": "a \\ud800 treaty"}\n'
    yield "jsonl-nul", b'{"text": "a \\u0000 treaty"}\n'
    yield "jsonl-wrong-types", b'{"text": ["a"]}\n{"text": {}}\n{"text": null}\n{}\n[]\n3\n'
    yield "jsonl-traversal", json.dumps({"text": TEXT, "id": "../../etc/passwd", "url": "file:///etc/passwd"}).encode()
    yield "jsonl-bad-utf8", b'{"text": "caf\xe9"}\n'
    yield "jsonl-repeated-keys", b'{"text": "a", ' + b'"text": "b", ' * 100_000 + b'"text": "c"}\n'
