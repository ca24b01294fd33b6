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
    """Which web pages may ask, and how."""

    origins: Sequence[str]
    """`https://example.com`, `https://*` or `*`."""
    methods: Sequence[str]
    headers: Sequence[str]
    exposed: Sequence[str]
    credentials: bool
    max_age: int | None
    """Seconds."""


def configured(given: Mapping[str, Any] | None) -> Cors | None:
    """A configuration in the API's form: members as Lambda writes them, or with a small letter first."""
    if not given:
        return None
    named = {name[:1].lower() + name[1:]: value for name, value in given.items()}
    return Cors(
        origins=tuple(named.get("allowOrigins") or ()),
        methods=tuple(named.get("allowMethods") or ()),
        headers=tuple(named.get("allowHeaders") or ()),
        exposed=tuple(named.get("exposeHeaders") or ()),
        credentials=named.get("allowCredentials") is True,
        max_age=named.get("maxAge"),
    )


def preflight(cors: Cors | None, arrival: Arrival) -> AwsResponse | None:
    """The answer to a browser that asks first; None for another request, or without a configuration."""
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
    """The answer with the configured headers; as it is without any.

    They take the place of those that the backend sent, as HTTP APIs do it, unless these are kept too.
    """
    if cors is None:
        return answer
    kept = [(name, value) for name, value in answer.lines if keeps_own or not _is_cors(name)]
    lines = _origin_lines(cors, arrival)
    if lines and cors.exposed:
        lines.append(("access-control-expose-headers", ",".join(cors.exposed)))
    return replace(answer, lines=[*kept, *lines])


def _is_cors(name: str) -> bool:
    return name.lower().startswith("access-control-")


def _origin_lines(cors: Cors, arrival: Arrival) -> list[tuple[str, str]]:
    """Empty when the page may not ask."""
    origin = arrival.header("origin")
    if origin is None or not any(_covers(pattern, origin) for pattern in cors.origins):
        return []
    shown = "*" if "*" in cors.origins and not cors.credentials else origin
    credentials = [("access-control-allow-credentials", "true")] if cors.credentials else []
    return [("access-control-allow-origin", shown), *credentials]


def _covers(pattern: str, origin: str) -> bool:
    if pattern.endswith("*"):
        return origin.lower().startswith(pattern[:-1].lower())
    return pattern.lower() == origin.lower()
