"""A lab in a real sandbox: run, check, cancel, hints, reset, and what happens without a sandbox."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable

from awslab.errors import SandboxError
from awslab.progress.store import ProgressStore
from awslab.sandbox.process import Limits, SandboxHost
from awslab.tui.app import AwslabApp
from awslab.tui.lab_state import Phase
from awslab.tui.screens.confirm import ConfirmScreen
from awslab.tui.screens.diff import DiffScreen
from awslab.tui.screens.home import HomeScreen
from awslab.tui.screens.lab import LabScreen
from awslab.tui.screens.solution import SolutionScreen
from awslab.tui.services import StartLab
from tests.tui.stage import MEDIUM, PACK, SMALL, app_for, front, no_sandbox, sentence, settle, text_of, until

SOLUTION = (PACK / "labs" / "versioned-bucket" / "solution.py").read_text("utf-8")


def host_in(folder: Path) -> Callable[[], SandboxHost]:
    """A real host that loads what the lab needs."""
    return lambda: SandboxHost.start(log=folder / "sandbox.log", services=["s3"])


async def lab_of(pilot: Pilot[Any], phase: Phase = Phase.READY) -> LabScreen:
    """The lab screen, when it has come so far."""
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, LabScreen)
    await until(pilot, lambda: screen.state is not None and screen.state.phase is phase)
    return screen


def write(folder: Path, text: str) -> None:
    """As another editor would write the learner's file."""
    (folder / "labs" / "versioned-bucket" / "main.py").write_text(text, "utf-8")


async def test_from_the_starter_to_a_solved_lab(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, StartLab("versioned-bucket"), store=store, start_host=host_in(tmp_path))
    async with app.run_test(size=MEDIUM, notifications=True) as pilot:
        screen = await lab_of(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: screen.controller.phase is Phase.READY and bool(screen.controller.verdicts))
        await until(pilot, lambda: "The bucket is to be called inbox-" in text_of(screen))
        shown = text_of(screen)
        assert "exists · failed" in shown
        assert "keeps every version ·" in shown
        assert "0 of 2 steps passed" in shown
        assert not store.labs.progress()["versioned-bucket"].passed

        write(tmp_path, SOLUTION)
        await until(pilot, lambda: screen.desk.program.text == SOLUTION)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: screen.state is not None and screen.state.solved)
        await until(pilot, lambda: "✓ Well done: the lab is solved." in text_of(screen))
        await until(pilot, lambda: screen.query_one(DataTable).row_count == 4)
        assert store.labs.progress()["versioned-bucket"].passed

        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "✓ solved" in text_of(app.screen)


async def test_what_is_typed_is_kept_and_run(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartLab("versioned-bucket"), start_host=host_in(tmp_path))
    async with app.run_test(size=SMALL) as pilot:
        screen = await lab_of(pilot)
        await pilot.press("f3")
        screen.desk.program.area.load_text("")
        await pilot.press(*"print(6*7)")
        assert "unsaved" in text_of(screen)
        await pilot.press("f5")
        await until(pilot, lambda: "42" in screen.desk.output.lines)
        assert (tmp_path / "labs" / "versioned-bucket" / "main.py").read_text("utf-8") == "print(6*7)"
        await until(pilot, lambda: screen.controller.phase is Phase.READY)


async def test_what_answers_plain_http_is_shown_ready_for_curl(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartLab("versioned-bucket"), start_host=host_in(tmp_path))
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await lab_of(pilot)
        assert not screen.desk.connect.query_one("#addresses").display
        site = "WebsiteConfiguration={'IndexDocument': {'Suffix': 'index.html'}}"
        write(
            tmp_path,
            "import boto3\ns3 = boto3.client('s3')\ns3.create_bucket(Bucket='site')\n"
            f"s3.put_bucket_website(Bucket='site', {site})\n",
        )
        await until(pilot, lambda: "put_bucket_website" in screen.desk.program.text)
        await pilot.press("f5")
        await until(pilot, lambda: bool(screen.state and screen.state.addresses))
        screen.desk.pane = "connect"
        await pilot.pause()
        assert "website site" in text_of(screen)
        assert "/_aws/website/site/" in text_of(screen)


