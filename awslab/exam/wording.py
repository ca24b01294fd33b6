"""The words about a sitting that every front end shares (pure)."""

from __future__ import annotations

from awslab.exam.planning import Plan
from awslab.exam.report import Report
from awslab.exam.score import Score
from awslab.exam.sitting import Sitting, open_places

NO_PAUSE = "The real exam has no pause: its clock runs on whatever happens."
SCORE_IS_ESTIMATE = (
    "The score is an estimate: AWS does not publish how it scales. It assumes that these questions are as hard as "
    "those of the exam."
)
UNANSWERED_IS_WRONG = "A question without an answer is wrong, so guess rather than leave one open."


def clock_text(seconds: float) -> str:
    """Return a duration as hours, minutes and seconds, such as `2:09:05`; a part of a second counts as a whole one."""
    whole = max(0, int(seconds) + (seconds > int(seconds)))
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def duration_text(seconds: float) -> str:
    """Return a duration for reading: `45 s`, `3 min 05 s`."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02} s"


def pace_text(sitting: Sitting) -> str:
    """Return where the learner stands against an even pace, such as “3 questions behind the pace”."""
    pace = round(sitting.pace)
    if pace == 0:
        return "on pace"
    noun = "question" if abs(pace) == 1 else "questions"
    return f"{abs(pace)} {noun} {'ahead of' if pace > 0 else 'behind'} the pace"


def open_text(sitting: Sitting) -> str:
    """Return how much is still open, such as “3 without an answer, 2 flagged”; empty when nothing is."""
    unanswered = len(sitting.places) - sitting.answered
    flagged = sum(place.is_flagged for place in sitting.places)
    pieces = [f"{unanswered} without an answer"] * bool(unanswered) + [f"{flagged} flagged"] * bool(flagged)
    return ", ".join(pieces) if open_places(sitting) else ""


def start_facts(plan: Plan) -> list[str]:
    """Return what the learner should know before the start, a sentence each."""
    exam, minutes = plan.exam, round(plan.limit / 60)
    counts = f"{len(plan.draw.items)} questions, {minutes} minutes."
    if plan.unscored_count:
        verb = "does" if plan.unscored_count == 1 else "do"
        counts += f" {plan.unscored_count} of them {verb} not count, as in the exam, and you are not told which."
    facts = [counts, f"{exam.passing} of 1000 points pass. {UNANSWERED_IS_WRONG}"]
    if exam.minutes_note:
        facts.append(exam.minutes_note)
    facts += ["No verdict is shown before the end.", f"You can pause. {NO_PAUSE}", SCORE_IS_ESTIMATE]
    if plan.seen_count:
        facts.append(f"You have seen {plan.seen_count} of these questions before, which makes the score too good.")
    return facts


def gap_sentence(plan: Plan) -> str:
    """Return how many questions there are when the bank has too few; empty when it has enough."""
    if plan.missing <= 0:
        return ""
    kind = "unseen questions" if plan.request.only_unseen else "questions"
    gaps = ", ".join(f"domain {gap.domain} lacks {gap.missing}" for gap in plan.draw.gaps)
    return f"The bank has {len(plan.draw.items)} {kind} for this form of {plan.exam.code}, not {plan.count}: {gaps}."


def uncovered_lines(plan: Plan) -> list[str]:
    """Return a line for each task without a question in the bank, with about how much of the exam it is."""
    return [f"{task} {title}: about {weight} % of the exam" for task, title, weight in plan.uncovered]


def score_sentence(score: Score, passing: int) -> str:
    """Return the score in a sentence, with its interval and the probability of passing."""
    verdict = "Passed" if score.has_passed else "Not passed"
    chance = min(99, max(1, round(100 * score.passing_probability)))
    return (
        f"{verdict}: {score.scaled} of 1000, {passing} pass. Your average over many such exams lies between "
        f"{score.low} and {score.high} (80 %); you would pass with a probability of about {chance} %."
    )


def answered_sentence(report: Report) -> str:
    """Return the right answers among the scored and the unscored questions, in a sentence."""
    text = f"{report.scored.right} of {report.scored.total} scored questions right"
    if report.unscored.total:
        text += f"; {report.unscored.right} of {report.unscored.total} of those that do not count"
    if report.unanswered:
        text += f"; {report.unanswered} without an answer"
    return f"{text}."
