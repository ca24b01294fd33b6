"""What the tests of the interface share: a small pack, a fixed clock, and a progress file in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerCancelled

from awslab.content.library import Library
from awslab.errors import SandboxError
from awslab.paths import Pack
from awslab.progress.store import ProgressStore
from awslab.quiz.answers import ChoiceAnswer
from awslab.sandbox.process import SandboxHost
from awslab.tui.app import AwslabApp
from awslab.tui.screens.quiz import QuizScreen
from awslab.tui.services import Services, Start
from awslab.tui.study import Study
from awslab.tui.widgets.action_bar import ActionBar

PACK = Path(__file__).parent / "pack"
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HANG = 300.0
"""Seconds."""
SMALL, MEDIUM, LARGE = (80, 24), (120, 40), (200, 60)


def no_sandbox() -> SandboxHost:
    """For tests in which no lab is run."""
    raise SandboxError("There is no sandbox in this test.", "Nothing can be done.")


def services_for(
    folder: Path,
    *,
    store: ProgressStore | None = None,
    start_host: Callable[[], SandboxHost] = no_sandbox,
    pack: Path = PACK,
) -> Services:
    """Everything the interface needs; files go below `folder`."""
    opened = store or ProgressStore.open(":memory:")
    return Services(
        open_library=lambda: Library.open([Pack(pack)], folder.parent / "cache"),  # shared by the tests of a run
        open_store=lambda: opened,
        start_host=start_host,
        workspaces=folder / "labs",
        now=lambda: NOW,
        seed=lambda: 7,
        zone=UTC,
    )


def app_for(folder: Path, start: Start | None = None, **given: Any) -> AwslabApp:
    """The app on the small pack."""
    return AwslabApp(services_for(folder, **given), start)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until workers are done and what they told is drawn."""
    for _ in range(3):
        with suppress(WorkerCancelled):  # a newer worker has taken its place
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def until(pilot: Pilot[Any], is_true: Callable[[], bool]) -> None:
    """Wait for something that a thread brings about; HANG is a bound for a hang, not for a slow machine."""
    end = asyncio.get_running_loop().time() + HANG
    while not is_true():
        assert asyncio.get_running_loop().time() < end, text_of(pilot.app.screen)
        await pilot.pause(0.05)
    await pilot.pause()


async def quiz_of(pilot: Pilot[Any], *questions: str) -> QuizScreen:
    """A quiz of these questions, on the screen."""
    app = pilot.app
    assert isinstance(app, AwslabApp)
    await settle(pilot)
    study = app.study
    assert study is not None
    screen = QuizScreen(study, lambda: study.repeat(questions), "Test")
    await app.push_screen(screen)
    await settle(pilot)
    return screen


def sentence(screen: Any) -> str:
    """What the line above the footer says."""
    return str(screen.query_one(ActionBar).query_one("#sentence", Static).content)


def front(app: AwslabApp) -> Screen[Any]:
    """The screen that is shown now; asked anew each time, since it changes."""
    return app.screen


def text_of(screen: Any) -> str:
    """Everything that stands on the screen, line by line."""
    strips = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def learned(study_store: ProgressStore, folder: Path, days: Sequence[int] = (9, 5, 2)) -> ProgressStore:
    """A progress file with answers on some days before NOW: right ones, and a wrong one on the last day."""
    services = services_for(folder, store=study_store)
    study = Study(services, services.open_library(), study_store)
    for number, day in enumerate(days):
        quiz = study.repeat(["s3-delete-marker", "s3-bucket-names"])
        at = NOW - timedelta(days=day)
        quiz.session.next()
        wrong = number == len(days) - 1
        quiz.session.answer(ChoiceAnswer.of("all" if wrong else "marker"), at=at)
        quiz.session.next()
        quiz.session.answer(ChoiceAnswer.of("dashes", "digits"), at=at + timedelta(minutes=1))
    return study_store
