"""The pipes between parent and host: one thread starts the host, reads from it, and lives as long as it does."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import IO, Any

from awslab.errors import SandboxError
from awslab.sandbox.conversation import LAST, Conversation, SandboxNews
from awslab.sandbox.environment import host_environment
from awslab.sandbox.protocol import (
    VERSION,
    Closed,
    Command,
    Event,
    Started,
    Trailed,
    Warm,
    decode,
    encode,
)

_LOG_KEEPS = 1024 * 1024
"""Bytes of log above which a new host begins it anew."""

log = logging.getLogger(__name__)


class HostLink:
    """A running host process and the conversations with it."""

    def __init__(self, log_file: Path, services: Sequence[str]) -> None:
        self._log_file = log_file
        self._services = tuple(services)
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._conversations: dict[int, Conversation] = {}
        self._news: dict[int, SandboxNews] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._start_event = threading.Event()
        self._end_error: SandboxError | None = None
        self.warm = threading.Event()
        # Linux ties the host's life to the thread that started it (PR_SET_PDEATHSIG), so this thread starts it
        # and then stays to read from it
        self._thread = threading.Thread(target=self._live, name="awslab sandbox host", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The host's process id."""
        self._start_event.wait()
        if self._process is None:
            raise self._end()
        return self._process.pid

    def ask(self, command: Callable[[int], Command], on_part: Callable[[Any], None] = lambda _: None) -> Conversation:
        """Send the command that `command` makes for a new request number. Raises SandboxError without a host."""
        conversation = Conversation(next(self._numbers), on_part)
        with self._lock:
            self._conversations[conversation.number] = conversation
        self.send(command(conversation.number))
        return conversation

    def send(self, command: Command) -> None:
        """Send a command that begins no conversation. Raises SandboxError without a host."""
        self._start_event.wait()
        with self._lock:
            if self._end_error is not None or self._process is None:
                raise self._end()
            try:
                _input(self._process).write(encode(command))
                _input(self._process).flush()
            except OSError as error:
                raise self._end() from error

    def news(self, sandbox: int) -> SandboxNews:
        """Where what is told about that sandbox is kept."""
        with self._lock:
            return self._news.setdefault(sandbox, SandboxNews())

    def forget(self, sandbox: int) -> None:
        """Keep nothing more about that sandbox."""
        with self._lock:
            self._news.pop(sandbox, None)

    def close(self) -> None:
        """End the host: its input ends, it stops what it started, and goes. It is killed if that takes 3 seconds."""
        self._start_event.wait()
        if self._process is None:
            return
        with self._lock:
            self._end_error = self._end_error or SandboxError("The sandbox is closed.", "Start it again.")
            try:
                _input(self._process).close()
            except OSError:
                log.debug("the sandbox host was gone before it was closed")
        try:
            self._process.wait(3)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._thread.join()

    def _live(self) -> None:
        try:
            self._process = self._popen()
        except OSError as error:
            self._end_error = SandboxError(
                f"The sandbox process could not be started: {error}.", "Try `awslab doctor`."
            )
        finally:
            self._start_event.set()
        if self._process is not None:
            self._read(self._process)
        self._break_off()

    def _popen(self) -> subprocess.Popen[bytes]:
        if not hasattr(os, "fork"):
            raise OSError("it needs Linux or macOS (on Windows: WSL)")
        package_root = str(Path(__file__).resolve().parents[2])
        environment = host_environment(os.environ)
        if Path(package_root).name not in ("site-packages", "dist-packages"):
            environment["PYTHONPATH"] = os.pathsep.join(filter(None, (package_root, environment.get("PYTHONPATH"))))
        self._log_file.parent.mkdir(parents=True, exist_ok=True)
        is_long = self._log_file.exists() and self._log_file.stat().st_size > _LOG_KEEPS
        with self._log_file.open("wb" if is_long else "ab") as errors:
            return subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "awslab.sandbox.child",
                    f"--parent={os.getpid()}",
                    *self._services,
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                # a Ctrl-C in the terminal is the parent's to handle
                start_new_session=True,
            )

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                try:
                    self._dispatch(decode(line))
                except ValueError:
                    log.exception("the sandbox host said something unintelligible")
        process.wait()
        with self._lock:
            self._end_error = self._end_error or SandboxError(
                f"The sandbox stopped unexpectedly ({_how(process.returncode)}).",
                f"Its log is {self._log_file}. Start awslab again.",
            )
            try:
                _input(process).close()
            except OSError:
                log.debug("the sandbox host left unread input")

    def _dispatch(self, event: Event) -> None:
        match event:
            case Started(version=version):
                if version != VERSION:
                    raise ValueError(f"the host speaks version {version}, this side {VERSION}")
            case Warm():
                self.warm.set()
            case Trailed(sandbox=sandbox) | Closed(sandbox=sandbox):
                self.news(sandbox).hear(event)
            case _:
                self._conversation(event).hear(event)

    def _conversation(self, event: Any) -> Conversation:
        with self._lock:
            if isinstance(event, LAST):
                return self._conversations.pop(event.request)
            return self._conversations[event.request]

    def _break_off(self) -> None:
        with self._lock:
            conversations = list(self._conversations.values())
            self._conversations.clear()
            news = list(self._news.values())
        self.warm.set()
        for conversation in conversations:
            conversation.break_off(self._end())
        for sandbox_news in news:
            sandbox_news.gone.set()

    def _end(self) -> SandboxError:
        error = self._end_error
        if error is None:
            return SandboxError("The sandbox stopped unexpectedly.", f"Its log is {self._log_file}.")
        return SandboxError(error.message, error.hint)


def _input(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdin is not None
    return process.stdin


def _how(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"
