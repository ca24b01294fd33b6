"""Lambda authorizers, the policies that they return, and how long these are kept.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from awslab.cloud.api_gateway.rest.edge import resource_policies
from awslab.cloud.api_gateway.rest.edge.lambda_proxy import with_variables
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.state import JsonObject, Parameters
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
from awslab.cloud.iam.policy_text import like, listed
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

DEFAULT_TTL = 300
"""Seconds that a policy is kept, unless the authorizer states another time."""
TIMEOUT = 29.0
"""Seconds that an authorizer's function may take."""
_EXPLICIT = "User is not authorized to access this resource with an explicit deny"


class AuthorizerError(Exception):
    """The authorizer gave no policy; the message is the type of gateway response that follows."""


@dataclass(frozen=True, slots=True)
class Grant:
    """An authorizer's answer."""

    statements: Sequence[Parameters]
    context: Mapping[str, str]
    """`principalId` and the context, for the integration."""
    key: str | None
    """The API key that the caller uses."""


class Authorizers:
    """Asks authorizers, from many threads; two requests at once may both reach the function."""

    def __init__(self, functions: Functions, clock: Callable[[], float]) -> None:
        self._functions = functions
        self._clock = clock
        self._grants: dict[tuple[str, ...], tuple[float, Grant]] = {}
        """API, stage, deployment, authorizer and identity sources → until when, and the grant."""

    def refuse(self, visit: Visit) -> AwsResponse | None:
        """Return a refusal, or None for a caller whom the authorizer's policy lets in."""
        authorizer = visit.stage.snapshot.authorizers.get(visit.method.authorizer_id or "")
        if authorizer is None:
            return visit.refusal("AUTHORIZER_CONFIGURATION_ERROR")
        try:
            grant = self._grant(visit, authorizer)
        except UnsupportedRuntimeError as error:
            return unsupported(f"a way to run the authorizer: {error}")
        except AuthorizerError as error:
            return visit.refusal(str(error))
        effects = {str(statement.get("Effect")) for statement in grant.statements if _applies(statement, visit.arn)}
        if "Deny" in effects:
            return visit.refusal("ACCESS_DENIED", _EXPLICIT)
        if "Allow" not in effects and resource_policies.verdict(visit) != "allowed":
            return visit.refusal("ACCESS_DENIED")
        visit.authorizer.update(grant.context)
        if grant.key:
            visit.identity["apiKey"] = grant.key
        return None

    def _grant(self, visit: Visit, authorizer: Parameters) -> Grant:
        """Return the authorizer's answer, one that was kept if there is one. Raises AuthorizerError."""
        ttl = authorizer.get("authorizerResultTtlInSeconds")
        seconds = DEFAULT_TTL if ttl is None else int(ttl)
        sources = [_source_value(visit, source.strip()) for source in _sources(authorizer) if source.strip()]
        if (seconds or authorizer["type"] == "TOKEN") and not all(sources):
            raise AuthorizerError("UNAUTHORIZED")
        expression = authorizer.get("identityValidationExpression")
        if expression and authorizer["type"] == "TOKEN" and not re.fullmatch(expression, sources[0] or ""):
            raise AuthorizerError("UNAUTHORIZED")
        key = (visit.stage.api, visit.stage.name, visit.stage.deployment, str(authorizer["id"]), *map(str, sources))
        until, kept_grant = self._grants.get(key, (0.0, None))
        if kept_grant is not None and seconds and self._clock() < until:
            return kept_grant
        grant = self._ask(visit, authorizer, sources[0] if sources else None)
        self._grants[key] = (self._clock() + seconds, grant)
        return grant

    def _ask(self, visit: Visit, authorizer: Parameters, token: str | None) -> Grant:
        arn = function_arn(with_variables(str(authorizer.get("authorizerUri") or ""), visit))
        if arn is None:
            raise AuthorizerError("AUTHORIZER_CONFIGURATION_ERROR")
        try:
            outcome = self._functions.invoke(
                arn,
                json.dumps(_event(visit, authorizer, token)),
                source_arn=f"{visit.api_arn}/authorizers/{authorizer['id']}",
                role=authorizer.get("authorizerCredentials"),
                seconds=TIMEOUT,
            )
        except (NotPermittedError, NotRunnableError, FunctionTimeoutError) as error:
            log.info("the authorizer %s could not be asked: %s", arn, error)
            raise AuthorizerError("AUTHORIZER_CONFIGURATION_ERROR") from error
        if outcome.error_type:
            message = json.loads(outcome.payload).get("errorMessage") if outcome.payload.startswith("{") else ""
            raise AuthorizerError("UNAUTHORIZED" if message == "Unauthorized" else "AUTHORIZER_FAILURE")
        return _read_grant(outcome.payload)


def _read_grant(payload: str) -> Grant:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html"""
    try:
        result = json.loads(payload)
        statements = result["policyDocument"]["Statement"]
        context = result.get("context") or {}
        members = {"principalId": str(result["principalId"]), **{name: _flat(value) for name, value in context.items()}}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AuthorizerError("AUTHORIZER_CONFIGURATION_ERROR") from error
    return Grant(
        statements if isinstance(statements, list) else [statements], members, result.get("usageIdentifierKey")
    )


def _flat(value: object) -> str:
    """Return a context value as text. Raises TypeError for a list or an object."""
    if isinstance(value, dict | list):
        raise TypeError(value)
    return value if isinstance(value, str) else json.dumps(value)


def _event(visit: Visit, authorizer: Parameters, token: str | None) -> JsonObject:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html"""
    if authorizer["type"] == "TOKEN":
        return {"type": "TOKEN", "methodArn": visit.arn, "authorizationToken": token}
    whole_event = event(
        visit.arrival,
        resource=visit.resource.path,
        path=visit.arrival.path,
        context=visit.request_context,
        path_parameters=visit.path_parameters,
        stage_variables=visit.stage.variables,
        body=(None, False),
        headers=visit.arrival.headers,
    )
    members = {name: value for name, value in whole_event.items() if name not in ("body", "isBase64Encoded")}
    maps = ("pathParameters", "stageVariables", "queryStringParameters")
    filled_maps = {name: members[name] or {} for name in maps}
    return {"type": "REQUEST", "methodArn": visit.arn, **members, **filled_maps}


def _sources(authorizer: Parameters) -> list[str]:
    default = "method.request.header.Authorization" if authorizer["type"] == "TOKEN" else ""
    return str(authorizer.get("identitySource") or default).split(",")


def _source_value(visit: Visit, source: str) -> str | None:
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


def _applies(statement: Parameters, arn: str) -> bool:
    """Say whether a statement is about invoking the ARN; conditions do not hold, awslab has none to compare with."""
    if statement.get("Condition"):
        return False
    actions = listed(statement.get("Action"))
    return any(fnmatchcase("execute-api:invoke", str(action).lower()) for action in actions) and any(
        like(str(resource), arn) for resource in listed(statement.get("Resource"))
    )
