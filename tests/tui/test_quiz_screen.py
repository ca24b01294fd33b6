"""Every type of question is answered by keys and by mouse, and recorded before the verdict is shown."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from awslab.errors import ProgressError
from awslab.progress.store import ProgressStore
from awslab.quiz.answers import (
    CaseAnswer,
    ChoiceAnswer,
    MatchAnswer,
    NumberAnswer,
    OrderAnswer,
    TextAnswer,
)
from awslab.quiz.outcome import GradedAnswer
from awslab.quiz.schedule import CardState
from awslab.tui.screens.quiz import QuizScreen
from awslab.tui.screens.results import ResultsScreen
from awslab.tui.widgets.answers.row import MarkedRow
from awslab.tui.widgets.pane_tabs import PaneTabs
from tests.tui.stage import MEDIUM, SMALL, app_for, quiz_of, sentence, settle, text_of, until


def label(screen: QuizScreen, option: str, part: int = 0) -> str:
    """The letter that this option has in this presentation."""
    assert screen._quiz is not None
    presentation = screen._quiz.session.current
    assert presentation is not None
    shown = presentation.parts[part] if presentation.parts else presentation
    return shown.option_labels()[option]


def prompt_label(screen: QuizScreen, prompt: str) -> str:
    """The digit that this prompt has in this presentation."""
    assert screen._quiz is not None
    assert screen._quiz.session.current is not None
    return screen._quiz.session.current.prompt_labels()[prompt]


async def click_row(pilot: Pilot[Any], place: int, offset: tuple[int, int] = (12, 0)) -> None:
    """Click on a row of the answer."""
    rows = list(pilot.app.screen.query(MarkedRow))
    await pilot.click(rows[place], offset=offset)
    await pilot.pause()


async def test_single_is_answered_by_its_letter(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "s3-delete-marker")
        await pilot.press(label(screen, "marker"), "enter")
        await settle(pilot)
        assert "✓ Right. It comes back in 2 days." in sentence(screen)
        assert "Right, as you chose." in text_of(screen)
        assert "Nothing is removed when no version id is named." in text_of(screen)
    (review,) = store.history()
    assert review.answer == ChoiceAnswer.of("marker")
    assert review.correct


async def test_single_is_answered_by_a_click(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "s3-delete-marker")
        await click_row(pilot, ord(label(screen, "all")) - ord("a"))
        await pilot.click("ActionBar Button")
        await settle(pilot)
        assert "✗ Not right." in sentence(screen)
        assert "You chose it; wrong." in text_of(screen)
        assert "Right; you did not choose it." in text_of(screen)
    assert store.history()[0].answer == ChoiceAnswer.of("all")


async def test_arrow_keys_choose_in_a_single_question(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "s3-delete-marker")
        await pilot.press("down")
        assert label_chosen(screen) == "a"
        await pilot.press("down", "down", "up")
        assert label_chosen(screen) == "b"


def label_chosen(screen: QuizScreen) -> str:
    """The letter of the option that is chosen."""
    answer = screen._view.answer
    assert isinstance(answer, ChoiceAnswer)
    return label(screen, next(iter(answer.options)))


async def test_multiple_says_how_many_and_takes_no_fewer(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "s3-bucket-names")
        assert "Choose 2." in text_of(screen)
        await pilot.press(label(screen, "dashes"), "enter")
        await settle(pilot)
        assert "1 of 2 chosen." in sentence(screen)
        assert store.history() == ()
        await pilot.press(label(screen, "digits"), "enter")
        await settle(pilot)
        assert "✓ Right." in sentence(screen)
        assert "What changed" in text_of(screen)
    assert store.history()[0].answer == ChoiceAnswer.of("dashes", "digits")


async def test_multiple_toggles_by_clicks_and_space(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "s3-bucket-names")
        await click_row(pilot, 0)
        await click_row(pilot, 1)
        await pilot.press("space", "down", "space")
        answer = screen._view.answer
        assert isinstance(answer, ChoiceAnswer)
        assert sorted(label(screen, option) for option in answer.options) == ["a", "c"]


async def test_ordering_moves_items_by_keys(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "s3-restore-order")
        wanted = ["begin", "put", "delete", "restore"]
        await pilot.press("d", "shift+down", "u", "shift+up")
        cursor = 0
        for place, item in enumerate(wanted):
            at = order(screen).index(item)
            await pilot.press(*["down"] * (at - cursor), *["up"] * (cursor - at), *["u"] * (at - place))
            cursor = place
        assert order(screen) == wanted
        await pilot.press("enter")
        await settle(pilot)
        assert "✓ Right." in sentence(screen)
    assert store.history()[0].answer == OrderAnswer(tuple(wanted))


def order(screen: QuizScreen) -> list[str]:
    """The item ids as they stand."""
    answer = screen._view.answer
    assert isinstance(answer, OrderAnswer)
    return list(answer.items)


async def test_ordering_moves_items_by_clicks_on_their_arrows(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "s3-restore-order")
        first, second, *rest = order(screen)
        await click_row(pilot, 0, offset=(3, 0))
        assert order(screen) == [second, first, *rest]
        await click_row(pilot, 1, offset=(1, 0))
        assert order(screen) == [first, second, *rest]


async def test_matching_gives_letters_to_prompts(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "lambda-who-invokes")
        pairs = {"api": "sync", "bucket": "async", "queue": "poll"}
        await pilot.press(prompt_label(screen, "queue"), label(screen, "never"), "enter")
        assert "Give" in sentence(screen)
        for prompt, choice in pairs.items():
            await pilot.press(prompt_label(screen, prompt), label(screen, choice))
        await pilot.press("enter")
        await settle(pilot)
        assert "✓ Right." in sentence(screen)
    assert store.history()[0].answer == MatchAnswer.of(pairs)


async def test_matching_is_answered_by_clicks(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await quiz_of(pilot, "lambda-who-invokes")
        await click_row(pilot, 1)
        await click_row(pilot, 3 + ord(label(screen, "never")) - ord("a"))
        await click_row(pilot, 3 + ord(label(screen, "sync")) - ord("a"))
        assert screen._quiz is not None
        assert screen._quiz.session.current is not None
        prompts = screen._quiz.session.current.prompts
        assert screen._view.answer == MatchAnswer.of({prompts[1].id: "never", prompts[2].id: "sync"})


async def test_number_is_typed_with_its_unit_beside(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "lambda-longest-timeout")
        assert "seconds" in text_of(screen)
        await pilot.press(*"soon", "enter")
        assert "is not a number" in sentence(screen)
        screen.query_one(Input).value = ""
        await pilot.press(*"300", "enter")
        await settle(pilot)
        assert "That was the limit until October 2018." in text_of(screen)
    (review,) = store.history()
    assert isinstance(review.answer, NumberAnswer)
    assert review.answer.value == 300
    assert not review.correct


async def test_short_answer_is_typed(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "lambda-default-memory-field")
        await pilot.press(*"memorysize", "ctrl+g", "enter")
        await settle(pilot)
        assert "✓ Right, by a guess." in sentence(screen)
    assert store.history()[0].answer == TextAnswer("memorysize")
    assert store.history()[0].is_guess


async def test_case_goes_through_its_parts_and_is_graded_as_one(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "lambda-slow-report")
        assert "Task timed out" in text_of(screen)
        assert "Part 1" in text_of(screen)
        await pilot.press(label(screen, "timeout"), "enter")
        await pilot.pause()
        await pilot.press(*"128", "enter")
        await pilot.pause()
        await pilot.press(label(screen, "longer", part=2), label(screen, "more", part=2), "enter")
        await settle(pilot)
        assert "✓ Right." in sentence(screen)
    (review,) = store.history()
    assert isinstance(review.answer, CaseAnswer)
    assert review.answer.by_part["both"] == ChoiceAnswer.of("longer", "more")
    assert review.correct


async def test_case_parts_are_reached_by_keys_and_clicks(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "lambda-slow-report")
        await pilot.press("right_square_bracket")
        assert screen._view.part == 1
        await pilot.press("ctrl+n")
        assert screen._view.part == 2
        await pilot.click(PaneTabs, offset=(3, 0))
        assert screen._view.part == 0


async def test_a_guess_comes_back_sooner(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "s3-delete-marker")
        await pilot.press("g")
        assert "You guessed." in sentence(screen)
        await pilot.press(label(screen, "marker"), "enter")
        await settle(pilot)
        assert "It comes back in 15 minutes." in sentence(screen)
    assert store.history()[0].is_guess


async def test_skipped_and_stopped_quizzes_show_the_result_so_far(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "s3-bucket-names", "s3-delete-marker", "s3-restore-order")
        await pilot.press("s")
        await settle(pilot)
        await pilot.press(label(screen, "marker"), "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "3 of 3" in text_of(screen)
        await pilot.press("escape")
        await settle(pilot)
        results = app.screen
        assert isinstance(results, ResultsScreen)
        assert (results.result.correct, results.result.question_count) == (1, 3)
    assert store.quizzes()[0].ended_at is not None


async def test_leaving_before_the_first_answer_leaves_no_trace(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        await quiz_of(pilot, "s3-bucket-names")
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, QuizScreen | ResultsScreen)
    assert store.quizzes() == ()


async def test_an_empty_quiz_says_so(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot)
        assert "No question fits" in text_of(screen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not screen


class FullDisk(ProgressStore):
    """A store whose disk is full until it is told otherwise."""

    is_full = True

    def record_answer(self, answered: GradedAnswer, quiz: int | None = None) -> CardState:
        if self.is_full:
            raise ProgressError("The disk is full; this was not recorded.", "Free some space.")
        return super().record_answer(answered, quiz)


async def test_an_answer_that_cannot_be_recorded_is_not_shown_as_given(tmp_path: Path) -> None:
    store = FullDisk.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        screen = await quiz_of(pilot, "s3-delete-marker")
        await pilot.press(label(screen, "marker"), "enter")
        await settle(pilot)
        assert "Right" not in sentence(screen)
        assert any("The disk is full" in note.title for note in app._notifications)
        store.is_full = False
        await pilot.press("enter")
        await settle(pilot)
        assert "✓ Right." in sentence(screen)


class Faulty(ProgressStore):
    """A store with a fault of ours in it."""

    def record_answer(self, answered: GradedAnswer, quiz: int | None = None) -> CardState:
        raise RuntimeError("a fault")


async def test_a_fault_of_ours_is_told_and_leaves_the_screen_alive(tmp_path: Path) -> None:
    app = app_for(tmp_path, store=Faulty.open(":memory:"))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        screen = await quiz_of(pilot, "s3-delete-marker")
        await pilot.press(label(screen, "marker"), "enter")
        await until(pilot, lambda: any("awslab made a mistake" in note.title for note in app._notifications))
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is not screen


@pytest.mark.parametrize("question", ["s3-delete-marker", "lambda-who-invokes", "s3-restore-order"])
async def test_nothing_changes_after_the_verdict(tmp_path: Path, question: str) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await quiz_of(pilot, question)
        await pilot.press("1", "a", "2", "b", "3", "a", "enter")
        await settle(pilot)
        before = screen._view.answer
        await click_row(pilot, 1)
        await pilot.press("b", "space")
        assert screen._view.answer == before
    assert len(store.history()) == 1


class Held(ProgressStore):
    """A store that records an answer only when the test lets it."""

    release: threading.Event
    recording_thread: threading.Thread | None = None

    def record_answer(self, answered: GradedAnswer, quiz: int | None = None) -> CardState:
        self.recording_thread = threading.current_thread()
        self.release.wait()
        return super().record_answer(answered, quiz)


async def test_the_quiz_changes_only_when_the_screen_hears_that_the_answer_is_recorded(tmp_path: Path) -> None:
    store = Held.open(":memory:")
    store.release = threading.Event()
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await quiz_of(pilot, "s3-delete-marker")
        assert screen._quiz is not None
        session = screen._quiz.session
        try:
            await pilot.press(label(screen, "marker"), "enter", "escape")
            assert app.screen is screen
            assert (screen.phase, session.outcome, session.outcomes) == ("recording", None, [])
        finally:
            store.release.set()
        await settle(pilot)
        assert len(session.outcomes) == 1
        assert "✓ Right." in sentence(screen)
        await pilot.press("escape")
        await settle(pilot)
    assert store.recording_thread is not threading.current_thread()
    assert store.quizzes()[0].ended_at is not None
