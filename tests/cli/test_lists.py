"""Lists, names of parties and search, as a person types them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from depositary.cli.main import cli
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.storage.opening import open_store
from tests.register.readings import make_reading

READINGS = [
    make_reading(
        "Chad and Sudan signed the Lake Treaty in Khartoum.",
        title="Lake Treaty",
        published="2024-03-04",
        parties=("SDN", "TCD"),
        steps=(("signature", "occurred", "2024-03-03"),),
    ),
    make_reading(
        "The River Pact of Kenya and Uganda enters into force if both ratify it.",
        title="River Pact",
        published="2024-05-01",
        parties=("KEN", "UGA"),
        steps=(("entry-into-force", "conditional", "2024-06-01"),),
    ),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = str(tmp_path_factory.mktemp("lists") / "register.db")
    store, known = open_store(path), {reading.report.id: reading for reading in READINGS}
    intake = Intake(store, lambda reports: [known[report.id] for report in reports], "en/1")
    intake.take([Submission("made", line, reading.report) for line, reading in enumerate(READINGS, start=1)])
    store.close()
    yield path


def ask(place: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--register", place, *arguments], standalone_mode=True)


def test_lists_show_status_with_its_day_and_parties(place: str) -> None:
    told = ask(place, "list", "--sort", "title").stdout.splitlines()
    assert [line.split("  ")[1:2] for line in told[2:]] == [["Lake Treaty"], ["River Pact"]]
    assert "SDN,TCD" in told[2]
    assert "signed 3 March 2024" in told[2]


def test_lists_are_tables_for_other_programs_too(place: str) -> None:
    told = ask(place, "list", "--csv", "--columns", "title,code,since", "--sort", "-title").stdout
    assert told.splitlines()[0] == "title,code,since"
    assert told.splitlines()[2] == "Lake Treaty,signed,2024-03-03"
    refused = ask(place, "list", "--sort", "age")
    assert (refused.exit_code, "use id, title" in refused.stderr) == (2, True)


@pytest.mark.parametrize("name", ["Chad", "TCD", "tchad", "Republic of Chad"])
def test_names_of_parties_are_taken_where_codes_are(place: str, name: str) -> None:
    told = ask(place, "list", "--party", name)
    if told.exit_code:
        assert "Did you mean Chad (TCD)" in told.stderr
    else:
        assert "Lake Treaty" in told.stdout


@pytest.mark.parametrize(
    "arguments",
    [["list", "--party", "Chadd"], ["status", "Lake Treaty", "--party", "Chadd"], ["between", "Chadd", "SDN"]],
)
def test_unknown_names_are_refused_with_suggestions(place: str, arguments: list[str]) -> None:
    told = ask(place, *arguments)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "Did you mean Chad (TCD)" in told.stderr


def test_the_status_of_who_is_no_party_is_told_in_words(place: str) -> None:
    told = ask(place, "status", "Lake Treaty", "--party", "Türkiye").stdout
    assert "Turkey (TUR): not a party, as far as reports tell" in told
    assert "“" not in told  # no evidence on other parties


def test_changes_say_in_words_what_changed(place: str) -> None:
    told = " ".join(ask(place, "changes", "--since", "2024-01-01").stdout.split())
    assert "Lake Treaty new agreement" in told
    assert "Lake Treaty signed 3 March 2024" in told


def test_what_depends_on_a_condition_is_due_too(place: str) -> None:
    told = ask(place, "due", "--on", "2024-05-20", "--known", "2024-05-20").stdout
    assert "to enter into force on a condition" in " ".join(told.split())
    assert "choose another day" in ask(place, "due", "--on", "2001-01-01").stderr


def test_what_no_agreement_is_called_is_searched_for(place: str) -> None:
    told = ask(place, "status", "lakke treaty")
    assert told.stdout == ""
    assert "Did you mean one of these?" in told.stderr
    assert "Lake Treaty" in told.stderr
    found = ask(place, "search", "kartoum")
    assert "These have khartoum" in found.stdout
    assert "Lake Treaty" in found.stdout
