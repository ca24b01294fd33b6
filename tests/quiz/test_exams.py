"""Which exams are current, and how their codes are told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from awslab.quiz.exams import current_exams, exam_list, has_ended
from tests.exam.samples import exam

TODAY = dt.date(2026, 11, 29)
ENDED = replace(exam(100), code="OLD-C01", last_day=dt.date(2026, 11, 28))
ENDING = replace(exam(100), code="DVA-C02", last_day=dt.date(2026, 11, 30))
COMING = replace(exam(100), code="DVA-C03", first_day=dt.date(2026, 12, 1))
OPEN = replace(exam(100), code="SAA-C03")


def test_an_exam_has_ended_the_day_after_its_last() -> None:
    assert has_ended(ENDED, TODAY)
    assert not has_ended(ENDING, dt.date(2026, 11, 30))
    assert has_ended(ENDING, dt.date(2026, 12, 1))


def test_current_exams_are_those_that_have_not_ended() -> None:
    assert current_exams((ENDED, ENDING, COMING, OPEN), TODAY) == (ENDING, COMING, OPEN)


def test_codes_come_with_the_days_that_are_near() -> None:
    codes = exam_list((ENDED, ENDING, COMING, OPEN), TODAY)

    assert codes == "DVA-C02 (until 2026-11-30), DVA-C03 (from 2026-12-01), SAA-C03"
