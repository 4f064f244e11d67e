import datetime as dt

from depositary.model.dates import parse_edtf
from depositary.register.queries import TimelineStep
from depositary.web.drawing import LANES, WIDTH, draw_on, span_axis

ON = dt.date(2025, 1, 1)


def make_step(number: int, action: str = "ratification") -> TimelineStep:
    day = (dt.date(2000, 1, 1) + dt.timedelta(days=4 * number)).isoformat()
    return TimelineStep(action, "occurred", parse_edtf(day), day, ["MLI"], day, 20, 1, False, [f"c{number}"])


def test_two_thousand_steps_are_drawn_as_a_few_lanes_that_count_them() -> None:
    actions = ("ratification", "signature", "withdrawal", "reservation")
    steps = [make_step(number, actions[number % 4]) for number in range(2000)]
    drawing = draw_on(span_axis(steps, ON), steps, [], ON)
    assert drawing.lanes[0].label == "ratification · 500 · 2000 to 2021"
    assert len(drawing.lanes) == 4 <= LANES and drawing.marks == []
    assert drawing.height < 300
    assert sum(len(lane.path) for lane in drawing.lanes) < 10_000


def test_a_few_steps_are_drawn_one_by_one_within_the_frame() -> None:
    steps = [make_step(number) for number in range(0, 2000, 400)]
    drawing = draw_on(span_axis(steps, ON), steps, [("2000-01-01", "2025-01-01", "in-force")], ON)
    assert [mark.claim for mark in drawing.marks] == [f"c{number}" for number in range(0, 2000, 400)]
    assert all(0 < mark.x < WIDTH for mark in drawing.marks) and drawing.lanes == []
    assert drawing.bars[0].words == "in force, 1 January 2000 to 1 January 2025"
