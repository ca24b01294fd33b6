"""moto's own ways to run a function (in Docker), which come to the sandbox's runtime instead."""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping

import moto.events.notifications
from moto.awslambda.models import LambdaBackend, LambdaFunction

from awslab.cloud.ports.functions import Functions, NotRunnableError


def take_over(functions: Functions) -> None:
    """Replace moto's ways to run a function in this process, which is one gateway's alone.

    Secret rotation waits for the function and looks at its error; streams and log subscriptions do not wait.
    """

    def invoke_and_wait(
        backend: LambdaBackend,
        function_name: str,
        qualifier: str | None,
        body: str | None,
        headers: object,
        response_headers: MutableMapping[str, str],
    ) -> str:
        name = f"{function_name}:{qualifier}" if qualifier else function_name
        if _fails(functions, backend.region_name, name, body or "{}"):
            response_headers["x-amz-function-error"] = "Unhandled"
        return ""

    def invoke_later(function: LambdaFunction, body: str, request_headers: object, response_headers: object) -> str:
        functions.run_later(function.region, function.function_arn, body or "{}")
        return "accepted"

    def invoke_from_events(account_id: str, fn_arn: str, event: Mapping[str, object]) -> None:
        functions.run_later(fn_arn.split(":")[3], fn_arn, json.dumps(event))

    LambdaBackend.invoke = invoke_and_wait  # type: ignore[assignment, method-assign]
    LambdaFunction.invoke = invoke_later  # type: ignore[assignment, method-assign]
    moto.events.notifications._invoke_lambda = invoke_from_events


def _fails(functions: Functions, region: str, name: str, payload: str) -> bool:
    try:
        return bool(functions.run(region, name, payload).error_type)
    except NotRunnableError:
        return True
