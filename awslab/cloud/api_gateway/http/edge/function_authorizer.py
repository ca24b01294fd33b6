"""Lambda authorizers of HTTP APIs, their answers and how long these are kept.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from awslab.cloud.api_gateway.http.edge.deployed import Authorizer
from awslab.cloud.api_gateway.http.edge.events import authorizer_event_1, authorizer_event_2
from awslab.cloud.api_gateway.http.edge.expressions import of_request, with_variables
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.edge.functions import (
    Functions,
    FunctionTimeoutError,
    NotPermittedError,
    UnsupportedRuntimeError,
    function_arn,
)
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.iam.policies.policy_text import like, listed
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

WAITED = 10.0
"""Seconds that an authorizer may take.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
"""


class NoGrantError(Exception):
    """The authorizer gave no usable answer; the message says why."""


class UnauthorizedError(Exception):
    """The authorizer wants its caller to get a 401."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What an authorizer answered."""

    is_authorized: bool | None
    """None where the policy decides."""
    statements: Sequence[Mapping[str, Any]]
    context: Mapping[str, Any]

    def allows(self, arn: str) -> bool:
        """Whether a request may, by its ARN."""
        if self.is_authorized is not None:
            return self.is_authorized
        effects = {str(each.get("Effect")) for each in self.statements if _applies(each, arn)}
        return effects == {"Allow"}


class FunctionAuthorizers:
    """Asks authorizers, for many threads; two that ask at once are both asked."""

    def __init__(self, functions: Functions, clock: Callable[[], float]) -> None:
        self._functions = functions
        self._clock = clock
        self._kept: dict[tuple[str, ...], tuple[float, Grant]] = {}

    def refuse(self, visit: Visit, authorizer: Authorizer) -> AwsResponse | None:
        """None for who may, with the authorizer's context told; 401, 403, or 500 for an authorizer that fails."""
        sources = [of_request(source.removeprefix("$"), visit) for source in authorizer.sources]
        if not all(sources):
            return visit.refused(401, "Unauthorized")
        try:
            grant = self._grant(visit, authorizer, [str(source) for source in sources])
        except UnauthorizedError:
            return visit.refused(401, "Unauthorized")
        except UnsupportedRuntimeError as error:
            return unsupported(f"a way to run the authorizer: {error}")
        except (NoGrantError, NotPermittedError, NotRunnableError, FunctionTimeoutError) as error:
            log.info("%s: the authorizer %s: %s", visit.arn, authorizer.id, error)
            visit.measured["authorizer.error"] = str(error)
            return visit.refused(500, "Internal Server Error")
        if not grant.allows(visit.arn):
            return visit.refused(403, "Forbidden")
        visit.authorizer["lambda"] = grant.context
        return None

    def forget(self, api_id: str) -> None:
        """Ask the authorizers of an API anew.

        https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-cache-authorizers.html
        """
        for named in [named for named in list(self._kept) if named[0] == api_id]:
            self._kept.pop(named, None)

    def _grant(self, visit: Visit, authorizer: Authorizer, sources: Sequence[str]) -> Grant:
        """An answer, a kept one if there is one; the identity sources are the key, the route is not."""
        named = (visit.api.id, visit.stage.name, authorizer.id, *sources)
        until, kept = self._kept.get(named, (0.0, None))
        if kept is not None and self._clock() < until:
            return kept
        grant = self._asked(visit, authorizer, sources)
        if authorizer.seconds and sources:
            self._kept[named] = (self._clock() + authorizer.seconds, grant)
        return grant

    def _asked(self, visit: Visit, authorizer: Authorizer, sources: Sequence[str]) -> Grant:
        arn = function_arn(with_variables(authorizer.uri, visit.stage.variables))
        if arn is None:
            raise NoGrantError(f"{authorizer.uri} names no function")
        event = authorizer_event_2 if authorizer.payload_format == "2.0" else authorizer_event_1
        outcome = self._functions.invoke(
            arn,
            json.dumps(event(visit, sources)),
            source_arn=f"{visit.api_arn}/authorizers/{authorizer.id}",
            role=authorizer.credentials,
            seconds=WAITED,
        )
        return _granted(outcome.payload, authorizer.is_simple and authorizer.payload_format == "2.0")


def _granted(payload: str, is_simple: bool) -> Grant:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format-response"""
    try:
        result = json.loads(payload)
        if isinstance(result, dict) and result.get("errorMessage") == "Unauthorized":
            raise UnauthorizedError
        context = result.get("context") or {}
        if is_simple:
            return Grant(bool(result["isAuthorized"]), (), context)
        return Grant(
            None, listed(result["policyDocument"]["Statement"]), {"principalId": result["principalId"], **context}
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoGrantError(f"the answer is none: {payload[:200]}") from error


def _applies(statement: Mapping[str, Any], arn: str) -> bool:
    """Conditions do not hold: awslab has none to compare with."""
    if statement.get("Condition"):
        return False
    actions = [str(each).lower() for each in listed(statement.get("Action"))]
    is_invoke = any(like(each, "execute-api:invoke") for each in actions)
    return is_invoke and any(like(str(each), arn) for each in listed(statement.get("Resource")))
