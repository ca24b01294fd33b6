"""Which exams can be prepared for: those that have not ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awslab.content.model import Exam


def has_ended(exam: Exam, today: date) -> bool:
    """Whether the exam can no longer be taken."""
    return exam.last_day is not None and exam.last_day < today


def current_exams(exams: Iterable[Exam], today: date) -> tuple[Exam, ...]:
    """Return the exams that can be taken today or later."""
    return tuple(exam for exam in exams if not has_ended(exam, today))


def exam_list(exams: Iterable[Exam], today: date) -> str:
    """Return the codes of the current exams in words, with the first and last days that are near."""
    return ", ".join(_code_with_days(exam, today) for exam in current_exams(exams, today))


def _code_with_days(exam: Exam, today: date) -> str:
    if exam.first_day is not None and today < exam.first_day:
        return f"{exam.code} (from {exam.first_day.isoformat()})"
    return f"{exam.code} (until {exam.last_day.isoformat()})" if exam.last_day is not None else exam.code
