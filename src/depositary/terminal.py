"""Messages and text for a terminal, without characters that could control it.

>>> clean("a\\x1b[2Jb")
'a�[2Jb'
"""

from __future__ import annotations

import click


def warn(message: str) -> None:
    """Tell the user something on standard error."""
    click.echo(f"depositary: {clean(message)}", err=True)


def clean(text: str) -> str:
    """Return text without characters that move a terminal's cursor or turn its lines around."""
    return "".join(" " if c in "\t\n\r" else "�" if is_unsafe(c) else c for c in text)


def is_unsafe(character: str) -> bool:
    """Tell whether a character is a control or overrides the direction of what follows it."""
    return (
        character < " "
        or "\x7f" <= character <= "\x9f"
        or "\u202a" <= character <= "\u202e"
        or "\u2066" <= character <= "\u2069"
    )
