"""Rows of the progress file as values."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from awslab.progress.records import QuizSummary, Review
from awslab.quiz.answers import answer_from_json
from awslab.quiz.schedule import CardPhase, CardState, Rating, in_utc


def text(at: datetime) -> str:
    """A moment as it is stored: always UTC and of one length, so that it sorts as text. ValueError for a naive one."""
    return in_utc(at).isoformat(timespec="microseconds")


def moment(stored: str) -> datetime:
    """The moment that `text` stored."""
    return datetime.fromisoformat(stored)


def perhaps(stored: str | None) -> datetime | None:
    """The same for a column that may be null."""
    return moment(stored) if stored else None


def to_card(row: Any) -> CardState:
    """From question, phase, step, stability, difficulty, due, last_review."""
    question, phase, step, stability, difficulty, due, last_review = row
    return CardState(question, CardPhase(phase), step, stability, difficulty, moment(due), moment(last_review))


def to_review(row: Any) -> Review:
    """From the columns of review in their order."""
    id_, quiz, question, topic, skill, at, answer, correct, points, guessed, rating, seconds = row
    given = answer_from_json(json.loads(answer))
    return Review(
        id=id_,
        quiz=quiz,
        question=question,
        topic=topic,
        skill=skill,
        at=moment(at),
        answer=given,
        correct=bool(correct),
        points=points,
        guessed=bool(guessed),
        rating=Rating(rating),
        seconds=seconds,
    )


def to_quiz(row: Any) -> QuizSummary:
    """From id, started, ended, wanted, answered, correct."""
    id_, started, ended, wanted, answered, correct = row
    return QuizSummary(id_, moment(started), perhaps(ended), json.loads(wanted), answered, correct)
