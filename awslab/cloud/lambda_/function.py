"""The values of an invocation: the function's version, its code, how it was addressed, and the event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from awslab.cloud.lambda_.execution.log_settings import LogSettings


@dataclass(frozen=True, slots=True)
class Package:
    """A zip file: a function's code or a layer."""

    digest: str
    """SHA-256 in hexadecimal, its name on disk."""
    content: bytes = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Function:
    """One version of a function, with all that its environments depend on: environments of equal ones are shared."""

    region: str
    name: str
    version: str
    """`$LATEST` or a number."""
    arn: str
    """The function's ARN without a qualifier."""
    runtime: str
    """`python3.13`; empty for a container image."""
    handler: str
    role: str
    memory: int
    """MB."""
    timeout: int
    """Seconds."""
    variables: Mapping[str, str]
    code: Package
    layers: tuple[Package, ...] = ()
    """The layers in the order in which they are laid over each other, the last on top."""
    logging: LogSettings = field(default_factory=LogSettings)

    @property
    def log_group(self) -> str:
        """The log group that the function writes to."""
        return self.logging.group or f"/aws/lambda/{self.name}"

    @property
    def key(self) -> tuple[str, str]:
        """Region and name of the function."""
        return (self.region, self.name)


@dataclass(frozen=True, slots=True)
class Target:
    """The target of an invocation: the version that will run, and the ARN that the caller named."""

    function: Function
    invoked_arn: str
    """With the version or alias that the caller named, if any."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """One event for one function."""

    request_id: str
    payload: str
    """JSON."""
    client_context: Mapping[str, object] | None = None
    trace: str = ""
    """The trace header of the call that caused it."""
