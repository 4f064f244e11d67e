"""A stand-in for the server of a language model: it answers by a script and writes down what it was asked."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.reading.llm.answers import ANSWER
from tests.sources.servers import run

KEY = "sk-made-up-0123456789"


@dataclass
class Said:
    """What a server says to one request; ``wait`` seconds before, ``cut`` after so many bytes."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0
    cut: int | None = None


def complete(answer: Any = None, finish: str = "stop", **message: Any) -> Said:
    """A completion with an answer: a text as it is, anything else as JSON."""
    content = answer if isinstance(answer, str) or answer is None else json.dumps(answer)
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
    usage = {"prompt_tokens": 1000, "completion_tokens": 200}
    return Said(body=json.dumps({"choices": [choice], "usage": usage}).encode())


def refuse(status: int, words: str = "no", **headers: str) -> Said:
    """An error of a server, in the form that most have."""
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return Said(status, json.dumps({"error": {"message": words}}).encode(), fields)


Script = Callable[[int, dict[str, Any]], Said]
"""What is said to the request of a number (from 0) with its body."""


@dataclass
class Model:
    """A server that follows a script; ``asked`` holds every request: path, header fields, body."""

    script: Script
    models: list[str] = field(default_factory=lambda: ["tiny"])
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    at_once: int = 0
    most_at_once: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def reports(self) -> list[str]:
        """The last message of each request."""
        return [body["messages"][-1]["content"] for path, _, body in self.asked if path.endswith("completions")]


@contextmanager
def serve_model(script: Script | None = None, **more: Any) -> Iterator[Model]:
    """Serve a model on a free port of loopback."""
    model = Model(script or (lambda number, body: complete(ANSWER)), **more)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            model.asked.append((self.path, dict(self.headers), {}))
            listed = json.dumps({"data": [{"id": name} for name in model.models]}).encode()
            self.say(Said(body=listed))

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            with model.lock:
                number = len(model.asked)
                body = json.loads(data)
                model.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                model.at_once += 1
                model.most_at_once = max(model.most_at_once, model.at_once)
            try:
                self.say(model.script(number, body))
            finally:
                with model.lock:
                    model.at_once -= 1

        def say(self, said: Said) -> None:
            time.sleep(said.wait)
            self.send_response(said.status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(said.body)), **said.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            with contextlib.suppress(OSError):
                self.end_headers()
                self.wfile.write(said.body[: said.cut])
                if said.cut is not None:
                    self.close_connection = True

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with run(Handler) as port:
        model.port = port
        yield model
