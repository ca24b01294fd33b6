"""A request as it arrives at an API or a function URL, and what is told of it in every event (pure)."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from awslab.cloud.gateway.http import HttpRequest

CLIENT = "127.0.0.1"
"""Every caller is this machine."""
_OURS = frozenset({"host", "connection", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto", "x-amzn-trace-id"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request, with the headers that AWS adds on the way."""

    id: str
    """The request id, a UUID."""
    at: float
    """Seconds since 1970."""
    domain: str
    """The AWS name that it was, or might have been, sent to."""
    method: str
    path: str
    """Without the stage, still percent-encoded."""
    query: str
    """As it came."""
    headers: Sequence[tuple[str, str]]
    """Names as written, repeated ones apart."""
    body: bytes

    def header(self, name: str) -> str | None:
        """The last value of a header, by its name in any case."""
        found = [value for written, value in self.headers if written.lower() == name.lower()]
        return found[-1] if found else None

    @property
    def user_agent(self) -> str | None:
        """Who asks."""
        return self.header("user-agent")

    @property
    def query_values(self) -> dict[str, list[str]]:
        """The query's parameters, decoded."""
        return gathered(parse_qsl(self.query, keep_blank_values=True))

    @property
    def time(self) -> str:
        """As events tell it: `12/Mar/2020:19:03:58 +0000`."""
        return time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(self.at))

    @property
    def milliseconds(self) -> int:
        """Since 1970."""
        return int(self.at * 1000)


def arrive(request: HttpRequest, *, path: str, domain: str, request_id: str, at: float) -> Arrival:
    """The request with Host, X-Forwarded-* and X-Amzn-Trace-Id as API Gateway and Lambda set them.

    The port and the protocol are those of AWS's address, which is HTTPS only.
    """
    given = {name.lower(): value for name, value in request.lines}
    forwarded = ", ".join(part for part in (given.get("x-forwarded-for"), CLIENT) if part)
    trace = given.get("x-amzn-trace-id") or f"Root=1-{int(at):08x}-{request_id.replace('-', '')[:24]}"
    kept = [(name, value) for name, value in request.lines if name.lower() not in _OURS]
    added = [
        ("Host", domain),
        ("X-Amzn-Trace-Id", trace),
        ("X-Forwarded-For", forwarded),
        ("X-Forwarded-Port", "443"),
        ("X-Forwarded-Proto", "https"),
    ]
    return Arrival(request_id, at, domain, request.method, path, request.query, [*kept, *added], request.body)


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Values by name, in their order."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values
