"""What a sitting tells when it has ended."""

from __future__ import annotations

from dataclasses import replace

from awslab.exam.draw import Draw, Item
from awslab.exam.paper import Mark, Paper
from awslab.exam.report import Report, report
from awslab.exam.score import Tally
from awslab.exam.sitting import Answered, Certainty, Event, Sitting, Ticked
from awslab.exam.wording import answered_sentence, clock_text, duration_text, pace_text, score_sentence
from tests.exam.papers import RIGHT, SAMPLE, WRONG, load, sample_plan

SECTIONS = {"lambda.async": ["lambda#retries"]}
LAB_STEPS = {"lambda.async": ["s3-lambda-trigger/queue"]}


def paper_of(draw: Draw) -> Paper:
    return Paper(draw, load=load, seed=3)


def sat(draw: Draw, *events: Event) -> Sitting:
    """A sitting with these events, ten seconds apart."""
    sitting = Sitting.of(draw, 1000)
    for number, event in enumerate(events, start=1):
        sitting = sitting.after(event, 10.0 * number)
    return sitting


def reported(marks: tuple[Mark, ...]) -> Report:
    return report(SAMPLE, marks, sections=SECTIONS, lab_steps=LAB_STEPS)


def test_a_question_without_an_answer_is_wrong() -> None:
    draw = sample_plan(4).draw
    marks = paper_of(draw).marks(sat(draw, Answered(0, RIGHT, Certainty.SURE), Answered(1, WRONG)))

    assert [(mark.is_answered, mark.is_correct) for mark in marks] == [
        (True, True),
        (True, False),
        (False, False),
        (False, False),
    ]
    assert reported(marks).unanswered == 2


def test_a_question_that_the_bank_has_lost_is_not_marked() -> None:
    draw = Draw((Item("gone-1", "1", "1.1", True), Item("q-1", "1", "1.1", True)), ())

    assert paper_of(draw).question(0) is None
    assert paper_of(draw).presentation(0) is None
    assert [mark.place for mark in paper_of(draw).marks(sat(draw, Answered(1, RIGHT)))] == [1]


def test_options_are_shown_in_the_same_order_after_a_restart() -> None:
    draw = sample_plan(4).draw

    assert [paper_of(draw).presentation(place) for place in range(4)] == [
        paper_of(draw).presentation(place) for place in range(4)
    ]


def test_only_scored_questions_make_the_score() -> None:
    draw = sample_plan(8).draw
    right = [Answered(place, RIGHT) for place, item in enumerate(draw.items) if item.is_scored]
    result = reported(paper_of(draw).marks(sat(draw, *right)))

    assert result.score is not None
    assert result.score.scaled == 1000
    assert result.unscored == Tally(0, sum(not item.is_scored for item in draw.items))
    assert sum(line.tally.total for line in result.domains) == sum(line.tally.total for line in result.tasks) == 6
    assert "Passed: 1000 of 1000, 720 pass." in score_sentence(result.score, result.passing)
    assert "6 of 6 scored questions right; 0 of 2 of those that do not count; 2 without" in answered_sentence(result)


def test_certainty_is_compared_with_being_right() -> None:
    draw = sample_plan(4).draw
    answers = (Answered(0, RIGHT, Certainty.SURE), Answered(1, WRONG, Certainty.SURE), Answered(2, RIGHT))
    result = reported(paper_of(draw).marks(sat(draw, *answers)))

    assert dict(result.certainty) == {"sure": Tally(1, 2), "not said": Tally(1, 1)}


def test_the_slowest_questions_are_named_first() -> None:
    draw = sample_plan(8).draw
    marks = paper_of(draw).marks(sat(draw, Ticked()))
    slow = (*marks[:3], replace(marks[3], seconds=99.0), *marks[4:])

    assert reported(slow).slowest[0].place == 3
    assert reported(slow).seconds == 109.0


def test_a_missed_skill_comes_with_its_notes_and_lab_steps() -> None:
    draw = sample_plan(4).draw
    result = reported(paper_of(draw).marks(sat(draw, Answered(0, RIGHT))))

    (item,) = result.study
    assert (item.skill, item.wrong_count) == ("lambda.async", 3)
    assert item.questions == tuple(item.question for item in draw.items[1:])
    assert (item.sections, item.lab_steps) == (("lambda#retries",), ("s3-lambda-trigger/queue",))


def test_a_report_without_a_question_has_no_score() -> None:
    assert reported(()).score is None
    assert reported(()).as_json()["score"] is None
    assert reported(()).seconds_per_question == 0


def test_times_and_pace_are_words() -> None:
    draw = sample_plan(8).draw
    assert (clock_text(7745), clock_text(0.2), clock_text(-1)) == ("2:09:05", "0:00:01", "0:00:00")
    assert (duration_text(45), duration_text(185)) == ("45 s", "3 min 05 s")
    assert pace_text(sat(draw)) == "on pace"
    assert pace_text(sat(draw, Answered(0, RIGHT))) == "1 question ahead of the pace"
    assert pace_text(Sitting.of(draw, 1000).after(Ticked(), 500)) == "4 questions behind the pace"
