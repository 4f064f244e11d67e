"""Fetching: a report from a web address, through the guarded client, for the page on which reports are added.

>>> allow_fetching(False) is None
True
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from depositary.errors import InputError
from depositary.model.text import Report
from depositary.sources import Details, Refusal, Setting, open_inputs, read_input
from depositary.sources.opening import is_url

Fetch = Callable[[str], Report]
"""Takes a web address and returns the one report under it, or raises `InputError`."""


def allow_fetching(allowed: bool, setting: Setting | None = None) -> Fetch | None:
    """Return what fetches reports, or nothing where the settings of the server do not allow it."""
    return (lambda url: fetch_report(url, replace(setting or Setting(), follows=False))) if allowed else None


def fetch_report(url: str, setting: Setting) -> Report:
    """Fetch the one report under a web address.

    Args:
        url: the address, http or https.
        setting: limits, and whether private addresses are allowed.

    Raises:
        InputError: it is no address, cannot be fetched, or holds no report or more than one.
    """
    url = url.strip()
    if not is_url(url):
        raise InputError(f"{url[:80]!r} is no web address: it begins with https:// or http://")
    offers = list(islice(list_offers(url, setting), 2))
    if len(offers) != 1:
        raise InputError(f"{url} holds {'more than one report' if offers else 'no report'}: depositary add takes feeds")
    if isinstance(offers[0], Refusal):
        raise InputError(f"{url}: {offers[0].reason}")
    return offers[0]


def list_offers(url: str, setting: Setting) -> list[Report | Refusal]:
    """Return what is offered under an address: up to two, which are enough to tell one from many."""
    found: list[Report | Refusal] = []
    for source in open_inputs([url], setting):
        offered = [source] if isinstance(source, Refusal) else read_input(source, Details(), None, lambda _: None)
        found.extend(islice(offered, 2))
    return found
