"""CORS as HTTP APIs and function URLs do it for their owners (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from awslab.cloud.edge.arrival import Arrival
from awslab.cloud.gateway.request import AwsResponse


@dataclass(frozen=True, slots=True)
class Cors:
    """Which web pages may send requests, and of which kind."""

    origins: Sequence[str]
    """`https://example.com`, `https://*` or `*`."""
    methods: Sequence[str]
    headers: Sequence[str]
    exposed: Sequence[str]
    credentials: bool
    max_age: int | None
    """Seconds."""


def configured(configuration: Mapping[str, Any] | None) -> Cors | None:
    """Return a configuration that is in the API's form; None for an empty one. Members are named as Lambda writes them,
    or with a small letter first."""
    if not configuration:
        return None
    members = {name[:1].lower() + name[1:]: value for name, value in configuration.items()}
    return Cors(
        origins=tuple(members.get("allowOrigins") or ()),
        methods=tuple(members.get("allowMethods") or ()),
        headers=tuple(members.get("allowHeaders") or ()),
        exposed=tuple(members.get("exposeHeaders") or ()),
        credentials=members.get("allowCredentials") is True,
        max_age=members.get("maxAge"),
    )


def preflight(cors: Cors | None, arrival: Arrival) -> AwsResponse | None:
    """Return the answer to a browser's preflight request; None for another request, or without a configuration."""
    if cors is None or arrival.method != "OPTIONS":
        return None
    if arrival.header("origin") is None or arrival.header("access-control-request-method") is None:
        return None
    lines = _origin_lines(cors, arrival)
    if lines:
        lists = {"access-control-allow-methods": cors.methods, "access-control-allow-headers": cors.headers}
        lines += [(name, ",".join(values)) for name, values in lists.items() if values]
        lines += [("access-control-max-age", str(cors.max_age))] if cors.max_age is not None else []
    return AwsResponse(204, lines=lines)


def with_cors(cors: Cors | None, arrival: Arrival, answer: AwsResponse, *, keeps_own: bool = False) -> AwsResponse:
    """Return the answer with the configured headers, or unchanged when there is no configuration.

    They replace the CORS headers that the backend sent, as HTTP APIs do it, unless `keeps_own` is set.
    """
    if cors is None:
        return answer
    own_lines = [(name, value) for name, value in answer.lines if keeps_own or not _is_cors(name)]
    lines = _origin_lines(cors, arrival)
    if lines and cors.exposed:
        lines.append(("access-control-expose-headers", ",".join(cors.exposed)))
    return replace(answer, lines=[*own_lines, *lines])


def _is_cors(name: str) -> bool:
    return name.lower().startswith("access-control-")


def _origin_lines(cors: Cors, arrival: Arrival) -> list[tuple[str, str]]:
    """Return the header lines for the page that asks; none when its origin is not allowed."""
    origin = arrival.header("origin")
    if origin is None or not any(_covers(pattern, origin) for pattern in cors.origins):
        return []
    shown_origin = "*" if "*" in cors.origins and not cors.credentials else origin
    credentials = [("access-control-allow-credentials", "true")] if cors.credentials else []
    return [("access-control-allow-origin", shown_origin), *credentials]


def _covers(pattern: str, origin: str) -> bool:
    if pattern.endswith("*"):
        return origin.lower().startswith(pattern[:-1].lower())
    return pattern.lower() == origin.lower()
