"""Write the generated parts of docs/: commands and options, files of the lexicon, tables, accuracy.

Run it in the environment of ``tools/install dev``: ``make reference``. A test compares.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from depositary.cli.main import cli
from depositary.exchange.codebook import write_accuracy, write_table
from depositary.exchange.table_schema import load_measured, load_tables

ROOT = Path(__file__).parent.parent
LEXICON = ROOT / "src/depositary/languages"
WORLD = ROOT / "src/depositary/world"
MARKS = {
    "cli.md": "<!-- commands: written by make reference -->",
    "lexicon.md": "<!-- files: written by make reference -->",
    "tables.md": "<!-- tables: written by make reference -->",
}


QUALITY = ROOT / "docs/quality.md"
BEGIN = "<!-- accuracy: written by make reference from src/depositary/exchange/accuracy.tsv -->"
END = "<!-- end of accuracy -->"
HEAD = "| Task | Unseen | Precision | Recall | Rules alone, unseen | Cross-validation | Development |"


def main() -> None:
    """Write the generated parts anew."""
    for name in MARKS:
        path = ROOT / "docs/reference" / name
        path.write_text(render(name, path.read_text("utf-8")), "utf-8")
    QUALITY.write_text(render_accuracy(QUALITY.read_text("utf-8")), "utf-8")


def render_accuracy(text: str) -> str:
    """Return the page on accuracy with its table made anew from the file that the web page shows too."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    told = ([value for name, value in row.items() if name != "columns"] for row in load_measured())
    rows = [f"| {' | '.join(values)} |".replace("|  |", "| |").replace("|  |", "| |") for values in told]
    return "\n".join([before + BEGIN, "", HEAD, "| --- " * HEAD.count(" |") + "|", *rows, "", END + after])


def render(name: str, text: str) -> str:
    """Return a file's text with its generated part made anew."""
    lines = {
        "cli.md": lambda: describe_group(cli, "depositary"),
        "lexicon.md": describe_lexicon,
        "tables.md": describe_tables,
    }[name]()
    return text.partition(MARKS[name])[0] + MARKS[name] + "\n" + "\n".join(lines) + "\n"


def describe_group(group: click.Group, path: str) -> Iterator[str]:
    """Yield the sections of all commands of a group, groups in groups included."""
    with click.Context(group, info_name=path) as context:
        commands = [(name, group.get_command(context, name)) for name in group.list_commands(context)]
    for name, command in commands:
        if isinstance(command, click.Group):
            yield from describe_group(command, f"{path} {name}")
        elif command is not None:
            yield from describe_command(command, f"{path} {name}")


def describe_command(command: click.Command, path: str) -> Iterator[str]:
    """Yield the section of one command: usage, what it does, its options."""
    context = click.Context(command, info_name=path)
    yield from ("", f"## {path}", "", f"`{' '.join([path, *command.collect_usage_pieces(context)])}`", "")
    yield " ".join((command.help or "").split())
    records = [record for parameter in command.get_params(context) if (record := parameter.get_help_record(context))]
    yield from ("", "| option | meaning |", "| --- | --- |")
    for option, meaning in records:
        yield f"| `{escape(option)}` | {escape(meaning)} |"


def escape(text: str) -> str:
    """Return text that can stand in a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def describe_tables() -> Iterator[str]:
    """Yield the sections of all tables of a dataset."""
    for table in load_tables().values():
        yield from ("", *write_table(table))
    yield from ("", *write_accuracy())


def describe_lexicon() -> Iterator[str]:
    """Yield a table of the files of each language, then of the world, each with the first sentence of its header."""
    languages = sorted(path for path in LEXICON.iterdir() if path.is_dir() and path.name != "__pycache__")
    for folder in (*languages, WORLD):
        yield from ("", f"## {folder.name}", "", "| file | holds |", "| --- | --- |")
        for path in sorted(path for path in folder.iterdir() if path.suffix in (".tsv", ".toml", ".txt")):
            yield f"| `{path.name}` | {escape(read_header(path))} |"


def read_header(path: Path) -> str:
    """Return what a data file says of itself before it names its source."""
    lines = path.read_text("utf-8").splitlines()
    comments = itertools.takewhile(lambda line: line.startswith("#"), lines)
    return (
        " ".join(line.lstrip("# ") for line in comments).partition("Source:")[0].partition(". ")[0].strip().rstrip(".")
    )


if __name__ == "__main__":
    sys.exit(main())
