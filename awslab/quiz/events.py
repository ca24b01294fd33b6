"""A quiz as JSON events: what `awslab quiz --json` writes, one object to a line.

Fields are only ever added: other programs read them.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from awslab.content.model import Question
from awslab.quiz.answers import answer_to_json
from awslab.quiz.grammar import expected_form
from awslab.quiz.outcome import Outcome
from awslab.quiz.presentation import Presentation
from awslab.quiz.result import Result, Tally


def question_event(question: Question, presentation: Presentation, *, number: int, total: int) -> dict[str, Any]:
    """Return what is asked; nothing in it tells the key."""
    about = {"topic": question.topic, "skill": question.skill, "level": question.level}
    place = {"number": number, "total": total}
    return {"event": "question", **_shown(presentation), **about, **place, "answer_form": expected_form(presentation)}


def verdict_event(outcome: Outcome) -> dict[str, Any]:
    """Return the verdict on a recorded answer; without a time, so that the same answers give the same events."""
    grade = outcome.grade
    return {
        "event": "verdict",
        "id": outcome.question.id,
        "correct": grade.correct,
        "points": round(grade.points, 4),
        "key": list(grade.key),
        "why": dict(grade.why),
        "misconception": grade.misconception,
        "parts": [
            {"id": part, "correct": part_grade.correct, "key": list(part_grade.key)} for part, part_grade in grade.parts
        ],
        "explanation": outcome.question.explanation,
        "sources": list(outcome.question.sources),
        "answer": answer_to_json(outcome.graded_answer.answer),
        "guessed": outcome.graded_answer.is_guess,
    }


def skipped_event(question: Question) -> dict[str, Any]:
    """Return the event of a question that was left out; its key is not told."""
    return {"event": "skipped", "id": question.id}


def result_event(result: Result) -> dict[str, Any]:
    """Return how the quiz went."""
    return {
        "event": "result",
        "asked": result.question_count,
        "answered": result.answer_count,
        "correct": result.correct,
        "by_topic": {topic: _tally_event(tally) for topic, tally in result.by_topic.items()},
        "by_skill": {skill: _tally_event(tally) for skill, tally in result.by_skill.items()},
        "missed": [outcome.question.id for outcome in result.missed_outcomes],
        "skipped": list(result.skipped_ids),
        "problems": [{"id": problem.question, "sentence": problem.sentence} for problem in result.unloadable],
    }


def _tally_event(tally: Tally) -> dict[str, int]:
    return {"asked": tally.question_count, "answered": tally.answer_count, "correct": tally.correct}


def _shown(presentation: Presentation) -> dict[str, Any]:
    event: dict[str, Any] = {
        "id": presentation.id,
        "type": presentation.type,
        "stem": presentation.stem,
        "instruction": presentation.instruction,
        "options": [asdict(option) for option in presentation.options],
    }
    if presentation.prompts:
        event["prompts"] = [asdict(prompt) for prompt in presentation.prompts]
    if presentation.unit:
        event["unit"] = presentation.unit
    if presentation.parts:
        event["parts"] = [_shown(part) for part in presentation.parts]
    return event
