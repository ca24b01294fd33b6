"""A sitting in plain text, with a clock that the test turns on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from awslab.cli.exam_commands import Command, CommandLine, read_command
from awslab.cli.exam_plain import ExamDialogue
from awslab.errors import UsageError
from awslab.exam.sitting import Certainty
from awslab.progress.live_sitting import LiveSitting
from awslab.progress.store import ProgressStore
from tests.exam.papers import SAMPLE, load, sample_plan
from tests.progress.test_exams import Stopwatch
from tests.quiz.samples import NOON


class Hall:
    """A sitting of the sample exam, and what was said in it."""

    def __init__(self, store: ProgressStore, minutes: int = 60) -> None:
        self.store, self.stopwatch = store, Stopwatch()
        self.sentences: list[str] = []
        record = store.exams.open_sitting(SAMPLE.code) or store.exams.begin(sample_plan(8, minutes=minutes), NOON)
        self.live = LiveSitting(store, record, load=load, monotonic=self.stopwatch)

    def sit(self, *lines: str | float, confirms: bool = False) -> bool:
        """Type lines; a number lets so many seconds pass without input."""
        dialogue = ExamDialogue(self.live, say=self.sentences.append, now=lambda: NOON, confirms=confirms)
        return dialogue.run(self._passing(lines))

    def _passing(self, lines: Iterable[str | float]) -> Iterator[str | None]:
        for line in lines:
            if isinstance(line, str):
                yield line
            else:
                self.stopwatch.seconds += line
                yield None

    def letter(self, option: str, place: int = 0) -> str:
        presentation = self.live.paper.presentation(place)
        assert presentation is not None
        return presentation.option_labels()[option]

    @property
    def text(self) -> str:
        return "\n".join(self.sentences)


@pytest.fixture
def hall() -> Iterator[Hall]:
    with ProgressStore.open(":memory:") as store:
        yield Hall(store)


def test_commands_change_the_sitting_and_each_is_saved(hall: Hall) -> None:
    hall.sit(f"{hall.letter('three')}?", "flag", f"strike {hall.letter('once')}", "", "back", "unsure", "go 5")

    state = hall.live.state
    assert (state.answered, state.current) == (1, 4)
    assert state.places[0].certainty is Certainty.UNSURE
    assert state.places[0].is_flagged
    assert state.places[0].struck == {"once"}
    record = hall.store.exams.open_sitting(SAMPLE.code)
    assert record is not None
    assert record.state == state


def test_nothing_tells_the_key_or_which_questions_count(hall: Hall) -> None:
    hall.sit(*(word for _ in range(8) for word in ("a", "")), "list")

    for word in ("correct", "right", "wrong", "scored", "because"):
        assert word not in hall.text.lower()


def test_a_struck_option_is_shown_as_such(hall: Hall) -> None:
    letter = hall.letter("once")
    hall.sit(f"strike {letter}", "go 1")
    assert f"{letter}) (struck out)" in hall.text
    hall.sit(f"strike {letter}")
    assert hall.live.state.places[0].struck == frozenset()


def test_the_warning_comes_once_five_minutes_before_the_end(hall: Hall) -> None:
    hall.sit(3299.0, 2.0, 2.0)

    assert hall.text.count("Five minutes are left") == 1


def test_the_end_of_the_time_hands_in(hall: Hall) -> None:
    assert hall.sit("a", 3599.0, 2.0, "forward")
    assert "The time is over" in hall.text
    (record,) = hall.store.exams.submitted()
    assert record.state.answered == 1


def test_an_answer_that_comes_after_the_time_does_not_count(hall: Hall) -> None:
    def lines() -> Iterator[str]:
        yield "a"
        yield "forward"
        hall.stopwatch.seconds += 10**6
        yield "b"

    assert ExamDialogue(hall.live, say=hall.sentences.append, now=lambda: NOON, confirms=False).run(lines())
    assert [mark.is_answered for mark in hall.store.exams.marks(hall.live.id)][:2] == [True, False]


def test_the_clock_is_saved_each_second_without_input(hall: Hall) -> None:
    seconds = []

    def lines() -> Iterator[None]:
        for _ in range(5):
            hall.stopwatch.seconds += 1
            yield None
            record = hall.store.exams.open_sitting(SAMPLE.code)
            assert record is not None
            seconds.append(record.clock)

    ExamDialogue(hall.live, say=hall.sentences.append, now=lambda: NOON, confirms=False).run(lines())
    assert seconds == [1, 2, 3, 4, 5]


def test_a_pause_stops_the_clock_and_says_that_the_exam_has_none(hall: Hall) -> None:
    hall.sit("pause", 500.0, "", 10.0)

    assert hall.live.state.elapsed == 10
    assert "The real exam has no pause" in hall.text


def test_leaving_pauses_and_coming_back_goes_on(hall: Hall) -> None:
    assert not hall.sit("a", 30.0, "quit")
    again = Hall(hall.store)
    again.stopwatch.seconds += 1000
    again.sit(5.0)

    assert (again.live.state.elapsed, again.live.state.answered) == (35, 1)


def test_at_a_keyboard_end_asks_once_while_questions_are_open(hall: Hall) -> None:
    assert not hall.sit("end", "list", "end", confirms=True)
    assert "8 without an answer. Type “end” again" in hall.text
    assert hall.sit("end", "end", confirms=True)


def test_in_a_pipe_end_hands_in_at_once(hall: Hall) -> None:
    assert hall.sit("end")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("zz", "There is no option z"),
        ("go 9", "There is no question “9”"),
        ("go x", "Questions are numbered 1 to 8"),
        ("back", "This is the first question."),
        ("strike z", "There is no option z"),
        ("sure", "This question has no answer yet"),
        ("answer", "“answer” needs the answer"),
    ],
)
def test_a_line_that_cannot_be_followed_says_why(hall: Hall, line: str, sentence: str) -> None:
    hall.sit(line)
    assert sentence in hall.text
    assert hall.live.state.answered == 0


def test_the_last_question_has_none_after_it(hall: Hall) -> None:
    hall.sit("go 8", "")
    assert "This is the last question. “list” shows what is open" in hall.text


def test_a_question_that_the_bank_lost_is_said(hall: Hall) -> None:
    hall.live.paper._questions[1] = None
    hall.sit("forward", "a")
    assert hall.text.count("no longer in the bank") == 2


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("b", CommandLine(Command.ANSWER, "b")),
        ("answer a,c ?", CommandLine(Command.ANSWER, "a,c", is_guess=True)),
        ("  GO  12 ", CommandLine(Command.GO, number=11)),
        ("next", CommandLine(Command.FORWARD, "next")),
        ("Guess", CommandLine(Command.CERTAINTY, "guess")),
    ],
)
def test_lines_are_commands(line: str, command: CommandLine) -> None:
    assert read_command(line, 65) == command


def test_a_number_of_many_digits_is_no_question() -> None:
    with pytest.raises(UsageError):
        read_command("go 99999999999999999999", 65)
