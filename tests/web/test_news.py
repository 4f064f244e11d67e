"""What is new: of the steps of one day, the talks give way to what came of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from depositary.model.reading import Action
from depositary.web.news import keep_news


def tell(action: str, day: str) -> Any:
    body = msgspec.json.encode(Action("a1", action, "occurred", ()))
    return SimpleNamespace(agreement="a1", known_on=day, body=body)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ([("negotiation", "2026-03-24"), ("signature", "2026-03-24")], "signature"),
        ([("signature", "2026-03-24"), ("negotiation", "2026-03-24")], "signature"),
        ([("negotiation", "2026-03-24"), ("signature", "2026-03-01")], "negotiation"),
        ([("breach", "2026-03-24"), ("termination", "2026-03-24")], "breach"),
    ],
)
def test_the_step_of_the_latest_day_that_is_no_talk_is_the_news(told: list[tuple[str, str]], kept: str) -> None:
    found: dict[str, tuple[Any, Action]] = {}
    for action, day in told:
        keep_news(found, tell(action, day))
    assert str(found["a1"][1].action) == kept
