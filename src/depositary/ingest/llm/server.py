"""The server of a language model: one request of the form of OpenAI's chat completions, and what its answer means.

Servers of this form differ in what they know. What one refuses by name (a schema, a temperature, the name of a limit)
is left out or put otherwise from then on; a schema gives way to plain JSON, plain JSON to words.

>>> Form("schema").weaker(), Form("text").weaker()
(Form(output='json', limit='max_tokens', temperature=True), None)
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from depositary.errors import FetchError, ModelServerError, UnreachableError
from depositary.ingest.llm.settings import KEY, ModelSettings
from depositary.ingest.llm.waiting import read_pause
from depositary.reading.llm import load_schema
from depositary.sources.caps import Caps
from depositary.sources.client import Client, Response

ANSWER_BYTES = 4_000_000
SHOWN = 200  # characters of a server's words that are shown
WEAKER: dict[str, Literal["json", "text"]] = {"schema": "json", "json": "text"}
BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
NOT_FORM = frozenset({400, 415, 422, 501})
DENIED = frozenset({401, 402, 403})
TOO_LONG = ("context length", "context size", "context window", "too long", "maximum context")


@dataclass(frozen=True)
class Form:
    """How a server is asked: for what output, by what name its length is limited, whether with a temperature."""

    output: Literal["schema", "json", "text"] = "schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    temperature: bool = True

    def weaker(self) -> Form | None:
        """Return the form that asks for less, ``None`` where there is none."""
        return replace(self, output=WEAKER[self.output]) if self.output in WEAKER else None

    def without(self, words: str) -> Form | None:
        """Return the form without what a server's refusal names, ``None`` where it names nothing of ours."""
        lower = words.lower()
        if "max_completion_tokens" in lower and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if "temperature" in lower and self.temperature:
            return replace(self, temperature=False)
        if any(name in lower for name in ("response_format", "json_schema", "schema", "json_object", "grammar")):
            return self.weaker()
        return None


@dataclass(frozen=True)
class Completion:
    """What a model wrote, why it ended (``stop``, ``length``, ``content_filter``), and the tokens that it took."""

    content: str
    finish: str = "stop"
    refusal: str = ""
    tokens_in: int = 0
    tokens_out: int = 0


class BusyError(UnreachableError):
    """The server cannot answer now; ``pause`` is how many seconds it asks for, where it does."""

    def __init__(self, words: str, pause: float | None = None) -> None:
        """Take the words for people, and the pause."""
        super().__init__(words)
        self.pause = pause


class UnfitError(FetchError):
    """The server does not take this question: too long, or in no form that we know."""


class GarbledError(FetchError):
    """The server's answer is no chat completion."""


