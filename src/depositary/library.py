"""The register for Python: fill it, query it, and get its tables as data frames.

>>> with Register(":memory:") as register:
...     register.agreements()
<table agreements: 0 rows, 29 columns>
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from depositary.exchange.data_frames import Table, fill_duckdb, find_table, find_tables
from depositary.exchange.extract import Clocks
from depositary.exchange.mapping import load_mapping
from depositary.exchange.status_import import Imported, import_table, plan_import
from depositary.exchange.status_tables import Options, open_status_table
from depositary.exchange.table_schema import load_tables
from depositary.register.intake import Tally
from depositary.register.queries import Filter, ParticipantTable, StatusAnswer, Wanted
from depositary.register.register import Day, KnownBy
from depositary.register.register import Register as Questions
from depositary.register.storage import open_store

if TYPE_CHECKING:
    import duckdb


class Register:
    """A register in a file or a PostgreSQL database. It is created if it does not exist.

    Every table takes ``on`` (the day in the world; default: today), ``known`` (the last day of knowledge; default:
    today) and ``asked`` (a filter of agreements; default: all). ``questions`` has the methods of the command line:
    status, timeline, due and more.
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
        """Read reports and add them to the register. Known reports are skipped.

        Args:
            inputs: files, folders or addresses, of any kind that ``depositary add`` accepts.
            published: the publication date of reports that do not give it.
            outlet: the publisher of reports that do not give it.
            jobs: the number of reading processes.

        Returns:
            How many reports were offered, new, known and refused. The reasons go to standard error.

        Raises:
            DateError: ``published`` is not a date.
        """
        from depositary.ingest.run import Run
        from depositary.sources import Details
        from depositary.sources.intake import check_published

        details = Details(published=check_published(published), outlet=outlet)
        return Run([str(each) for each in inputs], None, details).take(self.questions.store, jobs)

    def import_table(
        self,
        table: str | Path,
        *,
        treaty: str = "",
        retrieved: str = "",
        outlet: str | None = None,
        mapping: str | Path | None = None,
        additional: bool = False,
        check: bool = False,
    ) -> Imported:
        """Add an official status table, as ``depositary import`` does.

        Args:
            table: a file: CSV, tab-separated, an Excel workbook, or a page of a treaty collection as text.
            treaty: the title of its treaty, where no column gives it.
            retrieved: the ISO day of its retrieval; default: the day that it gives, else today.
            outlet: the depositary.
            mapping: a mapping file, for a table of another layout.
            additional: whether the table only adds to earlier ones, so that rows that it lacks are not gone.
            check: whether only to say what would happen.

        Returns:
            The counts of rows and cells, what is gone or corrected, and in ``table`` the refusals and columns.

        Raises:
            InputError: it is no status table, no title is known, or ``retrieved`` is no day.
            OSError: a file cannot be read.
        """
        from depositary.sources.intake import check_published

        options = Options(
            known_on=(check_published(retrieved) or "")[:10],
            today=dt.datetime.now(dt.UTC).date().isoformat(),
            treaty=treaty,
            outlet=outlet,
            mapping=load_mapping(Path(mapping).read_text("utf-8")) if mapping else None,
        )
        reading = open_status_table(Path(table).read_bytes(), options)
        store = self.questions.store
        if check:
            return plan_import(store, reading, additional=additional)
        return import_table(store, reading, str(table), additional=additional)

    def status(
        self,
        name: str,
        *,
        party: str | None = None,
        on: Day = None,
        known: Day = None,
        known_by: KnownBy = "publication",
        unsure: bool = False,
    ) -> list[StatusAnswer]:
        """Return the status of the agreements that a name or an id can mean, best match first.

        Args:
            name: a title, an acronym, a description, or an agreement's id.
            party: the code or the name of one party, whose status alone is wanted.
            on: the day in the world; default: today.
            known: the last day of knowledge; default: today.
            known_by: a report counts from its ``publication``, or from its ``arrival`` in this register.
            unsure: whether steps count too that the reader is not sure of.
        """
        return self.questions.status(name, party=party, on=on, known=known, known_by=known_by, unsure=unsure)

    def participants(
        self, name: str, *, on: Day = None, known: Day = None, wanted: Wanted | None = None
    ) -> ParticipantTable:
        """Return the status table of one agreement: each participant with signature, consent, effect and end.

        Args:
            name: an id or a name. For a name, the best match is used.
            on: the day in the world; default: today.
            known: the last day of knowledge; default: today.
            wanted: which rows, in which order; default: all by name.

        Raises:
            InputError: nothing is known of it, or the order or a status does not exist.
        """
        return self.questions.participants(name, on=on, known=known, wanted=wanted)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all tables."""
        return tuple(load_tables())

    def table(self, name: str, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return one table.

        Raises:
            ExchangeError: there is no table with this name.
        """
        return find_table(self.questions, name, Clocks.of(on, known), asked)

    def agreements(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the agreements with their status on a day."""
        return self.table("agreements", on=on, known=known, asked=asked)

    def participations(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the parties of agreements with the days of signature, ratification, entry into force and end."""
        return self.table("participations", on=on, known=known, asked=asked)

    def actions(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the steps in the life of agreements, each one once."""
        return self.table("actions", on=on, known=known, asked=asked)

    def claims(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the claims of each report."""
        return self.table("claims", on=on, known=known, asked=asked)

    def evidence(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the spans of text that support the claims."""
        return self.table("evidence", on=on, known=known, asked=asked)

    def reports(self, *, on: Day = None, known: Day = None, asked: Filter | None = None) -> Table:
        """Return the reports of the claims."""
        return self.table("reports", on=on, known=known, asked=asked)

    def to_duckdb(
        self,
        connection: duckdb.DuckDBPyConnection | None = None,
        *,
        on: Day = None,
        known: Day = None,
        asked: Filter | None = None,
    ) -> duckdb.DuckDBPyConnection:
        """Write all tables to a DuckDB database. Default: a new one in memory.

        Raises:
            ExchangeError: DuckDB is not installed.
        """
        return fill_duckdb(find_tables(self.questions, Clocks.of(on, known), asked), connection)
