"""The reader on an existing Spark cluster: file paths are spread, each partition reads its own.

>>> callable(write_shards)
True
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from depositary.errors import DepositaryError
from depositary.ingest.cluster.shards import Shard, write_shard


def write_shards(
    sources: Sequence[str],
    folder: str,
    master: str,
    kind: str | None = None,
    form: str = "jsonl",
) -> list[Shard]:
    """Write the shards of many inputs with Spark, and return what became of each, in order.

    ``folder`` must be seen by every worker (a shared file system). ``master`` is as for Spark:
    ``local[2]``, ``spark://host:7077``, ``yarn``.

    Raises:
        DepositaryError: Spark is not installed.
    """
    context = start(master)
    try:
        spread = context.parallelize(list(sources), max(1, len(sources)))
        done = spread.mapPartitions(lambda part: write_part(part, folder, kind, form)).collect()
        return list(done)
    finally:
        context.stop()


def write_part(sources: Iterable[str], folder: str, kind: str | None, form: str) -> Iterator[Shard]:
    """Yield the shards of one partition; the model is loaded once a process."""
    return (write_shard(source, folder, kind, form) for source in sources)


def start(master: str) -> Any:
    """Start Spark.

    Raises:
        DepositaryError: it is not installed.
    """
    try:
        from pyspark import SparkConf, SparkContext  # type: ignore[import-not-found, unused-ignore]  # an extra
    except ImportError as error:
        raise DepositaryError("Spark is not installed: pip install 'depositary[spark]'") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers run the Python of the driver
    settings = {"spark.ui.enabled": "false", "spark.executorEnv.OMP_NUM_THREADS": "1", "spark.task.maxFailures": "4"}
    return SparkContext(conf=SparkConf().setMaster(master).setAppName("depositary").setAll(list(settings.items())))
