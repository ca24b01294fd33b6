"""Plans and questions for sittings of the sample exam."""

from __future__ import annotations

import random
from dataclasses import replace

from awslab.content.model import Exam, Question
from awslab.errors import NotFound
from awslab.exam.planning import ExamRequest, Plan, plan
from awslab.quiz.answers import ChoiceAnswer
from tests.exam.samples import bank, exam
from tests.quiz.samples import SINGLE

SAMPLE = exam(60, 40)
RIGHT, WRONG = ChoiceAnswer.of("three"), ChoiceAnswer.of("once")


def load(question_id: str, _: int = 0) -> Question:
    """Load a sample question under that id; ids that begin with `gone` are not in the bank."""
    if question_id.startswith("gone"):
        raise NotFound("question", question_id, [])
    return replace(SINGLE, id=question_id, skill="lambda.async")


def sample_plan(count: int = 8, *, sample: Exam = SAMPLE, minutes: int | None = None, seed: int = 1) -> Plan:
    """Plan a mock exam of so many questions."""
    request = ExamRequest(count=count, minutes=minutes)
    return plan(sample, bank(sample, 20), request, seed=seed, rng=random.Random(seed), seen=())
