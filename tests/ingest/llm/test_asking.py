"""Asking a server that is slow, busy, broken or hostile: every report ends as read, refused or read by another."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from depositary.errors import InputError, ModelServerError
from depositary.ingest.llm.asking import PATIENCE, Asker, Recorded
from depositary.ingest.llm.kept import Answers, Kept
from depositary.ingest.llm.reading import ModelReading
from depositary.ingest.llm.server import ModelServer
from depositary.ingest.llm.settings import ModelSettings
from depositary.ingest.llm.waiting import Gatekeeper
from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.llm import ask_about
from depositary.reading.llm.prompt import VERSION
from depositary.register.intake import Unread
from tests.ingest.llm.model_server import KEY, Model, Said, complete, refuse, serve_model
from tests.reading.llm.answers import ANSWER, REPORT

QUICK = ModelSettings(model="tiny", seconds=2, attempts=3, concurrency=2, on_failure="refuse")


def make_report(text: str = REPORT) -> Report:
    return Report.compose(text, published="2021-03-03")


def make_reports(number: int) -> list[Report]:
    return [make_report(f"{REPORT} It has {n} articles.") for n in range(number)]


class Waits(Gatekeeper):
    """A gate that opens at once and remembers how long it was to be shut."""

    def __init__(self) -> None:
        super().__init__()
        self.pauses: list[float] = []

    def hold(self, seconds: float) -> None:
        self.pauses.append(seconds)


@contextmanager
def open_reading(server: Model, kept: Path, key: str = "", **changes: Any) -> Iterator[tuple[ModelReading, Waits]]:
    settings = msgspec.structs.replace(QUICK, base_url=server.url, **changes)
    gate = Waits()
    asker = Asker(ModelServer(settings, key), Answers(kept), gate)
    try:
        yield ModelReading(settings.model, asker, settings.characters, settings.on_failure), gate
    finally:
        asker.close()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "answers.jsonl"


def test_an_answer_becomes_a_reading_with_spans_codes_and_dates_of_ours(kept: Path) -> None:
    with serve_model() as model, open_reading(model, kept) as (reading, _):
        [made] = reading.read_many([make_report()])
    assert isinstance(made, Reading)
    assert made.reader == f"llm/tiny/{VERSION}"
    [action] = made.actions
    assert (action.date and action.date.edtf, [agent.actor for agent in action.by]) == ("2021-03-01", ["TCD", "SDN"])
    assert made.agreements[0].parties == ("TCD", "SDN")
    assert REPORT[action.evidence[0].start : action.evidence[0].end] == action.evidence[0].text


def test_the_question_holds_model_schema_and_the_report_alone_in_the_last_message(kept: Path) -> None:
    with serve_model() as model, open_reading(model, kept, KEY) as (reading, _):
        list(reading.read_many([make_report()]))
    [(path, headers, body)] = model.asked
    assert (path, body["model"], body["temperature"]) == ("/v1/chat/completions", "tiny", 0)
    assert headers["authorization"] == f"Bearer {KEY}"
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["messages"][0]["role"] == "system"
    assert REPORT in body["messages"][-1]["content"]
    assert not any(REPORT in message["content"] for message in body["messages"][:-1])


def test_the_second_run_asks_nothing(kept: Path) -> None:
    reports = make_reports(5)
    with serve_model() as model:
        for expected in (5, 5):
            with open_reading(model, kept) as (reading, _):
                made = list(reading.read_many(reports))
            assert [type(each) for each in made] == [Reading] * 5
            assert len(model.asked) == expected
    assert reading.asking.counts["kept"] == 5


def test_a_run_that_is_killed_while_it_writes_goes_on_where_it_was(kept: Path) -> None:
    with serve_model() as model:
        with open_reading(model, kept) as (reading, _):
            list(reading.read_many(make_reports(3)))
        whole = kept.read_bytes()
        kept.write_bytes(whole[:-40])  # the last line was cut off
        with open_reading(model, kept) as (reading, _):
            made = list(reading.read_many(make_reports(4)))
        assert len(model.asked) == 3 + 2
        assert all(isinstance(each, Reading) for each in made)
    assert len(Answers(kept).places) == 4


def test_another_model_is_asked_anew(kept: Path) -> None:
    with serve_model() as model:
        for name in ("tiny", "large"):
            with open_reading(model, kept, model=name) as (reading, _):
                list(reading.read_many([make_report()]))
    assert [body["model"] for _, _, body in model.asked] == ["tiny", "large"]


def test_reports_that_do_not_pass_the_gate_are_not_sent(kept: Path) -> None:
    with serve_model() as model, open_reading(model, kept) as (reading, _):
        [made] = reading.read_many([make_report("The cup final was lost in the rain.")])
    assert isinstance(made, Reading)
    assert (made.reader, made.agreements, model.asked) == (f"llm/tiny/{VERSION}", (), [])


def test_readings_come_in_the_order_of_the_reports_though_answers_do_not(kept: Path) -> None:
    def answer_late(number: int, body: dict[str, Any]) -> Said:
        said = complete(ANSWER)
        said.wait = 0.3 if " 0 articles" in body["messages"][-1]["content"] else 0
        return said

    with serve_model(answer_late) as model, open_reading(model, kept, concurrency=4) as (reading, _):
        made = list(reading.read_many(make_reports(6)))
    assert [each.report.text for each in made if isinstance(each, Reading)] == [r.text for r in make_reports(6)]


def test_no_more_questions_are_under_way_than_allowed(kept: Path) -> None:
    def wait(number: int, body: dict[str, Any]) -> Said:
        said = complete(ANSWER)
        said.wait = 0.05
        return said

    with serve_model(wait) as model, open_reading(model, kept, concurrency=3) as (reading, _):
        list(reading.read_many(make_reports(9)))
    assert 1 < model.most_at_once <= 3


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(kept: Path) -> None:
    def busy_once(number: int, body: dict[str, Any]) -> Said:
        return refuse(429, "slow down", Retry_After="7") if number == 0 else complete(ANSWER)

    with serve_model(busy_once) as model, open_reading(model, kept) as (reading, gate):
        [made] = reading.read_many([make_report()])
    assert isinstance(made, Reading)
    assert (gate.pauses, len(model.asked)) == ([7.0], 2)


def test_pauses_grow_while_a_server_fails(kept: Path) -> None:
    def fail_twice(number: int, body: dict[str, Any]) -> Said:
        return refuse(500) if number < 2 else complete(ANSWER)

    with serve_model(fail_twice) as model, open_reading(model, kept) as (reading, gate):
        [made] = reading.read_many([make_report()])
    assert isinstance(made, Reading)
    first, second = gate.pauses
    assert 0.75 <= first <= 1.25
    assert 1.5 <= second <= 2.5


BAD: dict[str, tuple[Said, str]] = {
    "a refusal": (complete(None, refusal="I cannot help with that."), "refused to read"),
    "a filtered answer": (complete("{", finish="content_filter"), "refused to read"),
    "a cut answer": (complete('{"relevant": true, "sides": [', finish="length"), "cut off"),
    "words instead of JSON": (complete("Sure! Here is what the report says."), "of no use"),
    "JSON cut off without a word": (complete('{"relevant": true, "agreements": ['), "of no use"),
    "an empty answer": (complete(""), "of no use"),
    "no content at all": (complete(None), "of no use"),
    "a list": (complete([]), "of no use"),
    "another schema": (complete({"events": [{"type": "signature"}]}), "of no use"),
    "lists that are none": (complete(ANSWER | {"actions": "none"}), "of no use"),
    "a contradiction": (complete(ANSWER | {"relevant": False}), "of no use"),
    "words of another report": (complete(json.dumps(ANSWER).replace("peace treaty", "gas pipeline")), "of no use"),
    "no chat completion": (Said(body=b'{"ok": true}'), "of no use"),
    "no JSON": (Said(body=b"<html>welcome</html>"), "of no use"),
    "half a body": (
        Said(body=b'{"choices": [{"message"', cut=10, headers={"Content-Length": "9999"}),
        "did not answer",
    ),
    "10 MB": (complete("x" * 10_000_000), "of no use"),
    "deep JSON": (complete('{"relevant": ' + "[" * 100_000), "of no use"),
    "a server error": (refuse(500), "did not answer"),
    "a refused request": (refuse(400, "this model's maximum context length is 2048 tokens"), "did not answer"),
    "a slow answer": (Said(body=complete(ANSWER).body, wait=3), "did not answer"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_a_bad_server_says_is_a_refusal_with_its_reason(name: str, kept: Path) -> None:
    said, reason = BAD[name]
    changes = {"attempts": 1, "seconds": 1.0}
    with serve_model(lambda number, body: said) as model, open_reading(model, kept, **changes) as (reading, _):
        [made] = reading.read_part([make_report()])
    assert isinstance(made, Unread)
    assert reason in made.reason
    assert sum(reading.counts[trouble] for trouble in ("refused", "cut", "nonsense", "unanswered")) == 1


def test_what_the_model_does_not_read_the_embedded_reader_does(kept: Path) -> None:
    with (
        serve_model(lambda number, body: complete("I would rather not.")) as model,
        open_reading(model, kept, on_failure="embedded") as (reading, _),
    ):
        [made] = reading.read_many([make_report()])
    assert isinstance(made, Reading)
    assert made.reader.startswith("en/")
    assert made.actions
    assert (reading.counts["nonsense"], reading.counts["embedded"]) == (1, 1)


def test_a_server_without_schemas_is_asked_for_plain_json_from_then_on(kept: Path) -> None:
    def know_json_only(number: int, body: dict[str, Any]) -> Said:
        known = body.get("response_format", {}).get("type") == "json_object"
        return complete(ANSWER) if known else refuse(400, "response_format: json_schema is not supported")

    with serve_model(know_json_only) as model, open_reading(model, kept, concurrency=1) as (reading, _):
        made = list(reading.read_many(make_reports(3)))
    assert all(isinstance(each, Reading) for each in made)
    assert [body["response_format"]["type"] for _, _, body in model.asked] == ["json_schema"] + ["json_object"] * 3


def test_a_server_that_knows_no_form_of_output_is_asked_in_words(kept: Path) -> None:
    def know_words(number: int, body: dict[str, Any]) -> Said:
        return (
            refuse(422, "unknown field")
            if "response_format" in body
            else complete(f"```json\n{json.dumps(ANSWER)}\n```")
        )

    with serve_model(know_words) as model, open_reading(model, kept) as (reading, _):
        [made] = reading.read_many([make_report()])
    assert isinstance(made, Reading)
    assert made.actions


def test_a_schema_that_is_demanded_is_not_given_up(kept: Path) -> None:
    with (
        serve_model(lambda number, body: refuse(400, "json_schema is not supported")) as model,
        open_reading(model, kept, output="schema") as (reading, _),
    ):
        [made] = reading.read_part([make_report()])
    assert isinstance(made, Unread)
    assert len(model.asked) == 1


def test_names_of_settings_that_a_server_refuses_are_changed(kept: Path) -> None:
    def be_choosy(number: int, body: dict[str, Any]) -> Said:
        if "max_tokens" in body:
            return refuse(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        return refuse(400, "'temperature' does not support 0") if "temperature" in body else complete(ANSWER)

    with serve_model(be_choosy) as model, open_reading(model, kept) as (reading, _):
        [made] = reading.read_many([make_report()])
    assert isinstance(made, Reading)
    assert model.asked[-1][2]["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize("status", [401, 403, 404, 302])
def test_a_wrong_key_model_or_address_stops_the_run(status: int, kept: Path) -> None:
    said = refuse(status, f"the key {KEY} is wrong", Location="http://127.0.0.1:9/elsewhere")
    with serve_model(lambda number, body: said) as model, open_reading(model, kept, KEY) as (reading, _):
        with pytest.raises(ModelServerError) as caught:
            list(reading.read_many([make_report()]))
        assert KEY not in str(caught.value)
        assert len(model.asked) == 1


def test_a_server_that_is_not_there_stops_the_run_with_what_to_do(kept: Path) -> None:
    with serve_model() as model:
        pass
    one_by_one = open_reading(model, kept, attempts=1, concurrency=1)
    with one_by_one as (reading, _), pytest.raises(ModelServerError, match="run again"):
        list(reading.read_many(make_reports(PATIENCE + 1)))


def test_what_was_answered_before_a_server_went_away_is_kept(kept: Path) -> None:
    def leave(number: int, body: dict[str, Any]) -> Said:
        return complete(ANSWER) if number < 2 else refuse(503)

    with (
        serve_model(leave) as model,
        open_reading(model, kept, attempts=1, concurrency=1) as (reading, _),
        pytest.raises(ModelServerError),
    ):
        list(reading.read_many(make_reports(9)))
    assert len(Answers(kept).places) == 2


def test_the_key_stands_in_no_file_and_no_message(kept: Path, tmp_path: Path) -> None:
    said = [complete(ANSWER), refuse(500, f"cannot bill {KEY}"), refuse(400, f"{KEY} may not use this")]
    with (
        serve_model(lambda number, body: said[min(number, 2)]) as model,
        open_reading(model, kept, KEY, attempts=1, concurrency=1) as (reading, _),
    ):
        made = reading.read_part(make_reports(3))
    told = [each.reason for each in made if isinstance(each, Unread)] + [reading.tell(), repr(reading.asking)]
    assert len(told) == 4
    assert not any(KEY in words for words in told)
    assert not any(KEY.encode() in path.read_bytes() for path in tmp_path.iterdir())
    assert KEY not in repr(ModelSettings())


def test_stopping_does_not_wait_for_a_pause(kept: Path) -> None:
    settings = msgspec.structs.replace(QUICK, base_url="http://127.0.0.1:9/v1", attempts=9)
    asker = Asker(ModelServer(settings), Answers(kept))
    asker.gate.hold(600)
    asker.pool.submit(asker.answer, ask_about(make_report()))
    begun = time.monotonic()
    asker.close()
    assert time.monotonic() - begun < 5


def test_stopping_does_not_wait_for_an_answer_under_way(kept: Path) -> None:
    late = complete(ANSWER)
    late.wait = 4
    with serve_model(lambda number, body: late) as model:
        asker = Asker(ModelServer(msgspec.structs.replace(QUICK, base_url=model.url, seconds=60)), Answers(kept))
        under_way = asker.pool.submit(asker.answer, ask_about(make_report()))
        while not model.asked:
            time.sleep(0.01)
        begun = time.monotonic()
        asker.close()
        assert time.monotonic() - begun < 3
        assert under_way.result().trouble == "unanswered"


def test_answers_that_cannot_be_kept_are_not_paid_for(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be kept"):
        Answers(tmp_path / "missing" / "answers.jsonl").check_writable()


def test_recorded_answers_need_no_server(kept: Path) -> None:
    question = ask_about(make_report())
    line = {"key": question.key("wise"), "answer": ANSWER, "model": "wise"}
    kept.write_text(json.dumps(line) + "\n", "utf-8")
    reading = ModelReading("wise", Recorded("wise", Answers(kept, needed=True)), 60_000, "refuse")
    read, unread = reading.read_part([make_report(), make_report(REPORT + " Both were glad.")])
    assert isinstance(read, Reading)
    assert read.actions
    assert isinstance(unread, Unread)
    assert "no answer to it is recorded" in unread.reason


@pytest.mark.parametrize("content", ["no json\n", '{"answer": 1}\n', "[1]\n"])
def test_a_file_that_holds_no_answers_is_refused(content: str, kept: Path) -> None:
    kept.write_text(content, "utf-8")
    with pytest.raises(InputError, match="line 1"):
        Answers(kept)


def test_the_last_answer_of_a_key_counts(kept: Path) -> None:
    answers = Answers(kept)
    for words in ("one", "two"):
        answers.keep(Kept("k", words))
    for opened in (answers, Answers(kept)):
        found = opened.find("k")
        assert found and found.content == "two"
