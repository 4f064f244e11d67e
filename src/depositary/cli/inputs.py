"""The options that describe inputs (publication date, outlet and more), the same for each command that reads.

>>> [parameter.name for parameter in click.command(about_inputs(lambda: None)).params]
['kind', 'published', 'outlet', 'url', 'title', 'language']
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from depositary.sources import KINDS

Command = TypeVar("Command", bound=Callable[..., object])

NAMES = [kind.name for kind in KINDS]

OPTIONS = (
    click.option(
        "--from",
        "kind",
        type=click.Choice([k.name for k in KINDS]),
        help="Kind of input. Default: detected from the content.",
    ),
    click.option(
        "--published", metavar="DATE", help="Publication date, YYYY-MM-DD. Without it, years can stay unknown."
    ),
    click.option("--outlet", metavar="NAME", help="Name of the publisher."),
    click.option("--url", metavar="URL", help="Address of the report."),
    click.option("--title", metavar="TEXT", help="Headline, if it is not the first line."),
    click.option(
        "--language", metavar="CODE", help="Language of the report (ISO 639-1). A hint: the text itself decides."
    ),
)


def about_inputs(command: Command) -> Command:
    """Give a command the options, in their order."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command
