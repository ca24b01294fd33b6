"""Topic, notes, progress, help and the command palette."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot

from awslab.progress.store import ProgressStore
from awslab.tui.screens.help import HelpScreen
from awslab.tui.screens.lab import LabScreen
from awslab.tui.screens.notes import NotesScreen
from awslab.tui.screens.progress import ProgressScreen
from awslab.tui.screens.quiz import QuizScreen
from awslab.tui.screens.topic import TopicScreen
from awslab.tui.services import StartNotes, StartProgress
from awslab.tui.widgets.heat_map import HeatMap
from tests.tui.stage import LARGE, MEDIUM, NOW, SMALL, app_for, learned, settle, text_of, until


async def test_a_topic_shows_its_skills_and_leads_on(tmp_path: Path) -> None:
    app = app_for(tmp_path, store=learned(ProgressStore.open(":memory:"), tmp_path))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        app.opening.topic("s3")
        await settle(pilot)
        shown = text_of(app.screen)
        assert "keep every version of an object" in shown
        assert "1 question due today" in shown
        assert "A bucket that keeps every version" in shown
        for key, screen in (("q", QuizScreen), ("n", NotesScreen), ("w", QuizScreen)):
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(app.screen, screen)
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(app.screen, TopicScreen)


async def test_a_skill_is_practised_by_itself(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        app.opening.topic("s3")
        await settle(pilot)
        await pilot.click("#skills", offset=(3, 1))
        await settle(pilot)
        assert isinstance(app.screen, QuizScreen)
        assert app.screen._quiz is not None
        assert app.screen._quiz.session.ids == ("s3-bucket-names",)


async def test_notes_are_read_section_by_section(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartNotes("s3"))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        assert "A bucket with versioning keeps every version" in text_of(app.screen)
        assert "1 of 3" in text_of(app.screen)
        await pilot.press("right")
        await settle(pilot)
        assert "Names have 3 to 63 characters" in text_of(app.screen)
        await pilot.press("right", "right", "right")
        await settle(pilot)
        assert "3 of 3" in text_of(app.screen)
        await pilot.click("#sections", offset=(2, 0))
        await settle(pilot)
        assert "1 of 3" in text_of(app.screen)


async def test_the_list_of_sections_opens_on_a_small_terminal(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartNotes("s3"))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "What changed" not in text_of(app.screen)
        await pilot.press("c")
        await settle(pilot)
        assert "What changed" in text_of(app.screen)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert "Names have 3 to 63 characters" in text_of(app.screen)


async def test_a_section_leads_to_questions_on_its_skill(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartNotes("s3", "names"))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, QuizScreen)
        assert app.screen._quiz is not None
        assert app.screen._quiz.session.ids == ("s3-bucket-names",)


async def test_a_topic_without_notes_says_so(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        app.opening.notes("lambda")
        await settle(pilot)
        assert not isinstance(app.screen, NotesScreen)
        assert any("There are no notes on AWS Lambda yet." in note.message for note in app._notifications)


@pytest.mark.parametrize("size", [SMALL, MEDIUM, LARGE])
async def test_progress_shows_days_totals_and_what_comes_back(tmp_path: Path, size: tuple[int, int]) -> None:
    app = app_for(tmp_path, StartProgress(), store=learned(ProgressStore.open(":memory:"), tmp_path))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        shown = text_of(app.screen)
        assert "6 answers  83 % of them right" in shown
        assert "today" in shown
        assert "tomorrow" in shown
        heat_map = app.screen.query_one(HeatMap)
        assert heat_map.weeks >= 12
        assert sum(heat_map.days.values()) == 6
        assert heat_map.today == NOW.date()


async def test_help_opens_from_everywhere_and_only_once(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("f1")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "leave awslab; nothing is lost" in text_of(app.screen)
        depth = len(app.screen_stack)
        await pilot.press("question_mark")
        assert len(app.screen_stack) == depth


async def choose(pilot: Pilot[Any], words: list[str]) -> None:
    """Open the palette, press these keys, take the first hit."""
    await pilot.press("ctrl+p")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CommandPalette)
    await pilot.press(*words)
    commands = pilot.app.screen.query_one(CommandList)
    await until(pilot, lambda: commands.display and commands.option_count > 0)
    await settle(pilot)
    await pilot.press("enter")
    await pilot.pause()
    await settle(pilot)


@pytest.mark.parametrize(
    ("words", "screen"),
    [
        ("topic lambda", TopicScreen),
        ("notes s3", NotesScreen),
        ("quiz lambda", QuizScreen),
        ("quiz dva", QuizScreen),
        ("lab bucket", LabScreen),
        ("review", QuizScreen),
        ("progress", ProgressScreen),
    ],
)
async def test_the_palette_reaches_everything(tmp_path: Path, words: str, screen: type) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await choose(pilot, [*map(_key, words)])
        assert isinstance(app.screen, screen)


def _key(character: str) -> str:
    return "space" if character == " " else character
