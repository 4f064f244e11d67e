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
        help="Kind of input; by default its content tells.",
    ),
    click.option("--published", metavar="DATE", help="Day of publication, YYYY-MM-DD; without it no year is guessed."),
    click.option("--outlet", metavar="NAME", help="Who published it."),
    click.option("--url", metavar="URL", help="Where it was published."),
    click.option("--title", metavar="TEXT", help="Headline, where it is not the first line."),
    click.option("--language", metavar="CODE", help="ISO 639-1 code of its language; by default en."),
)


def about_inputs(command: Command) -> Command:
    """Give a command the options, in their order."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command
