"""Forking from the host: a child keeps the descriptors it is given, and nothing else of the host's."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable

from awslab.sandbox.child.confine import die_with_parent

_EXIT_FAILURE = 70
_HIGHEST = 65536


def fork(main: Callable[[], int], keep: Iterable[int]) -> int:
    """Run `main` in a fork, in a session and process group of its own, dying with this process; returns its pid.

    Of the open descriptors the child keeps the first three and `keep`. Its exit status is what `main` returns.
    """
    if threading.active_count() != 1:
        raise RuntimeError("the sandbox host has started a thread and can no longer fork safely")
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    status = _EXIT_FAILURE
    try:
        os.setsid()
        die_with_parent(parent)
        _leave_the_host(keep)
        status = main()
    except BaseException:  # noqa: BLE001  # nothing may unwind into the host's loop in a second process
        with contextlib.suppress(OSError):
            os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)


def _leave_the_host(keep: Iterable[int]) -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    below = 3
    for descriptor in sorted(keep):
        os.closerange(below, descriptor)
        below = descriptor + 1
    os.closerange(below, _HIGHEST)


def kill_group(pid: int) -> None:
    """Kill a forked child and everything in its process group."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)


def orphans(child_pids: Iterable[int]) -> list[int]:
    """Children of this process that it did not start: what its own children left behind (Linux only)."""
    try:
        with open(f"/proc/self/task/{threading.get_native_id()}/children") as file:  # noqa: PTH123
            children = [int(pid) for pid in file.read().split()]
    except OSError:
        return []
    own_children = set(child_pids)
    return [pid for pid in children if pid not in own_children]
