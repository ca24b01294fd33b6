"""The exam codes that commands take."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from awslab.errors import UsageError

if TYPE_CHECKING:
    from awslab.content.library import Library


def refuse_unusable_exam(library: Library, code: str, today: dt.date) -> None:
    """Raise UsageError, with the codes that are current, for an exam that is unknown or has ended."""
    from awslab.quiz.exams import has_ended

    exam = next((exam for exam in library.exams if exam.code == code.upper()), None)
    hint = current_exams_hint(library, today)
    if exam is None:
        raise UsageError(f"There is no exam “{code}”.", hint)
    if has_ended(exam, today) and exam.last_day is not None:
        raise UsageError(f"The exam {exam.code} ended on {exam.last_day.isoformat()}.", hint)


def current_exams_hint(library: Library, today: dt.date) -> str:
    """Return the codes that are current, in a sentence."""
    from awslab.quiz.exams import exam_list

    return f"Current exams: {exam_list(library.exams, today) or 'none'}."
