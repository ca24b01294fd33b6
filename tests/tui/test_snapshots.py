"""The screens that people look at most, at three sizes. After a change on purpose: make snapshots, and look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from awslab.lab.verdict import Outcome, Verdict
from awslab.progress.store import ProgressStore
from awslab.sandbox.protocol import TrailEntry
from awslab.tui.lab_state import Phase
from awslab.tui.screens.lab import LabScreen
from awslab.tui.services import StartLab
from tests.tui.exam_stage import Stopwatch, exam_app, half_sat, resume
from tests.tui.stage import LARGE, MEDIUM, SMALL, app_for, learned, quiz_of, settle
from tests.tui.test_quiz_screen import label

SIZES = pytest.mark.parametrize("size", [SMALL, MEDIUM, LARGE], ids=["80x24", "120x40", "200x60"])
Compare = Callable[..., bool]


@SIZES
def test_home(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    app = app_for(tmp_path, store=learned(ProgressStore.open(":memory:"), tmp_path))
    assert snap_compare(app, terminal_size=size, run_before=settle)


@SIZES
def test_quiz_before_the_answer(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def ask(pilot: Pilot[Any]) -> None:
        await quiz_of(pilot, "s3-bucket-names", "s3-delete-marker")
        await pilot.press("a")
        await settle(pilot)

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=ask)


@SIZES
def test_quiz_after_the_answer(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def answer(pilot: Pilot[Any]) -> None:
        screen = await quiz_of(pilot, "s3-bucket-names", "s3-delete-marker")
        await pilot.press(label(screen, "dashes"), label(screen, "capitals"), "enter")
        await settle(pilot)

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=answer)


@SIZES
def test_results(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def finish(pilot: Pilot[Any]) -> None:
        screen = await quiz_of(pilot, "s3-bucket-names", "s3-delete-marker", "lambda-who-invokes")
        await pilot.press(label(screen, "dashes"), label(screen, "digits"), "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("g", label(screen, "refused"), "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=finish)


@SIZES
def test_lab(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def show(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, LabScreen)
        recorded_lab(screen)
        screen.desk.output.drain()
        screen.desk.trail.drain()
        await settle(pilot)

    assert snap_compare(app_for(tmp_path, StartLab("versioned-bucket")), terminal_size=size, run_before=show)


def recorded_lab(screen: LabScreen) -> None:
    """Put on the screen what a run of an unfinished program left there."""
    verdicts = (
        Verdict(step="bucket", check="bucket-there", outcome=Outcome.PASSED, says="The bucket inbox-lfxctncs exists"),
        Verdict(
            step="bucket",
            check="versioning-on",
            outcome=Outcome.FAILED,
            says="The bucket inbox-lfxctncs keeps every version",
            rationale="The bucket keeps only the last version. (Status is absent.)",
            help="Without versioning the second write replaces the first.",
        ),
    )
    controller = screen.controller
    assert controller.attempt is not None
    controller.attempt = replace(controller.attempt, hints_shown={"bucket": 1})
    controller.verdicts, controller.phase, controller.trouble = verdicts, Phase.READY, ""
    controller.ending = "Your program ended after 0.1 s."
    screen.draw()
    screen.desk.output.feed("The bucket is to be called inbox-lfxctncs.\n")
    screen.desk.trail.feed(
        TrailEntry("2026-11-21T09:30:00Z", "learner", "s3", "CreateBucket", {"Bucket": "inbox"}, None, 200, 3.0)
    )


@SIZES
def test_exam_start(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(exam_app(tmp_path, count=63), terminal_size=size, run_before=settle)


@SIZES
@pytest.mark.parametrize("key", ["", "o", "p", "h"], ids=["question", "overview", "pause", "submit"])
def test_exam(snap_compare: Compare, tmp_path: Path, size: tuple[int, int], key: str) -> None:
    async def sit(pilot: Pilot[Any]) -> None:
        await resume(pilot)
        await pilot.press(*([key] if key else []))
        await settle(pilot)

    stopwatch = Stopwatch()
    app = exam_app(tmp_path, store=half_sat(tmp_path, stopwatch), stopwatch=stopwatch)
    assert snap_compare(app, terminal_size=size, run_before=sit)


@SIZES
@pytest.mark.parametrize("key", ["", "w"], ids=["result", "review"])
def test_exam_result(snap_compare: Compare, tmp_path: Path, size: tuple[int, int], key: str) -> None:
    async def hand_in(pilot: Pilot[Any]) -> None:
        await resume(pilot)
        await pilot.press("h")
        await settle(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot)
        await pilot.press(*([key] if key else []))
        await settle(pilot)

    stopwatch = Stopwatch()
    app = exam_app(tmp_path, store=half_sat(tmp_path, stopwatch), stopwatch=stopwatch)
    assert snap_compare(app, terminal_size=size, run_before=hand_in)
