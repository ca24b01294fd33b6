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
from awslab.quiz.presentation import Presented
from awslab.quiz.result import Result


def question_event(question: Question, presented: Presented, *, number: int, total: int) -> dict[str, Any]:
    """What is asked; nothing in it tells the key."""
    about = {"topic": question.topic, "skill": question.skill, "level": question.level}
    place = {"number": number, "total": total}
    return {"event": "question", **_shown(presented), **about, **place, "answer_form": expected_form(presented)}


def verdict_event(outcome: Outcome) -> dict[str, Any]:
    """The verdict on an answer that is recorded; no time in it, so that the same answers give the same events."""
    grade = outcome.grade
    return {
        "event": "verdict",
        "id": outcome.question.id,
        "correct": grade.correct,
        "points": round(grade.points, 4),
        "key": list(grade.key),
        "why": dict(grade.why),
        "misconception": grade.misconception,
        "parts": [{"id": part, "correct": each.correct, "key": list(each.key)} for part, each in grade.parts],
        "explanation": outcome.question.explanation,
        "sources": list(outcome.question.sources),
        "answer": answer_to_json(outcome.answered.answer),
        "guessed": outcome.answered.guessed,
    }


def skipped_event(question: Question) -> dict[str, Any]:
    """A question that was left out; its key is not told."""
    return {"event": "skipped", "id": question.id}


def result_event(result: Result) -> dict[str, Any]:
    """How the quiz went."""
    return {
        "event": "result",
        "asked": result.asked,
        "answered": result.answered,
        "correct": result.correct,
        "by_topic": {topic: asdict(tally) for topic, tally in result.by_topic.items()},
        "by_skill": {skill: asdict(tally) for skill, tally in result.by_skill.items()},
        "missed": [outcome.question.id for outcome in result.missed],
        "skipped": list(result.skipped),
        "problems": [{"id": each.question, "sentence": each.sentence} for each in result.unloadable],
    }


def _shown(presented: Presented) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": presented.id,
        "type": presented.type,
        "stem": presented.stem,
        "instruction": presented.instruction,
        "options": [asdict(option) for option in presented.options],
    }
    if presented.prompts:
        shown["prompts"] = [asdict(prompt) for prompt in presented.prompts]
    if presented.unit:
        shown["unit"] = presented.unit
    if presented.parts:
        shown["parts"] = [_shown(part) for part in presented.parts]
    return shown
