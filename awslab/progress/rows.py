"""Rows of the progress file as values."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from awslab.progress.records import QuizSummary, Review
from awslab.quiz.answers import answer_from_json
from awslab.quiz.schedule import CardPhase, CardState, Rating, in_utc


def text(at: datetime) -> str:
    """Return a moment as it is stored: UTC, and sorted as text. Raises ValueError for a naive one."""
    return in_utc(at).isoformat(timespec="microseconds")


def moment(stored_text: str) -> datetime:
    """Return the moment that `text` stored."""
    return datetime.fromisoformat(stored_text)


def perhaps(stored_text: str | None) -> datetime | None:
    """Return the moment that `text` stored; None for a column that is null."""
    return moment(stored_text) if stored_text else None


def to_card(row: Any) -> CardState:
    """Return the card of a row (question, phase, step, stability, difficulty, due, last_review)."""
    question, phase, step, stability, difficulty, due, last_review = row
    return CardState(question, CardPhase(phase), step, stability, difficulty, moment(due), moment(last_review))


def to_review(row: Any) -> Review:
    """Return the review of a row with the columns of the table in their order."""
    id_, quiz, question, topic, skill, at, answer, correct, points, is_guess, rating, seconds = row
    learner_answer = answer_from_json(json.loads(answer))
    return Review(
        id=id_,
        quiz=quiz,
        question=question,
        topic=topic,
        skill=skill,
        at=moment(at),
        answer=learner_answer,
        correct=bool(correct),
        points=points,
        is_guess=bool(is_guess),
        rating=Rating(rating),
        seconds=seconds,
    )


def to_quiz(row: Any) -> QuizSummary:
    """Return the summary of a row (id, started, ended, seed, wanted, answered, correct)."""
    id_, started_at, ended_at, seed, request, answer_count, correct = row
    return QuizSummary(
        id_, moment(started_at), perhaps(ended_at), int(seed), json.loads(request), answer_count, correct
    )
