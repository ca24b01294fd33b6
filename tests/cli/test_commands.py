"""The other commands: what they print, and with which status they end."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from awslab.paths import shipped_pack
from tests.cli.conftest import Awslab

LABS = shipped_pack().labs


def test_without_a_terminal_awslab_prints_an_overview(awslab: Awslab) -> None:
    ended = awslab()
    assert ended.returncode == 0
    for word in ("lambda", "Due for review today: 0 questions", "awslab quiz --topic lambda --plain"):
        assert word in ended.stdout


COMMANDS = """
quiz, review, notes, lab, lab check, lab shell, lab list, lab open, lab start, lab hint, lab solution, lab reset,
sandbox, progress, content, content check, content test, content stats, content schema, doctor, completion
"""


@pytest.mark.parametrize("command", ["", *(each.strip() for each in COMMANDS.split(","))])
def test_every_command_explains_itself(command: str, awslab: Awslab) -> None:
    ended = awslab(*command.split(), "--help")
    assert ended.returncode == 0
    assert ended.stdout.startswith("Usage: awslab")


def test_an_unknown_command_suggests_a_near_one(awslab: Awslab) -> None:
    ended = awslab("quizz")
    assert (ended.returncode, "Did you mean quiz" in ended.stderr) == (2, True)


def test_notes_in_a_pipe_are_markdown(awslab: Awslab) -> None:
    ended = awslab("notes", "lambda")
    assert ended.stdout.startswith("# ")
    assert "## What changed" in ended.stdout
    assert "s3" in awslab("notes").stdout


def test_content_stats_count_what_there_is(awslab: Awslab) -> None:
    counted = json.loads(awslab("content", "stats", "--json").stdout)
    assert counted["questions"]["total"] == sum(counted["questions"]["by_topic"].values())
    assert counted["labs"]["checks"] == sum(counted["labs"]["by_kind"].values())
    assert min(counted["questions"]["by_type"].values()) > 0


def test_broken_content_is_listed_with_status_three(awslab: Awslab) -> None:
    broken = Path(__file__).parent.parent / "broken"
    ended = awslab("content", "check", str(broken), "--no-calls", "--json")
    assert ended.returncode == 3
    problem = json.loads(ended.stdout)["problems"][0]
    assert set(problem) == {"file", "line", "column", "problem"}


def test_a_quiz_beside_broken_files_warns_and_goes_on(awslab: Awslab) -> None:
    ended = awslab("--pack", str(Path(__file__).parent.parent / "broken"), "quiz", "--plain", stdin="q\n")
    assert ended.returncode == 0
    assert "content files" in ended.stderr


def test_a_corrupt_progress_file_is_kept_beside_and_named(awslab: Awslab, home: Path) -> None:
    (home / "progress.sqlite").write_bytes(b"not a database" * 100)
    ended = awslab("progress")
    assert ended.returncode == 5
    assert "Traceback" not in ended.stderr
    (kept,) = home.glob("progress.sqlite.corrupt-*")
    assert kept.read_bytes() == b"not a database" * 100


def test_a_schema_can_be_printed(awslab: Awslab) -> None:
    assert json.loads(awslab("content", "schema", "lab").stdout)["title"] == "awslab lab"


def test_completion_scripts_name_the_program(awslab: Awslab) -> None:
    assert "_AWSLAB_COMPLETE" in awslab("completion", "bash").stdout
    assert awslab("completion", SHELL="/bin/strange").returncode == 2


def test_topics_complete(awslab: Awslab) -> None:
    ended = awslab(_AWSLAB_COMPLETE="bash_complete", COMP_WORDS="awslab quiz --topic la", COMP_CWORD="3")
    assert ended.stdout == "plain,lambda\n"


def test_a_workspace_is_written_once_and_never_overwritten(awslab: Awslab, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    assert awslab("lab", "start", "s3-lambda-trigger", "--dir", str(folder)).stdout == f"{folder}\n"
    (folder / "main.py").write_text("# mine\n")
    readme = (folder / "README.md").read_text()
    awslab("lab", "start", "s3-lambda-trigger", "--dir", str(folder))
    assert (folder / "main.py").read_text() == "# mine\n"
    assert (folder / "README.md").read_text() == readme
    ended = awslab("lab", "start", "ec2-launch", "--dir", str(folder))
    assert (ended.returncode, "is the workspace of the lab s3-lambda-trigger" in ended.stderr) == (2, True)


def test_a_reset_keeps_the_learners_program_beside_and_draws_new_values(awslab: Awslab, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    awslab("lab", "start", "s3-lambda-trigger", "--dir", str(folder))
    (folder / "main.py").write_text("# mine\n")
    before = (folder / "README.md").read_text()
    assert awslab("lab", "reset", "s3-lambda-trigger", "--dir", str(folder)).returncode == 0
    (kept,) = folder.glob("main.before-*.py")
    assert kept.read_text() == "# mine\n"
    assert (folder / "main.py").read_text() == (LABS / "s3-lambda-trigger" / "starter.py").read_text()
    assert (folder / "README.md").read_text() != before


def test_hints_come_one_by_one(awslab: Awslab) -> None:
    first, second = (awslab("lab", "hint", "s3-lambda-trigger").stdout for _ in range(2))
    assert second.startswith(first)
    assert len(second) > len(first)
    assert awslab("lab", "hint", "s3-lambda-trigger", "--step", "nope").returncode == 2


def test_the_solution_passes_and_is_remembered(awslab: Awslab, tmp_path: Path) -> None:
    script = LABS / "s3-lambda-trigger" / "solution.py"
    junit = tmp_path / "junit.xml"
    ended = awslab("lab", "check", "s3-lambda-trigger", "--script", str(script), "--json")
    report = json.loads(ended.stdout)
    assert (ended.returncode, report["passed"], report["script"]["exit"]) == (0, True, 0)
    assert {check["verdict"] for step in report["steps"] for check in step["checks"]} == {"passed"}
    (listed,) = json.loads(awslab("lab", "list", "--topic", "s3", "--json").stdout)["labs"]
    assert listed["state"] == "solved"
    starter = LABS / "s3-lambda-trigger" / "starter.py"
    again = awslab("lab", "check", "s3-lambda-trigger", "--script", str(starter), "--junit", str(junit))
    assert again.returncode == 1
    suite = ElementTree.parse(junit).getroot()[0]
    assert suite.tag == "testsuite"
    assert int(suite.attrib["failures"]) >= 1


def test_a_lab_shell_is_judged_from_inside(awslab: Awslab) -> None:
    script = LABS / "s3-lambda-trigger" / "solution.py"
    solve = f"{sys.executable} {script} >&2; {sys.executable} -m awslab lab check --json"
    ended = awslab(
        "lab",
        "shell",
        "s3-lambda-trigger",
        "-c",
        solve,
        SHELL="/bin/sh",
        AWS_PROFILE="real",
        AWS_ACCESS_KEY_ID="AKIAREAL",
    )
    assert json.loads(ended.stdout.splitlines()[-1])["passed"] is True, ended.stderr
    assert ended.returncode == 0


def test_a_lab_shell_hands_on_the_status_of_its_command(awslab: Awslab) -> None:
    assert awslab("lab", "shell", "s3-lambda-trigger", "-c", "exit 7", SHELL="/bin/sh").returncode == 7


def test_a_sandbox_serves_until_stdin_closes(awslab: Awslab) -> None:
    said = json.loads(awslab("sandbox", "--json").stdout)
    assert said["endpoint"].startswith("http://127.0.0.1:")
    assert {"region", "access_key_id", "secret_access_key", "edge", "pid"} <= set(said)


def test_doctor_finds_this_machine_fit(awslab: Awslab) -> None:
    ended = awslab("doctor")
    assert ended.returncode == 0, ended.stdout
    assert "works   Sandbox" in ended.stdout
