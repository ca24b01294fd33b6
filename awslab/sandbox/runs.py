"""A program that runs, and a lab that is being judged: to wait for, or to cancel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from awslab.lab.verdict import Verdict, verdict_from_message
from awslab.sandbox.conversation import Conversation
from awslab.sandbox.link import HostLink
from awslab.sandbox.protocol import Cancel, Ended, Examine, Judged, Output, RunScript


@dataclass(frozen=True, slots=True)
class ScriptResult:
    """How a program ended."""

    exit: int | None
    """Its exit status, negative for a signal; None when awslab stopped it."""
    output: str
    """What it printed, errors included."""
    seconds: float
    stopped: str
    """Why awslab stopped it, a sentence; empty when it ended by itself."""


class ScriptRun:
    """A program that runs."""

    def __init__(self, link: HostLink, on_output: Callable[[str], None] | None) -> None:
        self._link = link
        self._on_output = on_output
        self._output_pieces: list[str] = []
        self._conversation: Conversation | None = None

    def start(self, command: Callable[[int], RunScript]) -> None:
        """Ask the host to run it."""
        self._conversation = self._link.ask(command, self._hear)

    def wait(self) -> ScriptResult:
        """How it ended, when it has. Raises SandboxError when the sandbox stopped meanwhile."""
        assert self._conversation is not None
        end_event: Ended = self._conversation.wait()
        return ScriptResult(end_event.exit, "".join(self._output_pieces), end_event.seconds, end_event.stopped)

    def cancel(self) -> None:
        """Stop it and everything it started."""
        assert self._conversation is not None
        self._link.send(Cancel(self._conversation.number))

    def _hear(self, output: Output) -> None:
        self._output_pieces.append(output.text)
        if self._on_output is not None:
            self._on_output(output.text)


class JudgeRun:
    """A lab that is being judged."""

    def __init__(self, link: HostLink, on_verdict: Callable[[Verdict], None] | None) -> None:
        self._link = link
        self._on_verdict = on_verdict
        self._verdicts: list[Verdict] = []
        self._conversation: Conversation | None = None

    def start(self, command: Callable[[int], Examine]) -> None:
        """Ask the host for an examiner."""
        self._conversation = self._link.ask(command, self._hear)

    def wait(self) -> list[Verdict]:
        """Every verdict, when all have fallen. Raises SandboxError when it was cancelled or the examiner stopped."""
        assert self._conversation is not None
        self._conversation.wait()
        return list(self._verdicts)

    def cancel(self) -> None:
        """Stop judging."""
        assert self._conversation is not None
        self._link.send(Cancel(self._conversation.number))

    def _hear(self, event: Judged) -> None:
        verdict = verdict_from_message(event.verdict)
        self._verdicts.append(verdict)
        if self._on_verdict is not None:
            self._on_verdict(verdict)
