"""Running a function for an edge: may it, does it, and how long is it waited for?

https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html#api-gateway-control-access-iam-permissions-model-for-calling-api
"""

from __future__ import annotations

import json
import queue
import re
import threading
from collections.abc import Iterable, Mapping

from moto.backends import get_backend

from awslab.cloud.iam.function_permissions import permits, trusts
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError, Outcome

API_GATEWAY = "apigateway.amazonaws.com"
LONGEST_RUN = 901.0
"""Seconds: no function runs longer."""
_ARN = re.compile(
    r"arn:aws[a-z-]*:lambda:(?P<region>[a-z0-9-]+):\d{12}:function:(?P<name>[\w-]+)(?::(?P<qualifier>.+))?"
)


class FunctionTimeoutError(Exception):
    """The function is still running when nobody waits any longer."""


class NotPermittedError(Exception):
    """There is no such function, or it does not let the service invoke it."""


class UnsupportedRuntimeError(Exception):
    """The function cannot run in awslab; the message says why."""


class Functions:
    """Functions behind API Gateway, by their ARNs."""

    def __init__(self, context: GatewayContext) -> None:
        self._context = context

    def invoke(self, arn: str, payload: str, *, source_arn: str, role: str | None, seconds: float) -> Outcome:
        """Run a function as API Gateway does, by its own policy or with a role, and wait so long.

        Raises NotPermittedError, FunctionTimeoutError, UnsupportedRuntimeError, or NotRunnableError (throttled).
        """
        if not (self._role_serves(role) if role else self._permits(arn, source_arn)):
            raise NotPermittedError(arn)
        return self.run(arn, payload, seconds)

    def run(self, arn: str, payload: str, seconds: float) -> Outcome:
        """Run a function whose caller may. Raises as `invoke` does."""
        region = _parsed(arn)["region"]
        try:
            if (self._context.functions.timeout(arn) or 3) < seconds:
                return self._context.functions.run(region, arn, payload)
            return self._waited_for(region, arn, payload, seconds)
        except NotRunnableError as refused:
            if refused.code == "InvalidRuntimeException":
                raise UnsupportedRuntimeError(refused.message) from refused
            raise

    def statements(self, arn: str) -> Iterable[Mapping[str, object]]:
        """Return the statements of the function's resource-based policy; none when there is no such function."""
        return self._context.functions.policy_statements(arn) or ()

    def _permits(self, arn: str, source_arn: str) -> bool:
        return permits(
            self.statements(arn),
            service=API_GATEWAY,
            resource=arn,
            source_arn=source_arn,
            source_account=self._context.account_id,
        )

    def _role_serves(self, arn: str) -> bool:
        """Whether API Gateway may assume the role; what the role may do is not looked at."""
        roles = get_backend("iam")[self._context.account_id]["aws"].roles.values()
        role = next((each for each in roles if each.arn == arn), None)
        document = role.assume_role_policy_document if role else None
        if isinstance(document, str):
            document = json.loads(document)
        return document is not None and trusts(document, API_GATEWAY)

    def _waited_for(self, region: str, arn: str, payload: str, seconds: float) -> Outcome:
        """The function runs on, as on AWS; its answer is dropped."""
        done: queue.Queue[Outcome | NotRunnableError] = queue.Queue()

        def run() -> None:
            try:
                done.put(self._context.functions.run(region, arn, payload))
            except NotRunnableError as refused:
                done.put(refused)

        threading.Thread(target=run, daemon=True).start()
        try:
            outcome = done.get(timeout=seconds)
        except queue.Empty as none:
            raise FunctionTimeoutError(arn) from none
        if isinstance(outcome, NotRunnableError):
            raise outcome
        return outcome


def function_arn(uri: str) -> str | None:
    """The function that an integration's or an authorizer's URI names; None when it names none.

    `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`, or the ARN itself.
    https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html#apigw-PutIntegration-request-uri
    """
    inner = re.fullmatch(r"arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path/[\d-]+/functions/(.+)/invocations", uri)
    arn = inner[1] if inner else uri
    return arn if _ARN.fullmatch(arn) else None


def _parsed(arn: str) -> re.Match[str]:
    parsed = _ARN.fullmatch(arn)
    if parsed is None:
        raise NotPermittedError(arn)
    return parsed
