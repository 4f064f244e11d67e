"""Linking."""

from sqlalchemy import Connection

from depositary.model.reading import Reading


def link(connection: Connection, readings: dict[str, Reading], gone: list[str], now: str) -> None:
    """Stub."""
