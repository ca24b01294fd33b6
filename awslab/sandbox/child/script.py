"""A learner's program, run in a fork of the host as `python program.py` would run it, within the lab's limits."""

from __future__ import annotations

import atexit
import io
import os
import random
import sys
import threading
import time
import traceback
import types
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TextIO

from awslab.sandbox.child.confine import leave_credentials_alone, limit, start_no_programs, stay_on_this_machine
from awslab.sandbox.protocol import Limits, RunScript

_HOST_PACKAGES = ("awslab", "moto", "flask", "flask_cors", "werkzeug", "jinja2", "openapi_spec_validator", "yaml")
"""Packages of the host that a program must not find imported: a file of its own may have such a name."""
_SHELL_HINT = "Open `awslab lab shell` to work with the AWS CLI and other programs."


def run(command: RunScript, output: int, home: Path) -> int:
    """Run the program, printing to the descriptor `output`; its exit status. `home` is the learner's own folder."""
    script, workspace = Path(command.script), Path(command.workspace)
    redirect(output)
    use_environment(command.environment)
    os.chdir(workspace)
    sys.argv = [command.script]
    sys.path[0:1] = [str(script.parent)]
    random.seed()
    forget_the_host()
    confine(command.limits, workspace, home)
    return finish(_run(script))


def redirect(output: int) -> None:
    """Nothing to read; everything that is printed goes to `output` as it is printed."""
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stdout = sys.__stdout__ = _text(1, "surrogateescape")  # type: ignore[misc, assignment]
    sys.stderr = sys.__stderr__ = _text(2, "backslashreplace")  # type: ignore[misc, assignment]


def _text(descriptor: int, errors: str) -> TextIO:
    raw = io.FileIO(descriptor, "w", closefd=False)
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", errors=errors, line_buffering=True)


def use_environment(environment: Mapping[str, str]) -> None:
    """Have exactly this environment."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()


def forget_the_host() -> None:
    """Be a plain Python process with boto3: no moto in botocore, no default session, no modules of the host's."""
    without_moto()
    for name in [name for name in sys.modules if name.partition(".")[0] in _HOST_PACKAGES]:
        del sys.modules[name]
    atexit._clear()


def without_moto() -> None:
    """Take moto out of botocore, and begin with no boto3 session."""
    import boto3
    from botocore import handlers

    handlers.BUILTIN_HANDLERS[:] = [
        entry for entry in handlers.BUILTIN_HANDLERS if not type(entry[1]).__module__.startswith("moto")
    ]
    boto3.DEFAULT_SESSION = None


def confine(limits: Limits, workspace: Path, home: Path) -> None:
    """Keep the program on this machine and within its limits. What was set here stays for the process's life."""
    limit(cpu=limits.cpu, memory=limits.memory, file_size=limits.file_size)
    stay_on_this_machine(sockets_below=(workspace,))
    start_no_programs(_SHELL_HINT)
    leave_credentials_alone(home)


def _run(script: Path) -> int:
    main = types.ModuleType("__main__")
    main.__file__ = str(script)
    main.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = main
    try:
        exec(compile(script.read_bytes(), str(script), "exec", dont_inherit=True), main.__dict__)
    except SystemExit as leaving:
        return exit_status(leaving)
    except KeyboardInterrupt:
        return 130
    except BaseException as error:  # noqa: BLE001  # as Python itself does at the top of a program
        show(error)
        return 1
    return 0


def show(error: BaseException) -> None:
    """Print a traceback without the frames of awslab, by way of the program's own `sys.excepthook`."""
    error.__traceback__ = _of_the_program(error.__traceback__)
    if isinstance(error, MemoryError) and not str(error):
        error.args = ("the program used more memory than the lab allows",)
    sys.excepthook(type(error), error, error.__traceback__)


def _of_the_program(trace: TracebackType | None) -> TracebackType | None:
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    _cut_refusals(trace)
    return trace


def _cut_refusals(trace: TracebackType | None) -> None:
    """An audit hook's own frames end some traces; they are awslab's as well."""
    while trace is not None and trace.tb_next is not None:
        if f"{os.sep}awslab{os.sep}sandbox{os.sep}" in trace.tb_next.tb_frame.f_code.co_filename:
            trace.tb_next = None
            return
        trace = trace.tb_next


def exit_status(leaving: SystemExit) -> int:
    """What Python makes of `sys.exit(...)`."""
    if leaving.code is None:
        return 0
    if isinstance(leaving.code, int):
        return leaving.code & 0xFF
    print(leaving.code, file=sys.stderr)  # noqa: T201  # the program's own words
    return 1


def finish(status: int) -> int:
    """Wait for the program's threads and run what it wanted run at its end, as Python does."""
    try:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # closed by the program, or nobody reads any more
            continue
    return status
