"""Every hostile input is refused or read within 10 s and 300 MB, with a reason, in a process of its own."""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import traceback

import pytest

from depositary.model.text import Report
from depositary.reading.gate.cues import admits
from depositary.reading.reader import LANGUAGES, Reader
from depositary.sources import Details, Input, Refusal, Setting, read_input
from tests.sources.hostile import make_inputs

SECONDS = 10.0
"""Of processor time, the input's own processes included: the machine that runs the suite may be busy."""
MEMORY = 300_000_000
INPUTS = dict(make_inputs())


@pytest.fixture(scope="module", autouse=True)
def model() -> None:
    Reader().read(Report.compose("Chad and Sudan signed a treaty in Dakar.", published="2024-12-26"))


def take(name: str, data: bytes) -> dict[str, object]:
    """Read one input to the end and return what became of it, in words."""
    source = Input(name, io.BytesIO(data), len(data), Setting(screen=admits, languages=LANGUAGES))
    offers = list(read_input(source, Details(published="2024-12-26"), None, lambda text: None))
    reports = [offer for offer in offers if isinstance(offer, Report)]
    for reading in Reader().read_many(reports):
        reading.assert_evidence()
    return {"read": len(reports), "refused": [str(o) for o in offers if isinstance(o, Refusal)][:5]}


def take_apart(name: str, data: bytes) -> dict[str, object]:
    """Take an input in a child process; return what became of it, with seconds and bytes of memory."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        work_in_child(writing, name, data)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status, usage = os.wait4(child, 0)
    assert status == 0, f"{name}: the process died ({status})"
    found: dict[str, object] = json.loads(said)
    return {**found, "memory": usage.ru_maxrss * 1024}


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
def test_is_taken_or_refused_in_bounds(name: str) -> None:
    found = take_apart(name, INPUTS[name])
    assert "traceback" not in found, found["traceback"]
    assert found["read"] or found["refused"], "neither read nor refused: lost"
    assert float(str(found["seconds"])) <= SECONDS
    assert int(str(found["memory"])) - int(str(found["base"])) <= MEMORY
