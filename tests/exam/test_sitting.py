"""A sitting is what its events make of it, whenever the program was killed between them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.exam.draw import draw
from awslab.exam.sitting import (
    Answered,
    Certainty,
    Ended,
    Event,
    Flagged,
    Moved,
    Paused,
    Resumed,
    Sitting,
    Struck,
    Ticked,
    Timed,
    open_places,
    replay,
)
from awslab.quiz.answers import ChoiceAnswer
from tests.exam.samples import bank, exam

SAMPLE = exam(50, 50)
DRAW = draw(SAMPLE, bank(SAMPLE, 10), count=8, rng=random.Random(1))
PLACES = st.integers(0, 7)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Moved, PLACES),
    st.builds(Answered, PLACES, st.one_of(st.none(), st.just(ChoiceAnswer.of("a"))), st.sampled_from(Certainty)),
    st.builds(Flagged, PLACES, st.booleans()),
    st.builds(Struck, PLACES, st.sampled_from("abcd"), st.booleans()),
    st.sampled_from([Paused(), Resumed(), Ticked(), Ended()]),
)
HISTORIES = st.lists(st.tuples(EVENTS, st.floats(0, 20)), max_size=30)


def timed(history: list[tuple[Event, float]]) -> list[Timed]:
    """The events with the clock's time, each so many seconds after the one before."""
    clock = 0.0
    result = []
    for event, seconds in history:
        clock += seconds
        result.append(Timed(event, clock))
    return result


@given(history=HISTORIES, cut=st.integers(0, 30))
def test_resuming_from_the_events_of_before_a_kill_is_the_same_sitting(
    history: list[tuple[Event, float]], cut: int
) -> None:
    events = timed(history)
    resumed = replay(DRAW, 200, events[:cut])
    for event in events[cut:]:
        resumed = resumed.after(event.event, event.at)

    assert resumed == replay(DRAW, 200, events)


@given(history=HISTORIES)
def test_the_time_of_the_questions_sums_up_to_the_clock(history: list[tuple[Event, float]]) -> None:
    sitting = replay(DRAW, 200, timed(history))

    assert sum(place.seconds for place in sitting.places) == pytest.approx(sitting.elapsed)
    assert 0 <= sitting.elapsed <= 200
    assert sitting.remaining == pytest.approx(200 - sitting.elapsed)


@given(history=HISTORIES, event=EVENTS)
def test_nothing_changes_after_the_end(history: list[tuple[Event, float]], event: Event) -> None:
    sitting = replay(DRAW, 200, [*timed(history), Timed(Ended(), 1000)])

    assert sitting.is_over
    assert sitting.after(event, 2000) == sitting


def test_the_time_ends_the_exam_before_a_late_answer_counts() -> None:
    sitting = Sitting.of(DRAW, 100).after(Answered(0, ChoiceAnswer.of("a")), 100)

    assert sitting.is_over
    assert sitting.answered == 0


def test_answers_flags_and_strikes_belong_to_their_question() -> None:
    sitting = Sitting.of(DRAW, 100)
    for event in (
        Answered(2, ChoiceAnswer.of("b"), Certainty.GUESS),
        Flagged(3, is_flagged=True),
        Struck(2, "a", is_struck=True),
        Struck(2, "c", is_struck=True),
        Struck(2, "c", is_struck=False),
    ):
        sitting = sitting.after(event, 10)

    assert sitting.places[2].answer == ChoiceAnswer.of("b")
    assert sitting.places[2].certainty is Certainty.GUESS
    assert sitting.places[2].struck == {"a"}
    assert open_places(sitting) == [0, 1, 3, 4, 5, 6, 7]


def test_an_answer_can_be_taken_back() -> None:
    sitting = Sitting.of(DRAW, 100).after(Answered(0, ChoiceAnswer.of("a")), 1).after(Answered(0, None), 2)

    assert sitting.answered == 0


def test_the_pace_counts_questions_ahead_of_the_time() -> None:
    sitting = Sitting.of(DRAW, 80).after(Answered(0, ChoiceAnswer.of("a")), 5).after(Ticked(), 40)

    assert sitting.pace == pytest.approx(1 - 4)


def test_the_warning_comes_five_minutes_before_the_end() -> None:
    sitting = Sitting.of(DRAW, 1000)

    assert not sitting.after(Ticked(), 699).is_late
    assert sitting.after(Ticked(), 700).is_late
    assert not sitting.after(Ended(), 800).is_late


def test_pauses_are_counted() -> None:
    sitting = Sitting.of(DRAW, 100)
    for event in (Paused(), Paused(), Resumed(), Paused()):
        sitting = sitting.after(event, 1)

    assert (sitting.pauses, sitting.is_paused) == (2, True)


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        Sitting.of(DRAW, 100).after(Moved(8), 1)
