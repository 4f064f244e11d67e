"""The register for Python: fill it, ask it, take its tables as data frames.

>>> with Register(":memory:") as register:
...     register.agreements()
<table agreements: 0 rows, 27 columns>
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from depositary.exchange.data_frames import Table, fill_duckdb, find_table, find_tables
from depositary.exchange.extract import Clocks
from depositary.exchange.table_schema import load_tables
from depositary.register.intake import Tally
from depositary.register.queries import Filter, StatusAnswer
from depositary.register.register import Day
from depositary.register.register import Register as Questions
from depositary.register.storage import open_store

if TYPE_CHECKING:
    import duckdb


class Register:
    """A register in a file or a PostgreSQL database, made where it is not there.

    Every table takes ``on`` (the day in the world; today where it is not given), ``known`` (the last day of knowledge;
    today) and ``asked`` (which agreements; all). ``questions`` are the register's own: status, timeline, due and more.
    """

    def __init__(self, place: str | Path = "depositary.db") -> None:
        """Open a register.

        Args:
            place: a file, ``postgresql://USER@HOST/DATABASE``, or ``:memory:``.

        Raises:
            RegisterError: it cannot be opened.
        """
        self.questions = Questions(open_store(place))

    def close(self) -> None:
        """Close the register."""
        self.questions.store.close()

    def __enter__(self) -> Register:
        """Return the register."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the register."""
        self.close()

    def add(self, *inputs: str | Path, published: str | None = None, outlet: str | None = None, jobs: int = 1) -> Tally:
        """Read reports and register what they say; what is known already is passed over.

        Args:
            inputs: files, folders or addresses, of any kind that ``depositary add`` takes.
            published: the day of publication, for reports that do not say it.
            outlet: who published them, for reports that do not say it.
            jobs: processes that read.

        Returns:
            How many were offered, new, known and refused; standard error tells why something is refused.

        Raises:
            DateError: ``published`` is no date.
        """
        from depositary.ingest.run import Run
        from depositary.sources import Details
        from depositary.sources.intake import check_published

        details = Details(published=check_published(published), outlet=outlet)
        return Run([str(each) for each in inputs], None, details).take(self.questions.store, jobs)

    def status(self, name: str, *, party: str | None = None, on: Day = None, known: Day = None) -> list[StatusAnswer]:
        """Return where the agreements stand that a name or an id can mean, best match first."""
        return self.questions.status(name, party=party, on=on, known=known)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all tables."""
        return tuple(load_tables())

    def table(self, name: str, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return one table.

        Raises:
            ExchangeError: there is no table of the name.
        """
        return find_table(self.questions, name, Clocks.of(on, known), asked)

    def agreements(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the agreements with their status on a day."""
        return self.table("agreements", on=on, known=known, asked=asked)

    def participations(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the parties of agreements with the days of their signature, ratification, force and end."""
        return self.table("participations", on=on, known=known, asked=asked)

    def actions(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the steps in the life of agreements, each told once."""
        return self.table("actions", on=on, known=known, asked=asked)

    def claims(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return what each report claims."""
        return self.table("claims", on=on, known=known, asked=asked)

    def evidence(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the spans of text that claims rest on."""
        return self.table("evidence", on=on, known=known, asked=asked)

    def reports(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the reports that the claims stand in."""
        return self.table("reports", on=on, known=known, asked=asked)

    def to_duckdb(
        self,
        connection: duckdb.DuckDBPyConnection | None = None,
        *,
        on: Day = None,
        known: Day = None,
        asked: Filter | None = None,
    ) -> duckdb.DuckDBPyConnection:
        """Put all tables into a DuckDB database, one in memory where none is given.

        Raises:
            ExchangeError: DuckDB is not installed.
        """
        return fill_duckdb(find_tables(self.questions, Clocks.of(on, known), asked), connection)
