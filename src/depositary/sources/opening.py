"""What a person names, opened: files, folders, URLs, ``-`` for standard input.

>>> is_url("https://news.example/feed"), is_url("news.txt")
(True, False)
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from depositary.errors import InputError
from depositary.sources.source import Input, Refusal, Setting, tell_failure

if TYPE_CHECKING:
    from depositary.sources.client import Client

SUCCESS = 200


def open_inputs(names: Iterable[str], setting: Setting | None = None) -> Iterator[Input | Refusal]:
    """Open what is named, one after the other, and close each after use."""
    chosen = setting or Setting()
    for name in expand(names, chosen):
        if isinstance(name, Refusal):
            yield name
            continue
        try:
            with open_input(name, chosen) as source:
                yield source
        except InputError as error:
            yield Refusal(show(name), None, str(error).removeprefix(f"{name}: "))
        except OSError as error:
            yield Refusal(show(name), None, f"it cannot be read: {(error.strerror or str(error)).lower()}")
        except Exception as error:  # a name that is none (NUL), or whatever else: the others are opened all the same
            yield Refusal(show(name), None, tell_failure(error))


def expand(names: Iterable[str], setting: Setting) -> Iterator[str | Refusal]:
    """Yield the names, a folder replaced by the files below it."""
    for name in names:
        try:
            if name != "-" and not is_url(name) and Path(name).is_dir():
                yield from walk(Path(name), setting)
            else:
                yield name
        except (OSError, ValueError) as error:
            yield Refusal(
                show(name), None, f"it cannot be read: {(getattr(error, 'strerror', '') or str(error)).lower()}"
            )


def show(name: str) -> str:
    """Return the name of a file as it can be written down; bytes that are no UTF-8 are written as figures.

    >>> show("accord-\\udce9.txt")
    'accord-\\\\xe9.txt'
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace").replace("\x00", "\\x00")


def walk(folder: Path, setting: Setting) -> Iterator[str | Refusal]:
    """Yield the files below a folder in order of their names; hidden ones and links are left out."""
    count = 0
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or path.is_symlink():
            continue
        if path.is_file():
            count += 1
            yield str(path)
        if count >= setting.caps.entries:
            yield Refusal(show(str(folder)), None, f"more than {setting.caps.entries} files: hand them over in parts")
            return


def is_url(name: str) -> bool:
    """Tell whether a name is a URL of the web."""
    return name.lower().startswith(("http://", "https://"))


@contextmanager
def open_input(name: str, setting: Setting) -> Iterator[Input]:
    """Open one file or URL, or standard input for ``-``.

    Raises:
        OSError: it cannot be opened.
        InputError: it cannot be fetched.
    """
    if name == "-":
        yield Input(name, sys.stdin.buffer, setting=setting)
    elif is_url(name):
        from depositary.sources.client import Client

        with Client(setting.caps, setting.allow_private) as client:
            yield fetch_input(name, setting, client)
    else:
        with Path(name).open("rb") as stream:
            yield Input(show(name), stream, Path(name).stat().st_size, setting)


def fetch_input(url: str, setting: Setting, client: Client) -> Input:
    """Fetch a URL as an input.

    Raises:
        InputError: it cannot be fetched, or the server answers with an error.
    """
    answer = client.fetch(url)
    if answer.status != SUCCESS:
        raise InputError(f"the server answers {answer.status}")
    source = Input(url, io.BytesIO(answer.body), len(answer.body), setting)
    source.url, source.charset = answer.url, find_charset(answer.headers.get("content-type", ""))
    return source


def find_charset(content_type: str) -> str | None:
    """Return the charset that a content type names."""
    for part in content_type.split(";")[1:]:
        name, _, value = part.strip().partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None
