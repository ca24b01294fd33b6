"""Getting a new process for an execution environment, and its output."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from awslab.cloud.ports.functions import NotRunnableError
from awslab.cloud.ports.processes import EnvironmentSpec, LaunchedProcess, Launcher

START_SECONDS = 15.0
"""Seconds that a process may take to come up before awslab gives up on it."""


def launch(spec: EnvironmentSpec, launcher: Launcher) -> tuple[LaunchedProcess, socket.socket]:
    """Start a process and return it with the connection to it; raises NotRunnableError when there is none to be had."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(spec.socket)
        listener.listen(1)
        listener.settimeout(START_SECONDS)
        try:
            process = launcher.launch(spec)
        except RuntimeError as error:
            Path(spec.socket).unlink(missing_ok=True)
            raise _unavailable(str(error)) from error
        try:
            connection, _ = listener.accept()
        except TimeoutError as error:
            process.kill()
            raise _unavailable("its process did not come up") from error
        finally:
            Path(spec.socket).unlink(missing_ok=True)
    connection.setblocking(True)
    return process, connection


def give_output(connection: socket.socket) -> int:
    """Hand the process a pipe to write to; return the end to read."""
    reading_end, writing_end = os.pipe()
    try:
        socket.send_fds(connection, [b"\0"], [writing_end])
    except OSError as error:
        os.close(reading_end)
        raise _unavailable("its process ended at once") from error
    finally:
        os.close(writing_end)
    os.set_blocking(reading_end, False)
    return reading_end


def _unavailable(why: str) -> NotRunnableError:
    message = f"awslab could not start an execution environment: {why}."
    return NotRunnableError("ServiceException", message, 500)
