"""The runtime costs a sandbox nothing until someone speaks to Lambda."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from awslab.cloud.gateway.extension import Extension
from awslab.cloud.gateway.request import AwsRequest, AwsResponse

_MAKES_FUNCTIONS = ("lambda", "cloudformation", "events")
"""Services through which a function can come to be: before that nothing can run, nor be triggered. And EventBridge,
whose rules reach other targets too."""


class OnFirstUse:
    """An extension that makes others when the first call comes that could need them."""

    def __init__(self, make: Callable[[], Sequence[Extension]]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: Sequence[Extension] = ()

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The first answer that one of them has."""
        if request.service in _MAKES_FUNCTIONS:
            with self._lock:
                self._made = self._made or self._make()
        return next((response for part in self._made if (response := part.answer(request)) is not None), None)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Each of them follows."""
        for part in self._made:
            part.after(request, response)

    def close(self) -> None:
        """Close what was made."""
        for part in self._made:
            part.close()
