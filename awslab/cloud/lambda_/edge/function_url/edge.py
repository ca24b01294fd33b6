"""A function URL: `/_aws/lambda-url/{id}/{path}`, or its AWS name in the Host header.

https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable
from dataclasses import replace

from awslab.cloud.edge import payload_v2
from awslab.cloud.edge.address import LAMBDA_URL
from awslab.cloud.edge.arrival import Arrival, arrive
from awslab.cloud.edge.cors import preflight, with_cors
from awslab.cloud.edge.functions import LONGEST_RUN, Functions, UnsupportedRuntimeError
from awslab.cloud.edge.result_v1 import MalformedResultError
from awslab.cloud.edge.result_v2 import answered
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.denials import nothing_here
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse, Caller, Structure
from awslab.cloud.lambda_.edge.function_url.permissions import actions, is_denied, is_public
from awslab.cloud.lambda_.edge.function_url.result import described
from awslab.cloud.lambda_.edge.function_url.urls import FunctionUrl, function_urls
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

LARGEST = 6 * 1024 * 1024
"""Bytes of a request's body."""
_FORBIDDEN = (
    "Forbidden. For troubleshooting Function URL authorization issues, see: "
    "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
)


class FunctionUrlEdge:
    """Answers for every function URL of the sandbox."""

    def __init__(self, context: GatewayContext, clock: Callable[[], float] = CLOCK.time) -> None:
        self._context = context
        self._urls = context.part(function_urls)
        self._functions = Functions(context)
        self._clock = clock

    def claims(self, request: HttpRequest) -> bool:
        """Say whether the path or the host is a function URL's."""
        return LAMBDA_URL.address(request) is not None

    def answer(self, request: HttpRequest) -> AwsResponse:
        """Return what the function answers, when it lets the caller in."""
        address = LAMBDA_URL.address(request)
        url = self._urls.find(address.id) if address else None
        if address is None or url is None or (address.region and address.region != url.region):
            return nothing_here(f"the function URL {address.id!r}" if address else "that address")
        arrival = arrive(
            request,
            path=address.path,
            domain=f"{url.id}.lambda-url.{url.region}.on.aws",
            request_id=str(uuid.uuid4()),
            at=self._clock(),
        )
        answer = self._answered(url, arrival, request)
        return replace(answer, headers={**answer.headers, "x-amzn-RequestId": arrival.id})

    def _answered(self, url: FunctionUrl, arrival: Arrival, request: HttpRequest) -> AwsResponse:
        """https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors"""
        preflight_answer = preflight(url.cors, arrival)
        if preflight_answer is not None:
            return preflight_answer
        return with_cors(url.cors, arrival, self._admitted(url, arrival, request), keeps_own=True)

    def _admitted(self, url: FunctionUrl, arrival: Arrival, request: HttpRequest) -> AwsResponse:
        """https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html

        A caller of this account signs, and both actions are allowed by their own policies or by the function's.
        """
        if url.auth == "NONE":
            return self._run(url, arrival, None) if is_public(url) else _denied("AccessDeniedException", _FORBIDDEN)
        caller = self._context.caller_of(request, "lambda")
        if isinstance(caller, Caller):
            is_allowed = not is_denied(url, caller) and all(
                self._context.allowed(caller, action, url.function_arn, keys, url.statements)
                for action, keys in actions(url)
            )
            return self._run(url, arrival, caller) if is_allowed else _denied("AccessDeniedException", _FORBIDDEN)
        if caller == "missing":
            return _denied("AccessDeniedException", _FORBIDDEN)
        if caller in ("unknown", "token"):
            return _denied("UnrecognizedClientException", "The security token included in the request is invalid.")
        return _denied("InvalidSignatureException", "The request signature does not match, or is out of date.")

    def _run(self, url: FunctionUrl, arrival: Arrival, caller: Caller | None) -> AwsResponse:
        if len(arrival.body) > LARGEST:
            return AwsResponse(413, {"Content-Type": "application/json"}, b'{"Message":"Request Entity Too Large"}')
        event = payload_v2.event(
            arrival,
            api=url.id,
            account=self._context.account_id,
            stage="$default",
            route="$default",
            path=arrival.path,
            authorizer=_identity(caller) if caller else None,
        )
        try:
            outcome = self._functions.run(url.function_arn, json.dumps(event), LONGEST_RUN)
            if outcome.error_type:
                return _failed()
            return answered(described(outcome.payload), "application/json")
        except UnsupportedRuntimeError as error:
            return unsupported(f"a way to run {url.function_arn}: {error}")
        except NotRunnableError as error:
            body = json.dumps({"Reason": error.reason, "Type": "User", "message": error.message}).encode()
            return AwsResponse(error.status, {"Content-Type": "application/json"}, body)
        except MalformedResultError as error:
            log.info("the result of %s is malformed: %s", url.function_arn, error)
            return _failed()


def _identity(caller: Caller) -> Structure:
    return {
        "iam": {
            "accessKey": caller.access_key_id,
            "accountId": caller.account_id,
            "callerId": caller.name,
            "cognitoIdentity": None,
            "principalOrgId": None,
            "userArn": caller.arn,
            "userId": caller.name,
        }
    }


def _denied(code: str, message: str) -> AwsResponse:
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": code}
    return AwsResponse(403, headers, json.dumps({"Message": message}).encode(), code)


def _failed() -> AwsResponse:
    return AwsResponse(502, {"Content-Type": "text/plain"}, b"Internal Server Error")
