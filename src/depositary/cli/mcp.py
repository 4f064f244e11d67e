"""``depositary mcp``: the register for language models, over the Model Context Protocol."""

from __future__ import annotations

import importlib.util

import click

from depositary.cli.asking import open_asked
from depositary.errors import InputError


@click.command()
@click.option(
    "--base",
    metavar="URL",
    default="http://127.0.0.1:8470",
    show_default=True,
    help="Where depositary serve shows the register, for permalinks.",
)
@click.pass_context
def mcp(ctx: click.Context, base: str) -> int:
    """Answer a language model's questions over the Model Context Protocol, on standard input and output.

    The tools only read: search, status, agreement, between, due, claims. Every answer carries
    permalinks and the words that it rests on.
    """
    if importlib.util.find_spec("mcp") is None:
        raise InputError("depositary mcp needs the package mcp: pip install 'depositary[mcp]'")
    from depositary.web.assistant import make_server

    with open_asked(ctx) as register:
        make_server(register, base).run("stdio")
    return 0
