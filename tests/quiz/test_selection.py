"""Which questions a quiz asks."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.content.library import Entry
from awslab.quiz.schedule import CardPhase, CardState, Rating, review
from awslab.quiz.selection import Choosing, QuizRequest, choose
from tests.quiz.samples import NOON

SKILLS = ("lambda.async", "lambda.versions", "s3.acl", "s3.copy", "ec2.launch")


def _entry(number: int) -> Entry:
    skill = SKILLS[number % len(SKILLS)]
    exams = (("DVA-C03/1.2",), ("DVA-C03/1.1", "SAA-C03/1.1"), ("DVA-C03/10.1",), ())[number % 4]
    return Entry(f"q{number:03}", skill.partition(".")[0], skill, "single", number % 3 + 1, exams)


ENTRIES = [_entry(number) for number in range(60)]
BY_ID = {entry.id: entry for entry in ENTRIES}


def _cards(**answers: Rating) -> dict[str, CardState]:
    """Each answered a minute after the one before, from noon."""
    moments = (NOON + timedelta(minutes=minute) for minute in range(len(answers)))
    return {
        question: review(question, None, rating, at)
        for at, (question, rating) in zip(moments, answers.items(), strict=True)
    }


def _chosen(
    wanted: QuizRequest,
    *,
    seed: int = 1,
    cards: dict[str, CardState] | None = None,
    later: timedelta = timedelta(hours=1),
) -> tuple[str, ...]:
    return choose(ENTRIES, wanted, seed=seed, cards=cards or {}, now=NOON + later)


@given(seed=st.integers(), choosing=st.sampled_from(Choosing), count=st.integers(0, 70))
def test_the_same_seed_chooses_the_same_whatever_the_order_of_the_entries(
    seed: int, choosing: Choosing, count: int
) -> None:
    cards = _cards(q001=Rating.AGAIN, q007=Rating.GOOD, q040=Rating.HARD)
    wanted = QuizRequest(count=count, choosing=choosing)
    now = NOON + timedelta(days=3)
    chosen = choose(ENTRIES, wanted, seed=seed, cards=cards, now=now)
    assert chosen == choose(ENTRIES[::-1], wanted, seed=seed, cards=cards, now=now)
    assert len(set(chosen)) == len(chosen) == min(count, 3 if choosing is Choosing.DUE else 60)


def test_without_history_the_time_does_not_matter() -> None:
    assert _chosen(QuizRequest(), later=timedelta(0)) == _chosen(QuizRequest(), later=timedelta(days=900))


def test_different_seeds_choose_differently() -> None:
    assert len({_chosen(QuizRequest(), seed=seed) for seed in range(50)}) == 50


def test_topics_skills_and_level_narrow_the_choice() -> None:
    assert {BY_ID[id_].topic for id_ in _chosen(QuizRequest(frozenset({"s3", "ec2"}), count=None))} == {"s3", "ec2"}
    assert {BY_ID[id_].skill for id_ in _chosen(QuizRequest(skills=frozenset({"s3.acl"}), count=None))} == {"s3.acl"}
    assert {BY_ID[id_].level for id_ in _chosen(QuizRequest(level=2, count=None))} == {2}
    assert _chosen(QuizRequest(frozenset({"ecs"}))) == ()


@pytest.mark.parametrize(
    ("exam", "numbers"),
    [
        ("DVA-C03", {0, 1, 2}),
        ("dva-c03", {0, 1, 2}),
        ("DVA-C03/1", {0, 1}),
        ("DVA-C03/1.2", {0}),
        ("DVA-C03/10", {2}),
        ("SAA-C03", {1}),
        ("DVA-C0", set()),
    ],
)
def test_an_exam_a_domain_or_a_task_narrows_the_choice(exam: str, numbers: set[int]) -> None:
    assert {int(id_[1:]) % 4 for id_ in _chosen(QuizRequest(exam=exam, count=None))} == numbers


def test_the_count_limits_and_too_few_are_no_error() -> None:
    assert len(_chosen(QuizRequest(count=7))) == 7
    assert len(_chosen(QuizRequest(count=700))) == 60
    assert len(_chosen(QuizRequest(count=None))) == 60


def test_due_asks_what_is_due_most_overdue_first() -> None:
    cards = _cards(q010=Rating.HARD, q005=Rating.AGAIN, q001=Rating.AGAIN, q002=Rating.GOOD)
    assert _chosen(QuizRequest(choosing=Choosing.DUE), cards=cards) == ("q005", "q001", "q010")
    assert _chosen(QuizRequest(choosing=Choosing.DUE, count=1), cards=cards) == ("q005",)
    assert _chosen(QuizRequest(choosing=Choosing.DUE), cards=cards, later=timedelta(days=-1)) == ()


def test_due_leaves_out_questions_that_are_gone() -> None:
    assert _chosen(QuizRequest(choosing=Choosing.DUE), cards=_cards(gone=Rating.AGAIN)) == ()


def test_weak_begins_with_the_skill_answered_worst() -> None:
    cards = _cards(q000=Rating.GOOD, q001=Rating.AGAIN, q002=Rating.HARD)
    chosen = _chosen(QuizRequest(choosing=Choosing.WEAK, count=10), cards=cards)
    assert [BY_ID[id_].skill for id_ in chosen[:9]] == ["lambda.versions"] * 3 + ["s3.acl"] * 3 + ["lambda.async"] * 3
    assert BY_ID[chosen[9]].skill in {"s3.copy", "ec2.launch"}
    assert chosen[0] == "q001"


def test_weak_without_history_asks_from_every_skill() -> None:
    chosen = _chosen(QuizRequest(choosing=Choosing.WEAK, count=15))
    assert {BY_ID[id_].skill for id_ in chosen} == set(SKILLS)


def test_mixed_takes_new_and_seen_ones_in_their_proportion_and_the_oldest_first() -> None:
    cards = _cards(**{f"q{number:03}": Rating.GOOD for number in range(30)})
    chosen = _chosen(QuizRequest(count=10), cards=cards)
    assert {id_ for id_ in chosen if id_ in cards} == {f"q{number:03}" for number in range(5)}


def test_mixed_does_not_repeat_what_was_just_asked_while_there_is_much_that_is_new() -> None:
    cards = _cards(q000=Rating.GOOD, q001=Rating.AGAIN)
    assert not set(_chosen(QuizRequest(count=10), cards=cards)) & set(cards)


def test_drawn_takes_no_notice_of_history() -> None:
    cards = _cards(**{f"q{number:03}": Rating.GOOD for number in range(30)})
    wanted = QuizRequest(choosing=Choosing.DRAWN)
    assert _chosen(wanted, cards=cards) == _chosen(wanted)


def test_a_hundred_thousand_questions_are_chosen_from_quickly() -> None:
    entries = [Entry(f"q{n}", "s3", SKILLS[n % 5], "single", 1, ("DVA-C03/1.2",)) for n in range(100_000)]
    card = CardState("", CardPhase.REVIEW, None, 5.0, 5.0, NOON, NOON)
    cards = {f"q{number}": card for number in range(2_000)}
    for choosing in Choosing:
        started = time.process_time()
        choose(entries, QuizRequest(exam="DVA-C03", choosing=choosing), seed=1, cards=cards, now=NOON)
        assert time.process_time() - started < 2.0, choosing
