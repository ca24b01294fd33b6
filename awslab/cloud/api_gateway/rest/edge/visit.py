"""One request at a stage, with the method that it found."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, MutableSequence
from dataclasses import dataclass, field

from awslab.cloud.api_gateway.rest.edge.gateway_responses import default_message, gateway_response
from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError
from awslab.cloud.api_gateway.rest.edge.velocity.values import Silent, text_of
from awslab.cloud.api_gateway.rest.snapshot import Method, Resource, Stage
from awslab.cloud.edge.arrival import Arrival
from awslab.cloud.edge.payload_v1 import request_context
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse


class Once(Silent):
    """Overrides of one kind: each may be set once.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    """

    def __setitem__(self, name: str, value: object) -> None:
        if name in self:
            raise TemplateError(f"the override {name} is set more than once")
        super().__setitem__(name, value)


@dataclass(frozen=True, slots=True)
class Overrides:
    """`$context.requestOverride` and `$context.responseOverride`, which mapping templates write."""

    request: Silent = field(default_factory=lambda: Silent(header=Once(), path=Once(), querystring=Once()))
    response: Silent = field(default_factory=lambda: Once(header=Once()))


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, what every step of its way may look at, and what each step leaves for those after it."""

    request: HttpRequest
    """The request as it came, for its signature."""
    arrival: Arrival
    stage: Stage
    account: str
    resource: Resource
    method: Method
    path_parameters: Mapping[str, str]
    identity: MutableMapping[str, str | None] = field(default_factory=dict)
    """The caller, as far as an earlier step found out."""
    authorizer: MutableMapping[str, str] = field(default_factory=dict)
    """The principal and the context that a Lambda authorizer returned."""
    log_lines: MutableSequence[str] = field(default_factory=list)
    """Lines for the execution log."""
    overrides: Overrides = field(default_factory=Overrides)
    log_values: MutableMapping[str, str | int] = field(default_factory=dict)
    """Values for the access log, about the integration and the answer, by the names of `$context`."""

    @property
    def arn(self) -> str:
        """The ARN of the request, for policies.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
        """
        return f"{self._stage_arn}/{self.arrival.method}{self.arrival.path}"

    @property
    def method_arn(self) -> str:
        """The ARN of the method, for a function's policy: with the resource's path as it is defined."""
        return f"{self._stage_arn}/{self.arrival.method}{self.resource.path}"

    @property
    def api_arn(self) -> str:
        """The ARN of the API, without a stage."""
        return f"arn:aws:execute-api:{self.stage.region}:{self.account}:{self.stage.api}"

    @property
    def _stage_arn(self) -> str:
        return f"{self.api_arn}/{self.stage.name}"

    @property
    def request_context(self) -> dict[str, object]:
        """`requestContext` of events."""
        return request_context(
            self.arrival,
            api=self.stage.api,
            account=self.account,
            stage=self.stage.name,
            path=f"/{self.stage.name}{self.arrival.path}",
            resource_path=self.resource.path,
            resource_id=self.resource.id,
            identity=self.identity,
            authorizer=dict(self.authorizer) or None,
            deployment=self.stage.deployment,
        )

    def refusal(self, kind: str, message: str = "", member: str = "message") -> AwsResponse:
        """Return the gateway response of this type, and note it for the access log."""
        variables = {f"stageVariables.{name}": value for name, value in self.stage.variables.items()}
        changed_responses = self.stage.snapshot.gateway_responses
        self.log_values.update({"error.responseType": kind, "error.message": message or default_message(kind)})
        return gateway_response(kind, self.arrival, changed_responses, self.context | variables, message, member)

    def configuration_error(self, reason: str) -> AwsResponse:
        """Return the answer to a fault of the API's configuration, whose reason only the execution log states."""
        self.log_lines.append(f"Execution failed due to configuration error: {reason}")
        return self.refusal("API_CONFIGURATION_ERROR")

    @property
    def context(self) -> dict[str, str]:
        """`$context`, flat: `context.identity.sourceIp`."""
        return dict(_flat("context", self._context_members))

    @property
    def template_context(self) -> Silent:
        """`$context` for mapping templates, with the overrides that they may write."""
        overrides = {"requestOverride": self.overrides.request, "responseOverride": self.overrides.response}
        return Silent({**_silent(self._context_members), **overrides})

    @property
    def _context_members(self) -> dict[str, object]:
        canary = {} if self.stage.settings.canary_percent is None else {"isCanaryRequest": self.stage.is_canary}
        return {**self.request_context, **canary}


def _flat(prefix: str, values: Mapping[str, object]) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, Mapping):
            flat += _flat(f"{prefix}.{name}", value)
        elif value is not None:
            flat.append((f"{prefix}.{name}", text_of(value)))
    return flat


def _silent(values: Mapping[str, object]) -> Silent:
    return Silent({name: _silent(value) if isinstance(value, Mapping) else value for name, value in values.items()})
