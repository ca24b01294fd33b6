"""A program whose terminal was closed ends."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

from awslab.tui.hangup import is_hung_up

HANG = 300.0
"""Seconds after which the program counts as hanging."""


def test_a_terminal_is_hung_up_once_its_other_end_is_closed() -> None:
    controller, terminal = pty.openpty()
    assert not is_hung_up(terminal)
    os.close(controller)
    assert is_hung_up(terminal)
    os.close(terminal)
    assert is_hung_up(terminal)


def test_the_interface_ends_with_its_terminal_even_when_no_signal_tells_it(tmp_path: Path) -> None:
    controller, terminal = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "awslab"],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={**os.environ, "AWSLAB_HOME": str(tmp_path), "TERM": "xterm-256color"},
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN) and None,
        start_new_session=True,
    )
    os.close(terminal)
    _read_until(controller, b"Topics")
    os.close(controller)
    try:
        assert program.wait(HANG) is not None
    finally:
        program.kill()
        program.wait()


def _read_until(controller: int, wanted: bytes) -> None:
    seen, end = b"", time.monotonic() + HANG
    while wanted not in seen:
        assert time.monotonic() < end, seen[-500:]
        seen += os.read(controller, 65536)
