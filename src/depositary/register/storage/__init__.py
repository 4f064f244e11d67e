"""Storage: the database of a register, its tables, rows and migrations.

Enters: a path or a PostgreSQL address, and readings. Leaves: a ``Store`` with connections for reading and one
transaction at a time for writing, and rows with permanent ids. Nothing here knows what a row means.
"""

from __future__ import annotations

from depositary.register.storage import full_text, revisions, schema
from depositary.register.storage.copying import back_up, restore
from depositary.register.storage.opening import count_missing, open_store, refuse_foreign
from depositary.register.storage.rows import (
    TABLE_READER,
    TREATY_READER,
    Row,
    Rows,
    encode,
    known_day,
    make_rows,
    name_reading,
    name_report,
    name_row,
    utc_moment,
    utc_now,
)
from depositary.register.storage.store import (
    MANY,
    Store,
    add_rows,
    among,
    chunk,
    count_rows,
    hide_password,
    load_pairs,
    make_engine,
    put_rows,
)

__all__ = [
    "MANY",
    "TABLE_READER",
    "TREATY_READER",
    "Row",
    "Rows",
    "Store",
    "add_rows",
    "among",
    "back_up",
    "chunk",
    "count_missing",
    "count_rows",
    "encode",
    "full_text",
    "hide_password",
    "known_day",
    "load_pairs",
    "make_engine",
    "make_rows",
    "name_reading",
    "name_report",
    "name_row",
    "open_store",
    "put_rows",
    "refuse_foreign",
    "restore",
    "revisions",
    "schema",
    "utc_moment",
    "utc_now",
]
