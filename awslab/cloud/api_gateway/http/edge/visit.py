"""One request at a stage of an HTTP API, with the route that it found."""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from awslab.cloud.api_gateway.http.configuration import HttpApi, Route, Stage
from awslab.cloud.edge.arrival import CLIENT, Arrival
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, what every step of its way may look at, and what each step leaves for those after it."""

    request: HttpRequest
    """The request as it came, for its signature."""
    arrival: Arrival
    api: HttpApi
    stage: Stage
    route: Route
    path_parameters: Mapping[str, str]
    account: str
    authorizer: MutableMapping[str, Mapping[str, object]] = field(default_factory=dict)
    """`jwt`, `lambda` or `iam` → what it states about the caller; empty for an open route."""
    log_values: MutableMapping[str, object] = field(default_factory=dict)
    """Values for the access log alone: `status`, `error.message`, `integration.status`, ..."""

    @property
    def path(self) -> str:
        """The path with the stage, unless that is `$default`."""
        return self.arrival.path if self.stage.name == "$default" else f"/{self.stage.name}{self.arrival.path}"

    @property
    def arn(self) -> str:
        """The ARN of the request, for an authorizer's policy: `{stage}/{verb}{path}`."""
        return f"{self.api_arn}/{self.stage.name}/{self.arrival.method}{self.arrival.path}"

    @property
    def source_arn(self) -> str:
        """The ARN of the route, for a function's policy: `{stage}/{verb}{route's path}`, or `{stage}/$default`."""
        _, _, path = self.route.key.partition(" ")
        route = f"{self.arrival.method}{path}" if path else self.route.key
        return f"{self.api_arn}/{self.stage.name}/{route}"

    @property
    def api_arn(self) -> str:
        """The ARN of the API, for the source ARNs of invocations."""
        return f"arn:aws:execute-api:{self.api.region}:{self.account}:{self.api.id}"

    def context(self, name: str) -> str | None:
        """Return a variable of `$context`, named without that; None for one that there is not, or that has no value.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
        """
        if name.startswith("authorizer."):
            return _text(self._authorizer_value(name.removeprefix("authorizer.")))
        return _text(self.log_values[name] if name in self.log_values else self._values().get(name))

    def _authorizer_value(self, name: str) -> object:
        if name == "error":
            return self.log_values.get("authorizer.error")
        if name.startswith("claims."):
            claims = self.authorizer.get("jwt", {}).get("claims")
            return claims.get(name.removeprefix("claims.")) if isinstance(claims, Mapping) else None
        return (self.authorizer.get("lambda") or {}).get(name)

    def _values(self) -> Mapping[str, object]:
        caller = self.authorizer.get("iam", {})
        return {
            "accountId": self.account,
            "apiId": self.api.id,
            "domainName": self.arrival.domain,
            "domainPrefix": self.arrival.domain.partition(".")[0],
            "extendedRequestId": self.arrival.id,
            "httpMethod": self.arrival.method,
            "identity.accountId": caller.get("accountId"),
            "identity.caller": caller.get("callerId"),
            "identity.sourceIp": CLIENT,
            "identity.user": caller.get("userId"),
            "identity.userAgent": self.arrival.user_agent,
            "identity.userArn": caller.get("userArn"),
            "path": self.path,
            "protocol": "HTTP/1.1",
            "requestId": self.arrival.id,
            "requestTime": self.arrival.time,
            "requestTimeEpoch": self.arrival.milliseconds,
            "routeKey": self.route.key,
            "stage": self.stage.name,
        }

    def refusal(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> AwsResponse:
        """Return API Gateway's own answer instead of the integration's, and note it for the access log."""
        self.log_values["error.message"] = message
        return own_answer(status, message, headers)


def own_answer(status: int, message: str, headers: Mapping[str, str] | None = None) -> AwsResponse:
    """Return an answer of an HTTP API itself.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html shows the form.
    """
    body = json.dumps({"message": message}, separators=(",", ":")).encode()
    return AwsResponse(status, {"Content-Type": "application/json", **(headers or {})}, body)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"))
