"""`awslab lab shell`: the learner's shell in a sandbox, and the socket over which it asks to be judged.

The shell's own `awslab` talks to us over a Unix socket in a folder only the user can enter: one JSON line asks, one
answers. The sandbox's keys and the examiner stay in this process.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from awslab import paths
from awslab.cli.shell_variables import LAB_VARIABLE, SOCKET_VARIABLE
from awslab.content.model import Lab
from awslab.errors import AwslabError, SandboxError
from awslab.lab.verdict import Report, report, verdict_from_message, verdict_to_message
from awslab.sandbox.attempt import LabAttempt
from awslab.sandbox.process import SandboxHost
from awslab.sandbox.workspace import Workspace


def run_shell(lab: Lab, workspace: Workspace, command: str | None) -> int:
    """Run the learner's shell, or one command, in a prepared sandbox; its exit status."""
    with SandboxHost.start(log=paths.sandbox_log(), services=lab.services) as host, host.open() as sandbox:
        attempt = LabAttempt(lab, sandbox, workspace.values(lab))
        attempt.prepare()
        with _listening(attempt) as address:
            environment = attempt.environment(os.environ)
            environment |= {LAB_VARIABLE: lab.id, SOCKET_VARIABLE: address}
            if command is None and sys.stdin.isatty():
                _greet(lab, attempt)
            return _run(_command(command), environment, workspace.folder)


def ask_shell(lab: Lab) -> Report:
    """Have the lab shell around us judge its sandbox. Raises SandboxError when it cannot."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(os.environ[SOCKET_VARIABLE])
            connection.sendall(b'{"do": "check"}\n')
            with connection.makefile("r", encoding="utf-8") as answers:
                answer = json.loads(answers.readline() or "{}")
    except (OSError, KeyError, ValueError) as error:
        raise SandboxError(
            "The lab shell around this command does not answer.", "Leave it and open “awslab lab shell” again."
        ) from error
    if "verdicts" not in answer:
        raise SandboxError(str(answer.get("error") or "The lab shell could not judge."))
    return report(lab, [verdict_from_message(verdict_message) for verdict_message in answer["verdicts"]])


@contextmanager
def _listening(attempt: LabAttempt) -> Iterator[str]:
    """Return a socket that answers `check` with verdicts, while the context lasts."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()
            self.wfile.write(json.dumps(_judged(attempt)).encode() + b"\n")

    with tempfile.TemporaryDirectory(prefix="awslab-") as folder:
        address = str(Path(folder) / "shell.sock")
        with socketserver.ThreadingUnixStreamServer(address, Handler) as server:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, name="lab-shell", daemon=True).start()
            yield address
            server.shutdown()


def _judged(attempt: LabAttempt) -> dict[str, Any]:
    try:
        return {"verdicts": [verdict_to_message(verdict) for verdict in attempt.judge().wait()]}
    except AwslabError as error:
        return {"error": error.message}


def _command(command: str | None) -> list[str]:
    shell = os.environ.get("SHELL") or "/bin/sh"
    return [shell] if command is None else [shell, "-c", command]


def _run(command: list[str], environment: dict[str, str], folder: Path) -> int:
    """Run the shell in the foreground; Ctrl-C is its business, not ours."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
        ) as shell:
            status = shell.wait()
    except OSError as error:
        raise SandboxError(f"The shell {command[0]} cannot be started: {error.strerror}.", "Set SHELL.") from error
    finally:
        signal.signal(signal.SIGINT, before)
    return 128 - status if status < 0 else status


def _greet(lab: Lab, attempt: LabAttempt) -> None:
    click.secho(f"{lab.title}: a shell in its own AWS sandbox ({attempt.sandbox.endpoint}).", bold=True, err=True)
    for name, value in attempt.variables.items():
        click.echo(f"  ${name} = {value}", err=True)
    click.echo("“awslab lab check” judges what you did; “exit” ends the sandbox.", err=True)
