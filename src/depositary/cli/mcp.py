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
    help="Address of the same register in depositary serve, for links.",
)
@click.pass_context
def mcp(ctx: click.Context, base: str) -> int:
    """Answer the questions of a language model over the Model Context Protocol (MCP).

    It uses standard input and output. The tools only read: search, status, agreement, between, due,
    claims. Every answer has links and the quoted words that support it.
    """
    if importlib.util.find_spec("mcp") is None:
        raise InputError("depositary mcp needs the package mcp. Install it: python -m pip install mcp")
    from depositary.web.assistant import make_server

    with open_asked(ctx) as register:
        make_server(register, base).run("stdio")
    return 0
