"""The same plain words everywhere: numbers, mastery, times, verdicts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awslab.progress.records import LabProgress
    from awslab.quiz.mastery import Mastery

_MASTERY = ((0.85, "strong"), (0.6, "good"), (0.3, "growing"), (0.0, "beginning"))
RIGHT, WRONG, SKIPPED = "✓ right", "✗ wrong", "- skipped"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: “1 question”, “3 questions”."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def percent(value: float) -> str:
    """Return a share from 0 to 1 as a percentage; 100 % only for the whole."""
    return f"{min(round(value * 100), 99) if value < 1 else 100} %"


def mastery_word(mastery: Mastery | None) -> str:
    """Return a word for how well something is known."""
    if mastery is None or mastery.seen_count == 0:
        return "not begun"
    return next(word for threshold, word in _MASTERY if mastery.value >= threshold)


def until(moment: datetime, now: datetime) -> str:
    """Return when something comes: “now”, “in 10 minutes”, “in 3 days”."""
    away = moment - now
    if away <= timedelta(minutes=1):
        return "now" if away <= timedelta(0) else "in a minute"
    for size, noun in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute")):
        if away >= size:
            return f"in {counted(round(away / size), noun)}"
    return "now"


def lab_state(progress: LabProgress | None) -> str:
    """Return how far a lab is, with a sign that does not need colour: “◐ 2 steps” have passed."""
    if progress is None:
        return "○ new"
    if progress.passed:
        return "✓ solved"
    return f"◐ {counted(len(progress.passed_steps), 'step')}"
