"""Starting programs as a learner does, and noting when a text has come out of them."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROWS, COLUMNS = 40, 120
_PATIENCE = 60.0
"""Seconds after which a text is given up."""
_ESCAPES = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: titles
    rb"|\x1bP[^\x1b]*\x1b\\"  # DCS
    rb"|\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, modes
    rb"|\x1b[ -/]*[0-~]"
)
_KEEPS = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR")


class NotSeen(Exception):
    """A program ended, or a minute went by, before a text was seen."""


def awslab(*arguments: str) -> list[str]:
    """The `awslab` command of this environment."""
    script = Path(sys.executable).with_name("awslab")
    return [str(script), *arguments] if script.exists() else [sys.executable, "-m", "awslab", *arguments]


def clean_environment(home: Path) -> dict[str, str]:
    """What every timed program gets: nothing of the person who measures, and a home of its own below `home`."""
    variables = {name: os.environ[name] for name in _KEEPS if name in os.environ}
    return (
        {"LANG": "C.UTF-8"}
        | variables
        | {
            "HOME": str(home),
            "AWSLAB_HOME": str(home / "awslab"),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
    )


def seen_in_terminal(command: Sequence[str], texts: Sequence[str], environment: Mapping[str, str]) -> list[float]:
    """Start `command` in a pseudo-terminal of 120x40; the seconds until each of `texts` was drawn. Ends it then.

    A text counts when its last byte can be read from the terminal. Raises NotSeen.
    """
    screen, program_side = pty.openpty()
    fcntl.ioctl(program_side, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    try:
        return _watch(command, texts, environment, screen, program_side, program_side)
    finally:
        os.close(screen)


def seen_in_pipe(command: Sequence[str], texts: Sequence[str], environment: Mapping[str, str]) -> list[float]:
    """Start `command` with empty input and a pipe for its output; the seconds until each of `texts` came. Ends it."""
    output, program_side = os.pipe()
    try:
        return _watch(command, texts, environment, output, subprocess.DEVNULL, program_side)
    finally:
        os.close(output)


def run_to_end(command: Sequence[str], environment: Mapping[str, str], folder: Path | None = None) -> float:
    """The seconds from start to exit. Raises CalledProcessError with the output when it fails."""
    start = time.perf_counter()
    subprocess.run(
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=_PATIENCE,
    )
    return time.perf_counter() - start


def _watch(
    command: Sequence[str],
    texts: Sequence[str],
    environment: Mapping[str, str],
    output: int,
    stdin: int,
    stdout: int,
) -> list[float]:
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdin=stdin, stdout=stdout, stderr=stdout, start_new_session=True
    )
    os.close(stdout)
    try:
        return _times(output, [text.encode() for text in texts], start)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _times(output: int, texts: Sequence[bytes], start: float) -> list[float]:
    moments: dict[bytes, float] = {}
    output_so_far = b""
    while len(moments) < len(texts):
        is_ready, _, _ = select.select([output], [], [], max(0.0, start + _PATIENCE - time.perf_counter()))
        part = _read(output) if is_ready else b""
        if not part:
            raise NotSeen(f"{texts} were not all printed, only: {_ESCAPES.sub(b' ', output_so_far)[-2000:]!r}")
        now = time.perf_counter() - start
        output_so_far += part
        plain = _ESCAPES.sub(b"", output_so_far)
        moments |= {text: now for text in texts if text not in moments and text in plain}
    return [moments[text] for text in texts]


def _read(output: int) -> bytes:
    try:
        return os.read(output, 1 << 20)
    except OSError:  # the other end of a pseudo-terminal is closed
        return b""
