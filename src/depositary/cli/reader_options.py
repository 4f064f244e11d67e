"""Which reader reads: the embedded one, or a language model and how it is asked; the same for each command that reads.

>>> [parameter.name for parameter in click.command(asked_reader(lambda: None)).params][:3]
['reader', 'model', 'base_url']
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from depositary.ingest.llm.session import Choice

READERS = ("embedded", "llm")
SETTINGS = ("model", "base_url", "on_failure")
OWN = ("dry_run", "limit", "prompts", "answers")

OPTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "--reader",
        "The reader: the one that comes with depositary, or a language model.",
        {"type": click.Choice(READERS), "default": READERS[0], "show_default": True, "envvar": "DEPOSITARY_READER"},
    ),
    ("--model", "llm: name of the model on its server.", {"metavar": "NAME"}),
    ("--base-url", "llm: address of an OpenAI-compatible server. Default: Ollama on this machine.", {"metavar": "URL"}),
    ("--dry-run", "llm: only show how many reports, characters and tokens would be sent.", {"is_flag": True}),
    ("--limit", "llm: maximum number of reports to send.", {"type": click.IntRange(0), "metavar": "N"}),
    ("--prompts", "llm: write every prompt to this file as JSON lines.", {"metavar": "FILE"}),
    ("--answers", "llm: use recorded answers from this file, and send nothing.", {"metavar": "FILE"}),
    (
        "--on-failure",
        "llm: what to do with a report that the model cannot read: use the embedded reader, or refuse it.",
        {"type": click.Choice(["embedded", "refuse"])},
    ),
)


def asked_reader(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of its reader; it takes them as one ``choice``, ``None`` for the embedded reader."""

    @functools.wraps(command)
    def choose(*args: Any, reader: str, **given: Any) -> Any:
        told = {name: given.pop(name) for name in (*SETTINGS, *OWN)}
        return command(*args, choice=make_choice(reader, told), **given)

    for name, words, more in reversed(OPTIONS):
        choose = click.option(name, help=words, **more)(choose)
    return choose


def make_choice(reader: str, told: dict[str, Any]) -> Choice | None:
    """Return what was chosen, ``None`` for the embedded reader.

    Raises:
        UsageError: an option of the language model is given for the embedded reader.
        InputError: a setting is none.
    """
    if reader != "llm":
        given = [name for name, value in told.items() if value not in (None, False)]
        if given:
            raise click.UsageError(f"--{given[0].replace('_', '-')} belongs to a language model: add --reader llm")
        return None
    from depositary.ingest.llm.session import Choice
    from depositary.ingest.llm.settings import find_key, make_settings

    settings = make_settings({name: told[name] for name in SETTINGS}, os.environ)
    files = {name: Path(told[name]) if told[name] else None for name in ("prompts", "answers")}
    return Choice(settings, find_key(os.environ), told["dry_run"], told["limit"], **files)
