"""A function may signal itself and nobody else: the process above it is not Lambda's but the sandbox's."""

from __future__ import annotations

import errno
import os
import sys


def signal_only_itself() -> None:
    """Let Python code that signals another process get `[Errno 1] Operation not permitted`, as on Lambda.

    This is an audit hook, so it holds for Python only and cannot be taken back.
    """

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "os.kill":
            refuse(arguments[0] not in (os.getpid(), 0, -os.getpgrp()))
        elif event == "os.killpg":
            refuse(arguments[0] not in (os.getpgrp(), 0))

    def refuse(foreign: bool) -> None:
        if foreign:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    sys.addaudithook(hook)
