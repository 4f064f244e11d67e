import json

import pytest

from depositary.cli.main import run

REPORT = "Chad and Sudan sign accord\nChad and Sudan signed a border treaty in Abéché on Monday.\nBy Amina Saleh\n"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return str(path)


def read_json(capsysbinary):
    return [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]


def test_json_gives_one_reading_a_line(report, capsysbinary):
    assert run(["read", report, "--json", "--published", "2024-12-26", "--outlet", "Sahel Post"]) == 0
    [reading] = read_json(capsysbinary)
    assert reading["schema"] == "reading/1"
    assert reading["report"]["text"] == REPORT
    assert reading["report"]["title"] == "Chad and Sudan sign accord"
    assert reading["report"]["byline"] == "Amina Saleh"
    assert reading["report"]["published"] == "2024-12-26"


def test_stream_keeps_order_and_puts_refusals_in_their_place(tmp_path, capsysbinary):
    lines = ['{"id": "1", "text": "Rain fell."}', "{oops", '{"id": "3", "text": 7}', "", '{"id": "5", "text": "Sun."}']
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    assert run(["read", str(path), "--json"]) == 1
    first, second, third, last = read_json(capsysbinary)
    assert [first["report"]["given_id"], last["report"]["given_id"]] == ["1", "5"]
    assert (second["schema"], second["file"], second["line"]) == ("error/1", str(path), 2)
    assert (third["line"], third["given_id"]) == (3, "3")
    assert third["error"] == "field text must be a string, not a number"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "it is empty"),
        (b" \n\t", "the text is empty"),
        (b"%PDF-1.7\n\x00\x01", "the PDF cannot be read"),
        (bytes(range(256)), "it holds NUL bytes"),
        (b"A treaty\x00 was signed.", "it holds NUL bytes"),
        ("A treaty".encode("utf-16") + b"\x00", "it begins as UTF-16"),
    ],
)
def test_one_bad_file_is_refused_with_its_name(tmp_path, capsys, content, message):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    assert run(["read", str(path)]) == 2
    assert f"{path}: {message}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--published", "2024-13-45"], "published '2024-13-45' is not a date"),
        (["--published", "yesterday"], "published 'yesterday' is not a date"),
        (["--language", "klingon"], "'klingon' is not a language code"),
    ],
)
def test_bad_options_are_refused(report, capsys, arguments, message):
    assert run(["read", report, *arguments]) == 2
    assert message in capsys.readouterr().err


def test_missing_file_is_told(capsys):
    assert run(["read", "nowhere.txt"]) == 2
    assert "nowhere.txt: it cannot be read: no such file" in capsys.readouterr().err


def test_language_without_a_reader_gives_an_empty_reading(tmp_path, capsysbinary):
    report = tmp_path / "report.txt"
    report.write_text("მხარეებმა ხელი მოაწერეს ხელშეკრულებას", "utf-8")
    assert run(["read", str(report), "--json"]) == 0
    [reading] = read_json(capsysbinary)
    assert reading["skipped"] == "no reader for language ka"


def test_page_is_at_most_100_columns(report, capsys):
    assert run(["read", report]) == 0
    page = capsys.readouterr().out
    assert "Chad and Sudan sign accord" in page
    assert max(len(line) for line in page.splitlines()) <= 100


@pytest.mark.slow
def test_two_processes_give_the_bytes_of_one(tmp_path, capsysbinary):
    path = tmp_path / "reports.jsonl"
    texts = ["Chad and Sudan signed a peace accord.", "Rain.", "", "Peru ratified the Lake Treaty with Bolivia."]
    path.write_text("\n".join(json.dumps({"text": text, "published": "2010-01-15"}) for text in texts))
    said = []
    for jobs in ("1", "2"):
        assert run(["read", "--json", "--jobs", jobs, str(path)]) == 1
        said.append(capsysbinary.readouterr().out)
    assert said[0] == said[1]
    assert len(said[0].splitlines()) == len(texts)


@pytest.mark.parametrize("arguments", [["status", "\udcff"], ["claims", "\udcff"], ["backup", "a" * 5000]])
def test_arguments_that_are_no_text_and_no_file_are_told(arguments, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Nothing was signed.")
    place = ["--register", str(tmp_path / "r.db")]
    assert run([*place, "add", "--jobs", "1", str(tmp_path / "a.txt")]) == 0
    assert run([*place, *arguments]) == 2
    assert "internal error" not in capsys.readouterr().err
