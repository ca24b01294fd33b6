"""Answers to record."""

from __future__ import annotations

from datetime import datetime

from awslab.lab.verdict import Outcome, Report, StepReport, Verdict
from awslab.quiz.answers import ChoiceAnswer
from awslab.quiz.grading import grade
from awslab.quiz.outcome import GradedAnswer
from awslab.quiz.schedule import rating_for
from tests.quiz.samples import NOON, single


def answered(
    question: str = "lambda-runs",
    *,
    right: bool = True,
    guessed: bool = False,
    at: datetime = NOON,
    skill: str = "lambda.async",
) -> GradedAnswer:
    """An answer to a question of that id, graded."""
    asked = single(question, skill=skill)
    answer = ChoiceAnswer.of("three" if right else "once")
    verdict = grade(asked, answer)
    rating = rating_for(correct=verdict.correct, is_guess=guessed)
    return GradedAnswer(asked, answer, verdict, rating, guessed, at, seconds=3.5)


def lab_report(lab: str = "s3-lambda-trigger", **passed: bool | None) -> Report:
    """A report with one check for each step; None is a step that was not judged."""
    return Report(lab, tuple(_step(step, holds) for step, holds in passed.items()))


def _step(step: str, holds: bool | None) -> StepReport:
    if holds is None:
        return StepReport(step, step.title(), ())
    outcome = Outcome.PASSED if holds else Outcome.FAILED
    verdict = Verdict(step=step, check=f"{step}-made", outcome=outcome, says="It is there", rationale="", seconds=0.1)
    return StepReport(step, step.title(), (verdict,))
