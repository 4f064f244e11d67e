"""The register's use cases: what can be asked of it, always of a day in the world and a day of knowledge.

>>> with open_register(":memory:") as register:
...     register.status("Paris Agreement")
[]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from depositary.register.answers import StatusAnswer, answer_status
from depositary.register.dossiers import Dossier, fill_dossiers, load_agreement, load_clusters
from depositary.register.linking import resolve
from depositary.register.search import find_mentions, rank_cluster
from depositary.register.store import Store, open_store

MATCHES = 10

Day = dt.date | str | None


class Register:
    """A register that is open."""

    def __init__(self, store: Store) -> None:
        """Stand over a store."""
        self.store = store

    def status(
        self, name: str, *, party: str | None = None, on: Day = None, known: Day = None, limit: int = MATCHES
    ) -> list[StatusAnswer]:
        """Return where the agreements stand that a name or an id can mean, best match first.

        Args:
            name: a title, an acronym, a description, or an agreement's id.
            party: the code of one party, whose status alone is wanted.
            on: the day in the world; today where it is not given.
            known: the last day of knowledge; today where it is not given.
            limit: the most agreements to return.
        """
        day, last = day_or_today(on), day_or_today(known).isoformat()
        return [answer_status(dossier, day, last, party) for dossier in self.find(name, known=last, limit=limit)]

    def find(self, name: str, *, known: Day = None, limit: int = MATCHES) -> list[Dossier]:
        """Return the agreements that a name or an id can mean, best match first, as known on a day."""
        last = day_or_today(known).isoformat()
        with self.store.reading() as connection:
            if agreement := resolve(connection, name):
                return load_agreement(connection, agreement, last)
            mentions = find_mentions(connection, name)
            clusters = load_clusters(connection, mentions, last)
            ranked = sorted(clusters, key=lambda c: (-rank_cluster(name, c, mentions), c[0].order))
            return fill_dossiers(connection, ranked[:limit])


@contextmanager
def open_register(location: str | Path) -> Iterator[Register]:
    """Open a register and close it again.

    Raises:
        RegisterError: it cannot be opened.
    """
    store = open_store(location)
    try:
        yield Register(store)
    finally:
        store.close()


def day_or_today(day: Day) -> dt.date:
    """Return a day; today in UTC where none is given."""
    if day is None:
        return dt.datetime.now(dt.UTC).date()
    return day if isinstance(day, dt.date) else dt.date.fromisoformat(day)
