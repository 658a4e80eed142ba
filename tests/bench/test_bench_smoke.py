"""The measurements can be made: short logs, every figure, one JSON object. Nothing about speed."""

import json
from collections.abc import Iterator

import pytest

from bench import __main__ as bench
from bench.figure import Figure, Goal
from bench.pairs import in_turn, percentile, tails_in_turn
from bench.register import FIGURES
from bench.report import Report
from bench.run import Run

ROWS = {
    "append_single",
    "append_bulk",
    "append_p99_caller",
    "append_p99_transaction",
    "verify_full",
    "verify_fast",
    "verify_memory",
    "rebuild",
    "as_of_one",
    "as_of_totals",
    "own_writes",
    "parse_rate",
    "parse_memory",
    "match_lines",
    "import_lines",
    "close_day",
    "http_commands",
    "http_commands_alone",
    "desk_page_desk",
    "desk_page_dues",
    "desk_page_batches",
    "desk_page_close",
    "desk_page_balances",
    "click_to_result",
    "auction_session",
}


def figure(*ours: float, beside: tuple[float, ...], goal: Goal) -> Figure:
    return Figure("some", "ms", ours, "another", beside, goal, {})


def test_every_figure_is_measured_beside_its_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--json", "--events", "1000"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["problems"] == {}
    assert {row["name"] for row in said["figures"]} == ROWS
    for row in said["figures"]:
        assert row["value"] > 0
        assert row["ratio"]["min"] > 0
        assert isinstance(row["reached"], bool)
    assert said["machine"]["fsync_ms"]["p99"] >= said["machine"]["fsync_ms"]["p50"] > 0


def test_what_cannot_be_measured_is_named_and_the_rest_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_run: Run) -> Iterator[Figure]:
        raise RuntimeError("no such thing here")

    def sound(_run: Run) -> Iterator[Figure]:
        yield figure(2, beside=(1,), goal=Goal("ratio", ">=", 3))

    monkeypatch.setitem(FIGURES, "broken", broken)
    monkeypatch.setitem(FIGURES, "sound", sound)
    assert bench.main(["--only", "broken", "--only", "sound"]) == 1
    shown = capsys.readouterr().out
    assert "broken could not be measured: RuntimeError: no such thing here" in shown
    assert "missed" in shown


def test_the_median_pair_decides_whether_a_goal_is_reached() -> None:
    goal = Goal("ratio", ">=", 2)
    assert figure(1, 4, 9, beside=(1, 2, 3), goal=goal).reached
    assert not figure(1, 3, 9, beside=(1, 2, 3), goal=goal).reached
    assert figure(1, 3, 9, beside=(9, 9, 9), goal=Goal("value", "<=", 3)).reached


def test_pairs_are_measured_in_turn() -> None:
    order = []

    def measured(name: str) -> float:
        order.append(name)
        return len(order)

    assert in_turn(lambda: measured("a"), lambda: measured("b"), 2) == ((1, 3), (2, 4))
    tails_in_turn(lambda: measured("c"), lambda: measured("d"), samples=2, rounds=1)
    assert order == ["a", "b", "a", "b", "c", "d", "c", "d"]


def test_a_percentile_is_one_of_the_values() -> None:
    hundred = [float(n) for n in range(100, 0, -1)]
    assert percentile(hundred, 0.5) == 50
    assert percentile(hundred, 0.99) == 99
    assert percentile([7.0], 0.99) == 7


def test_the_report_as_json_is_plain_data() -> None:
    row = figure(1.23456, beside=(2,), goal=Goal("value", "<=", 1, "less"))
    said = Report({"cores": 2}, [row], {}).as_json()
    assert json.loads(json.dumps(said)) == said
    assert said["figures"][0]["ratio"] == {"min": 0.617, "median": 0.617, "max": 0.617, "pairs": 1}
    assert said["figures"][0]["reached"] is False
