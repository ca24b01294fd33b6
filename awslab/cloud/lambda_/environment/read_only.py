"""A function may write below /tmp and nowhere else, as on Lambda."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence

Arguments = tuple[object, ...]
"""Of an event that Python audits: https://docs.python.org/3/library/audit_events.html"""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def write_only_below(folders: Sequence[str], *, scratch: str, but_not: str) -> None:
    """Let Python code that writes elsewhere get AWS's `[Errno 30] Read-only file system`.

    `scratch` may lie in `but_not` (the sandbox's state), which may lie in one of the folders. This is an audit
    hook, so it holds for Python only and cannot be taken back.
    """
    roots = [os.path.realpath(folder) for folder in folders]
    scratch, but_not = os.path.realpath(scratch), os.path.realpath(but_not)

    def is_allowed(full: str) -> bool:
        return _below(full, scratch) or (not _below(full, but_not) and any(_below(full, root) for root in roots))

    def refuse(path: object) -> None:
        if not isinstance(path, str | bytes) or not path:
            return
        if not is_allowed(os.path.realpath(os.fsdecode(path))):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)

    def check_opening(arguments: Arguments) -> None:
        path, _, flags = arguments
        if isinstance(flags, int) and flags & _WRITING:
            refuse(path)

    def check_first(arguments: Arguments) -> None:
        refuse(arguments[0])

    def check_second(arguments: Arguments) -> None:
        refuse(arguments[1])

    checks: dict[str, tuple[Callable[[Arguments], None], ...]] = {
        "open": (check_opening,),
        "os.rename": (check_first, check_second),
        "os.link": (check_second,),
        "os.symlink": (check_second,),
    }
    checks |= dict.fromkeys(
        ("os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.chown"), (check_first,)
    )

    def hook(event: str, arguments: Arguments) -> None:
        for check in checks.get(event, ()):
            check(arguments)

    sys.addaudithook(hook)


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)
