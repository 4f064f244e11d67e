"""What a run would send, before it is sent: reports, characters and tokens; and a limit on it.

>>> estimate_tokens("treaty"), estimate_tokens("договор"), estimate_tokens("条约")
(2, 4, 2)
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

from depositary.data_files import read_toml
from depositary.model.text import Report
from depositary.reading.llm import Question, ask_about, opens

Offer = TypeVar("Offer")
SCRIPTS = re.compile(r"(?P<plain>[\x00-\x7f])|(?P<single>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")


@dataclass(slots=True)
class Plan:
    """What would be sent: reports offered, those that pass the gate, those of them that are answered already.

    ``characters`` and ``tokens`` are of the questions that are left, rules and examples counted in; ``own`` are the
    tokens of the reports alone: the rest is the same in every question, and servers that keep prefixes read it once.
    Tokens are estimated.
    """

    offered: int = 0
    passing: int = 0
    known: int = 0
    characters: int = 0
    tokens: int = 0
    own: int = 0
    keys: set[str] = field(default_factory=set)

    @property
    def sent(self) -> int:
        """How many reports would be sent."""
        return self.passing - self.known

    def add(self, question: Question, key: str) -> None:
        """Count a question that would be sent."""
        texts = [message["content"] for message in question.messages]
        self.keys.add(key)
        self.characters += sum(map(len, texts))
        self.tokens += sum(map(estimate_tokens, texts))
        self.own += estimate_tokens(texts[-1])

    def tell(self) -> str:
        """Return the plan in words.

        >>> print(Plan(offered=100, passing=4, known=1, characters=60000, tokens=15000, own=1500).tell())
        100 offered, 4 pass the gate, 1 of them known; 3 to be sent: 60,000 characters, about 15,000 tokens
        (1,500 of them the reports, the rest rules and examples that are the same in each question)
        """
        return (
            f"{self.offered:,} offered, {self.passing:,} pass the gate, {self.known:,} of them known; {self.sent:,} to "
            f"be sent: {self.characters:,} characters, about {self.tokens:,} tokens\n"
            f"({self.own:,} of them the reports, the rest rules and examples that are the same in each question)"
        )


class Planner:
    """Goes through offers and notes which of them are to be sent to a model."""

    def __init__(self, model: str, answers: Container[str], characters: int, limit: int | None = None) -> None:
        """Take the model, the keys of what it answered, how much it is shown, and the most reports to be sent."""
        self.model = model
        self.answers = answers
        self.characters = characters
        self.limit = limit
        self.plan = Plan()
        self.stopped = False
        self.prompts: IO[str] | None = None

    def write_to(self, path: Path) -> None:
        """Write every prompt that is to be sent to a file, one JSON line each."""
        self.prompts = path.open("w", encoding="utf-8")

    def close(self) -> None:
        """Close the file of prompts."""
        if self.prompts:
            self.prompts.close()

    def watch(self, offers: Iterable[Offer], report_of: Callable[[Offer], Report | None]) -> Iterator[Offer]:
        """Yield offers as long as the limit is not reached; what is to be sent is counted and its prompt written.

        Args:
            offers: reports and refusals, or what wraps them.
            report_of: returns the report of an offer, ``None`` where it has none.
        """
        for offer in offers:
            report = report_of(offer)
            if report and not self.note(report):
                self.stopped = True
                return
            self.plan.offered += 1
            yield offer

    def note(self, report: Report) -> bool:
        """Count a report; returns false where it would be one too many."""
        if not opens(report):
            return True
        question = ask_about(report, self.characters)
        key = question.key(self.model)
        known = key in self.answers or key in self.plan.keys
        if not known and self.limit is not None and self.plan.sent >= self.limit:
            return False
        self.plan.passing += 1
        self.plan.known += known
        if not known:
            self.plan.add(question, key)
            self.write(question, key)
        return True

    def write(self, question: Question, key: str) -> None:
        """Write a prompt, where prompts are written."""
        if self.prompts:
            line = {"key": key, "model": self.model, "prompt": question.prompt, "report": question.report}
            self.prompts.write(json.dumps(line | {"messages": question.messages}, ensure_ascii=False) + "\n")


@functools.cache
def load_lengths() -> dict[str, float]:
    """Load how many characters make a token, by script."""
    lengths: dict[str, float] = read_toml(__package__, "tokens.toml")["characters"]
    return lengths


@functools.lru_cache(maxsize=64)  # rules and examples come with every question
def estimate_tokens(text: str) -> int:
    """Return about how many tokens a text has: each model counts otherwise."""
    per = load_lengths()
    kinds = [match.lastgroup for match in SCRIPTS.finditer(text)]
    plain, single = kinds.count("plain"), kinds.count("single")
    other = len(text) - plain - single
    return math.ceil(plain / per["plain"] + single / per["single"] + other / per["other"])
