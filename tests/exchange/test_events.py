from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import text

from depositary.cli.main import run
from depositary.errors import EvidenceError
from depositary.exchange.cells import flatten
from depositary.exchange.entities import find_entity
from depositary.exchange.events import Met, find_code, find_events, find_sides, load_codes, make_meeting, take_sides
from depositary.exchange.extract import Clocks
from depositary.exchange.gdelt import EVENTS, MENTIONS, split_event, write_gdelt
from depositary.exchange.plover import REQUIRED, write_plover
from depositary.exchange.polecat import COLUMNS, make_rows, write_polecat
from depositary.exchange.selection import lets_meeting
from depositary.model.reading import Agent, Meeting, Place
from depositary.model.text import Span
from depositary.model.vocabulary import ActionCode, MeetingKind, Modality
from depositary.register.queries.dossiers import Source
from depositary.register.queries.listing import Filter

CLOCKS = Clocks.of(on="2022-01-31", known="2022-01-31")


@pytest.fixture
def records(register, tmp_path: Path):
    write_plover(find_events(register, CLOCKS), tmp_path / "events.jsonl")
    return [json.loads(line) for line in (tmp_path / "events.jsonl").read_text("utf-8").splitlines()]


def test_a_signature_is_support_and_a_planned_one_agree(records):
    by_text = {record["text"]: record for record in records}
    signed = by_text["Mali and Chad signed the Blue River Treaty."]
    planned = by_text["Mali and the European Union mean to sign the Sahel Fisheries Protocol."]
    assert (signed["event"], signed["depositary"]["cameo"], signed["date"]) == (["SUPPORT"], "057", "2019-03-01")
    assert {actor["code"] for actor in signed["actor"]} == {"MLI", "TCD"}
    assert (planned["event"], planned["date"], planned["depositary"]["date"]["edtf"]) == (
        ["AGREE"],
        "2021-05-05",
        "2021-09-01",
    )
    assert {actor["code"] for actor in planned["actor"]} == {"EUR", "MLI"}


def test_every_record_has_what_plover_requires(records):
    assert len(records) == 3
    assert all(record.keys() >= REQUIRED and record["actor"] for record in records)


def test_every_code_is_of_a_step_and_modality_that_exist():
    steps = {*ActionCode, *MeetingKind}
    assert all(step in steps and modality in {*Modality} for step, modality in load_codes())
    assert find_code("signature", "possible") is None


