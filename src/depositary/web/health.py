"""The address ``/health``, for programs that look whether the server answers: it reads one row of the register.

It needs no sign-in, and tells nothing but ``ok``.
"""

from __future__ import annotations

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from depositary.register.storage.schema import migrations


def health(request: Request) -> Response:
    """Answer that the server can read its register. If it cannot, the error becomes the status 503."""
    with request.app.state.shelf.register.store.reading() as connection:
        connection.execute(select(migrations.c.name).limit(1)).all()
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})


ROUTES = [Route("/health", health, methods=["GET"])]
