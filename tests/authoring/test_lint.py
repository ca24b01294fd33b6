"""What only boto3 can tell about a lab is told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from awslab.authoring.lint import lint
from awslab.errors import UsageError
from tests.content.test_broken_files import ASKS_BOTO3, BROKEN, FILES, expected, name


def test_every_broken_file_has_its_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWSLAB_HOME", str(tmp_path))
    found = lint([], [BROKEN])
    files = [problem.file for problem in found.problems]
    assert len(files) == len(set(files)) == found.files
    by_file = {problem.file: problem for problem in found.problems}
    asking = [file for file in FILES if name(file) in ASKS_BOTO3]
    assert len(asking) == len(ASKS_BOTO3)
    for file in asking:
        line, column, sentence = expected(file)
        problem = by_file[str(file)]
        assert (problem.line, problem.column) == (line, column)
        assert sentence in problem.sentence


def test_a_folder_without_content_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWSLAB_HOME", str(tmp_path / "home"))
    with pytest.raises(UsageError, match="holds no content"):
        lint([], [tmp_path], ask_boto3=False)
