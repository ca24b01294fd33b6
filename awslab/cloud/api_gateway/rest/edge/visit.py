"""One request at a stage, with the method that it found."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, MutableSequence
from dataclasses import dataclass, field
from typing import Any

from awslab.cloud.api_gateway.rest.edge.deployed import Method, Resource, Stage
from awslab.cloud.api_gateway.rest.edge.gateway_responses import gateway_response, words
from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError
from awslab.cloud.api_gateway.rest.edge.velocity.values import Silent, shown
from awslab.cloud.edge.arrival import Arrival
from awslab.cloud.edge.payload_v1 import request_context
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse


class Once(Silent):
    """Overrides of one kind: each may be set once.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    """

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self:
            raise TemplateError(f"the override {name} is set more than once")
        super().__setitem__(name, value)


def _overrides() -> dict[str, Any]:
    return {
        "requestOverride": Silent(header=Once(), path=Once(), querystring=Once()),
        "responseOverride": Once(header=Once()),
    }


@dataclass(frozen=True, slots=True)
class Visit:
    """What every step of the way may look at."""

    request: HttpRequest
    """As it came, for its signature."""
    arrival: Arrival
    stage: Stage
    account: str
    resource: Resource
    method: Method
    path_parameters: Mapping[str, str]
    identity: MutableMapping[str, str | None] = field(default_factory=dict)
    """Who asks, as far as an earlier step found out."""
    authorizer: MutableMapping[str, Any] = field(default_factory=dict)
    """What a Lambda authorizer told."""
    said: MutableSequence[str] = field(default_factory=list)
    """Lines for the execution log."""
    overrides: MutableMapping[str, Any] = field(default_factory=_overrides)
    """`$context.requestOverride` and `$context.responseOverride`, which mapping templates write."""
    measured: MutableMapping[str, Any] = field(default_factory=dict)
    """What the access log may ask about the integration and the answer, by the names of `$context`."""

    @property
    def arn(self) -> str:
        """Of the request, for policies.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
        """
        return f"{self._api_arn}/{self.arrival.method}{self.arrival.path}"

    @property
    def method_arn(self) -> str:
        """Of the method, for a function's policy: the resource's path as it is defined."""
        return f"{self._api_arn}/{self.arrival.method}{self.resource.path}"

    @property
    def _api_arn(self) -> str:
        return f"arn:aws:execute-api:{self.stage.region}:{self.account}:{self.stage.api}/{self.stage.name}"

    @property
    def request_context(self) -> dict[str, Any]:
        """As events have it."""
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

    def refused(self, kind: str, message: str = "", member: str = "message") -> AwsResponse:
        """A gateway response of this type."""
        variables = {f"stageVariables.{name}": value for name, value in self.stage.variables.items()}
        changed = self.stage.deployed.gateway_responses
        self.measured.update({"error.responseType": kind, "error.message": message or words(kind)})
        return gateway_response(kind, self.arrival, changed, self.context | variables, message, member)

    @property
    def context(self) -> dict[str, str]:
        """`$context`, flat: `context.identity.sourceIp`."""
        return dict(_flat("context", self._known))

    @property
    def template_context(self) -> Mapping[str, Any]:
        """`$context` for mapping templates, with the overrides that they may write."""
        return Silent({**_silent(self._known), **self.overrides})

    @property
    def _known(self) -> dict[str, Any]:
        canary = {} if self.stage.settings.canary_percent is None else {"isCanaryRequest": self.stage.is_canary}
        return {**self.request_context, **canary}

    def failed(self, reason: str) -> AwsResponse:
        """The answer to a fault of the API's configuration, whose reason only the execution log tells."""
        self.said.append(f"Execution failed due to configuration error: {reason}")
        return self.refused("API_CONFIGURATION_ERROR")


def _flat(prefix: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, Mapping):
            flat += _flat(f"{prefix}.{name}", value)
        elif value is not None:
            flat.append((f"{prefix}.{name}", shown(value)))
    return flat


def _silent(values: Mapping[str, Any]) -> Silent:
    return Silent({name: _silent(each) if isinstance(each, Mapping) else each for name, each in values.items()})
