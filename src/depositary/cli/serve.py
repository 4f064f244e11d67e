"""``depositary serve``: the register in a browser and over HTTP."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import click

from depositary.cli.accounts import asked_vault
from depositary.cli.asking import open_asked
from depositary.cli.reach import asked_settings, check_reach
from depositary.errors import InputError
from depositary.ingest.pipeline import make_setting
from depositary.ingest.processes import ReaderAside
from depositary.reading.reader import VERSION
from depositary.register.storage import Store
from depositary.web.settings import Settings

PORT = 8470
GRACE = 10  # seconds that answers under way have when the server is stopped


@click.command()
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Port to listen on.")
@click.option(
    "--fetch/--no-fetch", default=True, show_default=True, help="Whether people can add reports by web address."
)
@asked_vault
@asked_settings
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), help="TLS certificate (PEM).")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="Private key of the certificate (PEM).")
@click.option("--proxy", metavar="ADDRESS", help="Trusted proxy. Its X-Forwarded-For header is believed.")
@click.pass_context
def serve(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context,
    host: str,
    port: int,
    fetch: bool,
    vault: str,
    settings: Settings,
    certificate: str | None,
    key: str | None,
    proxy: str | None,
) -> int:
    """Show the register in a browser, and answer programs under /api/v1.

    Without accounts, everybody who reaches the server can add reports and review, so it listens on loopback only.
    With accounts (depositary accounts), everybody can read unless the server is --private. To review or to add
    reports, people sign in.
    """
    if bool(certificate) != bool(key):
        raise InputError("--certificate and --key come together")
    with open_accounts(vault, settings) as accounts:
        check_reach(host, settings, accounts=accounts is not None, tls=certificate is not None)
        import uvicorn

        from depositary.web.app import make_app
        from depositary.web.connections import Patience, make_connections
        from depositary.web.fetching import allow_fetching
        from depositary.web.limits import name_network

        logging.getLogger("depositary.web").addHandler(logging.StreamHandler())
        logging.getLogger("depositary.web").setLevel(logging.INFO)
        with stop_in_order(), open_asked(ctx, make=True) as register, ExitStack() as stack:
            tell_place(register.store.place, host, port, settings)
            fetched = allow_fetching(fetch, make_setting())
            reader = ReaderAside()
            app = make_app(register.store, reader, VERSION, fetched, vault=accounts, settings=settings)
            stack.callback(reader.end)
            uvicorn.run(
                app,
                host=host,
                port=port,
                log_level="warning",
                server_header=False,
                http=make_connections(Patience(proxy=name_network(proxy or ""))),
                timeout_graceful_shutdown=GRACE,
                proxy_headers=proxy is not None,
                forwarded_allow_ips=proxy or "",
                ssl_certfile=certificate,
                ssl_keyfile=key,
            )
    return 0


def tell_place(register: str, host: str, port: int, settings: Settings) -> None:
    """Print the address of the pages."""
    shown = f"[{host}]" if ":" in host else host
    place = settings.url or f"http://{shown}:{port}"
    click.echo(f"The register {register} is at {place} (stop with Ctrl-C)")


@contextmanager
def stop_in_order() -> Iterator[None]:
    """Let a server that is told to end (SIGTERM) close the register first: an ordinary copy of it is whole then."""

    def stop(_number: int, _frame: object) -> None:
        raise SystemExit(0)

    former = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


@contextmanager
def open_accounts(place: str, settings: Settings) -> Iterator[Store | None]:
    """Yield the accounts, or ``None`` if nobody can sign in."""
    from depositary.web.accounts import list_accounts
    from depositary.web.vault import has_vault, open_vault

    if not settings.openid and not has_vault(place):
        yield None
        return
    found = open_vault(place)
    try:
        yield found if settings.openid or list_accounts(found) else None
    finally:
        found.close()