# PLOVER 2.0 manual: the categories of chapter 2, their quad categories, and the modes of each that are used here.
MANUAL = {
    "AGREE": (1, {None}),
    "CONSULT": (1, {None, "visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": (1, {None}),
    "REJECT": (3, {None, "assist", "change", "yield", "meet"}),
    "THREATEN": (3, {"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "SANCTION": (4, {"convict", "expel", "withdraw", "discontinue"}),
}


def test_every_code_is_one_of_the_manual():
    for code in load_codes().values():
        quad, modes = MANUAL[code.root]
        assert (code.quad, code.mode in modes) == (quad, True)
        assert {1: "03 04 05", 3: "12 13", 4: "16"}[quad].count(code.cameo[:2]) == 1
        assert (code.scale > 0) == (code.goldstein > 0) == (quad == 1)


@pytest.mark.parametrize(
    ("step", "modality", "root", "mode", "cameo"),
    [
        *[(step, "occurred", "SUPPORT", None, "057") for step in ("signature", "ratification", "adoption")],
        *[(step, "planned", "AGREE", None, "030") for step in ("signature", "ratification", "adoption")],
        *[(step, "planned", "AGREE", None, "036") for step in ("visit", "talks", "summit", "call", "negotiation")],
        ("visit", "occurred", "CONSULT", "visit", "042"),
        ("talks", "occurred", "CONSULT", None, "040"),
        ("rejection", "occurred", "REJECT", None, "120"),
        ("signature", "denied", "REJECT", None, "120"),
        ("talks", "denied", "REJECT", "meet", "125"),
        ("withdrawal", "occurred", "SANCTION", "withdraw", "160"),
        ("suspension", "occurred", "SANCTION", "discontinue", "160"),
        ("withdrawal", "planned", "THREATEN", "relations", "1313"),
    ],
)
def test_steps_are_the_events_that_the_manual_says(step, modality, root, mode, cameo):
    code = find_code(step, modality)
    assert code
    assert (code.root, code.mode, code.cameo) == (root, mode, cameo)


@pytest.mark.parametrize(
    ("step", "modality", "actors", "parties", "sides"),
    [
        ("signature", "occurred", ["MLI"], ["MLI", "TCD"], (("MLI",), ("TCD",))),
        ("signature", "occurred", [], ["MLI", "TCD"], (("MLI", "TCD"), ())),
        ("signature", "occurred", ["MLI"], ["MLI", "TCD", "SDN"], (("MLI",), ())),
        ("withdrawal", "occurred", ["MLI"], ["MLI", "TCD", "SDN"], (("MLI",), ("TCD", "SDN"))),
        ("withdrawal", "occurred", ["MLI"], ["MLI"], None),
        ("withdrawal", "occurred", [], ["MLI", "TCD"], None),
        ("termination", "occurred", ["MLI", "TCD"], ["MLI", "TCD"], (("MLI", "TCD"), ("MLI", "TCD"))),
        ("rejection", "occurred", ["MLI"], ["MLI", "TCD", "SDN"], (("MLI",), ("TCD", "SDN"))),
        ("signature", "occurred", [], [], None),
    ],
)
def test_sides_of_a_step(step, modality, actors, parties, sides):
    assert find_sides(actors, parties, find_code(step, modality)) == sides


@pytest.mark.parametrize(
    ("actor", "code", "country", "sector"),
    [
        ("MLI", "MLI", "MLI", "GOV"),
        ("EU", "EUR", None, None),
        ("UN", "UNO", None, None),
        ("AU", "IGO", None, None),
        ("houthis", "YEM", "YEM", "REB"),
    ],
)
def test_entities_are_coded_as_the_manual_says(actor, code, country, sector):
    entity = find_entity(actor)
    assert (entity.code, entity.country, entity.sector) == (code, country, sector)


def test_who_visits_acts():
    guest, host = Agent("Ada Diallo", actor="MLI"), Agent("Chad", actor="TCD")
    met = Meeting(MeetingKind.VISIT, Modality.OCCURRED, (host, guest), (), place=Place("N'Djamena", "TCD"))
    assert take_sides(met) == (("MLI",), ("TCD",))


def test_the_state_that_is_visited_is_the_host_though_nobody_of_it_is_named():
    guest = Agent("Ada Diallo", actor="MLI")
    met = Meeting(MeetingKind.VISIT, Modality.OCCURRED, (guest,), (), place=Place("N'Djamena", "TCD"))
    assert take_sides(met) == (("MLI",), ("TCD",))
    at_home = Meeting(MeetingKind.VISIT, Modality.OCCURRED, (guest,), (), place=Place("Gao", "MLI"))
    assert take_sides(at_home) == (("MLI",), ())


def test_without_a_host_all_act():
    met = Meeting(MeetingKind.TALKS, Modality.OCCURRED, (Agent("Mali", actor="MLI"), Agent("Chad", actor="TCD")), ())
    assert take_sides(met) == (("MLI", "TCD"), ())


SOURCE = Source("r1", "sha256:0", None, "The Gazette", "2020-01-02", None, "2020-01-02")


def meet(place, text="Diallo went to see Chad."):
    span = Span(0, 24, "Diallo went to see Chad.")
    who = Agent("Ada Diallo", "President", "MLI"), Agent("Chad", actor="TCD")
    met = Met("c1", "r1", "2020-01-02", Meeting(MeetingKind.VISIT, Modality.OCCURRED, who, (span,), place=place))
    return make_meeting([met], {"r1": SOURCE}, {"r1": text})


def test_a_visit_has_its_mode_only_where_the_host_is_known():
    visit, talks = meet(Place("N'Djamena", "TCD")), meet(None)
    assert (visit.code.mode, visit.code.cameo, visit.actors, visit.recipients) == ("visit", "042", ("MLI",), ("TCD",))
    assert (talks.code.mode, talks.code.cameo, talks.actors, talks.recipients) == (None, "040", ("MLI", "TCD"), ())
    assert [row["Actor Name"] for row in make_rows([visit])] == ["Ada Diallo"]
    assert [cameo for _, _, cameo in split_event(visit)] == ["042", "043"]


def test_a_meeting_whose_span_does_not_hold_its_words_is_refused():
    with pytest.raises(EvidenceError):
        meet(None, "Somebody else went to see Chad.")


def read(path: Path, columns):
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {len(row) for row in rows} == {len(columns)}
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_gdelt_tables_have_their_columns_and_point_at_the_words(register, tmp_path):
    counts = write_gdelt(find_events(register, CLOCKS), tmp_path)
    events, mentions = read(tmp_path / "events.tsv", EVENTS), read(tmp_path / "mentions.tsv", MENTIONS)
    assert counts == (len(events), len(mentions))
    row = next(row for row in events if (row["Actor1Code"], row["Actor2Code"]) == ("MLI", "TCD"))
    assert (row["Day"], row["EventCode"], row["EventRootCode"], row["QuadClass"]) == ("20190301", "057", "05", "1")
    assert (row["GoldsteinScale"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("8.0", "MLI", "GOV")
    told = next(m for m in mentions if m["GlobalEventID"] == row["GlobalEventID"])
    words = "Mali and Chad signed the Blue River Treaty."
    assert [words[int(told[f"Actor{n}CharOffset"]) :][:4] for n in (1, 2)] == ["Mali", "Chad"]
    assert len({row["GlobalEventID"] for row in events}) == len(events)


POLECAT = """Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor
Country, Actor COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia
Actor ID, Recipient Name, Recipient Country, Recipient COW, Primary Recipient Sector, Recipient
Sectors, Recipient Title, Recipient Name Raw, Wikipedia Recipient ID, Placename, City, District,
Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename, Feature Type, Source,
Publication Date, Story People, Story Organizations, Story Locations, Language, Version"""


def test_polecat_has_its_forty_columns(register, tmp_path):
    path = tmp_path / "polecat.txt"
    assert write_polecat(find_events(register, CLOCKS), path) == 5
    frame = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False)
    assert list(frame.columns) == POLECAT.replace("\n", " ").split(", ") == list(COLUMNS)
    assert frame["Event ID"].is_unique
    row = frame[(frame["Actor Country"] == "MLI") & (frame["Recipient Country"] == "TCD")].iloc[0]
    assert tuple(row[["Event Date", "Event Type", "Quad Code", "Actor COW", "Primary Actor Sector"]]) == (
        "2019-03-01",
        "SUPPORT",
        "VERBAL COOPERATION",
        "432",
        "GOV",
    )
    eu = frame[frame["Actor Country"] == "EUR"].iloc[0]
    assert (eu["Event Type"], eu["Primary Actor Sector"], eu["Actor COW"]) == ("AGREE", "IGO", "None")


def test_quotes_and_tabs_do_not_break_a_line():
    assert flatten('the "Blue\tRiver"\nTreaty') == "the 'Blue River' Treaty"


@pytest.mark.parametrize(
    ("filter_", "count"),
    [(Filter(parties=("EU",)), 1), (Filter(kind="protocol"), 1), (Filter(until="2018-12-31"), 1), (Filter(), 3)],
)
def test_filters_choose_events(register, filter_, count):
    assert len(list(find_events(register, CLOCKS, filter_))) == count


@pytest.mark.parametrize(
    ("filter_", "lets"),
    [
        (Filter(), True),
        (Filter(parties=("MLI",)), True),
        (Filter(parties=("SDN",)), False),
        (Filter(kind="treaty"), False),
        (Filter(since="2020-01-01", until="2020-01-31"), True),
        (Filter(since="2020-02-01"), False),
    ],
)
def test_filters_choose_meetings_by_company_and_day(filter_, lets):
    assert lets_meeting(filter_, ("MLI", "TCD"), "2020-01-15") is lets


def test_a_span_that_does_not_hold_its_words_stops_the_export(register, tmp_path):
    with register.store.writing() as connection:
        connection.execute(text("UPDATE reports SET text = replace(text, 'signed', 'sold')"))
    with pytest.raises(EvidenceError):
        write_plover(find_events(register, CLOCKS), tmp_path / "events.jsonl")
    assert not (tmp_path / "events.jsonl").exists()


def test_the_commands_write_and_tell_what(place, tmp_path, capfd):
    assert run(["--register", str(place), "export", "plover", str(tmp_path / "events.jsonl")]) == 0
    assert run(["--register", str(place), "export", "gdelt", str(tmp_path / "gdelt")]) == 0
    assert run(["--register", str(place), "export", "polecat", str(tmp_path / "polecat.txt")]) == 0
    assert "3 events" in capfd.readouterr().out
    assert run(["--register", str(place), "export", "plover", str(tmp_path / "nowhere" / "events.jsonl")]) == 2
