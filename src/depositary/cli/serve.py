"""``depositary serve``: the register in a browser and over HTTP."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import click

from depositary.cli.accounts import asked_vault
from depositary.cli.asking import open_asked
from depositary.cli.reach import asked_settings, check_reach
from depositary.errors import InputError
from depositary.register.storage import Store
from depositary.web.settings import Settings

PORT = 8470
MOST_WORKERS = 64


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
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    help="Number of processes that answer. Default: one for each core, at most 4.",
)
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
    workers: int | None,
) -> int:
    """Show the register in a browser, and answer programs under /api/v1.

    Without accounts, everybody who reaches the server can add reports and review, so it listens on loopback only.
    With accounts (depositary accounts), everybody can read unless the server is --private. To review or to add
    reports, people sign in.
    """
    if bool(certificate) != bool(key):
        raise InputError("--certificate and --key come together")
    if (workers or 1) > 1 and str(ctx.find_root().obj) == ":memory:":
        raise InputError("--workers: a register in memory is served by one process only")
    with open_accounts(vault, settings) as accounts:
        check_reach(host, settings, accounts=accounts is not None, tls=certificate is not None)
        from depositary.web.workers import Plan, choose_workers, serve_alone, serve_together, stop_in_order

        logging.getLogger("depositary.web").addHandler(logging.StreamHandler())
        logging.getLogger("depositary.web").setLevel(logging.INFO)
        plan = Plan(
            register=str(ctx.find_root().obj or "depositary.db"),
            host=host,
            port=port,
            vault=vault if accounts else "",
            settings=settings,
            fetch=fetch,
            certificate=certificate,
            key=key,
            proxy=proxy,
        )
        workers = workers or choose_workers(plan.register)
        with stop_in_order():
            with open_asked(ctx, make=True) as register:
                tell_place(register.store.place, host, port, settings)
                if workers == 1:
                    serve_alone(plan, register.store, accounts)
            if workers > 1:
                serve_together(plan, workers)
    return 0


def tell_place(register: str, host: str, port: int, settings: Settings) -> None:
    """Print the address of the pages."""
    shown = f"[{host}]" if ":" in host else host
    place = settings.url or f"http://{shown}:{port}"
    click.echo(f"The register {register} is at {place} (stop with Ctrl-C)")


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
