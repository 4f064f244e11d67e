"""What every answer and every change goes through: headers, whose page asks, and how long a body may be.

>>> is_own({"sec-fetch-site": "cross-site"}, "127.0.0.1:8470")
False
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from depositary.errors import InputError
from depositary.web.door import tell

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LONGEST_BODY = 1_000_000  # bytes of a form
MOST_FIELDS = 20
NUL = "\x00"


STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


def list_headers(*, secure: bool) -> dict[str, str]:
    """Return the headers of every answer; over TLS, with the order never to come without it."""
    return HEADERS | ({"strict-transport-security": STRICT_TRANSPORT} if secure else {})


class Guard:
    """Middleware: refuses changes that another site asks for, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, origin: str = "") -> None:
        """Stand before an application; ``origin`` is that of our own pages, where it is told."""
        self.app, self.origin = app, origin
        self.headers = list_headers(secure=origin.startswith("https://"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        headers = Headers(scope=scope)
        if NUL in scope["path"] or NUL in unquote(scope["query_string"].decode("latin-1")):
            words = "This address holds a NUL character: write it without.\n"
            await Response(words, 400, media_type="text/plain")(scope, receive, send_guarded)
            return
        if asks_change(scope) and not is_own(headers, headers.get("host", ""), self.origin):
            words = (
                "This change was asked for by another site, so it was refused. Open the page itself and try again.\n"
            )
            tell("change refused", reason="another site", path=scope["path"], origin=headers.get("origin", "")[:200])
            await Response(words, 403, media_type="text/plain")(scope, receive, send_guarded)
            return
        await self.app(scope, receive, send_guarded)


def asks_change(scope: Scope) -> bool:
    """Tell whether a request can change anything: the interface for programs only reads, and says so by itself."""
    return scope["method"] not in {"GET", "HEAD", "OPTIONS", "TRACE"} and not scope["path"].startswith("/api/")


def is_own(headers: Mapping[str, str], host: str, own: str = "") -> bool:
    """Tell whether a change is asked for by our own page: by Sec-Fetch-Site, and by Origin where it is sent.

    A request with neither header comes from no page that we know, and is refused.

    Args:
        headers: the request's.
        host: the host that is asked.
        own: the origin of our own pages, where it is told; else it is that of the host.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is not None and own:
        return origin == own
    if origin is not None:
        return origin in {f"http://{host}", f"https://{host}"}
    return site == "same-origin"


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form.

    Raises:
        InputError: it is too long, or no form of text fields.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise InputError("this is no form of text fields: send it as application/x-www-form-urlencoded")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            raise InputError(f"the form is longer than {LONGEST_BODY:,} bytes: add long reports with depositary add")
    try:
        fields = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except (UnicodeDecodeError, ValueError):
        raise InputError("the form cannot be read: send at most 20 fields in UTF-8") from None
    for name, value in fields.items():
        if NUL in name or NUL in value:
            raise InputError(f"field {name[:50]!r} holds a NUL character: send it without")
    return fields


def tag(request: Request, response: Response) -> Response:
    """Give an answer its ETag; an answer that the asker has already is said to be unchanged."""
    etag = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:24]}"'
    headers = {"etag": etag, "cache-control": "no-cache"}
    if etag in [given.strip().removeprefix("W/") for given in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    response.headers["etag"] = etag
    response.headers.setdefault("cache-control", "no-cache")
    return response
