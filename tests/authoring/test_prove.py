"""A proof finds out labs that cannot be passed, can be passed without work, or misname a mistake."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from awslab.authoring.prove import prove
from awslab.content.library import Library
from awslab.paths import Pack, shipped_pack
from awslab.sandbox.process import SandboxHost

LAB = """id: tiny-bucket
title: Make a bucket
topic: s3
level: 1
minutes: 5
exams: []
services: [s3]
brief: Make it.
variables: {bucket: "box-${random:8}"}
steps:
  - id: make
    title: Make it
    skill: s3.basics
    say: Make ${bucket}.
    checks:
      - id: there
        says: There is ${bucket}
        help: Read.
        call: s3.list_buckets
        expect: [{at: "Buckets[].Name", contains: "${bucket}"}]
mistakes: [{file: mistakes/other.py, fails: there, because: Another name.}]
sources: [https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html]
"""
MAKE = "import boto3, os\nboto3.client('s3').create_bucket(Bucket={name})\n"
GOOD = MAKE.format(name="os.environ['AWSLAB_BUCKET']")
WRONG = MAKE.format(name="'another-name'")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxHost]:
    with SandboxHost.start(log=tmp_path_factory.mktemp("host") / "host.log", services=("s3",)) as started:
        yield started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pack" / "labs" / "tiny-bucket"
    (made / "mistakes").mkdir(parents=True)
    (made / "lab.yaml").write_text(LAB)
    (made / "starter.py").write_text("print('to do')\n")
    (made / "solution.py").write_text(GOOD)
    (made / "mistakes" / "other.py").write_text(WRONG)
    return made


def problems(host: SandboxHost, folder: Path, tmp_path: Path) -> tuple[str, ...]:
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)
    library = Library.open([shipped_pack(), Pack(folder.parent.parent)], tmp_path / "cache")
    return prove(host, library.lab("tiny-bucket"), library.lab_entry("tiny-bucket")).problems


def test_a_good_lab_is_proven(host: SandboxHost, folder: Path, tmp_path: Path) -> None:
    assert problems(host, folder, tmp_path) == ()


def test_a_starter_that_does_the_work_is_found_out(host: SandboxHost, folder: Path, tmp_path: Path) -> None:
    (folder / "starter.py").write_text(GOOD)
    (found,) = problems(host, folder, tmp_path)
    assert "the check there passes before the work" in found


def test_a_starter_that_breaks_is_found_out(host: SandboxHost, folder: Path, tmp_path: Path) -> None:
    (folder / "starter.py").write_text("1 / 0\n")
    (found,) = problems(host, folder, tmp_path)
    assert "ZeroDivisionError" in found


def test_a_solution_that_does_not_pass_is_found_out(host: SandboxHost, folder: Path, tmp_path: Path) -> None:
    (folder / "solution.py").write_text(WRONG)
    (found,) = problems(host, folder, tmp_path)
    assert found.startswith("solution.py: the solution should pass everything; there failed")


def test_a_mistake_that_passes_is_found_out(host: SandboxHost, folder: Path, tmp_path: Path) -> None:
    (folder / "mistakes" / "other.py").write_text(GOOD)
    (found,) = problems(host, folder, tmp_path)
    assert found.startswith("mistakes/other.py: the check there should be the first to fail; everything passed")


CHANGED = 'mistakes:\n  - change: [{find: "os.environ[\'AWSLAB_BUCKET\']", replace: "REPLACE"}]\n'
CHANGED += "    fails: there\n    because: Another name.\nsources:"


@pytest.mark.parametrize(
    ("replacement", "problem"),
    [("'another-name'", ""), ("str(os.environ['AWSLAB_BUCKET'])", "everything passed"), ("1 / 0", "")],
)
def test_a_mistake_that_changes_the_solution_is_run_as_the_changed_program(
    replacement: str, problem: str, host: SandboxHost, folder: Path, tmp_path: Path
) -> None:
    shutil.rmtree(folder / "mistakes")
    head, _, tail = LAB.partition("mistakes:")
    (folder / "lab.yaml").write_text(head + CHANGED.replace("REPLACE", replacement) + tail.partition("sources:")[2])

    found = problems(host, folder, tmp_path)

    line = head.count("\n") + 2
    said = f"mistake 1 (lab.yaml:{line}): the check there should be the first to fail; {problem}"
    assert [sentence.startswith(said) for sentence in found] == [True] * bool(problem)


def test_a_solution_edited_since_the_check_is_a_problem_of_the_proof(
    host: SandboxHost, folder: Path, tmp_path: Path
) -> None:
    shutil.rmtree(folder / "mistakes")
    head, _, tail = LAB.partition("mistakes:")
    text = head + CHANGED.replace("REPLACE", "'another-name'") + tail.partition("sources:")[2]
    (folder / "lab.yaml").write_text(text)
    library = Library.open([shipped_pack(), Pack(folder.parent.parent)], tmp_path / "cache")
    lab, entry = library.lab("tiny-bucket"), library.lab_entry("tiny-bucket")
    (folder / "solution.py").write_text(GOOD.replace("os.environ['AWSLAB_BUCKET']", "os.getenv('AWSLAB_BUCKET')"))

    (found,) = prove(host, lab, entry).problems

    assert "the changes do not apply: this text does not stand in the solution" in found
