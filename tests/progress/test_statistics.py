"""Progress in numbers."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.content.library import Entry
from awslab.progress.advice import Action, what_next
from awslab.progress.records import Count
from awslab.progress.statistics import days_with_work, forecast, gather, longest_streak, statistics_json, streak
from awslab.progress.store import ProgressStore
from awslab.quiz.selection import Choosing, QuizRequest, choose
from tests.progress.samples import answered, lab_report
from tests.quiz.samples import NOON

TODAY = NOON.date()
DAY = timedelta(days=1)
ENTRIES = (
    Entry("lambda-a", "lambda", "lambda.async", "single", 1, ()),
    Entry("lambda-b", "lambda", "lambda.async", "single", 1, ()),
    Entry("s3-a", "s3", "s3.acl", "single", 1, ()),
)


@pytest.fixture
def store() -> Iterator[ProgressStore]:
    with ProgressStore.open(":memory:") as store:
        yield store


def test_nothing_done_is_all_zeros(store: ProgressStore) -> None:
    statistics = gather(store, ENTRIES, now=NOON)
    assert (statistics.questions, statistics.seen_count, statistics.due) == (3, 0, 0)
    assert (statistics.count, statistics.count.accuracy) == (Count(0, 0), None)
    assert (statistics.streak, statistics.longest_streak, statistics.days) == (0, 0, {})
    assert statistics.topics["lambda"].mastery.value == 0
    assert [count for _, count in statistics.forecast] == [0] * 14
    json.dumps(statistics_json(statistics))


def test_answers_are_counted_by_topic_with_what_is_due(store: ProgressStore) -> None:
    store.record_answer(answered("lambda-a", right=False))
    store.record_answer(answered("lambda-b"))
    store.record_answer(answered("gone"))
    statistics = gather(store, ENTRIES, now=NOON + timedelta(minutes=30))
    assert (statistics.questions, statistics.seen_count, statistics.due) == (3, 2, 1)
    assert statistics.topics["lambda"].count == Count(3, 2)
    assert (statistics.topics["lambda"].due, statistics.topics["s3"].due) == (1, 0)
    assert statistics.topics["lambda"].mastery.seen_count == 2
    assert 0 < statistics.topics["lambda"].mastery.value < 0.5
    assert statistics.count.accuracy == pytest.approx(2 / 3)


def test_json_has_what_the_screens_have(store: ProgressStore) -> None:
    quiz = store.begin_quiz(seed=1, request={"topics": ["lambda"]}, at=NOON)
    store.record_answer(answered("lambda-a"), quiz)
    attempt = store.labs.begin("s3-lambda-trigger", variables={}, at=NOON)
    store.labs.record_run(attempt.id, lab_report(bucket=True), NOON)
    told = json.loads(json.dumps(statistics_json(gather(store, ENTRIES, now=NOON))))
    assert (told["answered"], told["correct"], told["accuracy"], told["streak"]) == (1, 1, 1.0, 1)
    assert told["days"] == {"2026-11-21": 2}
    assert told["topics"]["lambda"] == {
        "mastery": 0.1829, "questions": 2, "seen": 1, "answered": 1, "correct": 1, "accuracy": 1.0, "due": 0
    }  # fmt: skip
    assert told["labs"]["s3-lambda-trigger"]["passed_steps"] == ["bucket"]
    assert told["quizzes"][0]["wanted"] == {"topics": ["lambda"]}
    assert told["forecast"]["2026-11-23"] == 1


def test_a_day_begins_and_ends_where_the_learner_is(store: ProgressStore) -> None:
    store.record_answer(answered("lambda-a", at=NOON + timedelta(hours=11, minutes=30)))
    attempt = store.labs.begin("s3-lambda-trigger", variables={}, at=NOON)
    store.labs.record_run(attempt.id, lab_report(bucket=True), NOON)
    assert days_with_work(store) == {TODAY: 2}
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    assert days_with_work(store, kathmandu) == {TODAY: 1, TODAY + DAY: 1}


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine stands in a zone with summer time."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("now", [datetime(2026, 7, 20, 9, tzinfo=UTC), datetime(2026, 12, 20, 9, tzinfo=UTC)])
def test_an_answer_stays_on_its_day_whatever_summer_time_does(store: ProgressStore, now: datetime) -> None:
    store.record_answer(answered("lambda-a", at=datetime(2026, 1, 14, 22, 30, tzinfo=UTC)))  # 23:30 on the same day
    store.record_answer(answered("lambda-b", at=datetime(2026, 7, 14, 22, 30, tzinfo=UTC)))  # 00:30 on the next
    days = gather(store, ENTRIES, now=now, zone=None).days
    assert days == {date(2026, 1, 14): 1, date(2026, 7, 15): 1}


@given(
    st.lists(st.timedeltas(-40 * DAY, timedelta(0)), max_size=3),
    st.timedeltas(-30 * DAY, 30 * DAY),
    st.integers(-12, 14),
)
def test_due_today_is_one_number_everywhere(answers: list[timedelta], later: timedelta, hours: int) -> None:
    """Statistics, topics, forecast, advice and the questions that a review asks, at any hour in any zone."""
    zone, moment = timezone(timedelta(hours=hours)), NOON + later
    with ProgressStore.open(":memory:") as store:
        for entry, away in zip(ENTRIES, answers, strict=False):
            store.record_answer(answered(entry.id, right=away.days % 2 == 0, at=NOON + away))
        numbers = gather(store, ENTRIES, now=moment, zone=zone)
        wanted = QuizRequest(choosing=Choosing.DUE, count=None)
        review = choose(ENTRIES, wanted, seed=1, cards=store.cards(), now=moment, zone=zone)
    advice = [advice.why for advice in what_next(numbers, (), ()) if advice.action is Action.REVIEW]
    assert dict(numbers.forecast)[numbers.today] == numbers.due == len(review)
    assert sum(topic.due for topic in numbers.topics.values()) == numbers.due
    assert [why.split()[0] for why in advice] == ([str(numbers.due)] if numbers.due else [])


def test_what_comes_back_this_evening_is_due_in_the_morning(store: ProgressStore) -> None:
    card = store.record_answer(answered("lambda-a", at=NOON + timedelta(hours=9)))
    morning = card.due.replace(hour=6)
    assert morning < card.due
    assert gather(store, ENTRIES, now=morning).due == 1
    assert gather(store, ENTRIES, now=morning - DAY).due == 0


@pytest.mark.parametrize(
    ("ago", "length"), [([], 0), ([0], 1), ([1], 1), ([2], 0), ([0, 1, 2], 3), ([1, 2, 3], 3), ([0, 2, 3], 1)]
)
def test_a_streak_is_broken_by_a_whole_day_without_work(ago: list[int], length: int) -> None:
    assert streak({TODAY - days * DAY: 1 for days in ago}, TODAY) == length


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 3, 1))), st.dates(date(2026, 1, 1), date(2026, 3, 1)))
def test_no_streak_is_longer_than_the_longest(days: set[date], today: date) -> None:
    worked = dict.fromkeys(days, 1)
    assert streak(worked, today) <= longest_streak(worked) <= len(days)


def test_the_forecast_counts_what_is_overdue_today(store: ProgressStore) -> None:
    store.record_answer(answered("lambda-a", right=False, at=NOON - 5 * DAY))
    store.record_answer(answered("lambda-b", at=NOON))
    counts = dict(forecast(store.cards().values(), TODAY, length=3))
    assert counts == {TODAY: 1, TODAY + DAY: 0, TODAY + 2 * DAY: 1}
    assert dict(forecast(store.cards().values(), TODAY, length=2)) == {TODAY: 1, TODAY + DAY: 0}
