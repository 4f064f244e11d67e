"""Feeds watched: asked again and again, what is new in them offered once.

>>> Watch().seen
{}
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from depositary.errors import AddressError, FetchError, InputError
from depositary.sources.caps import LONGEST_LINE
from depositary.sources.client import Response
from depositary.sources.courtesy import NOT_MODIFIED, SUCCESS, CourteousClient
from depositary.sources.feed import read_feed
from depositary.sources.opening import find_charset
from depositary.sources.page import read_page
from depositary.sources.source import Details, Input, Offer, Refusal, Setting, tell_failure

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
            raise InputError(f"{path}: it is not a state file of watch; give another --state") from error


def watch_feed(url: str, client: CourteousClient, watch: Watch, setting: Setting) -> Iterator[Offer]:
    """Ask a feed once, and yield a report or a refusal for each item that is new.

    An item counts as taken once it is offered; one whose page cannot be fetched now is offered as
    refused and tried again in the next round. Whatever a feed makes fail costs that feed this round.
    """
    try:
        yield from ask_feed(url, client, watch, setting)
    except FetchError as error:
        yield Refusal(url, None, str(error).removeprefix(f"{url}: "))
    except Exception as error:  # one feed can cost no more than itself
        yield Refusal(url, None, tell_failure(error))


def ask_feed(url: str, client: CourteousClient, watch: Watch, setting: Setting) -> Iterator[Offer]:
    """Ask a feed, and yield what is new in it.

    Raises:
        FetchError: it cannot be fetched.
    """
    until = client.clock() + setting.caps.feed_seconds
    answer = client.fetch(url, watch.tags.get(url), until=until)
    if answer.status == NOT_MODIFIED:
        return
    if answer.status != SUCCESS:
        yield Refusal(url, None, f"the server answers {answer.status}")
        return
    left = yield from take_items(url, answer, client, watch, setting, until=until)
    if not left:
        watch.tags[url] = {name: answer.headers[name] for name in ("etag", "last-modified") if name in answer.headers}


def take_items(
    url: str, answer: Response, client: CourteousClient, watch: Watch, setting: Setting, *, until: float
) -> Generator[Offer, None, int]:
    """Yield what is new in a feed, the oldest first; return how many items are left for the next round."""
    seen = watch.seen.setdefault(url, {})
    source = Input(url, io.BytesIO(answer.body), len(answer.body), setting)
    source.url, source.charset = answer.url, find_charset(answer.headers.get("content-type", ""))
    items = [(name_item(item), item) for item in reversed(list(read_feed(source, Details(), lambda warning: None)))]
    new = [(key, item) for key, item in items if key not in seen]
    for count, (key, item) in enumerate(new):
        if count >= setting.caps.feed_items or client.clock() > until:
            return len(new) - count
        offer, final = take_item(item, client, setting, sender=url, until=until)
        if final:
            seen[key] = None
        yield offer
    return 0


def name_item(item: Offer) -> str:
    """Return what an item is remembered by: its id, its link, else its text or its refusal."""
    name = (item.given_id or item.reason) if isinstance(item, Refusal) else (item.given_id or item.url or item.id)
    return name if len(name) <= LONGEST_LINE else hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()


def take_item(
    item: Offer, client: CourteousClient, setting: Setting, *, sender: str = "", until: float = float("inf")
) -> tuple[Offer, bool]:
    """Return the report of an item, and whether that is final; a short one is read from its page.

    Args:
        item: what the feed offers.
        client: asks for its page.
        setting: how the page is taken.
        sender: the feed; what fails under its links is held against no other.
        until: the time on the client's clock after which nothing is waited for.
    """
    if isinstance(item, Refusal) or not item.url or len(item.text) >= ENOUGH:
        return item, True
    try:
        answer = client.fetch(item.url, sender=sender, until=until)
    except AddressError as error:
        return Refusal(item.url, None, str(error).removeprefix(f"{item.url}: "), item.given_id), True
    except FetchError as error:
        reason = str(error).removeprefix(f"{item.url}: ")
        return Refusal(item.url, None, reason, item.given_id), "robots.txt" in reason
    if answer.status != SUCCESS:
        return Refusal(item.url, None, f"the server answers {answer.status}", item.given_id), answer.status < 500
    source = Input(item.url, io.BytesIO(answer.body), len(answer.body), setting)
    source.url, source.charset = answer.url, find_charset(answer.headers.get("content-type", ""))
    details = Details(published=item.published, outlet=item.outlet)
    return next(read_page(source, details, lambda warning: None)), True
