"""The configuration file: settings of commands that hold unless the environment or an option says otherwise.

``depositary.toml`` in the current folder, or the file that ``DEPOSITARY_CONFIG`` names. A section has the name of a
command, a setting the name of an option; ``register`` stands above all sections. ``[llm]`` has the settings of the
reader ``llm`` (`depositary.ingest.llm.settings`).

>>> name_setting("--openid-issuer")
'openid_issuer'
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from depositary.errors import InputError

CONFIG = "DEPOSITARY_CONFIG"
FILE = "depositary.toml"
OTHERS = frozenset({"llm"})
"""Sections that are no command."""


class Configuration(NamedTuple):
    """A configuration file: its path (``None`` if there is none), and its settings by command."""

    path: Path | None
    register: str | None
    sections: dict[str, dict[str, Any]]


def load_configuration(environment: Mapping[str, str], commands: Mapping[str, str]) -> Configuration:
    """Return the settings of the configuration file.

    Args:
        environment: variables; ``DEPOSITARY_CONFIG`` names another file.
        commands: the commands that a section can be named after.

    Raises:
        InputError: the file that is named is missing, or a file is no TOML, or it has an unknown section.
    """
    named = environment.get(CONFIG)
    path = Path(named or FILE)
    if not named and not path.is_file():
        return Configuration(None, None, {})
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such configuration file ({CONFIG} names it)") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} is not a configuration file ({error})") from error
    register = found.pop("register", None)
    if register is not None and not isinstance(register, str):
        raise InputError(f'{path}: register is a text, such as register = "depositary.db"')
    for name, section in found.items():
        if not isinstance(section, dict) and (name in commands or name in OTHERS):
            raise InputError(f"{path}: {name} is a section: write [{name}], and its settings below it")
        if not isinstance(section, dict):
            raise InputError(f"{path}: {name} stands above all sections; only register can. Write it below [COMMAND]")
        if name not in commands and name not in OTHERS:
            raise InputError(f"{path}: [{name}] is not the name of a command")
    return Configuration(path, register, {name: found[name] for name in found if name not in OTHERS})


def apply_section(command: click.Command, section: Mapping[str, Any], path: Path | None) -> dict[str, Any]:
    """Return the settings of a section as defaults of a command.

    Raises:
        InputError: the command has no such option, or a value is a table or a list for an option that takes one value.
    """
    own = dict(list_settings(command))
    for name, value in section.items():
        if name not in own:
            raise InputError(f"{path}: [{command.name}] has no setting {name}; it has {', '.join(sorted(own))}")
        if isinstance(value, dict) or (isinstance(value, list) and not own[name].multiple):
            raise InputError(f"{path}: {name} in [{command.name}] takes one value")
    return {str(own[name].name): value for name, value in section.items()}


def list_settings(command: click.Command) -> Iterator[tuple[str, click.Option]]:
    """Yield the options of a command that a configuration file can set, each with its name there."""
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.is_eager and parameter.expose_value:
            for option in parameter.opts:
                if option.startswith("--"):
                    yield name_setting(option), parameter


def name_setting(option: str) -> str:
    """Return the name of an option in a configuration file."""
    return option.lstrip("-").replace("-", "_")


class Setting(NamedTuple):
    """A setting in effect: its name, its value in words, and where the value comes from."""

    name: str
    value: str
    source: str


def list_in_effect(
    command: click.Command, section: Mapping[str, Any], environment: Mapping[str, str] = os.environ
) -> Iterator[Setting]:
    """Yield the settings of a command that the environment or the configuration file sets.

    Args:
        command: the command.
        section: its section of the configuration file.
        environment: variables.
    """
    for name, option in list_settings(command):
        variable = option.envvar if isinstance(option.envvar, str) else ""
        if environment.get(variable):
            yield Setting(name, environment[variable], variable)
        elif name in section:
            yield Setting(name, str(section[name]), "configuration file")