class ModelServer:
    """Speaks with one server about one model; threads may share it."""

    def __init__(self, settings: ModelSettings, key: str = "") -> None:
        """Take the settings and the key; nothing is sent yet."""
        self.settings = settings
        self.key = key
        caps = Caps(body=ANSWER_BYTES, total_seconds=settings.seconds)
        self.client = Client(caps, allow_private=True, connections=settings.concurrency)
        self.form = Form("schema" if settings.output == "auto" else settings.output)
        self.lock = threading.Lock()

    def complete(self, messages: Sequence[Mapping[str, str]]) -> Completion:
        """Ask once, in as strict a form as the server knows.

        Raises:
            BusyError: it cannot answer now.
            UnreachableError: it does not answer, or not in time.
            UnfitError: it does not take the question.
            GarbledError: its answer is none, or too large.
            ModelServerError: the key, the model or the address is wrong.
        """
        form = self.form
        while True:
            answer = self.post(messages, form)
            if answer.status not in NOT_FORM:
                self.learn(form)
                return read_completion(self.check(answer))
            words = self.show(answer)
            other = self.reconsider(form, words)
            if other is None:
                raise UnfitError(f"the server answers {answer.status}: {words}")
            form = other

    def reconsider(self, form: Form, words: str) -> Form | None:
        """Return the form to try after a refusal, ``None`` where no other form would help."""
        if any(name in words.lower() for name in TOO_LONG):
            return None
        free = self.settings.output == "auto"
        other = form.without(words) or (form.weaker() if free else None)
        return other if other is None or free or other.output == form.output else None

    def learn(self, form: Form) -> None:
        """Remember the form in which the server took a question."""
        with self.lock:
            self.form = form

    def post(self, messages: Sequence[Mapping[str, str]], form: Form) -> Response:
        """Send a question."""
        body: dict[str, Any] = {"model": self.settings.model, "messages": list(messages), "stream": False}
        body[form.limit] = self.settings.answer_tokens
        if form.temperature:
            body["temperature"] = 0
        if form.output == "schema":
            named = {"name": "answer", "strict": True, "schema": load_schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif form.output == "json":
            body["response_format"] = {"type": "json_object"}
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return self.request("POST", "/chat/completions", data)

    def request(self, method: str, path: str, body: bytes = b"") -> Response:
        """Send a request with the key, where there is one.

        Raises:
            GarbledError: the answer is too large, or of no type that could be one.
        """
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            return self.client.send(method, self.settings.base_url + path, body, headers)
        except UnreachableError:
            raise
        except FetchError as error:
            raise GarbledError(str(error)) from error

    def check(self, answer: Response) -> Response:
        """Return an answer that is one.

        Raises:
            BusyError: the server cannot answer now.
            ModelServerError: the key, the model or the address is wrong.
            UnfitError: the question is refused for another reason.
        """
        if answer.status in DENIED:
            hint = f"set it as {KEY} in the environment" if not self.key else f"see what {KEY} holds, and your account"
            raise ModelServerError(f"{self.settings.base_url} answers {answer.status}: the key is not accepted; {hint}")
        if answer.status == 404 or 300 <= answer.status < 400 or answer.status == 405:
            raise ModelServerError(
                f"{self.settings.base_url} answers {answer.status}: {self.show(answer)}; see --base-url (most end in "
                f"/v1) and --model {self.settings.model}"
            )
        if answer.status in BUSY:
            pause = read_pause(answer.headers)
            raise BusyError(f"the server answers {answer.status}: {self.show(answer)}", pause)
        if answer.status != 200:
            raise UnfitError(f"the server answers {answer.status}: {self.show(answer)}")
        return answer

    def show(self, answer: Response) -> str:
        """Return a server's words on an error, short and on one line, the key taken out of them."""
        words = " ".join(answer.body[: 20 * SHOWN].decode("utf-8", "replace").split())
        plain = "".join(char for char in words if char.isprintable())
        return (plain.replace(self.key, "***") if self.key else plain)[:SHOWN] or "no words"

    def list_models(self) -> list[str]:
        """Return the names of the models that the server has.

        Raises:
            ModelServerError: it does not say.
        """
        try:
            answer = self.check(self.request("GET", "/models"))
            return [str(each["id"]) for each in json.loads(answer.body)["data"]]
        except (FetchError, ValueError, KeyError, TypeError) as error:
            words = f"{self.settings.base_url} does not say which models it has ({short(error)}): name one with --model"
            raise ModelServerError(words) from error

    def close(self) -> None:
        """Break off what is under way and close all connections."""
        self.client.abort()


def read_completion(answer: Response) -> Completion:
    """Return what a model wrote.

    Raises:
        GarbledError: the body is no chat completion.
    """
    try:
        found = json.loads(answer.body)
        choice = found["choices"][0]
        message = choice["message"]
        content = "".join(read_parts(message.get("content")))
        refusal, finish = str(message.get("refusal") or ""), str(choice.get("finish_reason") or "stop")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise GarbledError("the server's answer is not a chat completion") from error
    usage = found.get("usage") if isinstance(found.get("usage"), dict) else {}
    counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
    tokens = [count if isinstance(count, int) else 0 for count in counts]
    return Completion(content, finish, refusal, *tokens)


def read_parts(content: Any) -> Iterator[str]:
    """Yield the texts of a message's content, which is a text or a list of parts."""
    if isinstance(content, str):
        yield content
    for part in content if isinstance(content, list) else ():
        if isinstance(part, dict) and isinstance(part.get("text"), str):
            yield part["text"]


def short(error: Exception) -> str:
    """Return an error in a few words."""
    return (str(error) or type(error).__name__)[:SHOWN]
