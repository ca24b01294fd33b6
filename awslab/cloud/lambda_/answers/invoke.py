"""Lambda's Invoke and InvokeAsync."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import IO

from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.lambda_.answers.refusals import refusing
from awslab.cloud.lambda_.directory import function_directory
from awslab.cloud.lambda_.execution.engine import check_runnable
from awslab.cloud.lambda_.execution.log_lines import tail
from awslab.cloud.lambda_.execution.loops import current_trace
from awslab.cloud.lambda_.function import Invocation, Target
from awslab.cloud.lambda_.life.runtime import lambda_runtime
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError, Outcome

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
SYNCHRONOUS_LIMIT = 6_291_456
ASYNCHRONOUS_LIMIT = 1_048_576
"""Bytes of an event: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""


@answers("lambda", "Invoke", source=_API + "API_Invoke.html")
@refusing
def invoke(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Run a function to its end, put an event for it into the queue, or only look whether it could run."""
    kind = str(request.parameters.get("InvocationType") or "RequestResponse")
    payload = _payload(request.parameters.get("Payload"))
    target = _target(request, context)
    if kind == "DryRun":
        return AwsResponse(204, {"x-amzn-RequestId": request.id})
    _check_size(payload, kind)
    check_runnable(target.function)
    client_context = _client_context(request.parameters.get("ClientContext"))
    invocation = Invocation(request.id, payload, client_context, current_trace())
    if kind == "Event":
        context.part(lambda_runtime).enqueue(lambda: _target(request, context), invocation)
        return AwsResponse(202, {"x-amzn-RequestId": request.id})
    return _result(request, context, target, invocation)


@answers("lambda", "InvokeAsync", source=_API + "API_InvokeAsync.html")
@refusing
def invoke_async(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Put an event into the queue, as the old API does."""
    target = _target(request, context)
    check_runnable(target.function)
    invocation = Invocation(request.id, _payload(request.parameters.get("InvokeArgs")), trace=current_trace())
    context.part(lambda_runtime).enqueue(lambda: _target(request, context), invocation)
    return AwsResponse(202, {"x-amzn-RequestId": request.id})


def _result(request: AwsRequest, context: GatewayContext, target: Target, invocation: Invocation) -> AwsResponse:
    completed_invocation = context.part(lambda_runtime).invoke(target, invocation)
    outcome = completed_invocation.outcome
    members: dict[str, object] = {
        "Payload": outcome.payload.encode(errors="surrogatepass"),
        "ExecutedVersion": target.function.version,
    }
    if outcome.error_type:
        members["FunctionError"] = "Unhandled"
    if request.parameters.get("LogType") == "Tail":
        members["LogResult"] = base64.b64encode(tail(completed_invocation.log)).decode()
    return replace(answer(request, members, 200), note=_cold_start(outcome))


def _target(request: AwsRequest, context: GatewayContext) -> Target:
    name, qualifier = str(request.parameters["FunctionName"]), request.parameters.get("Qualifier")
    return context.part(function_directory).target(request.region, name, qualifier)


def _cold_start(outcome: Outcome) -> str:
    """Return a cold start in words; empty for an environment that was warm."""
    return "" if outcome.init is None else f"cold start: {outcome.init * 1000:.0f} ms of initialisation"


def _payload(content: bytes | IO[bytes] | None) -> str:
    """Return the event; a call without one means `{}`."""
    payload = b"" if content is None else content if isinstance(content, bytes) else content.read()
    return payload.decode() if payload.strip() else "{}"


def _check_size(payload: str, kind: str) -> None:
    limit = ASYNCHRONOUS_LIMIT if kind == "Event" else SYNCHRONOUS_LIMIT
    size = len(payload.encode())
    if size > limit:
        message = f"{size} byte payload is too large for the {kind} invocation type (limit {limit} bytes)"
        raise NotRunnableError("RequestTooLargeException", message, 413)


def _client_context(text: str | None) -> Mapping[str, object] | None:
    if not text:
        return None
    try:
        context = json.loads(base64.b64decode(text, validate=True))
    except ValueError as error:
        message = "Client context must be a valid Base64-encoded JSON object."
        raise NotRunnableError("InvalidRequestContentException", message, 400) from error
    return context if isinstance(context, dict) else None