async def test_an_endless_program_is_cancelled_and_the_sandbox_goes_on(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartLab("versioned-bucket"), start_host=host_in(tmp_path))
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await lab_of(pilot)
        write(tmp_path, "print('on and on', flush=True)\nwhile True: pass\n")
        await until(pilot, lambda: "on and on" in screen.desk.program.text)
        await pilot.press("f5")
        await until(pilot, lambda: "on and on" in screen.desk.output.lines)
        assert "Running your program" in sentence(screen)
        await pilot.press("escape")
        await until(pilot, lambda: screen.controller.phase is Phase.READY)
        assert "Cancelled." in sentence(screen)
        await pilot.press("f6")
        await until(pilot, lambda: screen.controller.phase is Phase.READY and bool(screen.controller.verdicts))
        assert "exists · failed" in text_of(screen)


async def test_quitting_stops_a_program_that_runs(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartLab("versioned-bucket"), start_host=host_in(tmp_path))
    start = 0.0
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await lab_of(pilot)
        write(tmp_path, "print('on and on', flush=True)\nwhile True: pass\n")
        await until(pilot, lambda: "on and on" in screen.desk.program.text)
        await pilot.press("f5")
        await until(pilot, lambda: "on and on" in screen.desk.output.lines)
        start = asyncio.get_running_loop().time()
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert asyncio.get_running_loop().time() - start < Limits().wall  # it did not wait until the program was stopped


async def test_a_flood_of_output_leaves_the_screen_alive(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartLab("versioned-bucket"), start_host=host_in(tmp_path))
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await lab_of(pilot)
        write(tmp_path, "while True: print('x' * 100)\n")
        await until(pilot, lambda: "while" in screen.desk.program.text)
        await pilot.press("f5")
        await until(pilot, lambda: screen.controller.phase is Phase.READY and bool(screen.controller.verdicts))
        assert "printed more than 10 MB" in sentence(screen)
        assert screen.desk.output.line_count <= 5_000


async def test_hints_open_one_by_one(tmp_path: Path) -> None:
    store = ProgressStore.open(":memory:")
    app = app_for(tmp_path, StartLab("versioned-bucket"), store=store)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        screen = await lab_of(pilot, Phase.BROKEN)
        await pilot.press("f7")
        await until(pilot, lambda: "Hint 1." in text_of(screen))
        assert "Hint 2." not in text_of(screen)
        await pilot.press("f7")
        await until(pilot, lambda: "Hint 2." in text_of(screen))
        await pilot.press("f7")
        await settle(pilot)
        assert any("last hint" in note.message for note in app._notifications)
    attempt = store.labs.open_attempt("versioned-bucket")
    assert attempt is not None
    assert attempt.hints_shown == {"bucket": 2}


async def test_the_solution_is_shown_only_after_asking(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartLab("versioned-bucket"))
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await lab_of(pilot, Phase.BROKEN)
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert front(app) is screen
        await pilot.press("f8")
        await pilot.pause()
        await pilot.click("#yes")
        await settle(pilot)
        assert isinstance(app.screen, SolutionScreen)
        assert "put_bucket_versioning" in text_of(app.screen)


async def test_a_sandbox_that_cannot_start_is_a_sentence_and_can_be_tried_again(tmp_path: Path) -> None:
    tries: list[int] = []

    def start() -> SandboxHost:
        tries.append(1)
        return no_sandbox() if len(tries) < 4 else host_in(tmp_path)()

    app = app_for(tmp_path, StartLab("versioned-bucket"), start_host=start)
    async with app.run_test(size=SMALL) as pilot:
        screen = await lab_of(pilot, Phase.BROKEN)
        assert "There is no sandbox in this test. Nothing can be done." in sentence(screen)
        assert "A bucket with versioning" in text_of(screen)
        while screen.controller.phase is Phase.BROKEN:
            await pilot.click("ActionBar Button")
            await until(pilot, lambda: screen.controller.phase is not Phase.STARTING)
        assert screen.controller.phase is Phase.READY


