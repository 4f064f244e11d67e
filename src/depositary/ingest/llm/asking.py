"""Asking: questions to a server side by side, answers in order, each kept as it comes in.

Who asks is one of two: `Asker`, a server, or `Recorded`, a file of answers. Both take kept answers first.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from depositary.errors import ModelServerError, UnreachableError
from depositary.ingest.llm.kept import Answers, Kept
from depositary.ingest.llm.server import BusyError, Completion, GarbledError, ModelServer, UnfitError
from depositary.ingest.llm.waiting import Gatekeeper, back_off
from depositary.reading.llm import Question, Reply

PATIENCE = 3  # questions in a row that a server leaves unanswered before the run stops
AHEAD = 2  # questions that wait for each that is under way
CUT, FILTERED = "length", "content_filter"


class Recorded:
    """Answers questions from a file alone; what is not in it stays unanswered."""

    def __init__(self, model: str, answers: Answers) -> None:
        """Take the name of the model that answered, and its answers."""
        self.model = model
        self.answers = answers
        self.counts: Counter[str] = Counter()

    def __call__(self, questions: Sequence[Question]) -> Iterator[Reply]:
        """Yield the reply on each question."""
        for question in questions:
            found = self.answers.find(question.key(self.model))
            self.counts["kept"] += found is not None
            yield judge(found) if found else Reply(trouble="unanswered", words="no answer to it is recorded")

    def close(self) -> None:
        """End; nothing is under way."""


class Asker:
    """Asks a server; ``counts`` says how many questions it sent, how many answers were there before, and tokens."""

    def __init__(self, server: ModelServer, answers: Answers, gate: Gatekeeper | None = None) -> None:
        """Take a server and the answers that are kept of it."""
        self.server = server
        self.settings = server.settings
        self.answers = answers
        self.gate = gate or Gatekeeper()
        self.counts: Counter[str] = Counter()
        self.silent = 0  # questions in a row that stayed unanswered
        self.lock = threading.Lock()
        self.pool = ThreadPoolExecutor(self.settings.concurrency, thread_name_prefix="depositary-llm")

    def __call__(self, questions: Sequence[Question]) -> Iterator[Reply]:
        """Yield the reply on each question, in order; some are asked ahead.

        Raises:
            ModelServerError: the server cannot be used: wrong key or model, or no answer to several questions in a row.
        """
        waiting: deque[Future[Reply]] = deque()
        left = iter(questions)
        try:
            while True:
                while len(waiting) < self.settings.concurrency * (1 + AHEAD) and (question := next(left, None)):
                    waiting.append(self.pool.submit(self.answer, question))
                if not waiting:
                    return
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def answer(self, question: Question) -> Reply:
        """Return the reply on one question: the kept one, or the server's, which is kept."""
        key = question.key(self.settings.model)
        found = self.answers.find(key)
        if found:
            self.count(kept=1)
            return judge(found)
        try:
            told = self.persist(question)
        except GarbledError as error:
            return Reply(trouble="nonsense", words=str(error))
        except UnfitError as error:
            return Reply(trouble="unanswered", words=str(error))
        except UnreachableError as error:
            return self.give_up(str(error))
        made = Kept(
            key=key,
            answer=told.content,
            finish=told.finish,
            refusal=told.refusal,
            model=self.settings.model,
            prompt=question.prompt,
            report=question.report,
            tokens_in=told.tokens_in,
            tokens_out=told.tokens_out,
        )
        self.answers.keep(made)
        self.count(answered=1, tokens_in=told.tokens_in, tokens_out=told.tokens_out)
        return judge(made)

    def persist(self, question: Question) -> Completion:
        """Ask until there is an answer, with pauses that the server asks for or that grow.

        Raises:
            FetchError: there is none after all attempts, or no attempt would help.
        """
        for attempt in range(1, self.settings.attempts + 1):
            self.gate.wait()
            if self.gate.stopped.is_set():
                break
            try:
                self.count(sent=1)
                told = self.server.complete(question.messages)
            except UnreachableError as error:
                if attempt == self.settings.attempts:
                    raise
                pause = error.pause if isinstance(error, BusyError) else None
                self.gate.hold(back_off(attempt) if pause is None else pause)
            else:
                with self.lock:
                    self.silent = 0
                return told
        raise UnreachableError("the run was stopped")

    def give_up(self, words: str) -> Reply:
        """Return that a question stays unanswered.

        Raises:
            ModelServerError: so did the ones before it.
        """
        with self.lock:
            self.silent += 1
            silent = self.silent
        if silent >= PATIENCE:
            raise ModelServerError(
                f"{words}: {silent} reports in a row stayed without an answer. What was answered is kept: start the "
                "server and run again"
            )
        return Reply(trouble="unanswered", words=words)

    def count(self, **more: int) -> None:
        """Add to the counts."""
        with self.lock:
            self.counts.update(more)

    def close(self) -> None:
        """Stop: what is not begun is dropped, what waits or is under way is broken off."""
        self.gate.stopped.set()
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.server.close()
        self.pool.shutdown(wait=True)


def judge(told: Kept) -> Reply:
    """Return the reply that an answer is: its content, or why it is none.

    >>> judge(Kept("k", "I cannot help with that.", refusal="I cannot")).trouble
    'refused'
    """
    if told.refusal or told.finish == FILTERED:
        return Reply(trouble="refused", words="the model refuses to answer")
    if told.finish == CUT:
        return Reply(trouble="cut", words="its answer was cut off: see answer_tokens")
    if not told.content.strip():
        return Reply(trouble="nonsense", words="its answer is empty")
    return Reply(told.content)
