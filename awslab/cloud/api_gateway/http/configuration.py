"""The configuration of an HTTP API as values, and the stages that show it (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from awslab.cloud.edge.cors import Cors

LONGEST = 30.0
"""Seconds that an integration may take."""


@dataclass(frozen=True, slots=True)
class Integration:
    """The backend of a route."""

    id: str
    kind: str
    """`AWS_PROXY` or `HTTP_PROXY`."""
    uri: str
    method: str
    """The HTTP method of the request to a server; `ANY` for the caller's."""
    payload_format: str
    credentials: str | None
    timeout: float
    """Seconds."""
    subtype: str
    """A service's action, such as `SQS-SendMessage`; empty for a function."""
    connection: str
    """`INTERNET` or `VPC_LINK`."""
    link: str
    """The VPC link's id; empty without one."""
    request_parameters: Mapping[str, str] = field(default_factory=dict)
    """`append:header.name` → value; for a service's action the action's own parameters."""
    response_parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Mappings like those of requests, by the status of the integration's answer."""


@dataclass(frozen=True, slots=True)
class Authorizer:
    """An authorizer: it decides whether a caller may use a route."""

    id: str
    kind: str
    """`JWT` or `REQUEST`."""
    sources: tuple[str, ...]
    """Selection expressions: `$request.header.Authorization`."""
    uri: str
    payload_format: str
    credentials: str | None
    seconds: int
    """How long a function's answer is kept, in seconds; 0 for not at all."""
    is_simple: bool
    """Whether the function answers with a Boolean instead of a policy."""
    issuer: str
    audience: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A route, with its integration."""

    key: str
    """`GET /pets/{id}` or `$default`."""
    authorization: str
    """`NONE`, `JWT`, `CUSTOM` or `AWS_IAM`."""
    authorizer: Authorizer | None
    scopes: tuple[str, ...]
    integration: Integration | None


@dataclass(frozen=True, slots=True)
class Configuration:
    """What clients see of an API: CORS and routes."""

    cors: Cors | None
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and the settings that need no deployment."""

    name: str
    deployment_id: str
    """Empty before the first deployment."""
    variables: Mapping[str, str]
    default_settings: Mapping[str, object]
    """`throttlingRateLimit`, `throttlingBurstLimit`, ..."""
    route_settings: Mapping[str, Mapping[str, object]]
    """Settings of single routes, by route key."""
    access_log: Mapping[str, str]
    """`destinationArn` and `format`; empty when nothing is logged."""


@dataclass(frozen=True, slots=True)
class HttpApi:
    """An HTTP API with its stages."""

    id: str
    region: str
    is_open: bool
    """Whether clients may use the API's AWS name."""
    stages: Mapping[str, Stage]
