"""What a learner is shown."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.content.model import Question
from awslab.quiz.events import question_event
from awslab.quiz.presentation import present
from tests.quiz.samples import CASE, MATCHING, MULTIPLE, NUMBER, ORDERING, QUESTIONS, SINGLE

EVERY_TYPE = pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.type)


@EVERY_TYPE
@given(seed=st.integers())
def test_the_same_seed_shows_the_same(question: Question, seed: int) -> None:
    assert present(question, random.Random(seed)) == present(question, random.Random(seed))


@given(seed=st.integers())
def test_the_options_are_all_there_with_labels_in_order(seed: int) -> None:
    presentation = present(SINGLE, random.Random(seed))
    assert [option.label for option in presentation.options] == list("abcd")
    shown = {(option.id, option.text) for option in presentation.options}
    assert shown == {(option.id, option.text) for option in SINGLE.options}


@given(seed=st.integers())
def test_prompts_are_numbered_and_choices_lettered(seed: int) -> None:
    presentation = present(MATCHING, random.Random(seed))
    assert sorted(presentation.prompt_labels()) == sorted(prompt.id for prompt in MATCHING.prompts)
    assert list(presentation.prompt_labels().values()) == ["1", "2", "3"]
    assert list(presentation.option_labels().values()) == ["a", "b", "c"]


@given(seed=st.integers())
def test_items_to_order_are_never_shown_in_the_right_order(seed: int) -> None:
    shown = [option.id for option in present(ORDERING, random.Random(seed)).options]
    right = [item.id for item in ORDERING.items]
    assert shown != right
    assert sorted(shown) == sorted(right)


def test_every_order_of_the_options_comes_up() -> None:
    orders = {tuple(present(SINGLE, random.Random(seed)).option_labels()) for seed in range(500)}
    assert len(orders) == 24


def test_the_instruction_says_how_many_to_choose_and_the_unit() -> None:
    rng = random.Random(1)
    assert present(SINGLE, rng).instruction == "Choose 1."
    assert present(MULTIPLE, rng).instruction == "Choose 3."
    assert present(NUMBER, rng).instruction == "Type a number (seconds)."


def test_the_parts_of_a_case_keep_their_order_and_are_shuffled_within() -> None:
    presentation = present(CASE, random.Random(1))
    assert [part.id for part in presentation.parts] == [part.id for part in CASE.parts]
    assert {part.type for part in presentation.parts} == {"single", "matching", "number", "ordering", "short"}


@EVERY_TYPE
def test_nothing_that_is_shown_tells_the_key(question: Question) -> None:
    presentation = present(question, random.Random(1))
    shown = json.dumps(question_event(question, presentation, number=1, total=1))
    assert "correct" not in shown
    assert "The first and two retries" not in shown
    assert "900" not in shown
    assert "Security-Token" not in shown
