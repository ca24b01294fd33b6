"""Output that is not UTF-8: every command prints plain letters for what the encoding lacks."""

from __future__ import annotations

import json

import pytest

from awslab.cli.plain_output import plain_text
from awslab.paths import shipped_pack
from tests.cli.conftest import Awslab
from tests.cli.test_commands import COMMANDS

ENCODINGS = ("iso-8859-1", "ascii")
RUNS = (
    "",
    "quiz --topic lambda --plain --seed 3 --count 5",
    "quiz --topic lambda --json --seed 3 --count 2",
    "quiz --topic lamda --plain",
    "quiz --exam ABC-C01 --plain",
    "review --plain",
    "notes",
    "notes lambda",
    "lab list",
    "lab list --json",
    "lab start s3-lambda-trigger",
    "lab hint s3-lambda-trigger",
    "lab solution s3-lambda-trigger",
    "lab open s3-lambda-trigger",
    "lab reset s3-lambda-trigger --yes",
    "progress",
    "progress --json",
    "content stats",
    "content schema lab",
    "content check content/lambda --no-calls",
    "completion bash",
    "urls",
    "trace internet s3",
    "no-such-command",
)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", RUNS)
def test_every_command_prints_in_an_encoding_that_lacks_our_signs(awslab: Awslab, command: str, encoding: str) -> None:
    root = shipped_pack().root
    ended = awslab(*command.split(), stdin="a\nb\n\n", cwd=root, encoding=encoding, PYTHONIOENCODING=encoding)
    assert "Traceback" not in ended.stderr
    assert ended.returncode in (0, 2, 4)
    assert ended.stdout + ended.stderr


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", [command.strip() for command in COMMANDS.split(",")])
def test_every_help_prints_in_an_encoding_that_lacks_our_signs(awslab: Awslab, command: str, encoding: str) -> None:
    ended = awslab(*command.split(), "--help", encoding=encoding, PYTHONIOENCODING=encoding)
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_program_and_its_verdicts_print_in_such_an_encoding(awslab: Awslab, encoding: str) -> None:
    script = shipped_pack().labs / "s3-lambda-trigger" / "starter.py"
    ended = awslab(
        "lab", "check", "s3-lambda-trigger", "--script", str(script), encoding=encoding, PYTHONIOENCODING=encoding
    )
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False)
    assert "x failed" in ended.stdout


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_keeps_its_text_whatever_the_encoding(awslab: Awslab, encoding: str) -> None:
    command = ["quiz", "--topic", "s3", "--json", "--seed", "1", "--count", "3"]
    plain = awslab(*command, encoding=encoding, PYTHONIOENCODING=encoding)
    assert [json.loads(line) for line in plain.stdout.splitlines()] == [
        json.loads(line) for line in awslab(*command).stdout.splitlines()
    ]


def test_an_answer_in_bytes_that_are_no_text_is_unreadable_and_no_fault(awslab: Awslab) -> None:
    ended = awslab(
        "quiz", "--topic", "lambda", "--plain", "--count", "1", "--seed", "1", stdin="é\na\n", PYTHONIOENCODING="ascii"
    )
    assert ended.returncode == 0
    assert "1 correct." in ended.stdout or "0 of 1 correct." in ended.stdout


def test_signs_become_their_like_and_letters_lose_their_accents() -> None:
    assert plain_text("✓ “naïve” … → done \N{EN DASH} 3 \N{MULTIPLICATION SIGN} 4") == '+ "naive" ... -> done - 3 x 4'
    assert plain_text("日") == "?"
