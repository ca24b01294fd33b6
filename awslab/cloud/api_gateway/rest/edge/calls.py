"""The extensions of this room, as one."""

from __future__ import annotations

from collections.abc import Sequence

from awslab.cloud.gateway.extension import Extension
from awslab.cloud.gateway.request import AwsRequest, AwsResponse


class Calls:
    """An extension made of others."""

    def __init__(self, parts: Sequence[Extension]) -> None:
        self._parts = parts

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The first answer that one of them has."""
        return next((found for part in self._parts if (found := part.answer(request)) is not None), None)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Each of them follows."""
        for part in self._parts:
            part.after(request, response)

    def close(self) -> None:
        """Close each of them."""
        for part in self._parts:
            part.close()
