"""The call that a thread is answering, for what happens deep inside the answer.

moto delivers a topic's message while it answers `Publish`; whoever is invoked by that wants to know which call it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from awslab.cloud.gateway.request import AwsRequest

_CALL: ContextVar[AwsRequest | None] = ContextVar("call", default=None)


def current_call() -> AwsRequest | None:
    """Return the call that this thread is answering; None in threads that answer no call."""
    return _CALL.get()


@contextmanager
def answering(request: AwsRequest) -> Iterator[None]:
    """Make a call the current one of this thread until its answer is ready."""
    token = _CALL.set(request)
    try:
        yield
    finally:
        _CALL.reset(token)
