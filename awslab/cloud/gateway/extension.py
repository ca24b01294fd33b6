"""Behaviour that moto lacks, in the form of before the registries; see behaviour.py."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from awslab.cloud.gateway.request import AwsRequest, AwsResponse


class Extension(Protocol):
    """Behaviour that moto lacks."""

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """An own answer instead of moto's (`lambda.Invoke`); None leaves the call to the next one, then moto.

        It is asked after the guards. What it raises becomes the service's internal error, and is logged.
        """

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Follows every successful answer, moto's or an extension's (`s3.PutObject` → notification).

        It runs before the answer is sent, so it must not block for long: the caller waits.
        """

    def close(self) -> None:
        """The gateway stops because its host has gone; a sandbox that is closed is killed, functions included."""


@runtime_checkable
class Extended(Protocol):
    """An edge that answers or follows API calls too."""

    extension: Extension
