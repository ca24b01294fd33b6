"""What is run, and what came of it."""

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
    """Without a qualifier."""
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
    """In the order in which they are laid over each other, the last on top."""
    logging: LogSettings = field(default_factory=LogSettings)

    @property
    def log_group(self) -> str:
        """Where its log is."""
        return self.logging.group or f"/aws/lambda/{self.name}"

    @property
    def key(self) -> tuple[str, str]:
        """Region and name."""
        return (self.region, self.name)


@dataclass(frozen=True, slots=True)
class Target:
    """What an invocation was addressed to: the version that will run, and the name under which it was asked for."""

    function: Function
    invoked_arn: str
    """As the caller qualified it."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """One event for one function."""

    request_id: str
    payload: str
    """JSON."""
    client_context: Mapping[str, object] | None = None
    trace: str = ""
    """The trace header of the call that caused it."""
