"""The answer line."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.errors import UsageError
from awslab.quiz.answers import (
    Answer,
    CaseAnswer,
    ChoiceAnswer,
    MatchAnswer,
    NumberAnswer,
    OrderAnswer,
    TextAnswer,
    answer_from_json,
    answer_to_json,
)
from awslab.quiz.grammar import expected_form, read_answer, write_answer
from awslab.quiz.presentation import Labelled, Presentation, present
from tests.quiz.samples import CASE, MULTIPLE, QUESTIONS, SHORT, answers


def _labelled(labels: str) -> tuple[Labelled, ...]:
    return tuple(Labelled(label, f"id-{label}", label.upper()) for label in labels)


SINGLE = Presentation("q", "single", "?", "Choose 1.", _labelled("abcd"), choose=1)
DOUBLE = Presentation("q", "multiple", "?", "Choose 2.", _labelled("abcde"), choose=2)
ORDER = Presentation("q", "ordering", "?", "Put them in order.", _labelled("abc"))
MATCH = Presentation("q", "matching", "?", "Give each number its letter.", _labelled("abc"), _labelled("12"))
NUMBER = Presentation("q", "number", "?", "Type a number (MB).", unit="MB")
WORD = Presentation("q", "short", "?", "Type a word.")
WHOLE = Presentation("q", "case", "?", "Answer all 3 parts.", parts=(SINGLE, MATCH, NUMBER))


@pytest.mark.parametrize(
    ("presentation", "line", "answer"),
    [
        (SINGLE, "b", ChoiceAnswer.of("id-b")),
        (SINGLE, " B) ", ChoiceAnswer.of("id-b")),
        (DOUBLE, "a,c", ChoiceAnswer.of("id-a", "id-c")),
        (DOUBLE, "c a", ChoiceAnswer.of("id-a", "id-c")),
        (DOUBLE, "A, C", ChoiceAnswer.of("id-a", "id-c")),
        (DOUBLE, "ca", ChoiceAnswer.of("id-a", "id-c")),
        (ORDER, "c a b", OrderAnswer(("id-c", "id-a", "id-b"))),
        (ORDER, "cab", OrderAnswer(("id-c", "id-a", "id-b"))),
        (MATCH, "1=b 2=a", MatchAnswer.of({"id-1": "id-b", "id-2": "id-a"})),
        (MATCH, "2 = A, 1: b", MatchAnswer.of({"id-1": "id-b", "id-2": "id-a"})),
        (MATCH, "1b 2b", MatchAnswer.of({"id-1": "id-b", "id-2": "id-b"})),
        (NUMBER, "4.5", NumberAnswer(Decimal("4.5"))),
        (WORD, "  X-Amz   Token ", TextAnswer("X-Amz Token")),
    ],
)
def test_a_line_reads_as_the_answer_it_says(presentation: Presentation, line: str, answer: Answer) -> None:
    assert read_answer(presentation, line) == answer


@pytest.mark.parametrize("presentation", [SINGLE, DOUBLE, ORDER, MATCH, NUMBER, WORD, WHOLE])
@pytest.mark.parametrize("line", ["", "   ", "\t\n"])
def test_an_empty_line_skips(presentation: Presentation, line: str) -> None:
    assert read_answer(presentation, line) is None


def test_a_case_takes_its_parts_in_order_and_a_part_may_be_left_out() -> None:
    assert read_answer(CASE_OF_TWO, "b; 512 MB") == CaseAnswer.of(
        {"first": ChoiceAnswer.of("id-b"), "second": _mb(512)}
    )
    assert read_answer(CASE_OF_TWO, "; 512") == CaseAnswer.of({"first": None, "second": _mb(512)})
    assert read_answer(CASE_OF_TWO, " ; ") is None


CASE_OF_TWO = Presentation(
    "q",
    "case",
    "?",
    "Answer both.",
    parts=(
        Presentation("first", "single", "?", "", _labelled("abc"), choose=1),
        Presentation("second", "number", "?", "", unit="MB"),
    ),
)


def _mb(number: int) -> NumberAnswer:
    return NumberAnswer(Decimal(number))


CHOOSE_1 = "Type one letter from a to d."
CHOOSE_2 = "Type 2 letters from a to e, such as a,b."
IN_ORDER = "Type every letter from a to c once, in order, such as c b a."
GIVE = "Give each number from 1 to 2 a letter from a to c, such as 1=b 2=a."
NUMBER_OF = "Type a number of MB, with a point before the decimals, such as 1500 or 4.5."
IN_PARTS = "Answer the 3 parts in order with ; between them, such as d; 1=b 2=a; 4.5."


@pytest.mark.parametrize(
    ("presentation", "line", "message", "hint"),
    [
        (SINGLE, "f", "There is no option f.", CHOOSE_1),
        (SINGLE, "a,b", "You chose 2 options; choose 1.", CHOOSE_1),
        (SINGLE, "1", "There is no option 1.", CHOOSE_1),
        (DOUBLE, "a", "You chose 1 option; choose 2.", CHOOSE_2),
        (DOUBLE, "a a", "a is used twice.", CHOOSE_2),
        (ORDER, "c a", "b is missing.", IN_ORDER),
        (ORDER, "c", "a and b are missing.", IN_ORDER),
        (MATCH, "1=a", "2 has no letter.", GIVE),
        (MATCH, "1=a 1=b", "1 is used twice.", GIVE),
        (MATCH, "1=a 3=b", "There is no number 3.", GIVE),
        (MATCH, "a=1", "“a=1” is not a number and a letter.", GIVE),
        (NUMBER, "many", "“many” is not a number.", NUMBER_OF),
        (NUMBER, "4,5", "The comma in “4,5” can be read in two ways.", "Put a point before decimals: 4.5."),
        (NUMBER, "5 GB", "The answer must be in MB, not “GB”.", "Type the number of MB; the unit may be left out."),
        (WORD, "x" * 400, "The answer has 400 characters, and 300 is the most.", "Type a word or a short phrase."),
        (WHOLE, "a", "The question has 3 parts, and the line has 1 answer.", IN_PARTS),
        (WHOLE, "a; 1=a; 3", "Part 2: 2 has no letter.", f"For part 2: {GIVE}"),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong_and_what_is_expected(
    presentation: Presentation, line: str, message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as raised:
        read_answer(presentation, line)
    assert (raised.value.message, raised.value.hint) == (message, hint)


@pytest.mark.parametrize("presentation", [SINGLE, DOUBLE, ORDER, MATCH, NUMBER, WORD, WHOLE])
@given(line=st.text(max_size=60))
def test_any_line_is_an_answer_a_skip_or_a_usage_error(presentation: Presentation, line: str) -> None:
    try:
        answer = read_answer(presentation, line)
    except UsageError as exc:
        told = bool(exc.message and exc.hint)
    else:
        told = answer is None or read_answer(presentation, write_answer(presentation, answer)) == answer
    assert told


@pytest.mark.parametrize("presentation", [SINGLE, DOUBLE, ORDER, MATCH, NUMBER, WORD, WHOLE])
def test_the_example_of_a_form_can_be_read(presentation: Presentation) -> None:
    _, found, example = expected_form(presentation).rpartition("such as ")
    if found:
        assert read_answer(presentation, example.removesuffix(".").split(" or ")[0]) is not None


@pytest.mark.parametrize("question_id", QUESTIONS)
@given(data=st.data(), seed=st.integers())
def test_an_answer_survives_being_written_and_read(question_id: str, data: st.DataObject, seed: int) -> None:
    sample = QUESTIONS[question_id]
    presentation = present(sample, random.Random(seed))
    answer = data.draw(answers(sample))
    assert read_answer(presentation, write_answer(presentation, answer)) == answer


@pytest.mark.parametrize("question_id", QUESTIONS)
@given(data=st.data())
def test_an_answer_survives_json(question_id: str, data: st.DataObject) -> None:
    answer = data.draw(answers(QUESTIONS[question_id]))
    assert answer_from_json(answer_to_json(answer)) == answer


@pytest.mark.parametrize("data", [{}, {"options": "a"}, {"parts": []}, {"number": 4.5}])
def test_json_that_is_no_answer_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="is no answer"):
        answer_from_json(data)


def test_an_order_of_choices_makes_no_difference() -> None:
    presentation = present(MULTIPLE, random.Random(3))
    assert read_answer(presentation, "a b c") == read_answer(presentation, "c,a,b")


def test_text_that_is_no_unicode_is_still_an_answer() -> None:
    presentation = present(SHORT, random.Random(1))
    assert read_answer(presentation, "caf\udce9") == TextAnswer("caf?")


def test_the_form_of_a_case_has_an_example_for_each_part() -> None:
    presentation = present(CASE, random.Random(1))
    assert expected_form(presentation).count(";") == len(CASE.parts)
