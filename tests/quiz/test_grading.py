"""Verdicts on answers."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.content.folding import folded
from awslab.content.model import CaseQuestion, MultipleQuestion, NumberQuestion, Option, Question, ShortQuestion
from awslab.quiz.answers import Answer, CaseAnswer, ChoiceAnswer, MatchAnswer, NumberAnswer, OrderAnswer, TextAnswer
from awslab.quiz.grading import grade, number_text
from tests.quiz.samples import CASE, MATCHING, MULTIPLE, NUMBER, ORDERING, QUESTIONS, RIGHT, SHORT, SINGLE, answers

EVERY_TYPE = pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.type)


@pytest.mark.parametrize("question_id", RIGHT)
def test_the_right_answer_is_correct(question_id: str) -> None:
    verdict = grade(QUESTIONS[question_id], RIGHT[question_id])
    assert (verdict.correct, verdict.points) == (True, 1.0)


@EVERY_TYPE
@given(data=st.data())
def test_points_are_full_exactly_when_correct(question: Question, data: st.DataObject) -> None:
    verdict = grade(question, data.draw(answers(question)))
    assert 0.0 <= verdict.points <= 1.0
    assert (verdict.points == 1.0) is verdict.correct


@EVERY_TYPE
def test_an_answer_left_out_is_wrong_and_still_explained(question: Question) -> None:
    verdict = grade(question, None)
    assert (verdict.correct, verdict.points) == (False, 0.0)
    assert verdict.key
    assert verdict.why


@EVERY_TYPE
@pytest.mark.parametrize(
    "answer",
    [ChoiceAnswer.of("nowhere"), OrderAnswer(("x",)), MatchAnswer.of({"x": "y"}), TextAnswer(""), CaseAnswer(())],
)
def test_an_answer_of_another_kind_is_wrong(question: Question, answer: Answer) -> None:
    assert not grade(question, answer).correct


def test_multiple_is_correct_for_exactly_the_whole_key() -> None:
    options = [option.id for option in MULTIPLE.options]
    key = {option.id for option in MULTIPLE.options if option.correct}
    for size in range(len(options) + 1):
        for chosen in combinations(options, size):
            assert grade(MULTIPLE, ChoiceAnswer.of(*chosen)).correct is (set(chosen) == key)


def test_choosing_everything_earns_less_than_choosing_the_key() -> None:
    everything = ChoiceAnswer.of(*(option.id for option in MULTIPLE.options))
    assert grade(MULTIPLE, everything).points == pytest.approx(1 / 3)
    assert grade(MULTIPLE, ChoiceAnswer.of("zip", "image")).points == pytest.approx(2 / 3)
    assert grade(MULTIPLE, ChoiceAnswer.of("rpm", "iso")).points == 0


@given(st.permutations(MULTIPLE.options), st.permutations([option.id for option in MULTIPLE.options]))
def test_the_order_of_options_and_choices_changes_no_verdict(options: list[Option], chosen: list[str]) -> None:
    shuffled = dataclasses.replace(MULTIPLE, options=tuple(options))
    assert isinstance(shuffled, MultipleQuestion)
    answer = ChoiceAnswer.of(*chosen[:3])
    assert grade(shuffled, answer).correct == grade(MULTIPLE, answer).correct
    assert grade(shuffled, answer).points == grade(MULTIPLE, answer).points


def test_every_option_says_why() -> None:
    assert grade(SINGLE, ChoiceAnswer.of("once")).why == {option.id: option.why for option in SINGLE.options}
    assert grade(SINGLE, ChoiceAnswer.of("once")).key == ("three",)


def test_an_order_earns_by_the_pairs_that_stand_right() -> None:
    assert grade(ORDERING, OrderAnswer(("alias", "version", "function", "role"))).points == 0
    assert grade(ORDERING, OrderAnswer(("role", "function", "alias", "version"))).points == pytest.approx(5 / 6)
    assert grade(ORDERING, OrderAnswer(("role", "function", "version"))).points == 0
    assert grade(ORDERING, None).key == ("role", "function", "version", "alias")


def test_a_match_earns_by_the_prompts_that_have_their_choice() -> None:
    verdict = grade(MATCHING, MatchAnswer.of({"nacl": "stateless", "group": "dns"}))
    assert verdict.points == pytest.approx(1 / 3)
    assert verdict.key == ("nacl=stateless", "group=stateful", "reference=stateful")
    assert verdict.why["dns"] == "Neither resolves names."
    assert verdict.why["group"] == "By connection."


def _number(answer: float, tolerance: float = 0) -> NumberQuestion:
    return dataclasses.replace(NUMBER, answer=answer, tolerance=tolerance)


@pytest.mark.parametrize(
    ("answer", "tolerance", "given_number", "correct"),
    [
        (900, 0, "900", True),
        (900, 0, "900.0", True),
        (900, 0, "900.0000000001", False),
        (0.3, 0, "0.3", True),
        (0.3, 0.1, "0.4", True),
        (0.3, 0.1, "0.2", True),
        (0.3, 0.1, "0.40000000000000000001", False),
        (1e-07, 0, "0.0000001", True),
        (100, 5, "105", True),
        (100, 5, "105.1", False),
        (-5, 0, "-5", True),
        (-5, 0, "5", False),
    ],
)
def test_a_number_counts_within_its_tolerance_exactly(
    answer: float, tolerance: float, given_number: str, correct: bool
) -> None:
    assert grade(_number(answer, tolerance), NumberAnswer(Decimal(given_number))).correct is correct


@given(st.integers(-(10**6), 10**6), st.integers(0, 1000), st.integers(-2000, 2000))
def test_a_number_is_correct_exactly_within_the_tolerance(answer: int, tolerance: int, off: int) -> None:
    question = _number(answer / 100, tolerance / 100)
    typed = NumberAnswer(Decimal(answer + off) / 100)
    assert grade(question, typed).correct is (abs(off) <= tolerance)


def test_a_misconception_is_named_when_it_is_the_answer() -> None:
    verdict = grade(NUMBER, NumberAnswer(Decimal(300)))
    assert verdict.misconception == "The limit until 2018."
    assert verdict.why == {"300": "The limit until 2018.", "15": "That is minutes."}
    assert grade(NUMBER, NumberAnswer(Decimal(301))).misconception == ""
    assert grade(NUMBER, NumberAnswer(Decimal(900))).misconception == ""
    assert grade(SHORT, TextAnswer("x-amz-signature")).misconception == "That is the signature."


@pytest.mark.parametrize(
    "typed",
    [
        "X-Amz-Security-Token",
        " x-amz-security-token ",
        "X-AMZ-SECURITY-TOKEN   Header",
        "\N{FULLWIDTH LATIN CAPITAL LETTER X}-Amz-Security-Token",
    ],
)
def test_short_answers_fold_spaces_case_and_width(typed: str) -> None:
    assert grade(SHORT, TextAnswer(typed)).correct


@pytest.mark.parametrize("typed", ["", "X-Amz-Security", "XAmzSecurityToken", "X-Amz-Security-Token2"])
def test_other_short_answers_are_wrong(typed: str) -> None:
    assert not grade(SHORT, TextAnswer(typed)).correct


def test_case_matters_only_where_the_question_says_so() -> None:
    sensitive = dataclasses.replace(SHORT, case_sensitive=True)
    assert isinstance(sensitive, ShortQuestion)
    assert grade(sensitive, TextAnswer("X-Amz-Security-Token")).correct
    assert not grade(sensitive, TextAnswer("X-AMZ-Security-Token")).correct


@given(st.text(max_size=40), st.booleans())
def test_folding_twice_is_folding_once(text: str, case_sensitive: bool) -> None:
    once = folded(text, case_sensitive)
    assert folded(once, case_sensitive) == once


def _case_answer(**replaced: Answer | None) -> CaseAnswer:
    right = {part.id: RIGHT[question] for part, question in zip(CASE.parts, _LIKE_THE_PARTS, strict=True)}
    return CaseAnswer.of({**right, **replaced})  # type: ignore[dict-item]  # RIGHT holds no case


_LIKE_THE_PARTS = (SINGLE.id, MATCHING.id, NUMBER.id, ORDERING.id, SHORT.id)


def test_a_case_is_correct_when_every_part_is() -> None:
    assert grade(CASE, _case_answer()).correct
    one_wrong = grade(CASE, _case_answer(timeout=NumberAnswer(Decimal(300))))
    assert not one_wrong.correct
    assert one_wrong.points == pytest.approx(4 / 5)
    assert not grade(CASE, _case_answer(timeout=None)).correct


def test_a_case_tells_key_and_why_by_part() -> None:
    verdict = grade(CASE, _case_answer(timeout=NumberAnswer(Decimal(300))))
    assert verdict.key[:2] == ("runs/three", "filters/nacl=stateless")
    assert verdict.why["runs/once"] == "It is retried."
    assert {part: each.correct for part, each in verdict.parts}["timeout"] is False
    assert dict(verdict.parts)["timeout"].misconception == "The limit until 2018."


def test_a_part_is_graded_on_its_own_as_well() -> None:
    assert isinstance(CASE, CaseQuestion)
    assert grade(CASE.parts[0], ChoiceAnswer.of("three")).correct


@pytest.mark.parametrize(
    ("number", "text"), [(900, "900"), (900.0, "900"), (0.5, "0.5"), (1e-05, "0.00001"), (1e6, "1000000")]
)
def test_a_number_is_written_as_a_person_would(number: float, text: str) -> None:
    assert number_text(number) == text
