"""When a question comes back."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.quiz.schedule import CardPhase, CardState, Rating, rating_for, retrievability, review
from tests.quiz.samples import NOON

RATINGS = st.sampled_from(Rating)
DELAYS = st.timedeltas(timedelta(0), timedelta(days=400))


def _after(answers: list[tuple[Rating, timedelta]]) -> CardState:
    card, at = review("q", None, Rating.GOOD, NOON), NOON
    for rating, delay in answers:
        at += delay
        card = review("q", card, rating, at)
    return card


@pytest.mark.parametrize(
    ("correct", "guessed", "rating"),
    [
        (False, False, Rating.AGAIN),
        (False, True, Rating.AGAIN),
        (True, False, Rating.GOOD),
        (True, True, Rating.HARD),
    ],
)
def test_a_verdict_becomes_a_rating(correct: bool, guessed: bool, rating: Rating) -> None:
    assert rating_for(correct=correct, is_guess=guessed) is rating


def test_a_wrong_answer_comes_back_in_minutes_a_right_one_in_days() -> None:
    assert review("q", None, Rating.AGAIN, NOON).due == NOON + timedelta(minutes=10)
    assert review("q", None, Rating.HARD, NOON).due == NOON + timedelta(minutes=15)
    assert review("q", None, Rating.GOOD, NOON).due == NOON + timedelta(days=2)


def test_a_card_goes_through_the_phases() -> None:
    first = review("q", None, Rating.AGAIN, NOON)
    learned = review("q", first, Rating.GOOD, first.due)
    forgotten = review("q", learned, Rating.AGAIN, learned.due)
    assert [first.phase, learned.phase, forgotten.phase] == [
        CardPhase.LEARNING,
        CardPhase.REVIEW,
        CardPhase.RELEARNING,
    ]
    assert (first.step, learned.step, forgotten.step) == (0, None, 0)


@given(st.lists(st.tuples(RATINGS, DELAYS), max_size=6), DELAYS)
def test_a_better_answer_never_comes_back_sooner(answers: list[tuple[Rating, timedelta]], delay: timedelta) -> None:
    card = _after(answers)
    due = [review("q", card, rating, card.last_review + delay).due for rating in sorted(Rating)]
    assert due == sorted(due)


@given(st.lists(st.tuples(RATINGS, DELAYS), max_size=6))
def test_the_same_answers_give_the_same_card_that_is_due_later(answers: list[tuple[Rating, timedelta]]) -> None:
    card = _after(answers)
    assert card == _after(answers)
    assert card.due > card.last_review
    assert card.stability > 0
    assert 1 <= card.difficulty <= 10


@given(st.lists(st.tuples(RATINGS, DELAYS), max_size=6), DELAYS, DELAYS)
def test_memory_only_fades(answers: list[tuple[Rating, timedelta]], one: timedelta, other: timedelta) -> None:
    card = _after(answers)
    sooner, later = sorted([one, other])
    assert 1 >= retrievability(card, card.due + sooner) >= retrievability(card, card.due + later) > 0


def test_a_clock_set_back_is_no_error() -> None:
    card = review("q", None, Rating.GOOD, NOON)
    assert review("q", card, Rating.GOOD, NOON - timedelta(days=3)).last_review == NOON - timedelta(days=3)


def test_a_time_of_another_zone_is_kept_in_utc() -> None:
    card = review("q", None, Rating.GOOD, NOON.astimezone(timezone(timedelta(hours=5, minutes=45))))
    assert card.last_review == NOON
    assert card.due.tzinfo is UTC


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        review("q", None, Rating.GOOD, datetime(2026, 11, 21))  # noqa: DTZ001  (the naive time is the point)


def test_scheduling_draws_no_global_chance_and_does_not_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """py-fsrs sleeps a millisecond for each card that is given no id, and draws to spread due times."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    before = random.getstate()
    card = None
    for number in range(20):
        card = review("q", card, Rating.GOOD, NOON + timedelta(days=number))
    assert (slept, random.getstate()) == ([], before)
