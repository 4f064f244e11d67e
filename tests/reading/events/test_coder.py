from __future__ import annotations

import pytest

from depositary.languages import load_toml
from depositary.reading.events.coder import code_text


@pytest.mark.parametrize(
    ("text", "root", "source", "target"),
    [
        ("Norway and Chile signed a fisheries treaty in Oslo.", "SUPPORT", "NOR", "CHL"),
        ("Kenya welcomed the decision of Uganda to reopen the border.", "SUPPORT", "KEN", "UGA"),
        ("Peru will sign a trade agreement with Canada next month.", "AGREE", "PER", "CAN"),
        ("Finland said it would send doctors to Georgia.", "AGREE", "FIN", "GEO"),
        ("Spain is ready to open talks with Morocco.", "AGREE", "ESP", "MAR"),
        ("Ghana agreed to share water data with Togo.", "AGREE", "GHA", "TGO"),
        ("Ghana and Togo have agreed on a water treaty.", "SUPPORT", "GHA", "TGO"),
        ("The president of Brazil held talks with Argentina's foreign minister.", "CONSULT", "BRA", "ARG"),
        ("Japan's prime minister visited India on Tuesday.", "CONSULT", "JPN", "IND"),
        ("Egypt and Greece held joint naval exercises.", "COOPERATE", "EGY", "GRC"),
        ("Turkey rejected a proposal by Cyprus.", "REJECT", "TUR", "CYP"),
        ("Bolivia failed to reach agreement with Chile on water.", "REJECT", "BOL", "CHL"),
        ("Laos will not extradite the suspects to Thailand.", "REJECT", "LAO", "THA"),
    ],
)
def test_root_and_sides(text, root, source, target):
    event = code_text(text)
    assert event
    assert event.source
    assert event.target
    assert (event.root, event.source.codes, event.target.codes) == (root, (source,), (target,))


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell on the hills of Nepal.",
        "Iran accused Iraq of breaking the treaty.",
        "Workers in Kenya called off a strike.",
        "Serbia did well.",
        "",
        "...",
    ],
)
def test_no_event_of_these_roots(text):
    assert code_text(text) is None


@pytest.mark.parametrize(
    ("text", "root", "cameo", "source", "target"),
    [
        ("Mali was received by the king of Morocco.", "CONSULT", "043", "MAR", "MLI"),
        ("Sweden is opposed to Finnish mediation.", "REJECT", "126", "SWE", "FIN"),
        ("Ghana will not receive refugees from Togo, the ministry reported.", "REJECT", "120", "GHA", "TGO"),
        ("Peru was quoted as saying it would send aid to Bolivia.", "AGREE", "033", "PER", "BOL"),
        ("Chad has promised to continue military aid to Niger.", "AGREE", "033", "TCD", "NER"),
        ("Kenya and Uganda renewed negotiations on the lake.", "CONSULT", "046", "KEN", "UGA"),
        ("Laos and Vietnam reached an understanding on fish.", "AGREE", "030", "LAO", "VNM"),
        ("Fiji will open an energy centre in Tokyo.", "AGREE", "030", "FJI", "JPN"),
        ("Egypt and Greece launched ten days of war games.", "COOPERATE", "062", "EGY", "GRC"),
        ("Oman apologised to Yemen.", "SUPPORT", "055", "OMN", "YEM"),
        ("The United States vetoed a resolution of the United Nations.", "REJECT", "129", "USA", "UN"),
    ],
)
def test_code_of_cameo_and_sides(text, root, cameo, source, target):
    event = code_text(text)
    assert event
    assert event.source
    assert event.target
    assert (event.root, event.cameo, event.source.codes, event.target.codes) == (root, cameo, (source,), (target,))


def test_an_actor_of_a_clause_beside_the_act_is_no_side():
    event = code_text("Norway says it will not accept more fish if a strike begins in Iceland.")
    assert event
    assert event.source
    assert (event.root, event.source.codes, event.target) == ("REJECT", ("NOR",), None)


def test_every_cameo_code_is_of_its_root():
    roots = {"agree": "03", "consult": "04", "support": "05", "cooperate": "06", "reject": "12"}
    table = load_toml("en", "events")["cameo"]
    assert set(table) == set(roots)
    for root, codes in table.items():
        assert all(len(code) == 3 and code.startswith(roots[root]) for code in codes)
        assert not next(iter(codes.values()))
