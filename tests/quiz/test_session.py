"""A quiz from the first question to the result."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from awslab.content.model import Question
from awslab.errors import AwslabError, NotFound, ProgressError
from awslab.quiz.answers import ChoiceAnswer, NumberAnswer
from awslab.quiz.events import question_event, result_event, skipped_event, verdict_event
from awslab.quiz.outcome import GradedAnswer
from awslab.quiz.result import Tally
from awslab.quiz.schedule import CardState, Rating, review
from awslab.quiz.session import QuizSession
from tests.quiz.samples import CASE, NOON, NUMBER, QUESTIONS, RIGHT, SHORT, SINGLE

IDS = list(QUESTIONS)
THREE, ONCE = ChoiceAnswer.of("three"), ChoiceAnswer.of("once")


class Notebook:
    """Keeps what is recorded; `full` makes it refuse."""

    def __init__(self) -> None:
        self.kept: list[GradedAnswer] = []
        self.full = False

    def record(self, answered: GradedAnswer) -> CardState:
        if self.full:
            raise ProgressError("The disk is full; this was not recorded.")
        self.kept.append(answered)
        return review(answered.question.id, None, answered.rating, answered.at)


def _load(question_id: str, _: int) -> Question:
    if question_id == "broken":
        raise AwslabError("questions.yaml:3:1: not a question")
    if question_id not in QUESTIONS:
        raise NotFound("question", question_id, QUESTIONS)
    return QUESTIONS[question_id]


def _session(*ids: str, seed: int = 1, notebook: Notebook | None = None) -> QuizSession:
    return QuizSession(ids, load=_load, seed=seed, record=(notebook or Notebook()).record)


def test_questions_are_asked_in_their_order_and_then_it_ends() -> None:
    session = _session(*IDS)
    asked = []
    while (presentation := session.next()) is not None:
        asked.append((presentation.id, session.number, session.total))
    assert asked == [(id_, number, 7) for number, id_ in enumerate(IDS, 1)]
    assert session.next() is None
    assert session.current is None


def test_an_answer_is_recorded_before_it_is_shown() -> None:
    notebook = Notebook()
    session = _session(SINGLE.id, notebook=notebook)
    session.next()
    outcome = session.answer(THREE, at=NOON, is_guess=True, seconds=4.5)
    assert notebook.kept == [outcome.graded_answer]
    assert outcome.grade.correct
    assert outcome.graded_answer.rating is Rating.HARD
    assert (outcome.graded_answer.at, outcome.graded_answer.seconds, outcome.graded_answer.is_guess) == (
        NOON,
        4.5,
        True,
    )
    assert outcome.card is not None
    assert outcome.card.due == NOON + timedelta(minutes=15)


def test_an_answer_that_cannot_be_recorded_has_not_been_given_and_may_be_given_again() -> None:
    notebook = Notebook()
    session = _session(SINGLE.id, notebook=notebook)
    session.next()
    notebook.full = True
    with pytest.raises(ProgressError):
        session.answer(ONCE, at=NOON)
    assert (session.outcome, session.result().answer_count) == (None, 0)
    notebook.full = False
    assert session.answer(THREE, at=NOON).grade.correct
    assert session.result().answer_count == 1


def test_a_question_is_answered_once() -> None:
    session = _session(SINGLE.id)
    with pytest.raises(ValueError, match="no question"):
        session.answer(THREE, at=NOON)
    session.next()
    session.answer(THREE, at=NOON)
    with pytest.raises(ValueError, match="no question"):
        session.answer(ONCE, at=NOON)


def test_a_question_that_cannot_be_loaded_is_passed_over_and_named() -> None:
    session = _session("broken", SINGLE.id, "nowhere", NUMBER.id)
    asked = []
    while (presentation := session.next()) is not None:
        asked.append((presentation.id, session.number))
    assert asked == [(SINGLE.id, 1), (NUMBER.id, 2)]
    assert session.total == 2
    assert [(each.question, each.sentence) for each in session.result().unloadable] == [
        ("broken", "questions.yaml:3:1: not a question"),
        ("nowhere", "There is no question called “nowhere”."),
    ]


def test_a_quiz_of_nothing_is_over_at_once() -> None:
    session = _session()
    assert session.next() is None
    assert (session.result().question_count, session.result().perfect) == (0, False)


def test_the_result_counts_by_topic_and_skill() -> None:
    session = _session(SINGLE.id, NUMBER.id, SHORT.id, CASE.id)
    session.next()
    wrong = session.answer(ONCE, at=NOON)
    session.next()
    guessed = session.answer(NumberAnswer(Decimal(900)), at=NOON, is_guess=True)
    session.next()
    session.skip()
    session.next()
    result = session.result()
    assert (result.question_count, result.answer_count, result.correct) == (4, 2, 1)
    assert result.by_topic == {"lambda": Tally(3, 2, 1), "s3": Tally(1, 0, 0)}
    assert result.by_skill["lambda.async"] == Tally(2, 1, 0)
    assert (result.missed_outcomes, result.guessed_outcomes) == ((wrong,), (guessed,))
    assert result.skipped_ids == (SHORT.id, CASE.id)
    assert not result.perfect


def test_a_question_passed_by_counts_as_skipped() -> None:
    session = _session(SINGLE.id, NUMBER.id)
    session.next()
    session.next()
    session.answer(RIGHT[NUMBER.id], at=NOON)
    assert session.next() is None
    assert session.result().skipped_ids == (SINGLE.id,)


def test_a_line_is_read_for_the_current_question() -> None:
    session = _session(SINGLE.id)
    presentation = session.next()
    assert presentation is not None
    label = presentation.option_labels()["three"]
    assert session.read(label) == THREE
    assert session.read("") is None


def _transcript(seed: int, at_hour: int) -> str:
    """A quiz as JSON lines, answered by label."""
    session = _session(*IDS, seed=seed)
    lines = []
    while (presentation := session.next()) is not None and session.question is not None:
        lines.append(question_event(session.question, presentation, number=session.number, total=session.total))
        answer = session.read(_LINES[presentation.type])
        if answer is None:
            lines.append(skipped_event(session.question))
        else:
            lines.append(verdict_event(session.answer(answer, at=NOON + timedelta(hours=at_hour))))
    return "\n".join(json.dumps(line) for line in [*lines, result_event(session.result())])


_LINES = {
    "single": "b",
    "multiple": "a,b,d",
    "ordering": "b a d c",
    "matching": "1=b 2=a 3=b",
    "number": "300",
    "short": "",
    "case": "b; 1=a 2=a 3=b; 900; a b c d; X-Amz-Signature",
}


def test_the_same_seed_and_answers_give_the_same_events_at_any_time() -> None:
    assert _transcript(7, at_hour=0) == _transcript(7, at_hour=99)
    assert _transcript(7, at_hour=0) != _transcript(8, at_hour=0)


def test_the_events_have_the_fields_that_others_rely_on() -> None:
    events = [json.loads(line) for line in _transcript(7, at_hour=0).splitlines()]
    question, verdict, result = events[0], events[1], events[-1]
    assert question["event"] == "question"
    assert (question["id"], question["type"], question["topic"]) == (SINGLE.id, "single", "lambda")
    assert {"id", "label", "text"} == set(question["options"][0])
    assert (verdict["event"], verdict["id"], verdict["key"]) == ("verdict", SINGLE.id, ["three"])
    assert set(verdict["why"]) == {"once", "twice", "three", "for-ever"}
    assert (result["event"], result["asked"], result["answered"]) == ("result", 7, 6)
    assert result["by_topic"]["s3"] == {"asked": 1, "answered": 0, "correct": 0}
    case = next(event for event in events if event["event"] == "verdict" and event["id"] == CASE.id)
    assert [part["id"] for part in case["parts"]] == [part.id for part in CASE.parts]


def test_a_presentation_does_not_depend_on_the_questions_before_it() -> None:
    alone, after_others = _session(CASE.id, seed=5), _session(*IDS, seed=5)
    last = None
    while (presentation := after_others.next()) is not None:
        last = presentation
    assert alone.next() == last


def test_grading_an_answer_leaves_the_session_as_it_is_until_the_answer_is_accepted() -> None:
    session = _session(SINGLE.id, NUMBER.id)
    session.next()
    graded = session.grade_answer(RIGHT[SINGLE.id], at=NOON)
    assert (graded.grade.correct, session.outcome, session.outcomes) == (True, None, [])
    outcome = session.accept(graded, None)
    assert (session.outcome, session.outcomes, outcome.card) == (outcome, [outcome], None)
    session.next()
    with pytest.raises(ValueError, match="is not the question being asked"):
        session.accept(graded, None)
