"""Settings of the reader ``llm``: options first, then the environment, then the configuration file.

The key comes from the environment alone and stands in no message, file or register.

>>> make_settings({"model": "m"}, {}, None).base_url
'http://127.0.0.1:11434/v1'
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from depositary.errors import FetchError, InputError
from depositary.reading.text import READ_TO
from depositary.sources.client import check_url

PREFIX = "DEPOSITARY_LLM_"
KEY = f"{PREFIX}KEY"
CONFIG = "DEPOSITARY_CONFIG"
FILE = "depositary.toml"
SECTION = "llm"
LOCAL = "http://127.0.0.1:11434/v1"  # where Ollama listens: nothing leaves the machine unless an address is given

Output = Literal["auto", "schema", "json", "text"]
OnFailure = Literal["embedded", "refuse"]


class ModelSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a language model is asked.

    ``seconds`` are what one answer may take, ``attempts`` how often one question is sent before it counts as
    unanswered, ``answer_tokens`` how long an answer may be, ``characters`` how many code points of a report are shown,
    ``concurrency`` how many questions are under way at once. ``output`` is how the form of the answer is asked for:
    by schema, as any JSON, in words alone, or (auto) as strictly as the server knows. ``on_failure`` says who reads a
    report that the model does not: the embedded reader, or nobody. ``kept`` is the file in which answers are kept.
    """

    model: str = ""
    base_url: str = LOCAL
    output: Output = "auto"
    concurrency: int = 4
    seconds: float = 180.0
    attempts: int = 5
    answer_tokens: int = 8192
    characters: int = READ_TO
    on_failure: OnFailure = "embedded"
    kept: str = "depositary-answers.jsonl"


LEAST: dict[str, float] = {"concurrency": 1, "seconds": 1, "attempts": 1, "answer_tokens": 16, "characters": 200}
MOST: dict[str, float] = {"concurrency": 256, "seconds": 3600, "attempts": 20, "characters": READ_TO}


def make_settings(
    options: Mapping[str, Any], environment: Mapping[str, str], file: Path | None = Path(FILE)
) -> ModelSettings:
    """Return the settings.

    Args:
        options: of the command line, ``None`` where one is not given.
        environment: variables; ``DEPOSITARY_CONFIG`` names another configuration file.
        file: the configuration file, unless the environment names another; it need not be there.

    Raises:
        InputError: a setting is none, or the file holds a key.
    """
    named = environment.get(CONFIG)
    own = read_file(Path(named), needed=True) if named else read_file(file) if file else {}
    told = {
        name: environment[PREFIX + name.upper()]
        for name in ModelSettings.__struct_fields__
        if environment.get(PREFIX + name.upper())
    }
    given = {name: value for name, value in options.items() if value is not None}
    try:
        made = msgspec.convert({**own, **told, **given}, ModelSettings, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"settings of the language model: {error} (docs/reference/language-models.md)") from error
    return check(made)


def read_file(path: Path, *, needed: bool = False) -> dict[str, Any]:
    """Return the settings that a configuration file holds; nothing where it need not be there and is not.

    Raises:
        InputError: it is missing, no TOML, or holds a key.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if not needed:
            return {}
        raise InputError(f"{path}: there is no such configuration file ({CONFIG} names it)") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: it is not a configuration file ({error})") from error
    section = found.get(SECTION, {})
    if not isinstance(section, dict):
        raise InputError(f"{path}: {SECTION} is a section: write [{SECTION}]")
    if {name.lower() for name in section} & {"key", "api_key", "apikey", "token", "secret"}:
        raise InputError(f"{path}: a key has no place in a file: set it as {KEY} in the environment")
    return section


def check(made: ModelSettings) -> ModelSettings:
    """Return settings whose numbers and address can be used.

    Raises:
        InputError: one of them cannot.
    """
    for name, least in LEAST.items():
        value = getattr(made, name)
        if not least <= value <= MOST.get(name, float("inf")):
            raise InputError(f"{name}={value:g}: it lies between {least:g} and {MOST.get(name, float('inf')):g}")
    try:
        url = check_url(made.base_url)
    except FetchError as error:
        raise InputError(f"--base-url {error}") from error
    if urlsplit(url).query:
        raise InputError("--base-url: write the address without a question mark and what follows it")
    return msgspec.structs.replace(made, base_url=url.rstrip("/"))


def find_key(environment: Mapping[str, str]) -> str:
    """Return the key, empty where there is none.

    Raises:
        InputError: it holds what no key holds; the message does not show it.
    """
    key = environment.get(KEY, "").strip()
    if not all(" " < char <= "~" for char in key):
        raise InputError(f"{KEY} contains spaces, line ends or characters that no key has; set it again")
    return key
