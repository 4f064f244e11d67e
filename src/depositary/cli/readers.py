"""``depositary readers``: show who read the reports of a register, and choose whose readings answer."""

from __future__ import annotations

import click

from depositary.cli.asking import as_json, open_asked, write_json
from depositary.register.intake import count_readers, let_answer


@click.command()
@click.option("--answer", metavar="READER", help="Let this reader answer for all reports that it has read.")
@as_json
@click.pass_context
def readers(ctx: click.Context, answer: str | None, as_json: bool) -> int:
    """Show the readers of the register: how many reports each has read, and for how many it answers.

    A register keeps all readings of a report, and answers from one of them. READER is a name and version from the
    list (en/1, llm/NAME/1). The other readings are kept and can answer later.
    """
    with open_asked(ctx) as register:
        if answer:
            changed = let_answer(register.store, answer)
            click.echo(f"{answer} answers for {changed:,} more reports", err=as_json)
        with register.store.reading() as connection:
            found = count_readers(connection)
    if as_json:
        write_json(found)
        return 0
    from depositary.cli.tables import print_table

    rows = [[each.reader, f"{each.reports:,}", f"{each.answers:,}"] for each in found]
    print_table("Readers", ["reader", "reports read", "answers for"], rows)
    return 0
