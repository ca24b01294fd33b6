"""What the learner's program prints, as it prints it."""

from __future__ import annotations

import re
from collections import deque

from textual.widgets import Log

_LINES = 5_000
_AT_ONCE = 50_000
"""Characters drawn at a time; more would be gone before anyone read them."""
_CONTROL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b.|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class OutputPane(Log):
    """The last lines of the output; what comes faster than it can be read is left out, and said so."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  # Textual's name
        super().__init__(max_lines=_LINES, id=id)
        self._pending: deque[str] = deque()

    def on_mount(self) -> None:
        self.set_interval(0.1, self.drain)

    def feed(self, text: str) -> None:
        """Take in output; may be called from any thread."""
        self._pending.append(text)

    def restart(self) -> None:
        """Begin with nothing."""
        self._pending.clear()
        self.clear()

    def drain(self) -> None:
        """Draw what has come since the last time."""
        pieces = []
        while self._pending:
            pieces.append(self._pending.popleft())
        text = "".join(pieces)
        if not text:
            return
        if len(text) > _AT_ONCE:
            left_out = len(text) - _AT_ONCE
            text = f"{text[: _AT_ONCE // 2]}\n… {left_out:,} characters left out …\n{text[-_AT_ONCE // 2 :]}"
        self.write(_CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
