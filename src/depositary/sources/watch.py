"""Feeds watched: asked again and again, what is new in them offered once.

>>> Watch().seen
{}
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from depositary.errors import FetchError, InputError
from depositary.model.text import Report
from depositary.sources.courtesy import NOT_MODIFIED, SUCCESS, CourteousClient
from depositary.sources.feed import read_feed
from depositary.sources.opening import find_charset
from depositary.sources.page import read_page
from depositary.sources.source import Details, Input, Offer, Refusal, Setting

ENOUGH = 1500
"""An item with so many code points carries its report; a shorter one is read from its page."""

KEPT = 5000
"""How many items of one feed are remembered, the newest."""


@dataclass(slots=True)
class Watch:
    """What is remembered of feeds from round to round: their validators, and the items taken.

    ``seen`` maps a feed to the keys of its items, in the order in which they were taken.
    """

    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: dict[str, dict[str, None]] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Write what is remembered, whole or not at all."""
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        kept = {feed: list(items)[-KEPT:] for feed, items in self.seen.items()}
        beside.write_text(json.dumps({"tags": self.tags, "seen": kept}), "utf-8")
        beside.replace(path)

    @classmethod
    def load(cls, path: Path) -> Watch:
        """Read what was remembered; nothing where there is no such file.

        Raises:
            InputError: the file is no memory of a watch.
        """
        if not path.exists():
            return cls()
        try:
            found = json.loads(path.read_text("utf-8"))
            return cls(dict(found["tags"]), {feed: dict.fromkeys(items) for feed, items in found["seen"].items()})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path}: it is no memory of a watch; name another file with --state") from error


def watch_feed(url: str, client: CourteousClient, watch: Watch, setting: Setting) -> Iterator[Offer]:
    """Ask a feed once, and yield a report or a refusal for each item that is new.

    An item counts as taken once it is offered; one whose page cannot be fetched now is offered as
    refused and tried again in the next round.
    """
    try:
        answer = client.fetch(url, watch.tags.get(url))
    except FetchError as error:
        yield Refusal(url, None, str(error).removeprefix(f"{url}: "))
        return
    if answer.status == NOT_MODIFIED:
        return
    if answer.status != SUCCESS:
        yield Refusal(url, None, f"the server answers {answer.status}")
        return
    yield from take_items(url, answer.body, client, watch, setting)
    watch.tags[url] = {name: answer.headers[name] for name in ("etag", "last-modified") if name in answer.headers}


def take_items(url: str, body: bytes, client: CourteousClient, watch: Watch, setting: Setting) -> Iterator[Offer]:
    """Yield what is new in the body of a feed, the oldest first."""
    seen = watch.seen.setdefault(url, {})
    source = Input(url, io.BytesIO(body), len(body), setting)
    for item in reversed(list(read_feed(source, Details(), lambda warning: None))):
        key = name_item(item)
        if key in seen:
            continue
        offer, final = take_item(item, client, setting)
        if final:
            seen[key] = None
        yield offer


def name_item(item: Offer) -> str:
    """Return what an item is remembered by: its id, its link, else its text or its refusal."""
    if isinstance(item, Refusal):
        return item.given_id or item.reason
    return item.given_id or item.url or item.id


def take_item(item: Offer, client: CourteousClient, setting: Setting) -> tuple[Offer, bool]:
    """Return the report of an item, and whether that is final; a short one is read from its page."""
    if isinstance(item, Refusal) or not item.url or len(item.text) >= ENOUGH:
        return item, True
    try:
        answer = client.fetch(item.url)
    except FetchError as error:
        reason = str(error).removeprefix(f"{item.url}: ")
        return Refusal(item.url, None, reason, item.given_id), "robots.txt" in reason or "public Internet" in reason
    if answer.status != SUCCESS:
        return Refusal(item.url, None, f"the server answers {answer.status}", item.given_id), answer.status < 500
    source = Input(item.url, io.BytesIO(answer.body), len(answer.body), setting)
    source.url, source.charset = answer.url, find_charset(answer.headers.get("content-type", ""))
    details = Details(published=item.published, outlet=item.outlet)
    return next(read_page(source, details, lambda warning: None)), True


def watch_round(
    feeds: list[str], client: CourteousClient, watch: Watch, setting: Setting
) -> Iterator[tuple[str, Report | Refusal]]:
    """Ask each feed once, and yield the feed with each offer that is new."""
    for feed in feeds:
        for offer in watch_feed(feed, client, watch, setting):
            yield feed, offer
