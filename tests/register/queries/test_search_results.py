"""Full-text search, the same on both databases."""

from __future__ import annotations

import pytest

from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake, index_left
from depositary.register.register import Register
from depositary.register.storage import full_text, schema
from depositary.register.storage.opening import open_store
from depositary.register.storage.store import Store
from tests.register.readings import make_reading

READINGS = [
    make_reading(
        "Envoys of Chad and Sudan signed the Lake Fisheries Treaty in Pretoria. Net sizes are fixed by it.",
        title="Lake Fisheries Treaty",
        parties=("SDN", "TCD"),
        steps=(("signature", "occurred", "2020-01-01"),),
    ),
    make_reading(
        "Chad has ratified the Lake Fisheries Treaty, its parliament said in N'Djamena.",
        title="Lake Fisheries Treaty",
        published="2020-03-01",
        parties=("SDN", "TCD"),
    ),
    make_reading(
        "Kenya joined the United Plains Convention on the Use of the Rivers. Fishermen in Chad took no notice.",
        title="United Plains Convention on the Use of the Rivers",
        kind="convention",
        published="2021-01-01",
        parties=("KEN",),
    ),
]


def fill(store: Store) -> Register:
    known = {reading.report.id: reading for reading in READINGS}
    intake = Intake(store, lambda reports: [known[report.id] for report in reports], "en/1")
    intake.take([Submission("made", line, reading.report) for line, reading in enumerate(READINGS, start=1)])
    return Register(store)


def titles(register: Register, words: str, **more: object) -> list[str]:
    return [found.agreement.title for found in register.search(words, **more).agreements]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("lake treaty", "Lake Fisheries Treaty"),
        ("Chad fishery deal", "Lake Fisheries Treaty"),  # a party, a singular, a loose noun
        ("Pretoria", "Lake Fisheries Treaty"),  # only the text of a report has it
        ("UPCOUR", "United Plains Convention on the Use of the Rivers"),  # an acronym with a little word in it
        ("kenyan rivers", "United Plains Convention on the Use of the Rivers"),
    ],
)
def test_agreements_are_found_by_names_parties_acronyms_and_texts(store: Store, words: str, first: str) -> None:
    assert titles(fill(store), words)[:1] == [first]


def test_misspelt_words_are_corrected_and_the_answer_says_so(store: Store) -> None:
    register = fill(store)
    found = register.search("chadd fisherys pretora")
    assert (found.corrected, found.searched) == (True, "chad fisheries pretoria")
    assert [each.agreement.title for each in found.agreements] == ["Lake Fisheries Treaty"]
    assert register.search("xylophone").suggestion is None


def test_known_agreements_are_found_by_names_that_no_report_uses(store: Store) -> None:
    title = "United Nations Convention on the Law of the Sea"
    reading = make_reading(f"Chad spoke of the {title}.", title=title, kind="convention")
    Intake(store, lambda _: [reading], "en/1").take([Submission("made", 1, reading.report)])
    register = Register(store)
    assert titles(register, "UNCLOS") == [title]
    assert register.search("UNCLOS").unreported == []
    assert register.search("Antarctic Treaty").unreported[:1] == ["The Antarctic Treaty"]


def test_reports_show_where_the_words_are(store: Store) -> None:
    register = fill(store)
    (report,) = register.search("pretoria").reports
    text = READINGS[0].report.text
    assert text[report.start : report.start + len(report.snippet)] == report.snippet
    assert [report.snippet[start:end] for start, end in report.marks] == ["Pretoria"]
    assert report.agreements == [register.list()[0].id]


def test_texts_without_blanks_between_words_are_searched_too(store: Store) -> None:
    reading = make_reading("乍得和苏丹在比勒陀利亚签署了湖泊条约。", title="湖泊条约")
    Intake(store, lambda _: [reading], "en/1").take([Submission("made", 1, reading.report)])
    (found,) = Register(store).search("比勒陀利亚").reports
    assert [found.snippet[start:end] for start, end in found.marks] == ["比勒陀利亚"]
    assert titles(Register(store), "湖泊条约") == ["湖泊条约"]


def test_what_has_some_of_the_words_is_shown_as_such(store: Store) -> None:
    found = fill(store).search("lake satellites")
    assert found.partial
    assert [each.agreement.title for each in found.agreements] == ["Lake Fisheries Treaty"]


def test_only_what_was_known_on_a_day_is_found(store: Store) -> None:
    register = fill(store)
    assert titles(register, "rivers", known="2020-12-31") == []
    assert register.search("chad", known="2020-02-01").report_count == 1


def test_an_older_register_is_indexed_when_it_is_opened(store: Store) -> None:
    register = fill(store)
    before = [register.search(words) for words in ("pretora", "lake", "UPCOUR")]
    with store.writing() as connection:
        for table in (schema.documents, schema.namings, schema.spellings):
            connection.execute(table.delete())
        connection.exec_driver_sql(
            "DELETE FROM search_texts"
            if connection.dialect.name == "postgresql"
            else "INSERT INTO search_texts (search_texts) VALUES ('delete-all')"
        )
        full_text.queue_all(connection, schema.reports, "report")
        full_text.queue_all(connection, schema.agreements, "agreement")
    index_left(store)
    assert [register.search(words) for words in ("pretora", "lake", "UPCOUR")] == before


@pytest.mark.parametrize("words", ["", "  ", "the of", "'\"()*&|!:", "ä" * 500, "a OR b NOT c", "\x00", "中"])
def test_any_words_can_be_asked(words: str) -> None:
    answer = Register(open_store(":memory:")).search(words)
    assert (answer.agreements, answer.reports) == ([], [])
