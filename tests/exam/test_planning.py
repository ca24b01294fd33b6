"""What a mock exam will be: its questions, its time, and what the bank cannot give."""

from __future__ import annotations

import random

import pytest

from awslab.content.library import Entry
from awslab.errors import UsageError
from awslab.exam.planning import ExamRequest, Plan, plan, question_count
from awslab.exam.wording import gap_sentence, start_facts, uncovered_lines
from tests.exam.samples import bank, exam

SAMPLE = exam(50, 30, 20)
BANK = bank(SAMPLE, 30)


def planned(request: ExamRequest, entries: list[Entry] = BANK, seen: frozenset[str] = frozenset()) -> Plan:
    return plan(SAMPLE, entries, request, seed=1, rng=random.Random(1), seen=seen)


def test_without_wishes_it_is_the_whole_exam() -> None:
    whole = planned(ExamRequest())

    assert (len(whole.draw.items), whole.unscored_count, whole.limit, whole.missing) == (65, 15, 130 * 60, 0)
    assert gap_sentence(whole) == ""


def test_a_short_form_has_the_time_in_proportion() -> None:
    assert planned(ExamRequest(count=20)).limit == 40 * 60
    assert planned(ExamRequest(count=20, minutes=7)).limit == 7 * 60


def test_a_domain_has_its_part_of_the_exam() -> None:
    of_domain = planned(ExamRequest(domains=frozenset("2")))

    assert len(of_domain.draw.items) == round(65 * 0.3)
    assert {item.domain for item in of_domain.draw.items} == {"2"}


def test_a_domain_that_the_exam_has_not_is_refused_with_those_it_has() -> None:
    with pytest.raises(UsageError, match="has no domain “9”") as refusal:
        planned(ExamRequest(domains=frozenset("19")))
    assert "1 Domain 1; 2 Domain 2" in refusal.value.hint


def test_only_unseen_leaves_out_what_was_seen() -> None:
    seen = frozenset(entry.id for entry in BANK[::2])
    unseen = planned(ExamRequest(only_unseen=True), seen=seen)

    assert not seen & {item.question for item in unseen.draw.items}
    assert planned(ExamRequest(), seen=seen).seen_count > 0


def test_a_bank_that_is_too_small_says_how_many_there_are() -> None:
    small = planned(ExamRequest(count=40), bank(SAMPLE, 4))

    assert (len(small.draw.items), small.missing) == (24, 16)
    assert gap_sentence(small) == (
        "The bank has 24 questions for this form of TST-C01, not 40: domain 1 lacks 12, domain 2 lacks 4."
    )
    assert question_count(SAMPLE, bank(SAMPLE, 4)) == 24


def test_tasks_without_a_question_are_named_with_their_weight() -> None:
    entries = [entry for entry in BANK if "TST-C01/3.2" not in entry.exams]

    assert uncovered_lines(planned(ExamRequest(), entries)) == ["3.2 A task: about 10 % of the exam"]


def test_the_start_says_what_the_real_exam_has_not() -> None:
    facts = " ".join(start_facts(planned(ExamRequest(), seen=frozenset(entry.id for entry in BANK))))

    assert "The real exam has no pause" in facts
    assert "You have seen 65 of these questions before" in facts
