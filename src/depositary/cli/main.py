"""The command ``depositary``. Each subcommand is a module that is imported when it is called.

>>> "read" in COMMANDS
True
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from depositary.cli.configuration import Configuration, apply_section, load_configuration
from depositary.errors import DepositaryError

COMMANDS = {
    "cluster": "depositary.cli.cluster:cluster",
    "read": "depositary.cli.read:read",
    "compare": "depositary.cli.compare:compare_",
    "events": "depositary.cli.events:events",
    "add": "depositary.cli.add:add",
    "list": "depositary.cli.agreements:list_",
    "search": "depositary.cli.agreements:search",
    "show": "depositary.cli.agreements:show",
    "status": "depositary.cli.status:status",
    "timeline": "depositary.cli.agreements:timeline",
    "between": "depositary.cli.status:between",
    "due": "depositary.cli.upkeep:due",
    "changes": "depositary.cli.upkeep:changes",
    "claims": "depositary.cli.agreements:claims",
    "catalogue": "depositary.cli.catalogue:catalogue",
    "judge": "depositary.cli.judge:judge",
    "import": "depositary.cli.tables_in:import_",
    "ledger": "depositary.cli.upkeep:ledger",
    "doctor": "depositary.cli.doctor:doctor",
    "check": "depositary.cli.copies:check",
    "backup": "depositary.cli.copies:backup",
    "restore": "depositary.cli.copies:restore",
    "readers": "depositary.cli.readers:readers",
    "watch": "depositary.cli.watch:watch",
    "export": "depositary.cli.export:export",
    "release": "depositary.cli.release:release",
    "serve": "depositary.cli.serve:serve",
    "accounts": "depositary.cli.accounts:accounts",
    "tokens": "depositary.cli.accounts:tokens",
    "mcp": "depositary.cli.mcp:mcp",
}
"""Each command's name and the place of its click command (``module:attribute``)."""

BROKEN_PIPE = 141
INTERRUPTED = 130
INTERNAL = 70


class Commands(click.Group):
    """A group that imports a command's module only when the command is called or listed."""

    configuration = Configuration(None, None, {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of the group, with the configuration file as the defaults of options."""
        self.configuration = load_configuration(os.environ, COMMANDS)
        register = self.configuration.register
        return super().make_context(
            info_name, args, parent, default_map={"place": register} if register else {}, **extra
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called, and take its section of the configuration file as its defaults."""
        name, command, rest = super().resolve_command(ctx, args)
        section = self.configuration.sections.get(name or "", {})
        if command and section and ctx.default_map is not None:
            ctx.default_map[str(name)] = apply_section(command, section, self.configuration.path)
        return name, command, rest

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="depositary", message="depositary %(version)s")
@click.option(
    "--register",
    "place",
    metavar="PATH",
    envvar="DEPOSITARY_REGISTER",
    default="depositary.db",
    show_default=True,
    show_envvar=True,
    help="The register: a file, or postgresql://USER@HOST/DATABASE.",
)
@click.pass_context
def cli(ctx: click.Context, place: str) -> None:
    """Find international agreements in news reports, and keep a register of them."""
    ctx.obj = place


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit. Every error is a message, without a traceback."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # --jobs adds processes; matrix products of a process need no threads
    code = run(arguments)
    gc.freeze()  # all of it goes with the process: the interpreter need not search it (0.25 s with a model loaded)
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    try:
        code = cli.main(arguments, prog_name="depositary", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        close_output()
        return BROKEN_PIPE
    except DepositaryError as error:
        click.echo(f"depositary: {error}", err=True)
        return 2
    except Exception as error:
        return tell_argument(error) if isinstance(error, (UnicodeEncodeError, OSError)) else tell_bug(error)


def close_output() -> None:
    """Discard the interpreter's last flush, because the reader of the output has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell_argument(error: UnicodeEncodeError | OSError) -> int:
    """Say that an argument names no file that can be used, or is no text; return the exit code."""
    words = "an argument holds bytes that are not UTF-8"
    if isinstance(error, OSError):
        words = f"{str(error.filename or '')[:200]}: {(error.strerror or str(error)).lower()}"
    click.echo(f"depositary: {words}", err=True)
    return 2


def tell_bug(error: Exception) -> int:
    """Report an unexpected error. Show its traceback only if asked to."""
    if os.environ.get("DEPOSITARY_DEBUG"):
        raise error
    what = " ".join(f"{type(error).__name__}: {error}".split())
    click.echo(f"depositary: internal error ({what}). Set DEPOSITARY_DEBUG=1 to see where.", err=True)
    return INTERNAL
