"""A progress file that cannot be used: a plain sentence, and nothing lost."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from awslab.errors import ProgressError
from awslab.progress.database import MIGRATIONS, open_database, statements
from awslab.progress.store import ProgressStore
from tests.progress.samples import answered


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.sqlite"


def _filled(path: Path, answers: int = 1) -> None:
    with ProgressStore.open(path) as store:
        for number in range(answers):
            store.record_answer(answered(f"q{number}"))


def _record_each(store: ProgressStore, numbers: Iterator[int]) -> None:
    for number in numbers:
        store.record_answer(answered(f"more{number}"))


def _refusal(path: Path) -> ProgressError:
    with pytest.raises(ProgressError) as raised:
        ProgressStore.open(path, patience=0.05)
    assert raised.value.hint
    assert "sqlite3" not in raised.value.message
    return raised.value


def _sql(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(path: Path) -> None:
    _filled(path)
    _sql(path, f"pragma user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    assert "newer awslab" in _refusal(path).message
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["progress.sqlite"]


def test_a_database_of_another_program_is_refused_and_left_as_it_is(path: Path) -> None:
    _sql(path, "create table bookmark (url text)")
    before = path.read_bytes()
    assert "another program" in _refusal(path).message
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all", b"\0" * 5000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_kept_beside_and_the_next_start_begins_anew(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    refusal = _refusal(path)
    (kept,) = path.parent.glob("progress.sqlite.corrupt-*")
    assert kept.read_bytes() == content
    assert re.fullmatch(r"progress\.sqlite\.corrupt-\d{8}T\d{6}Z", kept.name)
    assert str(kept) in refusal.message
    assert "next start" in refusal.hint
    assert not path.exists()
    _filled(path)


def test_a_second_damaged_file_does_not_replace_the_first(path: Path) -> None:
    for content in (b"first", b"second"):
        path.write_bytes(content)
        os.utime(path, (1_800_000_000, 1_800_000_000))
        _refusal(path)
    kept = sorted(path.parent.glob("progress.sqlite.corrupt-*"))
    assert [each.read_bytes() for each in kept] == [b"first", b"second"]


def test_damage_found_while_reading_sets_the_file_aside_too(path: Path) -> None:
    ProgressStore.open(path).close()
    schema_size = path.stat().st_size
    _filled(path, answers=300)
    content = bytearray(path.read_bytes())
    content[schema_size:] = b"\xa5" * (len(content) - schema_size)  # the schema stays readable, the reviews do not
    path.write_bytes(content)
    store = ProgressStore.open(path)
    with pytest.raises(ProgressError) as raised:
        store.history(limit=1000)
    assert "is saved as" in raised.value.message
    assert not path.exists()
    (kept,) = path.parent.glob("progress.sqlite.corrupt-*")
    assert kept.read_bytes() == content


def test_an_empty_file_is_begun_anew(path: Path) -> None:
    path.touch()
    _filled(path)


def test_a_full_disk_is_said_and_nothing_is_half_recorded(path: Path) -> None:
    _filled(path)
    with ProgressStore.open(path) as store:
        pages = store._connection.execute("pragma page_count").fetchone()[0]
        store._connection.execute(f"pragma max_page_count = {pages}")
        numbers = iter(range(1000))
        with pytest.raises(ProgressError, match="disk is full"):
            _record_each(store, numbers)
        reviews, cards = len(store.history(limit=2000)), len(store.cards())
        assert reviews == cards
        store._connection.execute("pragma max_page_count = 100000")
        store.record_answer(answered("after"))
        assert len(store.cards()) == cards + 1


def test_a_file_locked_too_long_is_said(path: Path) -> None:
    _filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    assert "Another program is writing" in _refusal(path).message
    other.execute("rollback")
    other.close()
    _filled(path)


def test_a_lock_that_goes_away_is_waited_for(path: Path) -> None:
    _filled(path)
    lock = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    lock.execute("begin immediate")
    release = threading.Timer(0.3, lock.execute, ["rollback"])
    release.start()
    with ProgressStore.open(path, patience=600) as store:
        store.record_answer(answered())
        assert len(store.history()) == 2
    release.join()
    lock.close()


def test_a_folder_in_place_of_the_file_is_said(path: Path) -> None:
    path.mkdir()
    assert "cannot be opened" in _refusal(path).message


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    assert "cannot be opened" in _refusal(tmp_path / "home" / "progress.sqlite").message


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach, unlike pytest's."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def _as_ordinary_user(path: Path, act: str) -> str:
    """What opening the file says to a user who is not root, to whom nothing would be read-only."""
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from awslab.errors import ProgressError\n"
        "from awslab.progress.store import ProgressStore\n"
        "import fsrs, tests.progress.samples\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "try:\n"
        "    with ProgressStore.open(Path(sys.argv[1])) as store: " + act + "\n"
        "    print('opened')\n"
        "except ProgressError as exc: print(exc.message, exc.hint)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_read_only_file_is_said_and_left_as_it_is(open_folder: Path) -> None:
    path = open_folder / "progress.sqlite"
    _filled(path)
    path.chmod(0o444)
    open_folder.chmod(0o777)
    before = path.read_bytes()
    said = _as_ordinary_user(path, "store.history()")
    assert "cannot be written" in said
    assert "AWSLAB_HOME" in said
    assert path.read_bytes() == before


@pytest.mark.parametrize("exists", [True, False])
def test_a_read_only_folder_is_said(open_folder: Path, exists: bool) -> None:
    path = open_folder / "progress.sqlite"
    if exists:
        _filled(path)
    open_folder.chmod(0o555)
    assert "cannot be written" in _as_ordinary_user(path, "store.history()")
    open_folder.chmod(0o755)


def test_a_file_that_may_not_be_read_is_said(open_folder: Path) -> None:
    path = open_folder / "progress.sqlite"
    _filled(path)
    path.chmod(stat.S_IWUSR)
    assert os.strerror(errno.EACCES) in _as_ordinary_user(path, "store.history()")


def _later_version(folder: Path, script: str) -> tuple[Path, ...]:
    """The migrations of a later awslab."""
    file = folder / "second.sql"
    file.write_text(script)
    return (*MIGRATIONS, file)


def test_a_migration_that_fails_leaves_the_file_at_the_version_before(path: Path, tmp_path: Path) -> None:
    _filled(path)
    later = _later_version(tmp_path, "create table extra (id integer) strict;\ninsert into nowhere values (1);\n")
    with pytest.raises(ProgressError, match="cannot be used"):
        open_database(path, 0.05, later)
    with ProgressStore.open(path) as store:
        assert len(store.history()) == 1
        tables = store._connection.execute("select name from sqlite_schema where name = 'extra'").fetchall()
        assert tables == []


def test_a_migration_is_applied_once_and_keeps_what_was_there(path: Path, tmp_path: Path) -> None:
    _filled(path)
    later = _later_version(tmp_path, "create table extra (id integer) strict;\ninsert into extra values (1);\n")
    for _ in range(2):
        with ProgressStore(open_database(path, 0.05, later), path) as store:
            assert store._connection.execute("select count(*) from extra").fetchone() == (1,)
            assert len(store.history()) == 1
    assert "newer awslab" in _refusal(path).message


def test_a_script_is_split_into_its_statements() -> None:
    script = "-- first; of two\ncreate table a (\n  b text -- with; a semicolon\n);\n\ninsert into a values ('x;y');\n"
    assert len(list(statements(script))) == 2


def test_the_file_is_durable_strict_and_checks_references(path: Path) -> None:
    with ProgressStore.open(path) as store:
        pragmas = [
            store._connection.execute(f"pragma {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
        assert pragmas == ["wal", 2, 1]
        tables = store._connection.execute(
            "select name, strict from pragma_table_list where schema = 'main'"
        ).fetchall()
    assert {name for name, strict in tables if not strict} == {"sqlite_schema"}
