"""Opening the full interface: the one place where its parts are put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awslab.content.library import Library
    from awslab.quiz.selection import Wanted


def open_home(extra_packs: tuple[Path, ...]) -> int:
    """The interface at home; its exit status."""
    raise NotImplementedError


def open_quiz(extra_packs: tuple[Path, ...], library: Library, wanted: Wanted, seed: int | None) -> int:
    """The interface at a quiz; its exit status."""
    raise NotImplementedError


def open_notes(extra_packs: tuple[Path, ...], library: Library, topic: str) -> int:
    """The interface at the notes of a topic; its exit status."""
    raise NotImplementedError


def open_lab(extra_packs: tuple[Path, ...], library: Library, lab_id: str) -> int:
    """The interface at a lab; its exit status."""
    raise NotImplementedError
