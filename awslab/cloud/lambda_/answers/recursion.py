"""Loops: a function whose result invokes it again is stopped after 16 rounds, as on AWS.

The count travels in the trace header, which Lambda puts into a function's environment and every AWS SDK sends along
with the function's calls.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
import uuid
from collections.abc import Callable
from urllib.parse import unquote

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.lambda_.function import Function, Invocation
from awslab.cloud.lambda_.moto_functions import MotoState
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

MOST_ROUNDS = 16
"""AWS says about so many."""
_WATCHED = frozenset({"lambda", "s3", "sns", "sqs"})
"""Loops through other services are not detected, on AWS neither."""
_STOPPED = (
    "Lambda has detected your function being invoked in a recursive loop with other AWS resources and stopped your "
    "function's invocation."
)


class Loops:
    """An extension of the gateway: knows the chain that a call belongs to, and who may go round for ever."""

    def __init__(self, state: MotoState, clock: Callable[[], float] = time.time) -> None:
        self._state = state
        self._clock = clock
        self._calling = threading.local()
        self._allowed: set[tuple[str, str]] = set()

    @property
    def trace(self) -> str:
        """The trace header of the call that this thread answers; empty when there is none, or none that counts."""
        return str(getattr(self._calling, "trace", ""))

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Remember the chain; PutFunctionRecursionConfig and GetFunctionRecursionConfig, which moto lacks."""
        header = request.headers.get("x-amzn-trace-id", "") if request.service in _WATCHED else ""
        self._calling.trace = unquote(header)
        if request.service == "lambda" and request.operation.endswith("FunctionRecursionConfig"):
            return self._configure(request)
        return None

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """A new function of an old name begins with the default."""
        if request.service == "lambda" and request.operation == "DeleteFunction":
            self._allowed.discard((request.region, _name(request)))

    def close(self) -> None:
        """Nothing is held."""

    def check(self, function: Function, invocation: Invocation) -> None:
        """Raises NotRunnableError, and says so in the function's log, for a round too many."""
        if rounds(invocation.trace, function.arn) < MOST_ROUNDS or function.key in self._allowed:
            return
        now = self._clock()
        stream = f"{time.strftime('%Y/%m/%d', time.gmtime(now))}/[{function.version}]{uuid.uuid4().hex}"
        sentence = (
            f"awslab: Lambda stopped a recursive loop here. One request led to {MOST_ROUNDS} invocations of "
            f"{function.name}, each caused by the one before, and this was the next. Its event is dropped. "
            "See https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"
        )
        log.warning("%s", sentence)
        self._state.write_log(function.region, f"/aws/lambda/{function.name}", stream, [(int(now * 1000), sentence)])
        raise NotRunnableError("RecursiveInvocationException", _STOPPED, 400)

    def _configure(self, request: AwsRequest) -> AwsResponse:
        """https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html"""
        name = _name(request)
        arn = f"arn:aws:lambda:{request.region}:{request.caller.account_id}:function:{name}"
        if self._state.policy_statements(arn) is None:
            return refusal(request, "ResourceNotFoundException", f"Function not found: {arn}", 404)
        key = (request.region, name)
        if request.operation.startswith("Put"):
            (self._allowed.add if request.parameters["RecursiveLoop"] == "Allow" else self._allowed.discard)(key)
        return answer(request, {"RecursiveLoop": "Allow" if key in self._allowed else "Terminate"})


def rounds(trace: str, arn: str) -> int:
    """How often a function has been invoked in the chain that a trace header stands for."""
    return _counts(trace).get(_digest(arn), 0)


def continued(trace: str, arn: str, root: str) -> str:
    """The trace header for the next invocation of a function in a chain, or for the first one of a new chain."""
    fields = dict(field.partition("=")[::2] for field in trace.split(";"))
    counts = _counts(trace)
    counts[_digest(arn)] = counts.get(_digest(arn), 0) + 1
    lineage = ",".join(f"{name}:{count}" for name, count in counts.items())
    return f"Root={fields.get('Root') or root};Sampled=0;Lineage={lineage}"


def _counts(trace: str) -> dict[str, int]:
    lineage = next((field[8:] for field in trace.split(";") if field.startswith("Lineage=")), "")
    entries = [entry.rpartition(":")[::2] for entry in lineage.split(",")]
    return {name: int(count) for name, count in entries if name and count.isdecimal()}


def _digest(arn: str) -> str:
    return hashlib.sha256(arn.encode()).hexdigest()[:8]


def _name(request: AwsRequest) -> str:
    return str(request.parameters.get("FunctionName", "")).rpartition("function:")[2].partition(":")[0]
