"""A life cycle costs a sandbox nothing until someone speaks to its service."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

from awslab.cloud.gateway.extension import Extension
from awslab.cloud.gateway.request import AwsRequest, AwsResponse

_MAKES_ANYTHING = "cloudformation"


class OnFirstUse:
    """An extension that makes another one when the first call comes that could need it."""

    def __init__(self, services: Collection[str], make: Callable[[], Extension]) -> None:
        self._services = (*services, _MAKES_ANYTHING)
        self._make = make
        self._lock = threading.Lock()
        self._made: Extension | None = None

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """What the other one answers."""
        if self._made is None and request.service in self._services:
            with self._lock:
                self._made = self._made or self._make()
        return None if self._made is None else self._made.answer(request)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """The other one follows."""
        if self._made is not None:
            self._made.after(request, response)

    def close(self) -> None:
        """Close the other one."""
        if self._made is not None:
            self._made.close()
