"""``depositary cluster``: many inputs to shards of readings, by a pool of processes or by Spark."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from depositary.ingest.cluster import pool
from depositary.ingest.cluster.formats import FORMATS
from depositary.ingest.cluster.shards import Shard
from depositary.sources import KINDS


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE ...")
@click.option("--out", required=True, metavar="DIR", help="Folder for the shards; made where it is missing.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count(), help="Processes of the pool; one a core.")
@click.option("--master", metavar="URL", help="Use Spark at this master (local[2], spark://host:7077) for the pool.")
@click.option(
    "--from", "kind", type=click.Choice([k.name for k in KINDS]), help="Kind of input; by default its content tells."
)
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="jsonl", show_default=True, help="Format of shards."
)
def cluster(  # noqa: PLR0917  # click passes all by name
    files: tuple[str, ...], out: str, jobs: int, master: str | None, kind: str | None, form: str
) -> int:
    """Read many inputs side by side into shards of readings, one a FILE.

    Shards are JSON lines or Parquet, each written whole or not at all; a run that was stopped is run
    again with the same words and passes over what is done. depositary add --shards takes them in.
    """
    Path(out).mkdir(parents=True, exist_ok=True)
    if master is None:
        return show(pool.write_shards(files, out, jobs, kind, form))
    from depositary.ingest.cluster import spark

    return show(spark.write_shards(files, out, master, kind, form))


def show(shards: Iterable[Shard]) -> int:
    """Tell of each shard and of all, and return the exit code: 1 where a report was refused."""
    read = refused = new = count = 0
    for shard in shards:
        count, new = count + 1, new + shard.new
        read, refused = read + shard.read, refused + shard.refused
        click.echo(
            f"{shard.path}: {shard.read:,} read, {shard.refused:,} refused{'' if shard.new else ' (done before)'}"
        )
    click.echo(f"{count:,} shards, {new:,} of them new: {read:,} read, {refused:,} refused")
    return 1 if refused else 0
