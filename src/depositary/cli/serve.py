"""``depositary serve``: the register in a browser and over HTTP."""

from __future__ import annotations

import ipaddress

import click

from depositary.cli.asking import open_asked
from depositary.cli.crew import read_part
from depositary.cli.pipeline import make_setting
from depositary.errors import InputError
from depositary.reading.reader import VERSION

PORT = 8470


@click.command()
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="An address of this machine.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The port.")
@click.option("--fetch/--no-fetch", default=True, show_default=True, help="Whether reports are added by their address.")
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, fetch: bool) -> int:
    """Show the register in a browser, and answer programs under /api/v1.

    There are no accounts, and whoever reaches the server can add reports: it listens on loopback only.
    """
    check_loopback(host)
    import uvicorn

    from depositary.web.app import make_app
    from depositary.web.fetching import allow_fetching

    with open_asked(ctx, make=True) as register:
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"The register {register.store.place} is at http://{shown}:{port} (stop with Ctrl-C)")
        app = make_app(register.store, read_part, VERSION, allow_fetching(fetch, make_setting()))
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, limit_concurrency=200)
    return 0


def check_loopback(host: str) -> None:
    """Refuse an address that others can reach.

    Raises:
        InputError: it is none of loopback.
    """
    try:
        inside = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise InputError(
            f"--host {host}: without accounts the server listens on loopback only: 127.0.0.1, ::1, localhost"
        )
