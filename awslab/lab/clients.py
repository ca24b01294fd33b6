"""What judging needs from the world: calls to AWS, the trail, and a clock. The sandbox provides them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class CallRefused(Exception):  # not an error: a refusal is an answer that checks look at
    """AWS refused a call."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        """AWS's error code, such as NoSuchBucket."""
        self.message = message


class Clients(Protocol):
    """Who asks AWS on the judge's behalf."""

    def call(self, service: str, operation: str, parameters: Mapping[str, Any]) -> Any:
        """Return the answer of a boto3 client method, without ResponseMetadata, streams read as text.

        Raises CallRefused when AWS refuses.
        """

    def request(self, method: str, target: str, headers: Mapping[str, str], body: str) -> Mapping[str, Any]:
        """Return what the edge answers to an HTTP request: `status`, `headers` (names in lower case), `body` (text)."""

    def allowed(self, question: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return `allowed`: may `principal` do `action` on `resource` in `context`; and `because`, a sentence."""

    def trace(self, from_: str, to: str) -> Mapping[str, Any]:
        """Return what `awslab trace FROM TO --json` prints: `reachable`, `hops` and `fix`.

        Raises CallRefused for an end that means nothing.
        """

    def trail(self) -> Sequence[Mapping[str, Any]]:
        """Return the learner's calls, oldest first, with the keys of a trail entry."""

    def now(self) -> float:
        """Return the seconds of a clock that only goes forward."""

    def wait(self, seconds: float) -> None:
        """Let that many seconds pass."""
