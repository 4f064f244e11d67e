"""Every hostile input is refused or read within 10 s and 300 MB, with a reason, in a process of its own."""

from __future__ import annotations

import io
import json
import os
import resource
import selectors
import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from depositary.model.text import Report
from depositary.reading.gate.cues import admits
from depositary.reading.reader import LANGUAGES, Reader
from depositary.sources import Details, Input, Refusal, Setting, read_input
from tests.sources.hostile import make_inputs

pytestmark = pytest.mark.hostile

SECONDS = 10.0
"""Of processor time, the input's own processes included: the machine that runs the suite may be busy."""
MEMORY = 300_000_000
INPUTS = dict(make_inputs())
AT_ONCE = min(4, os.cpu_count() or 1)


TAME = ("page-no-text", "page-date-nonsense", "feed-cut-off", "warc-cut-off", "pdf-empty", "text-commas")
"""One small input of each kind: taken once, so that no child spends its seconds on importing libraries."""


@pytest.fixture(scope="module")
def libraries() -> None:
    Reader().read(Report.compose("Chad and Sudan signed a treaty in Dakar.", published="2024-12-26"))
    for name in TAME:
        take(name, INPUTS[name])


def take(name: str, data: bytes) -> dict[str, object]:
    """Read one input to the end and return what became of it, in words."""
    source = Input(name, io.BytesIO(data), len(data), Setting(screen=admits, languages=LANGUAGES))
    offers = list(read_input(source, Details(published="2024-12-26"), None, lambda text: None))
    reports = [offer for offer in offers if isinstance(offer, Report)]
    for reading in Reader().read_many(reports):
        reading.assert_evidence()
    return {"read": len(reports), "refused": [str(o) for o in offers if isinstance(o, Refusal)][:5]}


@dataclass
class Child:
    """A process that takes one input, and the pipe in which it says what became of it."""

    process: int
    pipe: int
    said: bytes = b""


def take_apart(names: Iterable[str]) -> dict[str, dict[str, object]]:
    """Take inputs, each in a child process, several at once; return what became of each.

    Its seconds are those of the processor, so that neighbours do not count.
    """
    waiting, running, found = list(names), dict[str, Child](), dict[str, dict[str, object]]()
    with selectors.DefaultSelector() as pipes:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                name = waiting.pop(0)
                running[name] = begin(name)
                pipes.register(running[name].pipe, selectors.EVENT_READ, name)
            for key, _ in pipes.select():
                child, part = running[key.data], os.read(key.fd, 65_536)
                child.said += part
                if not part:
                    pipes.unregister(key.fd)
                    found[key.data] = end(running.pop(key.data))
    return found


def begin(name: str) -> Child:
    """Start a child process that takes an input."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        work_in_child(writing, name, INPUTS[name])
    os.close(writing)
    return Child(process, reading)


def end(child: Child) -> dict[str, object]:
    """Wait for a child; return what became of its input, with seconds and bytes of memory."""
    os.close(child.pipe)
    _, status, usage = os.wait4(child.process, 0)
    if status or not child.said:
        return {"traceback": f"the process died ({status})"}
    found: dict[str, object] = json.loads(child.said)
    return {**found, "memory": usage.ru_maxrss * 1024}


@pytest.fixture(scope="module")
def taken(request: pytest.FixtureRequest, libraries: None) -> dict[str, dict[str, object]]:
    """What became of each input that is asked for."""
    callspecs = (getattr(item, "callspec", None) for item in request.session.items if item.path == request.path)
    return take_apart(spec.params["name"] for spec in callspecs if spec is not None)


def work_in_child(writing: int, name: str, data: bytes) -> None:
    """Take the input, say what became of it, and end the process."""
    resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    try:
        found = take(name, data)
    except BaseException:
        found = {"traceback": traceback.format_exc()}
    os.write(writing, json.dumps({**found, "seconds": sum(os.times()[:4]), "base": base}).encode()[:60_000])
    os._exit(0)


def test_there_are_at_least_sixty() -> None:
    assert len(INPUTS) >= 60


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
@pytest.mark.parametrize("name", list(INPUTS))
def test_is_taken_or_refused_in_bounds(name: str, taken: dict[str, dict[str, object]]) -> None:
    found = taken[name]
    assert "traceback" not in found, found["traceback"]
    assert found["read"] or found["refused"], "neither read nor refused: lost"
    assert float(str(found["seconds"])) <= SECONDS
    assert int(str(found["memory"])) - int(str(found["base"])) <= MEMORY
