"""How an answer went, in a sentence."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from awslab.quiz.outcome import Outcome
from awslab.tui.wording import percent, until


def verdict_sentence(outcome: Outcome, now: datetime) -> Content:
    """Return how an answer went, such as “✓ Right. It comes back in 2 days.”"""
    grade = outcome.grade
    if grade.correct:
        verdict = Content("✓ Right, by a guess." if outcome.graded_answer.is_guess else "✓ Right.").stylize(
            "bold $success"
        )
    else:
        partly = f", {percent(grade.points)} of it right" if grade.points else ""
        verdict = Content(f"✗ Not right{partly}.").stylize("bold $error")
    again = f" It comes back {until(outcome.card.due, now)}." if outcome.card else ""
    return verdict + again
