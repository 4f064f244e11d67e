"""``depositary accounts`` and ``depositary tokens``: who can sign in, and which programs can use the API."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from depositary.cli.asking import as_json, write_json
from depositary.errors import InputError
from depositary.register.storage import Store
from depositary.web.persons import ROLES
from depositary.web.vault import name_vault

PLACE = click.option(
    "--accounts",
    "vault",
    metavar="PATH",
    envvar="DEPOSITARY_ACCOUNTS",
    help="Database of accounts. Default: NAME.accounts.db next to the register, or its PostgreSQL database.",
)


def asked_vault(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--accounts``. The command gets the database of accounts as ``vault``."""

    @functools.wraps(command)
    def placed(*args: Any, vault: str | None, **given: Any) -> Any:
        return command(*args, vault=vault or name_vault(str(click.get_current_context().obj)), **given)

    return PLACE(placed)


@contextmanager
def opened(place: str) -> Iterator[Store]:
    """Open the database of accounts."""
    from depositary.web.vault import open_vault

    vault = open_vault(place)
    try:
        yield vault
    finally:
        vault.close()


@click.group()
def accounts() -> None:
    """Manage who can sign in to the server: readers, reviewers, admins.

    A reader can read a private server. A reviewer can also review and add reports. An admin can also undo the
    decisions of others and manage accounts. Passwords are stored as Argon2id hashes, separate from the register.
    """


@accounts.command()
@click.argument("name")
@click.option(
    "--role", type=click.Choice(ROLES), default="reader", show_default=True, help="The permissions of the account."
)
@click.option("--generate", is_flag=True, help="Make a password and print it; it must be changed within 7 days.")
@click.option("--openid", is_flag=True, help="Sign in by OpenID Connect: NAME is the verified e-mail address.")
@asked_vault
@click.pass_context
def add(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context, name: str, role: str, generate: bool, openid: bool, vault: str
) -> int:
    """Add an account. The command asks for the password, or reads it as one line from standard input."""
    from depositary.web.accounts import add_account, check_name, invite

    check_name(name)
    with opened(vault) as kept:
        if generate:
            password = invite(kept, name, role)
            click.echo(f"{name} ({role}) signs in with {password} and must then change it, within 7 days")
            return 0
        add_account(kept, name, role, None if openid else ask_password())
    click.echo(f"{name} is added as {role}")
    return 0


@accounts.command(name="list")
@as_json
@asked_vault
@click.pass_context
def list_(ctx: click.Context, as_json: bool, vault: str) -> int:
    """Show all accounts."""
    from depositary.web.accounts import list_accounts

    with opened(vault) as kept:
        found = list_accounts(kept)
    rows = [{"name": a.name, "role": a.role, "signs_in_by": tell_way(a), "locked": bool(a.locked_at)} for a in found]
    if as_json:
        write_json(rows)
    else:
        from depositary.cli.tables import print_table

        cells = [[str(r["name"]), str(r["role"]), str(r["signs_in_by"]), "locked" if r["locked"] else ""] for r in rows]
        print_table("Accounts", ["name", "role", "signs in by", ""], cells)
    return 0


def tell_way(account: Any) -> str:
    """Return how an account signs in."""
    if account.password is None:
        return f"OpenID Connect, {account.issuer}" if account.issuer else "OpenID Connect, not yet"
    return "password, to be changed" if account.initial_until else "password"


@accounts.command()
@click.argument("name")
@asked_vault
@click.pass_context
def remove(ctx: click.Context, name: str, vault: str) -> int:
    """Remove an account and end its sessions. Past decisions keep the person's name."""
    from depositary.web.accounts import remove_account

    with opened(vault) as kept:
        remove_account(kept, name)
    click.echo(f"{name} is removed")
    return 0


@accounts.command()
@click.argument("name")
@click.option("--generate", is_flag=True, help="Make a password and print it; it must be changed within 7 days.")
@asked_vault
@click.pass_context
def password(ctx: click.Context, name: str, generate: bool, vault: str) -> int:
    """Set the password of an account and end its sessions."""
    from depositary.web.accounts import set_password
    from depositary.web.passwords import make_password

    with opened(vault) as kept:
        chosen = make_password() if generate else ask_password()
        set_password(kept, name, chosen, initial=generate)
    click.echo(f"{name} signs in with {chosen} and must then change it" if generate else f"{name} has a new password")
    return 0


@accounts.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@asked_vault
@click.pass_context
def role(ctx: click.Context, name: str, role: str, vault: str) -> int:
    """Change the role of an account and end its sessions."""
    from depositary.web.accounts import set_role

    with opened(vault) as kept:
        set_role(kept, name, role)
    click.echo(f"{name} is {role}")
    return 0


def ask_password() -> str:
    """Ask for a password twice on a terminal, or read the first line of standard input.

    Raises:
        InputError: there is no password.
    """
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise InputError("no password: write it as one line to standard input, or give --generate")
    return line


@click.group()
def tokens() -> None:
    """Manage tokens for programs that read the API. Send one as "Authorization: Bearer TOKEN"."""


@tokens.command(name="add")
@click.argument("name")
@click.option(
    "--days", type=click.IntRange(1, 36_500), help="Days until the token expires. Default: it does not expire."
)
@asked_vault
@click.pass_context
def add_token(ctx: click.Context, name: str, days: int | None, vault: str) -> int:
    """Make a token for NAME and print it. It is shown only once and stored as a hash."""
    from depositary.web import tokens as kept_tokens

    with opened(vault) as kept:
        made, key = kept_tokens.add_token(kept, name, days)
    click.echo(f"{key}\n{made.id} is for {made.name}{f', until {made.until[:10]}' if made.until else ''}")
    return 0


@tokens.command(name="list")
@as_json
@asked_vault
@click.pass_context
def list_tokens(ctx: click.Context, as_json: bool, vault: str) -> int:
    """Show all tokens, including revoked ones."""
    from depositary.web import tokens as kept_tokens

    with opened(vault) as kept:
        found = kept_tokens.list_tokens(kept)
    names = ("id", "name", "made_at", "until", "used_on", "revoked_at")
    if as_json:
        write_json([{name: getattr(token, name) for name in names} for token in found])
    else:
        from depositary.cli.tables import print_table

        rows = [
            [str(getattr(token, name) or "")[: 10 if name.endswith(("_at", "until")) else 40] for name in names]
            for token in found
        ]
        print_table("Tokens", ["id", "for", "made", "until", "used last", "revoked"], rows)
    return 0


@tokens.command()
@click.argument("token", metavar="ID")
@asked_vault
@click.pass_context
def revoke(ctx: click.Context, token: str, vault: str) -> int:
    """Revoke the token ID. It stops working at once."""
    from depositary.web.tokens import revoke_token

    with opened(vault) as kept:
        revoke_token(kept, token)
    click.echo(f"{token} is revoked")
    return 0
