"""The results: what was missed, and the ways on from there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from awslab.tui.screens.lab import LabScreen
from awslab.tui.screens.notes import NotesScreen
from awslab.tui.screens.question import QuestionScreen
from awslab.tui.screens.quiz import QuizScreen
from awslab.tui.screens.results import ResultsScreen
from awslab.tui.widgets.rows import Rows
from tests.tui.stage import MEDIUM, SMALL, app_for, front, quiz_of, settle, text_of
from tests.tui.test_quiz_screen import label


async def results_of(pilot: Pilot[Any], option: str) -> ResultsScreen:
    """The results of a quiz of which the first question got this option, and the second was skipped."""
    screen = await quiz_of(pilot, "s3-delete-marker", "lambda-longest-timeout")
    await pilot.press(label(screen, option), "enter")
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)
    await pilot.press("ctrl+s")
    await settle(pilot)
    assert isinstance(pilot.app.screen, ResultsScreen)
    return pilot.app.screen


async def test_results_count_by_topic_and_skill(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=MEDIUM) as pilot:
        await results_of(pilot, "marker")
        shown = " ".join(text_of(app.screen).split())
        assert "1 of 2 right." in shown
        assert "1 question skipped." in shown
        assert "1 of 1 Amazon S3" in shown
        assert "0 of 1 AWS Lambda" in shown
        assert "✓ right" in shown
        assert "- skipped" in shown


async def test_missed_and_skipped_questions_are_asked_again(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await results_of(pilot, "all")
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(app.screen, QuizScreen)
        assert app.screen._quiz is not None
        assert set(app.screen._quiz.session.ids) == {"s3-delete-marker", "lambda-longest-timeout"}


async def test_questions_that_are_asked_again_have_the_figures_of_their_quiz(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert app.study is not None
        quiz = app.study.repeat(["s3-delete-marker"], figures_seed=41)
        quiz.session.next()
        await app.push_screen(ResultsScreen(app.study, quiz.session, "Test"))
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(app.screen, QuizScreen)
        assert app.screen._quiz is not None
        session = app.screen._quiz.session
        assert (session.seed, session.figures_seed) == (7, 41)


async def test_a_question_is_read_again_with_every_why(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=MEDIUM) as pilot:
        results = await results_of(pilot, "all")
        results.query_one("#questions", Rows).focus()
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, QuestionScreen)
        assert "You chose it; wrong." in text_of(app.screen)
        assert "The call succeeds; the answer names the delete marker." in text_of(app.screen)
        await pilot.press("escape")
        assert front(app) is results


async def test_a_missed_skill_leads_to_its_notes_and_its_lab(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=MEDIUM) as pilot:
        results = await results_of(pilot, "all")
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(app.screen, NotesScreen)
        assert "Versions of an object" in text_of(app.screen)
        await pilot.press("escape")
        assert front(app) is results
        await pilot.press("l")
        await settle(pilot)
        assert isinstance(front(app), LabScreen)


async def test_weak_skills_are_practised(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=MEDIUM) as pilot:
        await results_of(pilot, "all")
        await pilot.press("w")
        await settle(pilot)
        assert isinstance(app.screen, QuizScreen)
        assert app.screen._quiz is not None
        assert set(app.screen._quiz.session.ids) == {"s3-delete-marker", "s3-restore-order"}


async def test_nothing_missed_offers_no_repetition(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await quiz_of(pilot, "s3-delete-marker")
        await pilot.press(label(screen, "marker"), "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        results = app.screen
        assert isinstance(results, ResultsScreen)
        assert "All of them right." in text_of(results)
        assert [row.key for row in results.query_one("#next", Rows).rows] == ["leave"]
        await pilot.press("r")
        assert front(app) is results
        await pilot.press("escape")
        assert app.screen is not results
