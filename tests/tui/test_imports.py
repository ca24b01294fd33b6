"""What the interface loads, looked at from a fresh process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PACK = Path(__file__).parent / "pack"
AWS = ("boto3", "botocore", "moto", "werkzeug", "flask")


def modules_after(program: str, *arguments: str) -> set[str]:
    """The names in sys.modules after a program has run."""
    ending = "\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))\n"
    done = subprocess.run(
        [sys.executable, "-c", program + ending, *arguments], capture_output=True, text=True, check=True, timeout=600
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_home_screen_loads_neither_other_screens_nor_what_they_need() -> None:
    loaded = modules_after("import awslab.tui.app")
    late = {
        "textual.widgets._markdown",
        "textual.widgets._text_area",
        "awslab.tui.screens.quiz",
        "awslab.tui.screens.lab",
        "awslab.sandbox.process",
        "pydantic",
        "fsrs",
        "click",
    }
    assert late & loaded == set()


def test_nothing_of_aws_is_loaded_after_a_lab_was_run(tmp_path: Path) -> None:
    loaded = modules_after(RUN_A_LAB, str(tmp_path))
    assert "awslab.tui.screens.lab" in loaded
    assert {name for name in loaded if name.partition(".")[0] in AWS} == set()


RUN_A_LAB = """
import asyncio, shutil, sys
from pathlib import Path
from awslab.sandbox.process import SandboxHost
from awslab.tui.lab_state import Phase
from awslab.tui.services import StartLab
from tests.tui.stage import MEDIUM, PACK, app_for

folder = Path(sys.argv[1])
start = lambda: SandboxHost.start(log=folder / "log", services=["s3"])

async def run() -> None:
    app = app_for(folder, StartLab("versioned-bucket"), start_host=start)
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.pause()
        screen = app.screen
        while screen.state is None or screen.state.phase is not Phase.READY:
            await pilot.pause(0.05)
        screen.desk.program.area.load_text((PACK / "labs/versioned-bucket/solution.py").read_text())
        await pilot.press("f5")
        while not screen.state.solved:
            await pilot.pause(0.05)

asyncio.run(run())
"""
