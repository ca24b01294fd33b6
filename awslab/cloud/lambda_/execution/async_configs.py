"""How asynchronous invocations are treated: what was set for functions, versions and aliases.

moto has one for a function, and never a changed one, so they are all stored here.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from awslab.cloud.lambda_.directory import LATEST
from awslab.cloud.lambda_.function import Target
from awslab.cloud.ports.context import GatewayContext

Key = tuple[str, str, str]
"""Region, function name, qualifier; `$LATEST` for the function itself."""


@dataclass(frozen=True, slots=True)
class AsyncConfig:
    """What was set for a function (`$LATEST`), a version or an alias; None where nothing was."""

    retries: int | None = None
    oldest: int | None = None
    """The greatest age of an event, in seconds."""
    destinations: Mapping[str, str] = field(default_factory=dict)
    """`OnSuccess` and `OnFailure` → ARN."""
    modified: float = 0.0


class AsyncConfigs:
    """The configurations of a sandbox by key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._configs: dict[Key, AsyncConfig] = {}

    def of(self, target: Target) -> AsyncConfig:
        """Return what holds for an invocation that was addressed so."""
        function = target.function
        qualifier = target.invoked_arn.removeprefix(function.arn).removeprefix(":") or LATEST
        return self.get((function.region, function.name, qualifier)) or AsyncConfig()

    def get(self, key: Key) -> AsyncConfig | None:
        """Return what was set for a key; None when nothing was."""
        with self._lock:
            return self._configs.get(key)

    def put(self, key: Key, config: AsyncConfig) -> None:
        """Set a key's configuration."""
        with self._lock:
            self._configs[key] = config

    def delete(self, key: Key) -> None:
        """Forget a key's configuration."""
        with self._lock:
            self._configs.pop(key, None)

    def of_function(self, region: str, name: str) -> list[tuple[Key, AsyncConfig]]:
        """Return the configurations of a function with those of its versions and aliases."""
        with self._lock:
            return [(key, config) for key, config in self._configs.items() if key[:2] == (region, name)]

    def forget(self, region: str, name: str, qualifier: str) -> None:
        """Forget the configuration of a version or alias that is gone; without a qualifier all of the function's."""
        for key, _ in self.of_function(region, name):
            if qualifier in ("", key[2]):
                self.delete(key)


def async_configs(_: GatewayContext) -> AsyncConfigs:
    """The configurations of a sandbox's asynchronous invocations."""
    return AsyncConfigs()
