"""Stories: copies and light rewrites of one wire report are one story."""

from sqlalchemy import Connection

from depositary.model.reading import Reading


def find_copies(connection: Connection, readings: dict[str, Reading]) -> None:
    """Stub."""
