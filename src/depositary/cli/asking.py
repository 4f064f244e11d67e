"""What the commands of the register share: which register, which day, which form of answer.

>>> DAY.convert("2025-01-17", None, None)
datetime.date(2025, 1, 17)
"""

from __future__ import annotations

import datetime as dt
import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from depositary.errors import RegisterError
from depositary.model.vocabulary import AgreementStatus, Area, Kind
from depositary.register.queries import Filter
from depositary.register.register import Register, open_register

F = TypeVar("F", bound=Callable[..., Any])


FIRST_YEAR, LAST_YEAR = 1000, 2999  # what is asked about a day counts years from it, in both directions


class DayType(click.ParamType[dt.date]):
    """A day of the calendar, ``YYYY-MM-DD``; ``today`` is one too."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day, or fail in words."""
        if isinstance(value, dt.date):
            return value
        if value == "today":
            return dt.datetime.now(dt.UTC).date()
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day: write it as 2025-01-17", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value} cannot be asked: write a day of the years {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        return day


DAY = DayType()


def asked_on(command: F) -> F:
    """Give a command ``--on``: the day in the world."""
    return click.option("--on", type=DAY, metavar="DATE", help="The day in the world; today by default.")(command)


def asked_known(command: F) -> F:
    """Give a command ``--known``: the last day of knowledge."""
    words = "The last day of knowledge: only reports published by then count; today by default."
    return click.option("--known", type=DAY, metavar="DATE", help=words)(command)


WISHES = (
    click.option("--party", "parties", multiple=True, metavar="CODE", help="Only with this party; can be repeated."),
    click.option("--kind", type=click.Choice([str(k) for k in Kind]), metavar="KIND", help="Only of this kind."),
    click.option("--area", type=click.Choice([str(a) for a in Area]), metavar="AREA", help="Only in this area."),
    click.option(
        "--status",
        type=click.Choice([str(status) for status in AgreementStatus]),
        metavar="STATUS",
        help="Only those that stand so.",
    ),
    click.option("--words", metavar="TEXT", help="Only those in whose names these words stand."),
    click.option("--since", type=DAY, metavar="DATE", help="Only those told of on that day or later."),
    click.option("--until", type=DAY, metavar="DATE", help="Only those first told of on that day or before."),
)


def asked_filter(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that choose agreements; it takes them as one ``Filter`` named ``asked``."""
    names = ("parties", "kind", "area", "status", "words", "since", "until")

    @functools.wraps(command)
    def filtered(*args: Any, **given: Any) -> Any:
        wishes = {name: given.pop(name) for name in names}
        days = {name: wishes[name].isoformat() if wishes[name] else None for name in ("since", "until")}
        return command(*args, asked=Filter(**{**wishes, **days}), **given)

    for option in reversed(WISHES):
        filtered = option(filtered)
    return filtered


def as_json(command: F) -> F:
    """Give a command ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, not a page.")(command)


@contextmanager
def open_asked(ctx: click.Context, *, make: bool = False, settle: bool = True) -> Iterator[Register]:
    """Open the register that the command line names.

    Args:
        ctx: the command's context.
        make: whether a register that is not there is made.
        settle: whether what a broken run left is finished first.

    Raises:
        RegisterError: it is not there, or cannot be opened.
    """
    place = str(ctx.find_root().obj or "depositary.db")
    if not make and "://" not in place and not Path(place).is_file():
        raise RegisterError(
            f"there is no register at {place}: make one with depositary add, or name it with --register"
        )
    with open_register(place, settle=settle) as register:
        yield register


def write_json(answer: Any) -> None:
    """Print an answer as one line of JSON in UTF-8, whatever the terminal's encoding."""
    sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
