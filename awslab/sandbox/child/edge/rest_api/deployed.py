"""What a deployment holds: a REST API as it was when it was deployed, in plain values.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html: a deployment is a snapshot of the
API's resources and methods, and a stage shows one deployment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class IntegrationResponse:
    """What is made of a backend's answer whose status (or error) matches the pattern."""

    status: int
    pattern: str
    """A regular expression; empty for the default."""
    templates: Mapping[str, str | None]
    """By content type."""
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Integration:
    """What a method calls."""

    kind: str
    """`AWS_PROXY`, `MOCK`, `AWS`, `HTTP` or `HTTP_PROXY`."""
    uri: str
    verb: str
    """The method in which the backend is asked; functions are invoked by POST."""
    credentials: str | None
    """A role's ARN."""
    timeout: float
    """Seconds."""
    passthrough: str
    """`WHEN_NO_MATCH`, `WHEN_NO_TEMPLATES` or `NEVER`."""
    templates: Mapping[str, str | None]
    parameters: Mapping[str, str]
    """`integration.request.header.X` → where its value comes from."""
    content_handling: str
    """`CONVERT_TO_BINARY`, `CONVERT_TO_TEXT` or empty."""
    responses: tuple[IntegrationResponse, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a resource."""

    verb: str
    """`GET`, ..., or `ANY`."""
    authorization: str
    """`NONE`, `AWS_IAM`, `CUSTOM` or `COGNITO_USER_POOLS`."""
    authorizer_id: str | None
    key_required: bool
    validator_id: str | None
    parameters: Mapping[str, bool]
    """`method.request.querystring.page` → whether it must be there."""
    models: Mapping[str, str]
    """Content type → name of the model."""
    integration: Integration | None


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of the tree."""

    id: str
    path: str
    """`/pets/{id}`."""
    methods: Mapping[str, Method]


@dataclass(frozen=True, slots=True)
class GatewayResponse:
    """How API Gateway's own answers of one type look, where the API's owner changed them."""

    status: int | None
    parameters: Mapping[str, str]
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Deployed:
    """One deployment."""

    resources: tuple[Resource, ...]
    binary_types: tuple[str, ...]
    has_policy: bool
    """A resource policy, which awslab does not evaluate."""
    key_source: str
    """`HEADER` or `AUTHORIZER`."""
    gateway_responses: Mapping[str, GatewayResponse]
    authorizers: Mapping[str, Mapping[str, Any]]
    """By id, in the API's form."""
    validators: Mapping[str, tuple[bool, bool]]
    """By id: whether it looks at the body, at the parameters."""
    models: Mapping[str, str]
    """By name: JSON Schema."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, with what it shows."""

    api: str
    region: str
    name: str
    deployment: str
    variables: Mapping[str, str]
    deployed: Deployed
