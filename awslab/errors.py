"""Every error that awslab shows a person, in one place.

    AwslabError
    ├── UsageError        2   the command, or what was typed, cannot be understood
    │   └── NotFound      2   a topic, lab, question or exam of that name does not exist
    ├── SandboxError      4   the sandbox could not start or stopped
    └── ProgressError     5   the progress file cannot be used

The number is the exit status of the command line; 3 is that of `awslab content` when files are wrong or a lab is not
proven, which are findings and not errors. A learner's own mistake is never an error: a wrong answer is a
`Grade`, a lab check that does not hold is a `Verdict`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class AwslabError(Exception):
    """Something awslab tells a person: what happened, and what to do about it."""

    exit_status = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What happened, one sentence."""
        self.hint = hint
        """What to do next; empty when there is nothing to say."""


class UsageError(AwslabError):
    """The command, or what was typed, cannot be understood."""

    exit_status = 2


class NotFound(UsageError):
    """Nothing has that name; the hint suggests names that are close."""

    def __init__(self, kind: str, name: str, candidates: Iterable[str]) -> None:
        names = sorted(candidates)
        close = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
        choice = ", ".join(close or names[:12])
        hint = f"Did you mean {choice}?" if close else f"There is: {choice}." if names else f"There is no {kind} yet."
        super().__init__(f"There is no {kind} called “{name}”.", hint)


class SandboxError(AwslabError):
    """The sandbox could not start, or stopped."""

    exit_status = 4


class ProgressError(AwslabError):
    """The progress file cannot be used."""

    exit_status = 5
