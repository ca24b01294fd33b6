"""Words, bars, and Markdown of a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from awslab.progress.records import LabProgress
from awslab.quiz.mastery import Mastery
from awslab.tui.markup import plain, styled
from awslab.tui.widgets.bars import bar
from awslab.tui.widgets.lab.connect import export_lines
from awslab.tui.wording import counted, lab_state, mastery_word, percent, until

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(0), "now"),
        (timedelta(hours=-3), "now"),
        (timedelta(seconds=40), "in a minute"),
        (timedelta(minutes=10), "in 10 minutes"),
        (timedelta(hours=1), "in 1 hour"),
        (timedelta(days=1, hours=2), "in 1 day"),
        (timedelta(days=12), "in 12 days"),
    ],
)
def test_times_ahead_are_told_in_words(away: timedelta, words: str) -> None:
    assert until(NOW + away, NOW) == words


def test_percentages_reach_100_only_when_all_is_there() -> None:
    assert percent(0.999) == "99 %"
    assert percent(1.0) == "100 %"
    assert percent(0.004) == "0 %"


def test_counts_agree_with_their_noun() -> None:
    assert counted(1, "guess", "guesses") == "1 guess"
    assert counted(2, "guess", "guesses") == "2 guesses"
    assert counted(0, "question") == "0 questions"


@pytest.mark.parametrize(
    ("value", "seen", "word"),
    [(0.0, 0, "not begun"), (0.1, 1, "beginning"), (0.3, 1, "growing"), (0.6, 2, "good"), (0.9, 3, "strong")],
)
def test_mastery_has_a_word(value: float, seen: int, word: str) -> None:
    assert mastery_word(Mastery(value, 3, seen, value)) == word


def test_lab_states_differ_by_sign_and_word() -> None:
    begun = LabProgress("lab", 1, 2, frozenset({"bucket"}), None, NOW)
    solved = LabProgress("lab", 1, 2, frozenset({"bucket"}), NOW, NOW)
    assert [lab_state(None), lab_state(begun), lab_state(solved)] == ["○ new", "◐ 1 step", "✓ solved"]


@pytest.mark.parametrize(("share", "full"), [(0.0, 0), (0.01, 1), (0.5, 5), (0.99, 9), (1.0, 10)])
def test_bars_are_full_only_when_all_is_there(share: float, full: int) -> None:
    assert bar(share, 10).plain == "━" * full + "─" * (10 - full)


def test_markdown_of_a_sentence_loses_its_marks_but_no_text() -> None:
    assert styled("Use `a_b` and **not** *c*\nhere").plain == "Use a_b and not c here"
    assert styled("- one\n- two").plain == "• one\n• two"
    assert styled("see:\n\n```\nx = 1\n```").plain == "see:\nx = 1"
    assert styled("a [link](https://example.com) [x] & <b>").plain == "a link [x] & <b>"


def test_the_first_paragraph_stands_for_a_stem() -> None:
    assert plain("What does\n`PutObject` do?\n\nMore.") == "What does PutObject do?"


def test_exports_survive_a_shell() -> None:
    assert export_lines([("A", "b c"), ("D", "e")]) == "export A='b c'\nexport D=e"


def test_the_heat_map_ends_today() -> None:
    from awslab.tui.widgets.heat_map import HeatMap

    heat_map = HeatMap(weeks=2)
    heat_map.set_reactive(HeatMap.today, date(2026, 11, 21))
    heat_map.set_reactive(HeatMap.days, {date(2026, 11, 9): 40, date(2026, 11, 21): 1})
    lines = heat_map.render().plain.splitlines()
    assert lines[1] == "Mon █ · "
    assert lines[6] == "    · ░ "
    assert lines[7] == "    ·   "
