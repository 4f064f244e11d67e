"""``depositary check``, ``backup`` and ``restore``: check a register and copy it."""

from __future__ import annotations

from pathlib import Path

import click

from depositary.cli.asking import open_asked
from depositary.errors import RegisterError
from depositary.register.queries import check_register
from depositary.register.storage import back_up
from depositary.register.storage import restore as make_register


@click.command()
@click.pass_context
def check(ctx: click.Context) -> int:
    """Check the register for damage: its file, its texts, its evidence and its counts.

    Nothing is changed. The exit code is 1 if something is wrong.
    """
    with open_asked(ctx, settle=False) as register:
        found = check_register(register.store)
    told = ", ".join(f"{number:,} {what}" for what, number in found.counts.items()) or "no reports"
    for fault in found.faults:
        click.echo(fault)
    words = f"{len(found.faults)} faults; restore a backup with depositary restore" if found.faults else "no faults"
    click.echo(f"checked {told}: {words}")
    return 1 if found.faults else 0


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--accounts", is_flag=True, help="Also copy the accounts to FILE.accounts. They contain password hashes.")
@click.pass_context
def backup(ctx: click.Context, target: Path, accounts: bool) -> int:
    """Write a complete copy of the register to FILE. Others can read and write the register meanwhile.

    FILE is an SQLite file, also for a register in PostgreSQL. An existing file is not overwritten.
    """
    with open_asked(ctx, settle=False) as register:
        back_up(register.store, target)
    click.echo(f"{target}: a whole copy of the register")
    if accounts:
        copy_accounts(str(ctx.find_root().obj), target.with_name(f"{target.name}.accounts"))
    return 0


def copy_accounts(register: str, target: Path) -> None:
    """Copy the accounts beside a register.

    Raises:
        RegisterError: there are none in a file.
    """
    from depositary.web.vault import has_vault, name_vault, open_vault

    place = name_vault(register)
    if "://" in place or not has_vault(place):
        raise RegisterError("there is no file of accounts beside the register; pg_dump copies those in PostgreSQL")
    vault = open_vault(place)
    try:
        back_up(vault, target, private=True)
    finally:
        vault.close()
    click.echo(f"{target}: a copy of the accounts, for its owner alone")


@click.command()
@click.argument("copy", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def restore(ctx: click.Context, copy: Path) -> int:
    """Create the register from a copy. The register given with --register must not exist yet.

    Move a damaged register away first, with the files NAME-wal and NAME-shm next to it.
    """
    place = str(ctx.find_root().obj or "depositary.db")
    make_register(copy, place)
    click.echo("the register is restored: depositary check looks at whether it is whole")
    return 0
