import re

import pytest
from starlette.testclient import TestClient

from depositary.register.queries.listing import Line
from depositary.web.network import count_ties, count_wide, draw_network
from depositary.web.world import list_contested, list_shades, list_states, shade_world
from depositary.world import load_existence


def make_line(name: str, *parties: str) -> Line:
    return Line(name, name, "treaty", list(parties), [], None, "2025-01-01", "2025-01-02", 1, 1)


LINES = [
    make_line("a1", "MLI", "TCD"),
    make_line("a2", "TCD", "MLI"),
    make_line("a3", "MLI", "NER", "TCD"),
    make_line("a4", *[f"P{number}" for number in range(30)]),
]


def test_ties_count_agreements_that_both_take_part_in() -> None:
    counted = {(tie.one, tie.other): tie.agreements for tie in count_ties(LINES)}
    assert counted == {("MLI", "TCD"): 3, ("MLI", "NER"): 1, ("NER", "TCD"): 1}
    assert count_wide(LINES) == 1


def test_network_is_drawn_the_same_each_time_within_its_frame() -> None:
    first, again = (draw_network(count_ties(LINES)) for _ in range(2))
    assert first is not None and first == again
    assert {node.code for node in first.nodes} == {"MLI", "NER", "TCD"}
    assert all(0 < node.x < 960 and 0 < node.y < 640 for node in first.nodes)
    assert draw_network([]) is None


def test_the_map_holds_the_states_of_the_lexicon() -> None:
    drawn = {shape.code for shape in list_states()}
    states = {code for code, state in load_existence().items() if not state.ended}
    assert len(states - drawn) < 10
    assert {"RUS", "IRN", "VAT", "SGP", "TUV"} <= drawn


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4, 29, 30, 5000])
def test_every_count_has_one_shade(most: int) -> None:
    shades = list_shades(most)
    assert all(sum(shade.low <= count <= shade.high for shade in shades) == 1 for count in range(1, most + 1))


def test_no_ring_of_the_map_runs_across_it() -> None:
    for shape in list_states():
        steps = [abs(int(x)) for x in re.findall(r"l(-?\d+) -?\d+", shape.path)]
        assert max(steps, default=0) < 600, shape.code


def test_states_that_are_asked_for_are_marked_not_shaded() -> None:
    states, _ = shade_world({"IRN": 2, "RUS": 9, "hamas": 99}, ["RUS"])
    found = {state.shape.code: (state.step, state.chosen) for state in states}
    assert found["RUS"] == (0, True)
    assert found["IRN"] == (2, False)
    assert found["FRA"] == (0, False)


def test_map_page_draws_contested_boundaries_dashed_and_says_so(client: TestClient) -> None:
    page = client.get("/map", params={"party": "RUS"}).text
    assert page.count('class="contested"') == len(list_contested()) > 20
    assert "Dashed boundaries are contested" in page
    assert "/agreements?party=RUS&amp;party=IRN" in page
    assert "<table" in page


def test_network_page_narrows_by_area_and_year(client: TestClient) -> None:
    assert "Iran" in client.get("/network?told=2024").text
    assert "Chad" not in re.sub(r"<select.*?</select>", "", client.get("/network?told=2024").text)
    assert "No two participants" in client.get("/network?told=1999").text


def test_programs_get_the_same(client: TestClient) -> None:
    ties = client.get("/api/v1/network").json()
    assert {(tie["one"], tie["other"]) for tie in ties["items"]} >= {("IRN", "RUS"), ("SDN", "TCD")}
    partners = client.get("/api/v1/partners?party=RUS").json()["items"]
    assert "IRN" in [each["actor"] for each in partners]
    assert "RUS" not in [each["actor"] for each in partners]
