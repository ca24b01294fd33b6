"""A request as it arrives at an API or a function URL, and what every event says about it (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from awslab.cloud.gateway.http import HttpRequest

CLIENT = "127.0.0.1"
"""Every caller is this machine."""
_REPLACED_HEADERS = frozenset(
    {"host", "connection", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto", "x-amzn-trace-id"}
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request, with the headers that AWS adds on the way."""

    id: str
    """The request id, a UUID."""
    at: float
    """Seconds since 1970."""
    domain: str
    """The AWS name of the API or function URL, whichever form of its address was used."""
    method: str
    path: str
    """Without the stage, still percent-encoded."""
    query: str
    """Still percent-encoded, without the question mark."""
    headers: Sequence[tuple[str, str]]
    """Names as written, repeated ones apart."""
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the last value of a header, looked up by its name in any case."""
        values = [value for header_name, value in self.headers if header_name.lower() == name.lower()]
        return values[-1] if values else None

    @property
    def user_agent(self) -> str | None:
        """The header User-Agent."""
        return self.header("user-agent")

    @property
    def query_values(self) -> dict[str, list[str]]:
        """The values of each query parameter, decoded."""
        return gathered(parse_qsl(self.query, keep_blank_values=True))

    @property
    def time(self) -> str:
        """The moment as events show it: `12/Mar/2020:19:03:58 +0000`."""
        return datetime.fromtimestamp(self.at, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")

    @property
    def milliseconds(self) -> int:
        """Milliseconds since 1970."""
        return int(self.at * 1000)


def arrive(request: HttpRequest, *, path: str, domain: str, request_id: str, at: float) -> Arrival:
    """Return the request with Host, X-Forwarded-* and X-Amzn-Trace-Id as API Gateway and Lambda set them.

    The port and the protocol are those of AWS's address, which is HTTPS only.
    """
    values = {name.lower(): value for name, value in request.lines}
    client_chain = ", ".join(part for part in (values.get("x-forwarded-for"), CLIENT) if part)
    trace = values.get("x-amzn-trace-id") or f"Root=1-{int(at):08x}-{request_id.replace('-', '')[:24]}"
    client_headers = [(name, value) for name, value in request.lines if name.lower() not in _REPLACED_HEADERS]
    aws_headers = [
        ("Host", domain),
        ("X-Amzn-Trace-Id", trace),
        ("X-Forwarded-For", client_chain),
        ("X-Forwarded-Port", "443"),
        ("X-Forwarded-Proto", "https"),
    ]
    return Arrival(
        request_id, at, domain, request.method, path, request.query, [*client_headers, *aws_headers], request.body
    )


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the values of each name, in their order."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values
