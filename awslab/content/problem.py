"""What is wrong with a content file, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one place."""

    file: str
    """Absolute path."""
    line: int
    """1 is the first."""
    column: int
    """1 is the first."""
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.sentence}"
