"""Lambda's Invoke and InvokeAsync. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"""

from __future__ import annotations

import base64
import json
import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.lambda_.answers.recursion import Loops
from awslab.cloud.lambda_.execution.engine import Engine, check_runnable
from awslab.cloud.lambda_.execution.event_queue import EventQueue
from awslab.cloud.lambda_.execution.log_lines import tail
from awslab.cloud.lambda_.function import Invocation, Target
from awslab.cloud.lambda_.moto_functions import MotoState
from awslab.cloud.ports.functions import NotRunnableError, Outcome, Statement

SYNCHRONOUS_LIMIT = 6_291_456
ASYNCHRONOUS_LIMIT = 1_048_576
"""Bytes of an event: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
_CHANGES = frozenset({"UpdateFunctionCode", "UpdateFunctionConfiguration", "DeleteFunction"})


class Runtime:
    """An extension of the gateway: functions run when they are invoked, and anew when they were changed."""

    def __init__(
        self,
        engine: Engine,
        queue: EventQueue,
        state: MotoState,
        loops: Loops,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._engine = engine
        self._queue = queue
        self._state = state
        self._loops = loops
        self._draw = draw

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The answer to Invoke and InvokeAsync."""
        if request.service != "lambda" or request.operation not in ("Invoke", "InvokeAsync"):
            return None
        try:
            return self._invoke(request) if request.operation == "Invoke" else self._invoke_async(request)
        except NotRunnableError as error:
            return _refused(request, error)

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """A changed function gets new environments."""
        if request.service != "lambda":
            return
        name = str(request.parameters.get("FunctionName", ""))
        if request.operation in _CHANGES:
            self._engine.pool.retire(request.region, name.partition("function:")[2].partition(":")[0] or name)
        if request.operation == "PublishVersion" or request.parameters.get("Publish"):
            self._state.published(request.region, name)

    def close(self) -> None:
        """End the queue and every environment."""
        self._engine.close()
        self._queue.close()

    def run_now(self, region: str, name: str, payload: str) -> str:
        """For moto's own triggers that wait: the error type, empty when it went well."""
        try:
            target = self._state.target(region, name, None, self._draw)
            return self._engine.run(target, self._caused(payload)).outcome.error_type
        except NotRunnableError as error:
            return error.code

    @property
    def account_id(self) -> str:
        """The account whose functions run here."""
        return self._state.account_id

    def policy_statements(self, arn: str) -> Sequence[Statement] | None:
        """Return the resource-based policy of the function that an ARN names; None when there is no such function."""
        return self._state.policy_statements(arn)

    def run(self, region: str, name: str, payload: str, trace: str = "") -> Outcome:
        """For edges and pollers: what came of it. Raises NotRunnableError. `trace` as for `run_later`."""
        target = self._state.target(region, name, None, self._draw)
        return self._engine.run(target, self._caused(payload, trace)).outcome

    def run_later(self, region: str, name: str, payload: str, trace: str = "") -> None:
        """For triggers that do not wait; `trace` where the cause is not the call that this thread answers."""
        self._queue.put(lambda: self._state.target(region, name, None, self._draw), self._caused(payload, trace))

    def _invoke(self, request: AwsRequest) -> AwsResponse:
        kind = str(request.parameters.get("InvocationType") or "RequestResponse")
        payload = _payload(request.parameters.get("Payload"))
        target = self._target(request)
        if kind == "DryRun":
            return AwsResponse(204, {"x-amzn-RequestId": request.id})
        _check_size(payload, kind)
        check_runnable(target.function)
        context = _client_context(request.parameters.get("ClientContext"))
        invocation = Invocation(request.id, payload, context, self._loops.trace)
        if kind == "Event":
            self._queue.put(lambda: self._target(request), invocation)
            return AwsResponse(202, {"x-amzn-RequestId": request.id})
        return self._run_and_answer(request, target, invocation)

    def _run_and_answer(self, request: AwsRequest, target: Target, invocation: Invocation) -> AwsResponse:
        ran = self._engine.run(target, invocation)
        result: dict[str, Any] = {
            "Payload": ran.outcome.payload.encode(errors="surrogatepass"),
            "ExecutedVersion": target.function.version,
        }
        if ran.outcome.error_type:
            result["FunctionError"] = "Unhandled"
        if request.parameters.get("LogType") == "Tail":
            result["LogResult"] = base64.b64encode(tail(ran.log)).decode()
        return replace(answer(request, result, 200), note=_start(ran.outcome))

    def _invoke_async(self, request: AwsRequest) -> AwsResponse:
        """The old API. https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html"""
        target = self._target(request)
        check_runnable(target.function)
        payload = _payload(request.parameters.get("InvokeArgs"))
        self._queue.put(lambda: self._target(request), Invocation(request.id, payload, trace=self._loops.trace))
        return AwsResponse(202, {"x-amzn-RequestId": request.id})

    def _caused(self, payload: str, trace: str = "") -> Invocation:
        return Invocation(str(uuid.uuid4()), payload, trace=trace or self._loops.trace)

    def _target(self, request: AwsRequest) -> Target:
        name, qualifier = str(request.parameters["FunctionName"]), request.parameters.get("Qualifier")
        return self._state.target(request.region, name, qualifier, self._draw)


def _start(outcome: Outcome) -> str:
    """A cold start, in words; empty for an environment that was warm."""
    return "" if outcome.init is None else f"cold start: {outcome.init * 1000:.0f} ms of initialisation"


def _payload(given: Any) -> str:
    """The event; a call without one means `{}`."""
    content = b"" if given is None else given if isinstance(given, bytes) else given.read()
    return content.decode() if content.strip() else "{}"


def _check_size(payload: str, kind: str) -> None:
    limit = ASYNCHRONOUS_LIMIT if kind == "Event" else SYNCHRONOUS_LIMIT
    size = len(payload.encode())
    if size > limit:
        message = f"{size} byte payload is too large for the {kind} invocation type (limit {limit} bytes)"
        raise NotRunnableError("RequestTooLargeException", message, 413)


def _client_context(given: Any) -> Mapping[str, object] | None:
    if not given:
        return None
    try:
        context = json.loads(base64.b64decode(given, validate=True))
    except ValueError as error:
        message = "Client context must be a valid Base64-encoded JSON object."
        raise NotRunnableError("InvalidRequestContentException", message, 400) from error
    return context if isinstance(context, dict) else None


def _refused(request: AwsRequest, error: NotRunnableError) -> AwsResponse:
    response = refusal(request, error.code, error.message, error.status)
    if not error.reason:
        return response
    body = json.dumps({"Reason": error.reason, "Type": "User", "message": error.message}).encode()
    return AwsResponse(response.status, response.headers, body, response.error)
