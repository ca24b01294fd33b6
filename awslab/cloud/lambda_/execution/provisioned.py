"""Provisioned concurrency: how much was requested for versions and aliases; no environment is started for it.

https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from awslab.cloud.ports.context import GatewayContext

Key = tuple[str, str, str]
"""Region, function name, qualifier."""


@dataclass(frozen=True, slots=True)
class Provision:
    """What was requested for a version or an alias."""

    concurrency: int
    version: str
    """The version that the qualifier meant at that time."""
    modified: float


class Provisions:
    """The provisioned concurrency of a sandbox by key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._provisions: dict[Key, Provision] = {}

    def get(self, key: Key) -> Provision | None:
        """Return what was requested for a key; None when nothing was."""
        with self._lock:
            return self._provisions.get(key)

    def put(self, key: Key, provision: Provision) -> None:
        """Set what is requested for a key."""
        with self._lock:
            self._provisions[key] = provision

    def delete(self, key: Key) -> None:
        """Forget what was requested for a key."""
        with self._lock:
            self._provisions.pop(key, None)

    def of_function(self, region: str, name: str) -> dict[str, Provision]:
        """Return what was requested for a function's versions and aliases, by qualifier."""
        with self._lock:
            return {key[2]: value for key, value in self._provisions.items() if key[:2] == (region, name)}

    def forget(self, region: str, name: str, qualifier: str) -> None:
        """Forget a version or alias that is gone; without a qualifier the whole function."""
        for stored_qualifier in self.of_function(region, name):
            if qualifier in ("", stored_qualifier):
                self.delete((region, name, stored_qualifier))


def provisions(_: GatewayContext) -> Provisions:
    """The provisioned concurrency of a sandbox."""
    return Provisions()
