"""Opening the progress file: what is refused, what is set aside, and the migrations.

Durability: WAL with synchronous=FULL, so that a committed answer survives kill -9 and a power cut alike (NORMAL could
lose the last commits at a power cut); it costs one fsync for each answer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from awslab.errors import ProgressError
from awslab.progress.failures import explained, is_damaged, unreachable

MEMORY = ":memory:"
APPLICATION_ID = 0x6177736C
"""“awsl”: tells a progress file from another program's database."""
_HERE = Path(__file__).parent
MIGRATIONS = (_HERE / "schema.sql", _HERE / "migrations" / "2.sql")
"""Scripts; the n-th makes version n of the one before."""
_MAGIC = b"SQLite format 3\0"
_OLDEST_SQLITE = (3, 37, 0)
"""The first with strict tables."""


def open_database(path: Path, patience: float, migrations: Sequence[Path] = MIGRATIONS) -> sqlite3.Connection:
    """Return a connection to the file at the current version, made when there is none.

    `patience` is how many seconds to wait for another program's write. Raises ProgressError: a file of a newer awslab
    or of another program is left as it is; a damaged one is set aside as `<name>.corrupt-<time>`, so that the next
    start begins a new one, which the error says.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise ProgressError(
            f"This Python has SQLite {sqlite3.sqlite_version}; awslab needs 3.37 or newer.",
            "Install awslab with a newer Python.",
        )
    _refuse_what_is_no_database(path)
    try:
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    except sqlite3.OperationalError as exc:
        raise explained(exc, path) from exc
    try:
        _prepare(connection, path, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit everything or nothing; the write lock comes first, so that what is read inside stays true."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def set_aside(path: Path) -> ProgressError:
    """Move a damaged file away, with its journal, and say so. Its last change names it, so no clock is needed."""
    try:
        damaged_file = _free_name(path)
        for suffix in ("-wal", "-shm", ""):
            if (part := path.with_name(path.name + suffix)).exists():
                part.rename(damaged_file.with_name(damaged_file.name + suffix))
    except OSError as exc:
        return ProgressError(f"The progress file {path} is damaged.", f"Move it away by hand ({exc.strerror}).")
    return ProgressError(
        f"The progress file was damaged. It is saved as {damaged_file}.",
        f"The next start begins a new one; to use a backup, copy it to {path} first.",
    )


def _free_name(path: Path) -> Path:
    changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    first = path.with_name(f"{path.name}.corrupt-{changed_at:%Y%m%dT%H%M%SZ}")
    damaged_file, number = first, 2
    while damaged_file.exists():
        damaged_file, number = first.with_name(f"{first.name}-{number}"), number + 1
    return damaged_file


def _refuse_what_is_no_database(path: Path) -> None:
    """Raise ProgressError for a folder or a file of another kind, which SQLite would notice late or explain poorly."""
    if str(path) == MEMORY:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            return
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as exc:
        raise unreachable(exc, path) from exc
    if head and head != _MAGIC:
        raise set_aside(path)


def _prepare(connection: sqlite3.Connection, path: Path, migrations: Sequence[Path]) -> None:
    identity = _identity(path)
    try:
        _refuse_newer_or_foreign(connection, path, len(migrations))
        _set_pragmas(connection)
        _migrate(connection, migrations)
        _try_to_write(connection, len(migrations))
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as exc:
        if is_damaged(exc) and identity == _identity(path):
            connection.close()
            raise set_aside(path) from exc
        raise explained(exc, path) from exc


def _identity(path: Path) -> tuple[int, int] | None:
    """Return (device, inode) of the file: another process may have put a new file in place of the damaged one."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _refuse_newer_or_foreign(connection: sqlite3.Connection, path: Path, known_version: int) -> None:
    version, application = _number(connection, "pragma user_version"), _number(connection, "pragma application_id")
    is_empty = _number(connection, "select count(*) from sqlite_schema") == 0
    if application != APPLICATION_ID and not is_empty:
        raise ProgressError(f"{path} is a database of another program.", "Name another folder in AWSLAB_HOME.")
    if version > known_version:
        raise ProgressError(
            f"The progress file {path} was written by a newer awslab (version {version}; this one knows "
            f"{known_version}).",
            "Update awslab, or name another folder in AWSLAB_HOME. The file was left as it is.",
        )


def _set_pragmas(connection: sqlite3.Connection) -> None:
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")


def _try_to_write(connection: sqlite3.Connection, version: int) -> None:
    """Shows now, and not at the first answer, that the file is read-only; nothing is changed."""
    connection.execute("begin immediate")
    connection.execute(f"pragma user_version = {version}")
    connection.execute("rollback")


def _migrate(connection: sqlite3.Connection, migrations: Sequence[Path]) -> None:
    """Apply each step in its own transaction, and look at the version again: another process may have been first."""
    while _number(connection, "pragma user_version") < len(migrations):
        with transaction(connection):
            version = _number(connection, "pragma user_version")
            if version < len(migrations):
                _apply(connection, migrations[version], version + 1)


def _apply(connection: sqlite3.Connection, script: Path, version: int) -> None:
    for statement in statements(script.read_text(encoding="utf-8")):
        connection.execute(statement)
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    connection.execute(f"pragma user_version = {version}")


def statements(script: str) -> Iterator[str]:
    """Return the statements of a script one by one: sqlite3's executescript would commit the transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
