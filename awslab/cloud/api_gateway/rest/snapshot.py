"""What a deployment holds: a REST API as it was when it was deployed, in plain values (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html: a deployment is a snapshot of the
API's resources and methods, and a stage shows one deployment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class IntegrationResponse:
    """How a backend's answer is mapped whose status (or error) matches the pattern."""

    status: int
    pattern: str
    """A regular expression; empty for the default."""
    templates: Mapping[str, str | None]
    """Mapping templates by content type."""
    parameters: Mapping[str, str]
    content_handling: str = ""
    """`CONVERT_TO_BINARY`, `CONVERT_TO_TEXT` or empty."""


@dataclass(frozen=True, slots=True)
class Integration:
    """The backend of a method, and how requests and answers are mapped on their way."""

    kind: str
    """`AWS_PROXY`, `MOCK`, `AWS`, `HTTP` or `HTTP_PROXY`."""
    uri: str
    verb: str
    """The HTTP method of the request to the backend; functions are invoked by POST."""
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
    cache_keys: tuple[str, ...] = ()
    """Parameters whose values tell cached answers apart: `method.request.querystring.page`."""
    cache_namespace: str = ""
    """Methods of one namespace share their cached answers; empty for the resource's id."""
    connection: str = "INTERNET"
    """`VPC_LINK` for private integrations."""


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
    responses: frozenset[int] = frozenset()
    """Statuses of its method responses."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of the tree."""

    id: str
    path: str
    """`/pets/{id}`."""
    methods: Mapping[str, Method]


@dataclass(frozen=True, slots=True)
class GatewayResponse:
    """A type of API Gateway's own answers as the API's owner changed it."""

    status: int | None
    parameters: Mapping[str, str]
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A REST API at one moment: what one deployment holds."""

    resources: tuple[Resource, ...]
    binary_types: tuple[str, ...]
    policy: str
    """A resource policy, as JSON; empty for none."""
    key_source: str
    """`HEADER` or `AUTHORIZER`."""
    gateway_responses: Mapping[str, GatewayResponse]
    authorizers: Mapping[str, Mapping[str, Any]]
    """Authorizers by id, in the API's form."""
    validators: Mapping[str, tuple[bool, bool]]
    """Request validators by id: whether they look at the body, and whether at the parameters."""
    models: Mapping[str, str]
    """Models by name, as JSON Schema."""
    compresses_from: int | None = None
    """Bytes of a payload that may be compressed; None for no compression."""


@dataclass(frozen=True, slots=True)
class StageSettings:
    """The settings of a stage that need no deployment; they take effect at once.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-stages.html
    """

    methods: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """`*/*` or `pets/GET` → the members of the API's MethodSetting."""
    caches: bool = False
    access_log: tuple[str, str] | None = None
    """The log group's ARN, and the format."""
    canary_percent: float | None = None
    """The canary's share of the requests; None when there is no canary."""
    canary_cached: bool = False
    """Whether the canary uses the stage's cache."""

    def of(self, path: str, verb: str) -> Mapping[str, Any]:
        """Return the settings of a method of a resource: its own, or those of all methods."""
        resource = path.strip("/").replace("/", "~1")
        keys = (f"{resource}/{verb}", f"~1{resource}/{verb}", "*/*")
        return next((self.methods[key] for key in keys if key in self.methods), {})


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with the deployment that it shows."""

    api: str
    region: str
    name: str
    deployment: str
    variables: Mapping[str, str]
    snapshot: Snapshot
    settings: StageSettings = field(default_factory=StageSettings)
    is_canary: bool = False
    """Whether it is the canary that this request goes to."""