async def test_a_restart_gives_new_names_and_saves_the_program_beside(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartLab("versioned-bucket"), start_host=host_in(tmp_path))
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await lab_of(pilot)
        write(tmp_path, "print('mine')\n")
        await until(pilot, lambda: "mine" in screen.desk.program.text)
        await pilot.press("f9")
        await pilot.pause()
        assert "Restart this lab?" in text_of(app.screen)
        assert "Your program is saved as main.before-" in text_of(app.screen)
        await pilot.click("#yes")
        await until(pilot, lambda: "os.environ" in screen.desk.program.text and screen.controller.phase is Phase.READY)
    folder = tmp_path / "labs" / "versioned-bucket"
    assert [file.read_text("utf-8") for file in folder.glob("main.before-*.py")] == ["print('mine')\n"]


async def test_another_programs_text_is_not_overwritten_without_asking(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartLab("versioned-bucket"))
    async with app.run_test(size=MEDIUM) as pilot:
        screen = await lab_of(pilot, Phase.BROKEN)
        await pilot.press("f3", "x")
        write(tmp_path, "theirs = 1\n")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        assert "main.py changed on disk." in text_of(app.screen)
        assert "Your editor has unsaved changes." in text_of(app.screen)
        await pilot.click("#diff")
        await pilot.pause()
        assert isinstance(front(app), DiffScreen)
        assert "+theirs = 1" in text_of(front(app))
        assert "-x" in text_of(front(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(front(app), ConfirmScreen))
        await pilot.click("#disk")
        await until(pilot, lambda: screen.desk.program.text == "theirs = 1\n")
        await pilot.press("y", "ctrl+s")
        await until(pilot, lambda: not screen.desk.program.is_modified)
    assert "y" in (tmp_path / "labs" / "versioned-bucket" / "main.py").read_text("utf-8")


async def test_quitting_keeps_what_was_typed(tmp_path: Path) -> None:
    app = app_for(tmp_path, StartLab("versioned-bucket"))
    async with app.run_test(size=MEDIUM) as pilot:
        await lab_of(pilot, Phase.BROKEN)
        await pilot.press("f3", "z", "ctrl+q")
        await pilot.pause()
    assert (tmp_path / "labs" / "versioned-bucket" / "main.py").read_text("utf-8").startswith("z")


@pytest.mark.parametrize("size", [SMALL, MEDIUM])
async def test_panes_are_reached_by_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    app = app_for(tmp_path, StartLab("versioned-bucket"))
    async with app.run_test(size=size) as pilot:
        screen = await lab_of(pilot, Phase.BROKEN)
        panes = []
        for key in ("f2", "f3", "f4", "f4", "f4", "f4"):
            await pilot.press(key)
            panes.append(screen.desk.pane)
            assert screen.query_one(f"#{screen.desk.pane}").region.area > 0
        assert panes in (
            ["steps", "program", "output", "trail", "connect", "output"],
            ["steps", "program", "trail", "connect", "output", "trail"],
        )
        await pilot.press("f3", "escape")
        assert front(app) is screen
        assert app.focused is screen.desk.steps


def is_running(pid: int) -> bool:
    """Whether the process is there; one that has ended and waits to be reaped is not."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(shown.stdout.strip()) and not shown.stdout.startswith("Z")


async def test_leaving_ends_the_host_and_what_it_started(tmp_path: Path) -> None:
    hosts: list[SandboxHost] = []

    def start() -> SandboxHost:
        hosts.append(host_in(tmp_path)())
        return hosts[-1]

    app: AwslabApp = app_for(tmp_path, StartLab("versioned-bucket"), start_host=start)
    async with app.run_test(size=SMALL) as pilot:
        screen = await lab_of(pilot)
        attempt = screen.controller.bench.attempt
        assert attempt is not None
        pids = [hosts[0].pid, attempt.sandbox.pid]
    assert len(hosts) == 1
    assert [pid for pid in pids if is_running(pid)] == []
    with pytest.raises(SandboxError):
        hosts[0].open()
