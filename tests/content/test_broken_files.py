"""The pack in tests/broken: each file is wrong in one way and says at its end what must be reported, and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from awslab import paths
from awslab.content.library import Library

BROKEN = Path(__file__).parent.parent / "broken"
ASKS_BOTO3 = {
    "broken-unknown-operation",
    "broken-misspelt-parameter",
    "broken-missing-parameter",
    "questions-proof-misspelt-parameter",
    "questions-model-wrong-limit",
}
"""Labs and files of questions whose mistake only boto3 can tell; tests/authoring/test_lint.py checks them."""
FILES = sorted(file for file in BROKEN.rglob("*") if file.suffix in (".yaml", ".md"))


def expected(file: Path) -> tuple[int, int, str]:
    """Line, column and part of the sentence, from the comment in the file."""
    found = re.search(
        r"expected (\d+):(\d+): (.*?)(?: -->)?\n",
        file.read_text("latin-1").encode("latin-1").decode("utf-8", "replace"),
    )
    assert found, f"{file} does not say what is expected"
    return int(found[1]), int(found[2]), found[3]


def name(file: Path) -> str:
    """What a broken file is called: a lab by its folder, another file by its own name."""
    return file.parent.name if file.name == "lab.yaml" else file.stem


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(paths.packs([BROKEN]), tmp_path_factory.mktemp("cache"))


def test_there_are_at_least_thirty_broken_files() -> None:
    assert len(FILES) >= 30


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_broken_file_is_reported_once_at_its_place(file: Path, broken: Library) -> None:
    line, column, sentence = expected(file)
    found = [problem for problem in broken.problems if problem.file == str(file)]
    if name(file) in ASKS_BOTO3:
        assert found == []
        return
    assert [(problem.line, problem.column) for problem in found] == [(line, column)]
    assert sentence in found[0].sentence


def test_the_rest_of_the_library_still_loads_beside_broken_files(broken: Library, tmp_path: Path) -> None:
    shipped = Library.open(paths.packs(), tmp_path)
    assert {entry.id for entry in shipped.entries} < {entry.id for entry in broken.entries}
    assert {lab.id for lab in shipped.labs} <= {lab.id for lab in broken.labs}
