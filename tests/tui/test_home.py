"""The home screen: what it shows, where it leads, and what it says when something is wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Button

from awslab.errors import ProgressError
from awslab.progress.store import ProgressStore
from awslab.quiz.selection import QuizRequest
from awslab.tui.app import AwslabApp
from awslab.tui.screens.confirm import ConfirmScreen
from awslab.tui.screens.home import HomeScreen
from awslab.tui.screens.notes import NotesScreen
from awslab.tui.screens.problems import ProblemsScreen
from awslab.tui.screens.progress import ProgressScreen
from awslab.tui.screens.quiz import QuizScreen
from awslab.tui.screens.topic import TopicScreen
from awslab.tui.services import Home, Start, StartNotes, StartProgress, StartQuiz
from awslab.tui.widgets.notice import Notice
from awslab.tui.widgets.rows import Rows
from tests.tui.stage import LARGE, MEDIUM, PACK, SMALL, app_for, learned, services_for, settle, text_of


@pytest.mark.parametrize("size", [SMALL, MEDIUM, LARGE])
async def test_home_shows_topics_labs_and_what_is_due(tmp_path: Path, size: tuple[int, int]) -> None:
    app = app_for(tmp_path, store=learned(ProgressStore.open(":memory:"), tmp_path))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        shown = text_of(app.screen)
        assert "1 question is due today." in shown
        assert "Amazon S3" in shown
        assert "2/3 seen" in shown
        assert "0 % not begun" in shown
        assert "A bucket that keeps every version" in shown
        assert "○ new" in shown


async def test_a_new_learner_is_told_where_to_begin(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "Learn" in text_of(app.screen)
        assert app.focused is app.screen.query_one("#next")


async def test_review_asks_what_is_due(tmp_path: Path) -> None:
    app = app_for(tmp_path, store=learned(ProgressStore.open(":memory:"), tmp_path))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, QuizScreen)
        assert "Review" in text_of(app.screen)
        assert "1 of 1" in text_of(app.screen)


async def test_arrow_keys_lead_through_all_lists(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        visited = []
        for _ in range(6):
            focused = app.focused
            assert isinstance(focused, Rows)
            visited.append(focused.id)
            await pilot.press("down")
        assert {"next", "topics", "labs"} <= set(visited)


async def test_a_click_on_a_topic_opens_it(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.click("#topics", offset=(4, 1))
        await settle(pilot)
        assert isinstance(app.screen, TopicScreen)
        assert app.screen.topic.id == "lambda"


@pytest.mark.parametrize(
    ("key", "screen"), [("q", QuizScreen), ("w", QuizScreen), ("r", QuizScreen), ("p", ProgressScreen)]
)
async def test_keys_of_home(tmp_path: Path, key: str, screen: type) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, screen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize(
    ("start", "screen"),
    [
        (Home(), HomeScreen),
        (StartQuiz(QuizRequest(topics=frozenset({"s3"})), seed=1), QuizScreen),
        (StartNotes("s3", "names"), NotesScreen),
        (StartProgress(), ProgressScreen),
    ],
)
async def test_the_program_begins_where_it_was_asked_to(tmp_path: Path, start: Start, screen: type) -> None:
    app = app_for(tmp_path, start)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, screen)
        if screen is not HomeScreen:
            await pilot.press("escape")
            await settle(pilot)
            assert "Amazon S3" in text_of(app.screen)


async def test_broken_content_is_announced_and_listed(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(PACK, pack)
    broken = pack / "content" / "s3" / "questions-more.yaml"
    broken.write_text("questions:\n  - id: s3-broken\n    type: sinlge\n", "utf-8")
    app = app_for(tmp_path, pack=pack)
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        assert "in 1 content file; what is wrong is left out" in text_of(app.screen)
        assert "Amazon S3" in text_of(app.screen)
        await pilot.click("#broken-content")
        await settle(pilot)
        assert isinstance(app.screen, ProblemsScreen)
        assert str(broken)[:60] in text_of(app.screen)
        assert "3:11" in text_of(app.screen)


async def test_good_content_is_not_announced(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        assert not any(notice.display for notice in app.screen.query(Notice))


class Troubled:
    """A progress file that cannot be used at first."""

    def __init__(self) -> None:
        self.tries = 0

    def __call__(self) -> ProgressStore:
        self.tries += 1
        if self.tries == 1:
            raise ProgressError("The progress file was damaged. It is kept.", "The next start begins a new one.")
        return ProgressStore.open(":memory:")


async def test_a_progress_file_in_trouble_can_be_tried_again(tmp_path: Path) -> None:
    app = AwslabApp(replace(services_for(tmp_path), open_store=Troubled()))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, ConfirmScreen)
        assert "The progress file was damaged." in text_of(app.screen)
        await pilot.press("enter")
        await settle(pilot)
        assert "Amazon S3" in text_of(app.screen)
        assert "nothing you do now is saved" not in text_of(app.screen)


async def test_a_learner_may_go_on_without_a_progress_file(tmp_path: Path) -> None:
    app = AwslabApp(replace(services_for(tmp_path), open_store=Troubled()))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.click(app.screen.query(Button)[1])
        await settle(pilot)
        assert "nothing you do now is saved" in text_of(app.screen)


async def test_quitting_over_a_progress_file_in_trouble_has_its_exit_status(tmp_path: Path) -> None:
    app = AwslabApp(replace(services_for(tmp_path), open_store=Troubled()))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_code == 5


async def test_the_theme_is_remembered(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, store=store)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.theme = "awslab-light"
        await settle(pilot)
    again = app_for(tmp_path, store=store)
    async with again.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert again.theme == "awslab-light"


async def test_a_screenshot_makes_its_folder_or_says_why_it_was_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads = tmp_path / "home" / "Downloads"
    monkeypatch.setattr("platformdirs.user_downloads_path", lambda: downloads)
    app = app_for(tmp_path)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        app.deliver_screenshot()
        await pilot.pause()
        (picture,) = downloads.glob("*.svg")
        assert "Amazon" in picture.read_text("utf-8")
        assert any(str(picture) in note.message for note in app._notifications)
        picture.unlink()
        downloads.rmdir()
        downloads.write_text("a file in place of the folder")
        app.deliver_screenshot()
        await pilot.pause()
        assert any("The screenshot was not saved" in note.title for note in app._notifications)
        assert any(f"{downloads}: File exists." in note.message for note in app._notifications)
