"""A progress file of an earlier release is read: `version_1.sqlite` was written by the one before mock exams."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from awslab.progress.database import MIGRATIONS, open_database
from awslab.progress.store import ProgressStore
from tests.exam.papers import SAMPLE, sample_plan
from tests.quiz.samples import NOON

VERSION_1 = Path(__file__).with_name("version_1.sqlite")


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(VERSION_1, tmp_path / "progress.sqlite"))


def version_of(path: Path) -> int:
    connection = open_database(path, 1.0)
    try:
        return int(connection.execute("pragma user_version").fetchone()[0])
    finally:
        connection.close()


def schema_of(path: Path) -> list[tuple[str, str]]:
    with ProgressStore.open(path) as store:
        return store._connection.execute("select name, sql from sqlite_schema order by name").fetchall()


def test_the_old_file_is_of_version_1() -> None:
    assert VERSION_1.read_bytes()[60:64] == (1).to_bytes(4, "big")  # the header's user_version


def test_everything_that_was_in_it_is_there(old_file: Path) -> None:
    with ProgressStore.open(old_file) as store:
        reviews = store.history()
        assert [review.question for review in reviews] == ["lambda-runs", "s3-names", "lambda-runs"]
        assert [review.correct for review in reviews] == [True, False, True]
        assert set(store.cards()) == {"lambda-runs", "s3-names"}
        assert store.quizzes()[0].ended_at == NOON + timedelta(days=3)
        attempt = store.labs.open_attempt("s3-lambda-trigger")
        assert attempt is not None
        assert attempt.passed_steps == {"bucket"}
        assert attempt.hints_shown == {"function": 1}
        assert store.setting("theme") == "awslab-light"


def test_it_is_brought_to_the_current_version_and_takes_mock_exams(old_file: Path) -> None:
    assert version_of(old_file) == len(MIGRATIONS)
    with ProgressStore.open(old_file) as store:
        assert store.exams.seen_questions() == {"lambda-runs", "s3-names"}
        record = store.exams.begin(sample_plan(), NOON)
    with ProgressStore.open(old_file) as store:
        assert store.exams.open_sitting(SAMPLE.code) == record


def test_a_migrated_file_has_the_schema_of_a_new_one(old_file: Path, tmp_path: Path) -> None:
    assert schema_of(old_file) == schema_of(tmp_path / "new.sqlite")
