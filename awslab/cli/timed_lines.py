"""Lines of stdin, with a word each second that none has come: a clock can run while the program waits."""

from __future__ import annotations

import codecs
import os
import select
import sys
from collections.abc import Iterator

_BYTES = 65536


def timed_lines(seconds: float) -> Iterator[str | None]:
    """Yield each line of stdin without its end, and None whenever so many seconds pass without input."""
    descriptor = sys.stdin.fileno()
    decoder = codecs.getincrementaldecoder(sys.stdin.encoding or "utf-8")(errors="replace")
    text = ""
    while True:
        readable, _, _ = select.select([descriptor], [], [], seconds)
        if not readable:
            yield None
            continue
        piece = os.read(descriptor, _BYTES)
        text += decoder.decode(piece, final=not piece)
        *lines, text = text.split("\n")
        yield from (line.rstrip("\r") for line in lines)
        if not piece:
            if text:
                yield text
            return
