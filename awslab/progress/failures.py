"""What SQLite says, as a sentence a learner can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from awslab.errors import ProgressError

_PRIMARY_CODE = 0xFF
"""SQLite's extended error codes carry the primary one in the lowest byte."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def is_damaged(exc: sqlite3.Error) -> bool:
    """Whether the file itself is broken, and not only unavailable right now."""
    return _code(exc) in _DAMAGED


def explained(exc: sqlite3.Error, path: Path) -> ProgressError:
    """Return the error to show in place of `exc`."""
    match _code(exc):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return ProgressError(
                f"Another program is writing to the progress file {path}.",
                "Answer again in a moment, or close the other program.",
            )
        case sqlite3.SQLITE_FULL:
            return ProgressError("The disk is full; this was not recorded.", f"Free some space on the disk of {path}.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_AUTH:
            return ProgressError(
                f"The progress file {path} cannot be written.",
                "Make the file and its folder writable, or name another folder in AWSLAB_HOME.",
            )
        case sqlite3.SQLITE_IOERR:
            return ProgressError(
                f"The disk reported an error at the progress file {path}.", "Check the disk and the space left on it."
            )
    return ProgressError(f"The progress file {path} cannot be used: {exc}.", "Run `awslab doctor`.")


def unreachable(exc: OSError, path: Path) -> ProgressError:
    """Return the error for a file or folder that the operating system refuses."""
    return ProgressError(
        f"The progress file {path} cannot be opened: {exc.strerror or exc}.",
        "Make the file and its folder writable, or name another folder in AWSLAB_HOME.",
    )


def _code(exc: sqlite3.Error) -> int:
    return getattr(exc, "sqlite_errorcode", 0) & _PRIMARY_CODE
