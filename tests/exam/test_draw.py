"""A mock exam follows the blueprint as far as the bank allows, and says how far that is."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from awslab.exam.blueprint import by_weight, domain_counts
from awslab.exam.draw import draw, uncovered_tasks
from tests.exam.samples import bank, exam

WEIGHTS = st.lists(st.integers(1, 60), min_size=1, max_size=6)


@given(weights=WEIGHTS, count=st.integers(0, 200))
def test_parts_sum_up_and_stay_within_one_of_their_share(weights: list[int], count: int) -> None:
    parts = by_weight({str(number): weight for number, weight in enumerate(weights)}, count)

    assert sum(parts.values()) == count
    for number, weight in enumerate(weights):
        assert abs(parts[str(number)] - count * weight / sum(weights)) < 1


def test_dva_c03_has_65_questions_by_weight() -> None:
    assert domain_counts(exam(30, 26, 22, 22), 65) == {"1": 20, "2": 17, "3": 14, "4": 14}


@given(weights=WEIGHTS, count=st.integers(1, 80), per_task=st.integers(0, 40), seed=st.integers())
def test_a_draw_is_as_long_as_asked_less_the_gaps_and_has_no_question_twice(
    weights: list[int], count: int, per_task: int, seed: int
) -> None:
    sample = exam(*weights)
    drawn = draw(sample, bank(sample, per_task), count=count, rng=random.Random(seed))

    ids = [item.question for item in drawn.items]
    assert len(set(ids)) == len(ids)
    assert len(ids) + sum(gap.missing for gap in drawn.gaps) == count
    shares = domain_counts(sample, count)
    assert all(number <= shares[domain] for domain, number in Counter(item.domain for item in drawn.items).items())
    unscored = sum(not item.is_scored for item in drawn.items)
    assert unscored == round(len(ids) * 15 / 65)


def test_fifteen_of_sixty_five_do_not_count_and_come_from_every_domain() -> None:
    sample = exam(30, 26, 22, 22)
    drawn = draw(sample, bank(sample, 40), count=65, rng=random.Random(1))

    unscored = Counter(item.domain for item in drawn.items if not item.is_scored)
    assert unscored.total() == 15
    assert set(unscored) == {"1", "2", "3", "4"}
    assert drawn.gaps == ()


def test_tasks_and_skills_take_turns() -> None:
    sample = exam(100, tasks=4)
    drawn = draw(sample, bank(sample, 40), count=24, rng=random.Random(2))

    assert Counter(item.task for item in drawn.items) == {f"1.{task}": 6 for task in range(1, 5)}
    entries = {entry.id: entry for entry in bank(sample, 40)}
    skills = Counter((item.task, entries[item.question].skill) for item in drawn.items)
    assert set(skills.values()) == {2}


def test_only_the_types_of_the_exam_are_asked() -> None:
    sample = exam(50, 50)

    assert draw(sample, bank(sample, 30, kind="number"), count=10, rng=random.Random(1)).items == ()


def test_named_domains_and_unseen_questions_only() -> None:
    sample = exam(50, 50)
    entries = bank(sample, 5)
    seen = {entry.id for entry in entries if entry.id.endswith(("-0", "-1"))}
    drawn = draw(sample, entries, count=10, rng=random.Random(1), domains=frozenset({"2"}), excluded=seen)

    assert {item.domain for item in drawn.items} == {"2"}
    assert not {item.question for item in drawn.items} & seen
    assert [gap.missing for gap in drawn.gaps] == [4]


def test_tasks_without_a_question_are_named_with_their_weight() -> None:
    sample = exam(60, 40)
    entries = [entry for entry in bank(sample, 3) if entry.exams != ("TST-C01/2.1",)]

    assert uncovered_tasks(sample, entries) == {"2.1": 20}


def test_the_same_seed_draws_the_same_exam() -> None:
    sample = exam(30, 70)
    entries = bank(sample, 20)

    assert draw(sample, entries, count=20, rng=random.Random(7)) == draw(
        sample, entries, count=20, rng=random.Random(7)
    )
