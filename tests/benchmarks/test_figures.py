"""The benchmarks' own arithmetic and table; no budget is asserted anywhere."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.figures import Figure, extra, ratio, table
from benchmarks.launching import NotSeen, clean_environment, seen_in_pipe, seen_in_terminal
from benchmarks.rounds import Seconds, interleave

_TIMES = {"ours": [0.010, 0.020, 0.030], "theirs": [0.020, 0.020, 0.020]}


def test_a_ratio_is_the_median_of_the_rounds_own_ratios() -> None:
    figure = ratio("a call", "another", _TIMES, "ours", "theirs", 1.25)
    assert (figure.value, figure.low, figure.high) == (1.0, 0.75, 1.25)
    assert (figure.subject_ms, figure.baseline_ms) == (20.0, 20.0)


def test_an_extra_is_a_difference_in_milliseconds() -> None:
    assert extra("a call", "another", _TIMES, "ours", "theirs", 5.0).value == pytest.approx(0.0)
    assert extra("a call", "another", {"a": [0.007], "b": [0.001]}, "a", "b", 5.0).value == pytest.approx(6.0)


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [(1.0, 0.9, 1.1, "ok"), (1.0, 0.9, 1.3, "ok?"), (1.3, 1.2, 1.4, "over?"), (1.5, 1.4, 1.6, "over")],
)
def test_a_verdict_is_in_doubt_when_the_quartiles_lie_on_both_sides(
    value: float, low: float, high: float, verdict: str
) -> None:
    assert Figure("a", "b", value, low, high, 1.25).verdict == verdict


def test_the_table_shows_ratios_fractions_and_milliseconds() -> None:
    lines = table(
        [
            Figure("home", "an empty app", 1.18, 1.1, 1.2, 1.25),
            Figure("sandbox", "moto", 1 / 50, 0.019, 0.021, 1 / 40),
            Figure("invoke", "a call", 6.25, 6.0, 7.0, 5.0, "ms"),
            Figure("filled in", "an empty app", 1.5, 1.4, 1.6, None),
        ]
    ).splitlines()
    assert lines[0].split()[:2] == ["what", "against"]
    assert lines[1].split()[-6:] == ["1.18", "x", "1.1-1.2", "1.25", "x", "ok"]
    assert "1/50" in lines[2]
    assert lines[2].endswith("1/40  ok")
    assert "+6.2 ms" in lines[3]
    assert lines[3].endswith("+5.0 ms  over")
    assert lines[4].endswith("-  -")


def test_rounds_alternate_their_order_and_forget_the_first() -> None:
    calls: list[str] = []

    def action(name: str) -> Seconds:
        calls.append(name)
        return {name: float(len(calls))}

    times = interleave([lambda: action("a"), lambda: action("b")], 2)
    assert calls == ["b", "a", "a", "b", "b", "a"]
    assert times == {"a": [3.0, 6.0], "b": [4.0, 5.0]}


def test_a_text_is_seen_in_a_terminal_of_120_columns_between_escapes(tmp_path: Path) -> None:
    program = "import os; print('\\x1b[1mwide\\x1b[0m', os.get_terminal_size().columns, 'wide', flush=True); input()"
    command = [sys.executable, "-c", program]
    first, second = seen_in_terminal(command, ["wide", "wide 120 wide"], clean_environment(tmp_path))
    assert 0 < first <= second


def test_a_program_that_never_prints_the_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotSeen, match="nothing of it"):
        seen_in_pipe([sys.executable, "-c", "print('nothing of it')"], ["a text"], clean_environment(tmp_path))
