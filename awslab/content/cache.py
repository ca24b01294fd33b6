"""Parsed content saved in SQLite, so that an unchanged file is not parsed again.

A file is unchanged when its size, times and inode are those it was read with. A file written within two seconds of
being read could change once more without a different time stamp, so it is compared by its hash until that time has
passed. The cache is named after the packs' folders and the reader's own source, checked to belong to the user, and
thrown away when it is damaged; without a usable folder it lives in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from awslab.content.codec import freeze
from awslab.content.problem import Problem

_RACE_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A content file as it lies on disk."""

    path: str
    kind: str
    """`topics`, `exams`, `questions`, `drills`, `notes` or `lab`."""
    signature: str
    modified_ns: int


def look_at(path: Path, kind: str) -> SourceFile:
    """Stat a file; a lab's signature covers the files beside it too, which the lab names and changes."""
    stamp = _stamp(path)
    if kind != "lab":
        return SourceFile(str(path), kind, stamp.text, stamp.modified_ns)
    stamps = [stamp]
    for file in _companions(path):
        with contextlib.suppress(OSError):  # an editor that saves replaces files at any moment
            stamps.append(_stamp(file))
    digest = hashlib.sha256("\n".join(stamp.text for stamp in stamps).encode()).hexdigest()
    return SourceFile(str(path), kind, digest, max(stamp.modified_ns for stamp in stamps))


class _Stamp(NamedTuple):
    text: str
    """Path, size, times and inode of a file."""
    modified_ns: int


def _stamp(path: Path) -> _Stamp:
    status = path.stat()
    text = f"{path}:{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"
    return _Stamp(text, max(status.st_mtime_ns, status.st_ctime_ns))


def _companions(lab_file: Path) -> list[Path]:
    """The other files in a lab's folder, sorted."""
    files = (path for path in lab_file.parent.rglob("*") if path != lab_file and path.is_file())
    return sorted(path for path in files if "__pycache__" not in path.parts)


def open_cache(folder: Path, roots: Sequence[Path]) -> sqlite3.Connection:
    """Open the cache of these packs: a file in `folder`, or one in memory when the folder cannot be used."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"content-{_name(roots)}.sqlite"
        if file.exists() and file.stat().st_uid != os.getuid():
            return _connect(":memory:")
        try:
            return _connect(str(file))
        except sqlite3.DatabaseError:
            _remove(file)
            return _connect(str(file))
    except (OSError, sqlite3.Error):
        return _connect(":memory:")


def discard(connection: sqlite3.Connection) -> None:
    """Close a damaged cache and delete its file."""
    with contextlib.suppress(sqlite3.Error):
        file = next((row[2] for row in connection.execute("pragma database_list")), "")
        connection.close()
        if file:
            _remove(Path(file))


def _name(roots: Sequence[Path]) -> str:
    """Return a name that stands for the packs and the code that reads them; other versions get another cache."""
    digest = hashlib.sha256()
    for root in roots:
        digest.update(f"{root}\n".encode())
    folder = Path(__file__).parent
    generators = (folder.parent / "drills").rglob("*.py")
    for source in sorted([*folder.glob("*.py"), *folder.glob("*.sql"), *(folder / "model").glob("*.py"), *generators]):
        status = source.stat()
        digest.update(f"{source}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:24]


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)


def _connect(database: str) -> sqlite3.Connection:
    connection = sqlite3.connect(database, timeout=10, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")  # a cache: damage after a power cut is found and thrown away
        connection.execute("pragma foreign_keys = on")
        connection.executescript(Path(__file__).with_name("cache.sql").read_text("utf-8"))
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit everything at the end of the context, or nothing; another awslab that updates the same cache waits."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def unchanged(connection: sqlite3.Connection, files: Iterable[SourceFile]) -> set[str]:
    """Return the paths of the files that are as they were when the cache was written."""
    rows = {row[0]: row[1:] for row in connection.execute("select path, signature, settled, sha256 from file")}
    paths: set[str] = set()
    for file in files:
        cached = rows.get(file.path)
        if cached is None or cached[0] != file.signature:
            continue
        if cached[1] or content_hash(file) == cached[2]:
            paths.add(file.path)
    return paths


def content_hash(file: SourceFile) -> str:
    """SHA-256 in hex of the file's bytes, for a lab of the files beside it too; empty when one cannot be read."""
    path = Path(file.path)
    digest = hashlib.sha256()
    try:
        for part in (path, *(_companions(path) if file.kind == "lab" else ())):
            digest.update(hashlib.sha256(part.read_bytes()).digest())
    except OSError:
        return ""
    return digest.hexdigest()


def is_settled(file: SourceFile, read_ns: int) -> bool:
    """Whether every later write gives the file another signature; `read_ns` is when it was read."""
    return read_ns - file.modified_ns > _RACE_NS


def put_file(
    connection: sqlite3.Connection,
    file: SourceFile,
    *,
    place: int,
    settled: bool,
    sha256: str,
    problems: Sequence[Problem],
    rows: Iterable[tuple[str, str, tuple[str | int, ...], tuple[str, str, int, str], Any]],
) -> None:
    """Replace what is known of a file. A row: kind, id, path in the file, (skill, type, level, exams), record."""
    connection.execute("delete from file where path = ?", (file.path,))
    connection.execute(
        "insert into file values (?, ?, ?, ?, ?, ?, ?)",
        (file.path, file.kind, place, file.signature, int(settled), sha256, _problems(problems)),
    )
    connection.executemany(
        "insert into item values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(file.path, kind, id_, freeze(path), *light, freeze(record)) for kind, id_, path, light, record in rows],
    )


def _problems(problems: Sequence[Problem]) -> bytes:
    rows = [[problem.file, problem.line, problem.column, problem.sentence] for problem in problems]
    return json.dumps(rows).encode()


def read_problems(blob: bytes) -> list[Problem]:
    """Return the problems that `put_file` or `put_disagreements` stored."""
    return [Problem(*row) for row in json.loads(blob)]


def put_disagreements(connection: sqlite3.Connection, problems: Sequence[Problem]) -> None:
    """Store the problems between files; they are looked for again when any file changes."""
    connection.execute("insert or replace into note values ('disagreements', ?)", (_problems(problems),))


def all_problems(connection: sqlite3.Connection) -> list[Problem]:
    """Return every problem of every file and between files, sorted by place."""
    blobs = [row[0] for row in connection.execute("select problems from file where problems != x'5b5d'")]
    blobs += [row[0] for row in connection.execute("select value from note where key = 'disagreements'")]
    return sorted({problem for blob in blobs for problem in read_problems(blob)})


DAMAGED = (sqlite3.DatabaseError, pickle.UnpicklingError, json.JSONDecodeError)
"""What reading a damaged cache raises."""
