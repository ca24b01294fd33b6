"""What a guard says when a call does not pass."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """What AWS answers instead of doing it."""

    code: str
    message: str
    status: int | None = None
    """None: what the service's model says for the code, else 400."""
