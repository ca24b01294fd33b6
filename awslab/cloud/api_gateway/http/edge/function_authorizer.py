"""Lambda authorizers of HTTP APIs, their answers and how long these are kept.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from awslab.cloud.api_gateway.http.configuration import Authorizer
from awslab.cloud.api_gateway.http.edge.events import authorizer_event_v1, authorizer_event_v2
from awslab.cloud.api_gateway.http.edge.expressions import of_request, with_variables
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.api_gateway.http.state import Members
from awslab.cloud.edge.functions import (
    Functions,
    FunctionTimeoutError,
    NotPermittedError,
    UnsupportedRuntimeError,
    function_arn,
)
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.iam.policy_text import like, listed
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

TIMEOUT = 10.0
"""Seconds that an authorizer may take.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
"""


class NoGrantError(Exception):
    """The authorizer gave no usable answer; the message says why."""


class UnauthorizedError(Exception):
    """The authorizer wants its caller to get a 401."""


@dataclass(frozen=True, slots=True)
class Grant:
    """An authorizer's answer."""

    is_authorized: bool | None
    """The function's own decision; None where its policy decides."""
    statements: Sequence[Members]
    context: Members

    def allows(self, arn: str) -> bool:
        """Say whether a request may pass, by its ARN."""
        if self.is_authorized is not None:
            return self.is_authorized
        effects = {str(statement.get("Effect")) for statement in self.statements if _applies(statement, arn)}
        return effects == {"Allow"}


def function_authorizers(context: GatewayContext) -> FunctionAuthorizers:
    """Make the part that the edge and ResetAuthorizersCache share."""
    return FunctionAuthorizers(Functions(context), CLOCK.time)


class FunctionAuthorizers:
    """Asks authorizers, from many threads; two requests at once may both reach the function."""

    def __init__(self, functions: Functions, clock: Callable[[], float]) -> None:
        self._functions = functions
        self._clock = clock
        self._grants: dict[tuple[str, ...], tuple[float, Grant]] = {}
        """API, stage, authorizer and identity sources → until when, and the grant."""

    def refuse(self, visit: Visit, authorizer: Authorizer) -> AwsResponse | None:
        """Return a refusal (401, 403, or 500 for an authorizer that fails); None for a caller who may pass. The visit
        then has the authorizer's context."""
        sources = [of_request(source.removeprefix("$"), visit) for source in authorizer.sources]
        if not all(sources):
            return visit.refusal(401, "Unauthorized")
        try:
            grant = self._grant(visit, authorizer, [str(source) for source in sources])
        except UnauthorizedError:
            return visit.refusal(401, "Unauthorized")
        except UnsupportedRuntimeError as error:
            return unsupported(f"a way to run the authorizer: {error}")
        except (NoGrantError, NotPermittedError, NotRunnableError, FunctionTimeoutError) as error:
            log.info("%s: the authorizer %s: %s", visit.arn, authorizer.id, error)
            visit.log_values["authorizer.error"] = str(error)
            return visit.refusal(500, "Internal Server Error")
        if not grant.allows(visit.arn):
            return visit.refusal(403, "Forbidden")
        visit.authorizer["lambda"] = grant.context
        return None

    def forget(self, api_id: str) -> None:
        """Forget what the authorizers of an API have answered.

        https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-cache-authorizers.html
        """
        for key in [key for key in list(self._grants) if key[0] == api_id]:
            self._grants.pop(key, None)

    def _grant(self, visit: Visit, authorizer: Authorizer, sources: Sequence[str]) -> Grant:
        """Return an answer, one that was kept if there is one; the identity sources are its key, the route is not."""
        key = (visit.api.id, visit.stage.name, authorizer.id, *sources)
        until, kept_grant = self._grants.get(key, (0.0, None))
        if kept_grant is not None and self._clock() < until:
            return kept_grant
        grant = self._ask(visit, authorizer, sources)
        if authorizer.seconds and sources:
            self._grants[key] = (self._clock() + authorizer.seconds, grant)
        return grant

    def _ask(self, visit: Visit, authorizer: Authorizer, sources: Sequence[str]) -> Grant:
        arn = function_arn(with_variables(authorizer.uri, visit.stage.variables))
        if arn is None:
            raise NoGrantError(f"{authorizer.uri} names no function")
        event = authorizer_event_v2 if authorizer.payload_format == "2.0" else authorizer_event_v1
        outcome = self._functions.invoke(
            arn,
            json.dumps(event(visit, sources)),
            source_arn=f"{visit.api_arn}/authorizers/{authorizer.id}",
            role=authorizer.credentials,
            seconds=TIMEOUT,
        )
        return _read_grant(outcome.payload, authorizer.is_simple and authorizer.payload_format == "2.0")


def _read_grant(payload: str, is_simple: bool) -> Grant:
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


def _applies(statement: Members, arn: str) -> bool:
    """Say whether a statement is about invoking the ARN; conditions do not hold, awslab has none to compare with."""
    if statement.get("Condition"):
        return False
    actions = [str(action).lower() for action in listed(statement.get("Action"))]
    is_invoke = any(like(action, "execute-api:invoke") for action in actions)
    return is_invoke and any(like(str(resource), arn) for resource in listed(statement.get("Resource")))
