"""The learner's progress in numbers: for the home and progress screens and `awslab progress --json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from awslab.progress.records import Count, LabProgress, QuizSummary
from awslab.progress.store import ProgressStore
from awslab.quiz.mastery import Mastery, mastery_by_skill, mastery_by_topic
from awslab.quiz.schedule import CardState, in_utc, local_day
from awslab.quiz.selection import due_today

if TYPE_CHECKING:
    from awslab.content.library import Entry

FORECAST_DAYS = 14


@dataclass(frozen=True, slots=True)
class TopicProgress:
    """A topic in numbers."""

    topic: str
    mastery: Mastery
    count: Count
    """Answers, repeated ones too."""
    due: int
    """Questions that are due today."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything in numbers, at one moment."""

    at: datetime
    """UTC."""
    today: date
    """In the learner's time zone."""
    count: Count
    """Answers to questions of the library and to ones since removed."""
    questions: int
    """In the library."""
    seen_count: int
    """Questions of the library answered at least once."""
    due: int
    """Questions of the library that are due today; what is overdue counts today."""
    streak: int
    """Days in a row with an answer or a lab run, up to today, or to yesterday while today is still empty."""
    longest_streak: int
    days: Mapping[date, int]
    """Answers and lab runs on each day that has any: the heat map."""
    forecast: tuple[tuple[date, int], ...]
    """Today and the days after, and how many questions come due on each; what is overdue counts today."""
    topics: Mapping[str, TopicProgress]
    """By topic id, for topics that have questions."""
    skills: Mapping[str, Mastery]
    """By skill id, for skills that have questions."""
    labs: Mapping[str, LabProgress]
    """By lab id, for labs that were begun."""
    quizzes: tuple[QuizSummary, ...]
    """The last ones, latest first."""


def gather(store: ProgressStore, entries: Iterable[Entry], *, now: datetime, zone: tzinfo | None = UTC) -> Statistics:
    """Return the numbers at `now`; `zone` is where the learner's days begin and end, None is this machine's."""
    entries, now = tuple(entries), in_utc(now)
    all_cards = store.cards()
    cards = {entry.id: all_cards[entry.id] for entry in entries if entry.id in all_cards}
    days, today = days_with_work(store, zone), local_day(now, zone)
    skills, counts = mastery_by_skill(entries, cards, now), store.counts_by_topic()
    due = _due_by_topic(entries, cards, now, zone)
    return Statistics(
        at=now,
        today=today,
        count=Count(
            sum(count.answer_count for count in counts.values()), sum(count.correct for count in counts.values())
        ),
        questions=len(entries),
        seen_count=len(cards),
        due=sum(due.values()),
        streak=streak(days, today),
        longest_streak=longest_streak(days),
        days=days,
        forecast=forecast(cards.values(), today, zone),
        topics={
            topic: TopicProgress(topic, mastery, counts.get(topic, Count(0, 0)), due.get(topic, 0))
            for topic, mastery in mastery_by_topic(skills).items()
        },
        skills=skills,
        labs=store.labs.progress(),
        quizzes=store.quizzes(),
    )


def days_with_work(store: ProgressStore, zone: tzinfo | None = UTC) -> dict[date, int]:
    """Return how many answers and lab runs there are on each day that has any, oldest first."""
    days: dict[date, int] = {}
    for minute, count in store.minutes():
        day = local_day(minute, zone)
        days[day] = days.get(day, 0) + count
    return days


def streak(days: Mapping[date, int], today: date) -> int:
    """Return the number of days in a row up to today; a day that has only begun does not break the row."""
    day = today if today in days else today - timedelta(days=1)
    length = 0
    while day in days:
        day, length = day - timedelta(days=1), length + 1
    return length


def longest_streak(days: Iterable[date]) -> int:
    """Return the length of the longest run of days in a row."""
    longest = length = 0
    last: date | None = None
    for day in sorted(days):
        length = length + 1 if last is not None and day - last == timedelta(days=1) else 1
        longest, last = max(longest, length), day
    return longest


def forecast(
    cards: Iterable[CardState], today: date, zone: tzinfo | None = UTC, *, length: int = FORECAST_DAYS
) -> tuple[tuple[date, int], ...]:
    """Return how many cards come due today and on each of the following days; overdue ones count today."""
    counts = {today + timedelta(days=ahead): 0 for ahead in range(length)}
    for card in cards:
        day = max(today, local_day(card.due, zone))
        if day in counts:
            counts[day] += 1
    return tuple(counts.items())


def statistics_json(statistics: Statistics) -> dict[str, Any]:
    """Return the object that `awslab progress --json` prints."""
    return {
        "at": statistics.at.isoformat(),
        "questions": statistics.questions,
        "seen": statistics.seen_count,
        "due": statistics.due,
        **_count_json(statistics.count),
        "streak": statistics.streak,
        "longest_streak": statistics.longest_streak,
        "days": {day.isoformat(): count for day, count in statistics.days.items()},
        "forecast": {day.isoformat(): count for day, count in statistics.forecast},
        "topics": {topic: _topic_json(value) for topic, value in statistics.topics.items()},
        "skills": {skill: _mastery_json(value) for skill, value in statistics.skills.items()},
        "labs": {lab: _lab_json(value) for lab, value in statistics.labs.items()},
        "quizzes": [_quiz_json(value) for value in statistics.quizzes],
    }


def _due_by_topic(
    entries: Sequence[Entry], cards: Mapping[str, CardState], now: datetime, zone: tzinfo | None
) -> Counter[str]:
    topics = {entry.id: entry.topic for entry in entries}
    return Counter(topics[question] for question in due_today(entries, cards, now, zone))


def _count_json(count: Count) -> dict[str, Any]:
    accuracy = count.accuracy
    return {
        "answered": count.answer_count,
        "correct": count.correct,
        "accuracy": None if accuracy is None else round(accuracy, 4),
    }


def _mastery_json(mastery: Mastery) -> dict[str, Any]:
    return {"mastery": round(mastery.value, 4), "questions": mastery.questions, "seen": mastery.seen_count}


def _topic_json(topic: TopicProgress) -> dict[str, Any]:
    return _mastery_json(topic.mastery) | _count_json(topic.count) | {"due": topic.due}


def _lab_json(lab: LabProgress) -> dict[str, Any]:
    return {
        "passed": lab.passed,
        "passed_steps": sorted(lab.passed_steps),
        "attempts": lab.attempts,
        "runs": lab.runs,
        "first_passed": lab.first_passed and lab.first_passed.isoformat(),
        "last_at": lab.last_at.isoformat(),
    }


def _quiz_json(quiz: QuizSummary) -> dict[str, Any]:
    return {
        "id": quiz.id,
        "started": quiz.started_at.isoformat(),
        "ended": quiz.ended_at and quiz.ended_at.isoformat(),
        "wanted": dict(quiz.request),
        "answered": quiz.answer_count,
        "correct": quiz.correct,
    }
