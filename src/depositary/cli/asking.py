"""What all commands on a register share: the register, the days and the form of the answer.

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

from depositary.errors import InputError, RegisterError
from depositary.languages.actor_codes import resolve_actor
from depositary.model.vocabulary import AgreementStatus, Area, Kind
from depositary.register.queries import Filter
from depositary.register.register import CLOCKS, Register, open_register

F = TypeVar("F", bound=Callable[..., Any])


FIRST_YEAR, LAST_YEAR = 1000, 2999  # what is asked about a day counts years from it, in both directions


class DayType(click.ParamType[dt.date]):
    """A date, ``YYYY-MM-DD`` or ``today``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day, or fail with a message."""
        if isinstance(value, dt.date):
            return value
        if value == "today":
            return dt.datetime.now(dt.UTC).date()
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; use YYYY-MM-DD, for example 2025-01-17", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value} cannot be asked; use a day of the years {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        return day


DAY = DayType()


class ActorType(click.ParamType[str]):
    """A state, an organisation or a group, by its code or its name."""

    name = "actor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code, or fail with a message that suggests names."""
        try:
            return resolve_actor(value)
        except InputError as error:
            self.fail(str(error), param, ctx)


ACTOR = ActorType()


def asked_on(command: F) -> F:
    """Give a command ``--on``: the day in the world."""
    return click.option("--on", type=DAY, metavar="DATE", help="Status as of this day. Default: today.")(command)


def asked_known(command: F) -> F:
    """Give a command ``--known``: the last day of knowledge."""
    words = "Use only reports published by this day. Default: today."
    return click.option("--known", type=DAY, metavar="DATE", help=words)(command)


def asked_known_by(command: F) -> F:
    """Give a command ``--known-by``: the clock of knowledge."""
    words = (
        "When a report counts as known: from its publication, or from its arrival in this register. By arrival, "
        "new readings and decisions of reviewers also count only from the day when they were added."
    )
    kinds = click.Choice(CLOCKS)
    return click.option("--known-by", type=kinds, default="publication", show_default=True, help=words)(command)


def asked_unsure(command: F) -> F:
    """Give a command ``--unsure``: whether steps count that the reader is not sure of."""
    words = "Count steps for the status even if the reader is not sure of them. By default they wait for review."
    return click.option("--unsure", is_flag=True, help=words)(command)


WISHES = (
    click.option(
        "--party",
        "parties",
        multiple=True,
        type=ACTOR,
        metavar="NAME",
        help="Only agreements with this party: a name or a code (Russia, EU, hamas). Can be repeated.",
    ),
    click.option(
        "--kind", type=click.Choice([str(k) for k in Kind]), metavar="KIND", help="Only agreements of this kind."
    ),
    click.option(
        "--area", type=click.Choice([str(a) for a in Area]), metavar="AREA", help="Only agreements in this area."
    ),
    click.option(
        "--status",
        type=click.Choice([str(status) for status in AgreementStatus]),
        metavar="STATUS",
        help="Only agreements with this status.",
    ),
    click.option("--words", metavar="TEXT", help="Only agreements with these words in their names."),
    click.option("--since", type=DAY, metavar="DATE", help="Only agreements reported on or after this day."),
    click.option("--until", type=DAY, metavar="DATE", help="Only agreements first reported on or before this day."),
)


def asked_filter(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that filter agreements. The command gets one ``Filter`` named ``asked``."""
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
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a page.")(command)


@contextmanager
def open_asked(ctx: click.Context, *, make: bool = False, settle: bool = True) -> Iterator[Register]:
    """Open the register of the command line.

    Args:
        ctx: the command's context.
        make: whether to create a missing register.
        settle: whether to complete first what an interrupted run left.

    Raises:
        RegisterError: it does not exist, or cannot be opened.
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
