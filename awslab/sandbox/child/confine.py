"""What programs in the sandbox may not do: reach other machines, start programs, eat up this one.

Audit hooks (https://docs.python.org/3/library/audit_events.html) see what Python code asks for. They protect a learner
from a slip (a call that goes to real AWS), not awslab from a determined attacker: this is no security boundary.
"""

from __future__ import annotations

import ctypes
import os
import re
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from awslab.cloud.gateway.loopback import host_text, is_loopback

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_PROGRAM_STARTS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.fork",
    "os.forkpty",
    "pty.spawn",
)
_ENVIRON_OF_OTHERS = re.compile(r"/proc/\d+/environ")


def die_with_parent(parent: int, with_signal: int = signal.SIGKILL, *, watch: bool = True) -> None:
    """Be killed when the process `parent`, which started this one, ends in any way.

    macOS has no call for this: there a thread looks after the parent, unless `watch` is False.
    """
    if not _prctl(_PR_SET_PDEATHSIG, with_signal) and watch:
        threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it ended before the call above
        os._exit(1)


def adopt_orphans() -> None:
    """Make this process the parent of what its children leave behind, so that it can end it (Linux only)."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    return bool(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) == 0)


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.3)
    os._exit(1)


def limit(*, cpu: int | None, memory: int, file_size: int) -> None:
    """Bound this process: seconds of computing, bytes of memory beyond what it has mapped now, bytes of a file.

    The address space is what Linux bounds; macOS ignores it.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, file_size)
    if cpu is not None:
        # the soft limit's signal ends the process; the hard one is for a program that catches it
        _lower(resource.RLIMIT_CPU, cpu, cpu + 2)
    mapped_bytes = _mapped()
    if mapped_bytes is not None:
        _lower(resource.RLIMIT_AS, mapped_bytes + memory)
    processes = _processes()
    if processes is not None:
        # generous for threads, and the end of a fork bomb that gets past the audit hook
        _lower(resource.RLIMIT_NPROC, processes + 512)


def _lower(kind: int, soft: int, hard: int | None = None) -> None:
    _, highest = resource.getrlimit(kind)
    soft_limit = soft if hard is None else hard
    ceiling = soft_limit if highest == resource.RLIM_INFINITY else min(soft_limit, highest)
    resource.setrlimit(kind, (min(soft, ceiling), ceiling))


def _mapped() -> int | None:
    """Bytes of address space in use; None where /proc does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return None


def _processes() -> int | None:
    """Processes and threads on this machine; None where /proc does not tell."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
    except OSError:
        return None


def stay_on_this_machine(*, sockets_below: Sequence[Path] = ()) -> None:
    """From now on refuse every address that is not loopback, and Unix sockets outside `sockets_below`."""
    roots = tuple(str(folder) for folder in sockets_below)

    def reach(event: str, arguments: tuple[Any, ...]) -> None:
        address = arguments[1]
        if isinstance(address, tuple) and address and not is_loopback(address[0]):
            raise RuntimeError(f"awslab labs reach only this machine: {_verb(event)} {_shown(address)} was refused.")
        if isinstance(address, str | bytes) and not os.fsdecode(address).startswith(roots):
            raise RuntimeError(f"awslab labs reach only this machine: the socket {address!r} was refused.")

    def look_up(_: str, arguments: tuple[Any, ...]) -> None:
        name = arguments[0]
        if name and not is_loopback(name):
            raise RuntimeError(f"awslab labs reach only this machine: looking up {host_text(name)} was refused.")

    _refuse_on(
        {
            "socket.connect": reach,
            "socket.sendto": reach,
            "socket.sendmsg": reach,
            "socket.bind": reach,
            "socket.getaddrinfo": look_up,
            "socket.gethostbyname": look_up,
            "socket.gethostbyaddr": look_up,
        }
    )


def start_no_programs(hint: str) -> None:
    """From now on refuse to fork and to start programs; `hint` says what to do instead."""

    def refuse(*_: Any) -> None:
        raise RuntimeError(f"awslab does not let this program start other programs. {hint}")

    _refuse_on(dict.fromkeys(_PROGRAM_STARTS, refuse))


def leave_credentials_alone(home: Path) -> None:
    """From now on refuse to open real AWS credentials, in `home` or in another process's environment."""
    guarded = str(home / ".aws")

    def opening(_: str, arguments: tuple[Any, ...]) -> None:
        path = arguments[0]
        if not isinstance(path, str | bytes):
            return
        full = os.path.realpath(os.fsdecode(path)) if b".aws" in os.fsencode(path) else os.fsdecode(path)
        if full == guarded or full.startswith(guarded + os.sep) or _ENVIRON_OF_OTHERS.fullmatch(full):
            raise PermissionError(f"awslab keeps your own AWS credentials out of labs: opening {full} was refused.")

    _refuse_on({"open": opening, "os.chdir": opening})


def _refuse_on(handlers: dict[str, Callable[[str, tuple[Any, ...]], None]]) -> None:
    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        handler = handlers.get(event)
        if handler is not None:
            handler(event, arguments)

    sys.addaudithook(hook)


def _verb(event: str) -> str:
    return {"socket.connect": "connecting to", "socket.bind": "listening on"}.get(event, "sending to")


def _shown(address: tuple[Any, ...]) -> str:
    return ":".join(str(part) for part in address[:2])
