"""Loops: a function whose result invokes it again is stopped after 16 rounds, as on AWS.

The count travels in the trace header, which Lambda puts into a function's environment and every AWS SDK sends along
with the function's calls.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
"""

from __future__ import annotations

import hashlib
import logging
import time
import uuid
from collections.abc import Callable
from urllib.parse import unquote

from awslab.cloud.lambda_.function import Function, Invocation
from awslab.cloud.logs.moto_log_groups import LogWriter
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.current_call import current_call
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

MOST_ROUNDS = 16
"""AWS says about so many."""
_WATCHED_SERVICES = frozenset({"lambda", "s3", "sns", "sqs"})
"""Loops through other services are not detected, on AWS neither."""
_REFUSAL = (
    "Lambda has detected your function being invoked in a recursive loop with other AWS resources and stopped your "
    "function's invocation."
)


class Loops:
    """Which functions may invoke themselves for ever, and who stops the others."""

    def __init__(self, logs: LogWriter, clock: Callable[[], float] = CLOCK.time) -> None:
        self._logs = logs
        self._clock = clock
        self._exempt: set[tuple[str, str]] = set()

    def is_exempt(self, region: str, name: str) -> bool:
        """Say whether a function may go round for ever."""
        return (region, name) in self._exempt

    def set_exempt(self, region: str, name: str, exempt: bool) -> None:
        """Let a function go round for ever, or not."""
        (self._exempt.add if exempt else self._exempt.discard)((region, name))

    def check(self, function: Function, invocation: Invocation) -> None:
        """Raise NotRunnableError for a round too many, after a line in the function's log that says so."""
        if rounds(invocation.trace, function.arn) < MOST_ROUNDS or function.key in self._exempt:
            return
        now = self._clock()
        stream = f"{time.strftime('%Y/%m/%d', time.gmtime(now))}/[{function.version}]{uuid.uuid4().hex}"
        sentence = (
            f"awslab: Lambda stopped a recursive loop here. One request led to {MOST_ROUNDS} invocations of "
            f"{function.name}, each caused by the one before, and this was the next. Its event is dropped. "
            "See https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"
        )
        log.warning("%s", sentence)
        self._logs.append(function.region, f"/aws/lambda/{function.name}", stream, [(int(now * 1000), sentence)])
        raise NotRunnableError("RecursiveInvocationException", _REFUSAL, 400)


def loops(context: GatewayContext) -> Loops:
    """The watch over loops of a sandbox."""
    return Loops(LogWriter(context.account_id))


def current_trace() -> str:
    """Return the trace header of the call that this thread is answering; empty when there is none that counts."""
    call = current_call()
    return unquote(call.headers.get("x-amzn-trace-id", "")) if call and call.service in _WATCHED_SERVICES else ""


def rounds(trace: str, arn: str) -> int:
    """Return how often a function has been invoked in the chain that a trace header stands for."""
    return _counts(trace).get(_digest(arn), 0)


def next_trace(trace: str, arn: str, root: str) -> str:
    """Return the trace header for the next invocation of a function in a chain, or for the first of a new chain."""
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
