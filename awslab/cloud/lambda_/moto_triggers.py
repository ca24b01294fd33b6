"""What of moto the runtime replaces: its own ways to run a function."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import moto.events.notifications
from moto.awslambda.models import LambdaBackend, LambdaFunction

RunNow = Callable[[str, str, str], str]
"""`(region, function name or ARN, payload)` → error type, empty when it went well."""
RunLater = Callable[[str, str, str], None]


def take_over(run_now: RunNow, run_later: RunLater) -> None:
    """Replace moto's own ways to run a function (Docker) in this process, which is the gateway's alone.

    SQS mappings and secret rotation wait for the function and look at its error; SNS, EventBridge, streams and log
    subscriptions do not wait.
    """

    def invoke_and_wait(
        backend: LambdaBackend,
        function_name: str,
        qualifier: str | None,
        body: Any,
        headers: Any,
        response_headers: Any,
    ) -> str:
        name = f"{function_name}:{qualifier}" if qualifier else function_name
        if run_now(backend.region_name, name, body or "{}"):
            response_headers["x-amz-function-error"] = "Unhandled"
        return ""

    def invoke_later(function: LambdaFunction, body: str, request_headers: Any, response_headers: Any) -> str:
        run_later(function.region, function.function_arn, body or "{}")
        return "accepted"

    def invoke_from_events(account_id: str, fn_arn: str, event: Any) -> None:
        run_later(fn_arn.split(":")[3], fn_arn, json.dumps(event))

    LambdaBackend.invoke = invoke_and_wait  # type: ignore[assignment, method-assign]
    LambdaFunction.invoke = invoke_later  # type: ignore[assignment, method-assign]
    moto.events.notifications._invoke_lambda = invoke_from_events
