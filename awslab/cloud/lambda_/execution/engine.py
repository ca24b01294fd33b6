"""Runs one invocation: picks an environment, waits for the outcome, writes the log."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

from awslab.cloud.lambda_.directory import FunctionDirectory
from awslab.cloud.lambda_.environment.node import ADDRESS_SPACE, is_node, module_folders, program
from awslab.cloud.lambda_.execution.environment import ExecutionEnvironment
from awslab.cloud.lambda_.execution.log_lines import init_start, invocation_log
from awslab.cloud.lambda_.execution.log_permission import may_log
from awslab.cloud.lambda_.execution.loops import Loops
from awslab.cloud.lambda_.execution.packages import PackageStore
from awslab.cloud.lambda_.execution.pool import Pool
from awslab.cloud.lambda_.execution.variables import variables
from awslab.cloud.lambda_.function import Function, Invocation, Target
from awslab.cloud.logs.moto_log_groups import LogWriter
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import Event, NotRunnableError, Outcome
from awslab.cloud.ports.processes import EnvironmentSpec

log = logging.getLogger(__name__)

RESPONSE_LIMIT = 6_291_556
"""Bytes of a handler's result: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
_ADDRESS_SPACE = 1024
"""MB over the function's memory that the process may map: thread stacks and arenas map much more than they use."""
_PYTHON = re.compile(r"python3\.\d+")


@dataclass(frozen=True, slots=True)
class CompletedInvocation:
    """An invocation that ran to its end."""

    outcome: Outcome
    log: list[Event]
    """The log's events from START to REPORT; what the initialisation wrote comes before."""


class Engine:
    """The Lambda service's data plane, for many threads."""

    def __init__(
        self,
        context: GatewayContext,
        directory: FunctionDirectory,
        logs: LogWriter,
        loops: Loops,
        clock: Callable[[], float] = CLOCK.time,
    ) -> None:
        self._context = context
        self._directory = directory
        self._logs = logs
        self._loops = loops
        self._clock = clock
        self._packages = PackageStore(context.state_directory / "code")
        self._numbers = count(1)
        self.pool = Pool(self._start, clock)

    def run(self, target: Target, invocation: Invocation) -> CompletedInvocation:
        """Run an invocation to its end, whatever that is. Raises NotRunnableError when nothing could run."""
        function = target.function
        check_runnable(function)
        self._loops.check(function, invocation)
        environment = self.pool.acquire(function, self._directory.reserved_concurrency(function))
        usable = False
        try:
            start = self._now()
            outcome = _within_limit(environment.invoke(invocation, target.invoked_arn))
            usable = not outcome.crashed
            events = invocation_log(function, invocation, outcome, start, self._now())
            self._write(environment, events)
        finally:
            self.pool.release(environment, usable=usable)
        return CompletedInvocation(outcome, events)

    def close(self) -> None:
        """End every environment."""
        self.pool.close()

    def _start(self, function: Function) -> ExecutionEnvironment:
        number = next(self._numbers)
        now = self._clock()
        day = time.strftime("%Y/%m/%d", time.gmtime(now))
        stream = f"{day}/[{function.version}]{uuid.uuid4().hex}"
        spec = self._spec(function, number, stream)
        environment = ExecutionEnvironment(function, spec, self._context.launcher, log_stream=stream, clock=self._clock)
        self._log(function, stream, init_start(function, int(now * 1000)))
        return environment

    def _spec(self, function: Function, number: int, stream: str) -> EnvironmentSpec:
        code = self._packages.unpacked(function.code)
        layers = [self._packages.unpacked(layer) for layer in reversed(function.layers)]
        scratch = self._context.state_directory / f"tmp{number}"
        scratch.mkdir()
        credentials = self._context.issue_credentials(function.role, function.name, function.arn)
        return EnvironmentSpec(
            name=function.name,
            socket=str(self._context.state_directory / f"f{number}"),
            directory=str(code),
            environment=variables(
                function,
                credentials=credentials,
                endpoint=self._context.endpoint,
                log_stream=stream,
                task_root=str(code),
                scratch=str(scratch),
            )
            | ({"NODE_PATH": module_folders(layers)} if is_node(function) else {}),
            memory=function.memory + (ADDRESS_SPACE if is_node(function) else _ADDRESS_SPACE),
            settings={
                "handler": function.handler,
                "runtime": function.runtime,
                "node": program() if is_node(function) else None,
                "state": str(self._context.state_directory),
                "layers": [str(layer / "python") for layer in layers if (layer / "python").is_dir()],
                "places": {str(code): "/var/task"} | {str(layer): "/opt" for layer in layers},
            },
        )

    def _write(self, environment: ExecutionEnvironment, events: list[Event]) -> None:
        function = environment.function
        try:
            self._log(function, environment.log_stream, events)
        except Exception:  # a subscription filter that leads nowhere must not turn a good answer into an error
            log.exception("the log of %s could not be written", function.name)

    def _log(self, function: Function, stream: str, events: list[Event]) -> None:
        if may_log(self._context.role_may, function, stream):
            self._logs.append(function.region, function.log_group, stream, events)

    def _now(self) -> int:
        return int(self._clock() * 1000)


def check_runnable(function: Function) -> None:
    """Raise NotRunnableError for what awslab cannot run: it runs Python, and Node.js where that is installed."""
    if _PYTHON.fullmatch(function.runtime) or (is_node(function) and program()):
        return
    kind = f"the runtime {function.runtime}" if function.runtime else "container images"
    reason = "it runs Python and Node.js functions only"
    if is_node(function):
        reason = "there is no program `node` on your PATH"
    message = f"The awslab sandbox does not run {kind}: {reason}. AWS would run {function.name}."
    raise NotRunnableError("InvalidRuntimeException", message, 502)


def _within_limit(outcome: Outcome) -> Outcome:
    if len(outcome.payload.encode(errors="replace")) <= RESPONSE_LIMIT:
        return outcome
    message = f"Response payload size exceeded maximum allowed payload size ({RESPONSE_LIMIT} bytes)."
    payload = f'{{"errorMessage":"{message}","errorType":"Function.ResponseSizeTooLarge"}}'
    return replace(outcome, payload=payload, error_type="Function.ResponseSizeTooLarge")
