"""Functions behind an edge: whether API Gateway may invoke one, and how long the edge waits for its answer.

https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html#api-gateway-control-access-iam-permissions-model-for-calling-api
"""

from __future__ import annotations

import queue
import re
import threading

from awslab.cloud.iam.moto_iam import Identities
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError, Outcome

API_GATEWAY = "apigateway.amazonaws.com"
LONGEST_RUN = 901.0
"""Seconds: no function runs longer."""
_ARN = re.compile(
    r"arn:aws[a-z-]*:lambda:(?P<region>[a-z0-9-]+):\d{12}:function:(?P<name>[\w-]+)(?::(?P<qualifier>.+))?"
)


class FunctionTimeoutError(Exception):
    """The function is still running when the edge stops waiting for it."""


class NotPermittedError(Exception):
    """There is no such function, or its policy does not let the service invoke it."""


class UnsupportedRuntimeError(Exception):
    """The function cannot run in awslab; the message says why."""


class Functions:
    """Functions behind edges, by their ARNs."""

    def __init__(self, context: GatewayContext) -> None:
        self._functions = context.functions
        self._identities = Identities(context.account_id)

    def invoke(self, arn: str, payload: str, *, source_arn: str, role: str | None, seconds: float) -> Outcome:
        """Run a function as API Gateway does, by the function's own policy or with a role, and wait at most `seconds`.

        With a role, only its trust policy is looked at, not what it may do.
        Raises NotPermittedError, FunctionTimeoutError, UnsupportedRuntimeError, or NotRunnableError (throttled).
        """
        may_invoke = (
            self._identities.role_trusts(role, API_GATEWAY)
            if role
            else self._functions.admits(arn, service=API_GATEWAY, source_arn=source_arn)
        )
        if not may_invoke:
            raise NotPermittedError(arn)
        return self.run(arn, payload, seconds)

    def run(self, arn: str, payload: str, seconds: float) -> Outcome:
        """Run a function whose caller may invoke it, and wait at most `seconds`. Raises what `invoke` raises."""
        name = _ARN.fullmatch(arn)
        if name is None:
            raise NotPermittedError(arn)
        try:
            return self._outcome(name["region"], arn, payload, seconds)
        except NotRunnableError as refusal:
            if refusal.code == "InvalidRuntimeException":
                raise UnsupportedRuntimeError(refusal.message) from refusal
            raise

    def _outcome(self, region: str, arn: str, payload: str, seconds: float) -> Outcome:
        """Return a run's outcome. A function that takes too long runs on, as on AWS, and its answer is dropped."""
        outcomes: queue.Queue[Outcome | NotRunnableError] = queue.Queue()

        def run() -> None:
            try:
                outcomes.put(self._functions.run(region, arn, payload))
            except NotRunnableError as refusal:
                outcomes.put(refusal)

        threading.Thread(target=run, daemon=True).start()
        try:
            outcome = outcomes.get(timeout=seconds)
        except queue.Empty as timeout:
            raise FunctionTimeoutError(arn) from timeout
        if isinstance(outcome, NotRunnableError):
            raise outcome
        return outcome


def function_arn(uri: str) -> str | None:
    """Return the function that an integration's or an authorizer's URI names; None when it names none.

    `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`, or the ARN itself.
    https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html#apigw-PutIntegration-request-uri
    """
    invocation = re.fullmatch(
        r"arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path/[\d-]+/functions/(.+)/invocations", uri
    )
    arn = invocation[1] if invocation else uri
    return arn if _ARN.fullmatch(arn) else None
