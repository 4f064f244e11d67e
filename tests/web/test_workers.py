import multiprocessing
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from depositary.cli.main import cli
from depositary.errors import InputError, RegisterError
from depositary.web.counts import keep_counts
from depositary.web.memory import Makers
from depositary.web.settings import Settings
from depositary.web.workers import Crew, Listener, Plan, listen
from tests.register.test_copies import find_port


def test_answers_are_made_one_at_a_time_in_their_order() -> None:
    makers, made, most = Makers(long=30.0), list[int](), list[int]()

    def make(number: int) -> None:
        with makers:
            most.append(len(makers.at_work))
            made.append(number)

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    with makers:
        for number, thread in enumerate(threads):
            thread.start()
            while len(makers.waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert made == list(range(8))
    assert set(most) == {1}
    assert not makers.at_work and not makers.waiting


def test_an_answer_that_takes_long_does_not_hold_up_the_others_but_few_are_made_at_once() -> None:
    makers, over, begun = Makers(most=2, long=0.02), threading.Event(), list[int]()

    def make(number: int) -> None:
        with makers:
            begun.append(number)
            over.wait(10)

    threads = [threading.Thread(target=make, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    assert len(begun) == 2
    over.set()
    for thread in threads:
        thread.join()
    assert len(begun) == 3


def test_an_answer_that_fails_hands_the_turn_on() -> None:
    makers = Makers()
    with pytest.raises(ValueError, match="wrong"), makers:
        raise ValueError("wrong")
    assert not makers.at_work


def test_counts_are_shared_between_processes() -> None:
    context = multiprocessing.get_context("fork")
    with keep_counts(Settings(rate=5, token_rate=0), context) as (counts, _):
        waits = context.SimpleQueue()
        own = [context.Process(target=lambda: waits.put(ask(counts.limits["address"].spend))) for _ in range(2)]
        for process in own:
            process.start()
        for process in own:
            process.join()
        assert waits.get().count(0) + waits.get().count(0) == 5
        assert "token" not in counts.limits
        assert [counts.throttle.spend("ann", "192.0.2.7") for _ in range(6)].count(0) == 5
        assert counts.throttle.spend_change("ann s1") == 0
        counts.throttle.forgive("ann", "192.0.2.7")
        assert counts.throttle.spend("ann", "192.0.2.7") == 0
        state, attempt = counts.attempts.begin("/due")
        assert counts.attempts.finish(state) == attempt
        assert counts.attempts.finish(state) is None


def ask(spend: object) -> list[int]:
    """Ask for four requests of one asker."""
    return [spend("192.0.2.7") for _ in range(4)]  # type: ignore[operator]


def end_at_once(*_arguments: object) -> None:
    """Be a worker that cannot start."""


def test_workers_that_end_at_once_are_not_started_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("depositary.web.workers.work", end_at_once)
    crew = Crew(multiprocessing.get_context("fork"), Plan("r.db", "127.0.0.1", 0), [], None)
    with pytest.raises(RegisterError, match="end at once"):
        crew.keep(2)
    crew.stop()


def test_a_port_that_is_taken_is_refused_in_words() -> None:
    port = find_port()
    taken = listen("127.0.0.1", port)
    with pytest.raises(InputError, match=f"--port {port}: cannot listen"):
        listen("127.0.0.1", port)
    taken[0].close()


def test_a_listener_gives_one_connection_at_a_time() -> None:
    port = find_port()
    listener = Listener(fileno=listen("127.0.0.1", port)[0].detach())
    listener.setblocking(False)
    askers = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
    first, _ = listener.accept()
    with pytest.raises(BlockingIOError):
        listener.accept()
    second, _ = listener.accept()
    for each in (listener, first, second, *askers):
        each.close()


def test_a_register_in_memory_has_one_worker() -> None:
    result = CliRunner().invoke(cli, ["--register", ":memory:", "serve", "--workers", "2"])
    assert isinstance(result.exception, InputError) and "in memory" in str(result.exception)


def count_answers(port: int, times: int) -> Counter[int]:
    """Ask so many times, each over a connection of its own, and return how often each status came."""
    found: Counter[int] = Counter()
    for _ in range(times):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/glossary", timeout=20) as answer:
                found[answer.status] += 1
        except urllib.error.HTTPError as error:
            found[error.code] += 1
            error.close()
    return found


def list_children(parent: int) -> list[int]:
    """Return the processes that a process started."""
    stats = [path.read_text().rpartition(")") for path in Path("/proc").glob("[0-9]*/stat")]
    return [int(head.split()[0]) for head, _, tail in stats if int(tail.split()[1]) == parent]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux")
def test_workers_share_a_limit_and_end_with_the_server(tmp_path: Path) -> None:
    place, port = tmp_path / "r.db", find_port()
    CliRunner().invoke(cli, ["--register", str(place), "accounts", "add", "ann", "--generate"])
    code = "import sys; from depositary.cli.main import main; main(sys.argv[1:])"
    arguments = ["serve", "--port", str(port), "--workers", "2", "--rate", "12"]
    server = subprocess.Popen([sys.executable, "-c", code, "--register", str(place), *arguments])
    try:
        answers = Counter[int]()
        for _ in range(200):
            try:
                answers = count_answers(port, 40)
                break
            except OSError:
                time.sleep(0.1)
        assert 12 <= answers[200] <= 20 and answers[200] + answers[429] == 40  # twice as many if each counted apart
        children = list_children(server.pid)
        server.send_signal(signal.SIGKILL)
        server.wait(20)
        end = time.monotonic() + 20
        while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < end:
            time.sleep(0.1)
        assert [child for child in children if Path(f"/proc/{child}").exists()] == []
        listen("127.0.0.1", port)[0].close()
    finally:
        server.kill()
        server.wait(20)
