"""From a drill and a seed to a question, as if it had been written with these figures."""

from __future__ import annotations

import random
from typing import Any

from awslab.content.model import Drill, NumberMisconception, NumberQuestion, Option, Question, SingleQuestion
from awslab.drills.body import NumberBody, SingleBody
from awslab.drills.catalogue import draw


def drawn_question(drill: Drill, seed: int) -> Question:
    """Return the question that a drill is for a seed; the same drill and seed give the same question.

    Raises ValueError when the generator does not know a parameter's value, or made two options alike.
    """
    rng = random.Random(f"drill:{seed}:{drill.id}")
    body = draw(drill.generator, rng, drill.parameters)
    match body:
        case SingleBody():
            options = tuple(
                Option(id=choice.id, text=choice.text, why=choice.why, correct=choice.correct)
                for choice in body.choices
            )
            return SingleQuestion(
                **_head(drill), type="single", stem=body.stem, options=options, explanation=body.explanation
            )
        case NumberBody():
            misconceptions = tuple(
                NumberMisconception(answer=wrong_number.answer, why=wrong_number.why)
                for wrong_number in body.misconceptions
            )
            return NumberQuestion(
                **_head(drill),
                type="number",
                stem=body.stem,
                answer=body.answer,
                unit=body.unit,
                misconceptions=misconceptions,
                explanation=body.explanation,
            )


def _head(drill: Drill) -> dict[str, Any]:
    names = ("id", "level", "skill", "exams", "sources", "checked", "changed", "tags")
    return {name: getattr(drill, name) for name in names}
