"""Lambda authorizers, their policies and how long these are kept; and callers who sign (AWS_IAM).

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from awslab.cloud.api_gateway.rest.edge import resource_policies
from awslab.cloud.api_gateway.rest.edge.lambda_proxy import with_variables
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.edge.functions import (
    Functions,
    FunctionTimeoutError,
    NotPermittedError,
    UnsupportedRuntimeError,
    function_arn,
)
from awslab.cloud.edge.payload_v1 import event
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.iam.policies.policy_text import like, listed
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

KEPT = 300
"""Seconds that a policy is kept, when nothing else is said."""
WAITED = 29.0
_EXPLICIT = "User is not authorized to access this resource with an explicit deny"


class AuthorizerError(Exception):
    """The authorizer gave no policy; the message is the type of gateway response that follows."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What an authorizer answered."""

    statements: list[Mapping[str, Any]]
    told: Mapping[str, Any]
    """`principalId` and the context, for the integration."""
    key: str | None
    """The API key that the caller uses."""


class Authorizers:
    """Asks authorizers, for many threads; two that ask at once are both asked."""

    def __init__(self, functions: Functions, clock: Callable[[], float]) -> None:
        self._functions = functions
        self._clock = clock
        self._kept: dict[tuple[str, ...], tuple[float, Grant]] = {}

    def refuse(self, visit: Visit) -> AwsResponse | None:
        """None for who may."""
        authorizer = visit.stage.deployed.authorizers.get(visit.method.authorizer_id or "")
        if authorizer is None:
            return visit.refused("AUTHORIZER_CONFIGURATION_ERROR")
        try:
            grant = self._grant(visit, authorizer)
        except UnsupportedRuntimeError as error:
            return unsupported(f"a way to run the authorizer: {error}")
        except AuthorizerError as error:
            return visit.refused(str(error))
        effects = {str(each.get("Effect")) for each in grant.statements if _applies(each, visit.arn)}
        if "Deny" in effects:
            return visit.refused("ACCESS_DENIED", _EXPLICIT)
        if "Allow" not in effects and resource_policies.verdict(visit) != "allowed":
            return visit.refused("ACCESS_DENIED")
        visit.authorizer.update(grant.told)
        if grant.key:
            visit.identity["apiKey"] = grant.key
        return None

    def _grant(self, visit: Visit, authorizer: Mapping[str, Any]) -> Grant:
        """The policy, a kept one if there is one. Raises AuthorizerError."""
        given = authorizer.get("authorizerResultTtlInSeconds")
        seconds = KEPT if given is None else int(given)
        sources = [_source(visit, each.strip()) for each in _sources(authorizer) if each.strip()]
        if (seconds or authorizer["type"] == "TOKEN") and not all(sources):
            raise AuthorizerError("UNAUTHORIZED")
        expression = authorizer.get("identityValidationExpression")
        if expression and authorizer["type"] == "TOKEN" and not re.fullmatch(expression, sources[0] or ""):
            raise AuthorizerError("UNAUTHORIZED")
        named = (visit.stage.api, visit.stage.name, visit.stage.deployment, str(authorizer["id"]), *map(str, sources))
        until, kept = self._kept.get(named, (0.0, None))
        if kept is not None and seconds and self._clock() < until:
            return kept
        grant = self._asked(visit, authorizer, sources[0] if sources else None)
        self._kept[named] = (self._clock() + seconds, grant)
        return grant

    def _asked(self, visit: Visit, authorizer: Mapping[str, Any], token: str | None) -> Grant:
        arn = function_arn(with_variables(str(authorizer.get("authorizerUri") or ""), visit))
        if arn is None:
            raise AuthorizerError("AUTHORIZER_CONFIGURATION_ERROR")
        base = visit.arn.partition("/")[0]
        try:
            outcome = self._functions.invoke(
                arn,
                json.dumps(_told(visit, authorizer, token)),
                source_arn=f"{base}/authorizers/{authorizer['id']}",
                role=authorizer.get("authorizerCredentials"),
                seconds=WAITED,
            )
        except (NotPermittedError, NotRunnableError, FunctionTimeoutError) as error:
            log.info("the authorizer %s could not be asked: %s", arn, error)
            raise AuthorizerError("AUTHORIZER_CONFIGURATION_ERROR") from error
        if outcome.error_type:
            said = json.loads(outcome.payload).get("errorMessage") if outcome.payload.startswith("{") else ""
            raise AuthorizerError("UNAUTHORIZED" if said == "Unauthorized" else "AUTHORIZER_FAILURE")
        return _granted(outcome.payload)


def _granted(payload: str) -> Grant:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html"""
    try:
        result = json.loads(payload)
        statements = result["policyDocument"]["Statement"]
        context = result.get("context") or {}
        told = {"principalId": str(result["principalId"]), **{name: _flat(value) for name, value in context.items()}}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AuthorizerError("AUTHORIZER_CONFIGURATION_ERROR") from error
    listed = statements if isinstance(statements, list) else [statements]
    return Grant(listed, told, result.get("usageIdentifierKey"))


def _flat(value: Any) -> str:
    """Values are told as text; lists and objects cannot be."""
    if isinstance(value, dict | list):
        raise TypeError(value)
    return value if isinstance(value, str) else json.dumps(value)


def _told(visit: Visit, authorizer: Mapping[str, Any], token: str | None) -> dict[str, Any]:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html"""
    if authorizer["type"] == "TOKEN":
        return {"type": "TOKEN", "methodArn": visit.arn, "authorizationToken": token}
    told = event(
        visit.arrival,
        resource=visit.resource.path,
        path=visit.arrival.path,
        context=visit.request_context,
        path_parameters=visit.path_parameters,
        stage_variables=visit.stage.variables,
        body=(None, False),
        headers=visit.arrival.headers,
    )
    asked = {name: value for name, value in told.items() if name not in ("body", "isBase64Encoded")}
    empty: dict[str, Any] = {"pathParameters": {}, "stageVariables": {}, "queryStringParameters": {}}
    filled = {name: asked[name] or value for name, value in empty.items()}
    return {"type": "REQUEST", "methodArn": visit.arn, **asked, **filled}


def _sources(authorizer: Mapping[str, Any]) -> list[str]:
    default = "method.request.header.Authorization" if authorizer["type"] == "TOKEN" else ""
    return str(authorizer.get("identitySource") or default).split(",")


def _source(visit: Visit, source: str) -> str | None:
    place, _, name = source.removeprefix("method.request.").partition(".")
    match place:
        case "header":
            return visit.arrival.header(name)
        case "querystring":
            return next(iter(visit.arrival.query_values.get(name, [])), None)
        case "stageVariables":
            return visit.stage.variables.get(name)
        case _:
            return visit.context.get(source)


def _applies(statement: Mapping[str, Any], arn: str) -> bool:
    """Conditions do not hold: awslab has none to compare with."""
    if statement.get("Condition"):
        return False
    actions = listed(statement.get("Action"))
    return any(fnmatchcase("execute-api:invoke", str(each).lower()) for each in actions) and any(
        like(str(each), arn) for each in listed(statement.get("Resource"))
    )
