"""The tools for language models, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import StdioServerParameters
from mcp.client.client import Client
from mcp.client.stdio import stdio_client

from depositary.errors import InputError
from depositary.register.queries.published import describe_published
from depositary.register.register import Register
from depositary.register.storage.store import Store
from depositary.web.assistant import Assistant
from depositary.world import load_catalogue
from tests.web.conftest import TREATY, fill, make_reports

pytestmark = pytest.mark.slow

BASE = "https://register.example"
ASKED = [
    ("search", {"words": "Russia Iran partnership"}),
    ("status", {"name": TREATY, "on": "2025-11-01", "known": "2025-09-30"}),
    ("status", {"name": TREATY, "on": "2025-11-01"}),
    ("agreement", {"name": TREATY}),
    ("between", {"one": "RUS", "other": "IRN"}),
    ("due", {"on": "2025-11-20", "known": "2025-11-20"}),
    ("claims", {"name": TREATY}),
    ("status", {"name": TREATY, "on": "yesterday"}),
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Any]]:
    """The tools and the answers to all that is asked, from one server."""
    place = tmp_path_factory.mktemp("assistant") / "r.db"
    fill(place).close()
    yield anyio.run(ask, place)


async def ask(place: Path) -> list[Any]:
    command = ["-m", "depositary.cli", "--register", str(place), "mcp", "--base", BASE]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
    async with Client(stdio_client(server)) as client:
        tools = (await client.list_tools()).tools
        return [tools, *[await client.call_tool(name, arguments) for name, arguments in ASKED]]


def test_all_tools_are_offered_and_only_read(answers: list[Any]) -> None:
    tools = {tool.name: tool for tool in answers[0]}
    assert set(tools) == {"search", "status", "agreement", "between", "due", "claims"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())


def test_status_follows_both_days(answers: list[Any]) -> None:
    then, now = (answers[place].structured_content["status"] for place in (2, 3))
    assert (then, now) == ("in-ratification", "in-force")


def find_quotes(value: Any) -> list[dict[str, Any]]:
    """Return everything below a value that has a quote."""
    if isinstance(value, list):
        return [quote for each in value for quote in find_quotes(each)]
    if isinstance(value, dict):
        return ([value] if "quote" in value else []) + find_quotes(list(value.values()))
    return []


@pytest.mark.parametrize("place", range(1, len(ASKED)))
def test_every_answer_carries_permalink_and_quote(answers: list[Any], place: int) -> None:
    quotes = find_quotes(answers[place].structured_content)
    assert quotes
    assert all(quote["quote"] and quote["permalink"].startswith(f"{BASE}/reports/") for quote in quotes)
    texts = {report.text for report in make_reports()} | {describe_published(load_catalogue().get("russia-iran"))}
    for quote in quotes:
        assert all(any(part in text for text in texts) for part in quote["quote"].split(" … "))


def test_what_cannot_be_asked_is_told_in_words(answers: list[Any]) -> None:
    refused = answers[len(ASKED)]
    assert refused.is_error
    assert "use YYYY-MM-DD, for example 2025-01-17" in refused.content[0].text


@pytest.mark.parametrize(
    ("tool", "asked"),
    [
        ("search", {"words": " "}),
        ("search", {"words": "a", "limit": 51}),
        ("status", {"name": "Treaty of Nowhere and Never"}),
        ("between", {"one": "<b>", "other": "IRN"}),
        ("due", {"days": 0}),
        ("claims", {"name": "x" * 400}),
    ],
)
def test_bad_questions_are_refused(store: Store, tool: str, asked: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        getattr(Assistant(Register(store), BASE), tool)(**asked)
