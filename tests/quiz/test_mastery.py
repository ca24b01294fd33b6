"""How well a skill is known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awslab.content.library import Entry
from awslab.quiz.mastery import mastery_by_skill, mastery_by_topic, strength
from awslab.quiz.schedule import CardState, Rating, review
from tests.quiz.samples import NOON


def _card(question: str, *ratings: Rating) -> CardState:
    card = review(question, None, ratings[0], NOON)
    for rating in ratings[1:]:
        card = review(question, card, rating, card.due)
    return card


def _entry(id_: str, skill: str) -> Entry:
    return Entry(id_, skill.partition(".")[0], skill, "single", 1, ())


def test_strength_grows_with_right_answers_and_falls_with_wrong_ones_and_time() -> None:
    once, twice = _card("q", Rating.GOOD), _card("q", Rating.GOOD, Rating.GOOD)
    wrong, guessed = _card("q", Rating.AGAIN), _card("q", Rating.HARD)
    then_wrong = _card("q", Rating.GOOD, Rating.GOOD, Rating.AGAIN)
    assert strength(wrong, NOON) < strength(guessed, NOON) < strength(once, NOON)
    assert strength(once, once.last_review) < strength(twice, twice.last_review)
    assert strength(then_wrong, then_wrong.last_review) < strength(twice, twice.last_review)
    assert strength(once, NOON + timedelta(days=30)) < strength(once, NOON)


def test_strength_has_the_values_the_documentation_tells() -> None:
    assert strength(_card("q", Rating.AGAIN), NOON) == pytest.approx(0.05, abs=0.01)
    assert strength(_card("q", Rating.GOOD), NOON) == pytest.approx(0.37, abs=0.01)
    twice = _card("q", Rating.GOOD, Rating.GOOD)
    assert strength(twice, twice.last_review) == pytest.approx(0.73, abs=0.03)


def test_questions_never_answered_count_as_nothing() -> None:
    entries = [_entry("a", "s3.acl"), _entry("b", "s3.acl"), _entry("c", "s3.copy")]
    cards = {"a": _card("a", Rating.GOOD)}
    mastery = mastery_by_skill(entries, cards, NOON)
    assert mastery["s3.acl"].value == pytest.approx(strength(cards["a"], NOON) / 2)
    assert mastery["s3.acl"].strength == strength(cards["a"], NOON)
    assert (mastery["s3.acl"].questions, mastery["s3.acl"].seen_count) == (2, 1)
    assert (mastery["s3.copy"].value, mastery["s3.copy"].seen_count) == (0, 0)


def test_a_topic_weighs_its_skills_alike() -> None:
    entries = [_entry("a", "s3.acl"), *(_entry(f"c{number}", "s3.copy") for number in range(9))]
    cards = {"a": _card("a", Rating.GOOD)}
    topic = mastery_by_topic(mastery_by_skill(entries, cards, NOON))["s3"]
    assert topic.value == pytest.approx(strength(cards["a"], NOON) / 2)
    assert (topic.questions, topic.seen_count) == (10, 1)
    assert topic.strength == pytest.approx(strength(cards["a"], NOON))


def test_cards_of_questions_that_are_gone_do_not_count() -> None:
    assert mastery_by_skill([_entry("a", "s3.acl")], {"z": _card("z", Rating.GOOD)}, NOON)["s3.acl"].seen_count == 0
