"""The prompt: rules, form of the answer and examples from versioned files, and one report between delimiters.

A report is data. It stands alone in its message, between marks that it cannot hold: their name is a hash of the
report itself. Marks by which servers tell one speaker from another are taken apart in it. Nothing of one report is in
the question about another.

>>> question = ask_about(Report.compose("Chad and Sudan signed a treaty."))
>>> [message["role"] for message in question.messages][-1], question.prompt == VERSION
('user', True)
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from depositary.data_files import read_lines, read_text
from depositary.model.text import Report
from depositary.reading.text import READ_TO

VERSION = "2"
"""Version of the files in ``prompt/``: it changes whenever one of them or the form of a message does."""

CHAT_MARKS = re.compile(
    r"<(?=\|)|(?<=\|)>|<(?=/?s>|<?/?SYS>|/?think|(?:start|end)_of_turn)|\[(?=/?INST\]|/?SYSTEM_PROMPT)"
)
"""Beginnings or ends of the marks by which chat templates part speakers; a blank behind them makes them plain text."""


@dataclass(frozen=True)
class Question:
    """What is asked about one report.

    ``text`` is what is shown of it, ``key`` names question and answer: a hash of model, prompt version and text.
    """

    report: str
    text: str
    prompt: str = VERSION

    def key(self, model: str) -> str:
        """Return the name of this question to a model: a hash of model, prompt version and text."""
        whole = "\x1f".join((model, self.prompt, self.text)).encode("utf-8", "surrogatepass")
        return "sha256:" + hashlib.sha256(whole).hexdigest()

    @property
    def messages(self) -> list[dict[str, str]]:
        """The messages of the conversation: rules, examples, and the report."""
        return [*open_conversation(), {"role": "user", "content": enclose(self.text)}]


def ask_about(report: Report, most: int = READ_TO) -> Question:
    """Make the question about a report.

    Args:
        report: what is to be read.
        most: code points of its text that are shown; a longer one is cut at the end of a line or sentence.
    """
    return Question(report.id, cut(report.text, most))


def cut(text: str, most: int) -> str:
    """Return a text of at most so many code points, cut behind a line or a sentence where it can be.

    >>> cut("One. Two. Three.", 12)
    'One. Two.'
    """
    if len(text) <= most:
        return text
    ends = [match.end() for match in re.finditer(r"[.!?。؟](?=\s)|\n", text[: most + 1])]
    late = [end for end in ends if most // 2 < end <= most]
    return text[: late[-1] if late else most]


def enclose(text: str) -> str:
    """Return a report between its delimiters, the marks of chat templates in it taken apart."""
    plain = CHAT_MARKS.sub(lambda mark: mark.group() + " " if mark.group() != ">" else " >", text)
    name = "report-" + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"<{name}>\n{plain}\n</{name}>"


@functools.cache
def open_conversation() -> tuple[dict[str, str], ...]:
    """Return the messages that stand before every report: the rules, and examples with their answers."""
    rules = read_text(__package__, "prompt", "rules.md").strip()
    messages = [{"role": "system", "content": f"{rules}\n\n# Form of the answer\n\n{write_schema()}"}]
    for example in load_examples():
        messages.append({"role": "user", "content": enclose(example["report"])})
        messages.append({"role": "assistant", "content": write_json(example["answer"])})
    return tuple(messages)


@functools.cache
def load_schema() -> dict[str, Any]:
    """Load the JSON schema of an answer."""
    schema: dict[str, Any] = json.loads(read_text(__package__, "prompt", "answer.schema.json"))
    return schema


@functools.cache
def load_examples() -> tuple[dict[str, Any], ...]:
    """Load the examples: reports of our own making, each with the answer that is right."""
    return tuple(json.loads(line) for line in read_lines(__package__, "prompt", "examples.jsonl"))


def write_schema() -> str:
    """Return the schema as one line, for servers that are not told it in another way."""
    return "One JSON object, valid against this JSON schema: " + write_json(load_schema())


def write_json(value: Any) -> str:
    """Return a value as JSON without blanks that cost tokens."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
