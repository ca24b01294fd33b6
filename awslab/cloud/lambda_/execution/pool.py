"""Which execution environment runs an invocation: a warm one that is free, else a new one."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from awslab.cloud.lambda_.execution.environment import ExecutionEnvironment
from awslab.cloud.lambda_.function import Function
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.functions import NotRunnableError

IDLE_SECONDS = 300.0
"""Seconds after which an environment that nobody uses is ended."""
MOST_PER_VERSION = 24
"""Environments of one version at a time; where AWS would start more, awslab lets invocations wait for one."""
_WAIT_SECONDS = 900.0

_Key = tuple[str, str, str]


class Pool:
    """Every execution environment of a sandbox; many threads may use it at once."""

    def __init__(
        self,
        start: Callable[[Function], ExecutionEnvironment],
        clock: Callable[[], float] = CLOCK.time,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._start = start
        self._clock = clock
        self._idle_seconds = idle_seconds
        self._sweep: threading.Timer | None = None
        self._change = threading.Condition()
        self._idle: dict[_Key, list[ExecutionEnvironment]] = {}
        self._busy: set[ExecutionEnvironment] = set()
        self._underway: Counter[_Key] = Counter()
        """Invocations under way, also those whose environment is still being started."""
        self._is_closed = False

    def acquire(self, function: Function, reserved: int | None) -> ExecutionEnvironment:
        """Return an environment of exactly this function, for the caller alone until `release`.

        Raises NotRunnableError: TooManyRequestsException at the reserved concurrency, ServiceException when no
        process can be had.
        """
        with self._change:
            self._admit(function, reserved)
            environment = self._warm(function)
            if environment is not None:
                self._busy.add(environment)
        if environment is None:
            environment = self._started(function)
        return environment

    def release(self, environment: ExecutionEnvironment, *, usable: bool) -> None:
        """Take an environment back after its invocation: it stays warm, or ends when it is not usable."""
        function = environment.function
        with self._change:
            self._busy.discard(environment)
            self._end_invocation(function)
            stays = usable and not environment.is_retired and not self._is_closed
            if stays:
                environment.idle_since = self._clock()
                self._idle.setdefault(_key(function), []).append(environment)
                self._sweep_later()
        if not stays:
            environment.close()

    def retire(self, region: str, name: str) -> None:
        """End the environments of a changed or deleted function; those at work end after their invocation."""
        with self._change:
            keys = [key for key in self._idle if key[:2] == (region, name)]
            idle = [environment for key in keys for environment in self._idle.pop(key)]
            for environment in self._busy:
                environment.is_retired |= environment.function.key == (region, name)
        self._close_all(idle)

    def count(self) -> int:
        """Return how many environments are alive."""
        with self._change:
            return len(self._busy) + sum(len(environments) for environments in self._idle.values())

    def close(self) -> None:
        """End them all, at work or not; nothing can be acquired any more."""
        with self._change:
            self._is_closed = True
            if self._sweep is not None:
                self._sweep.cancel()
            idle = [environment for environments in self._idle.values() for environment in environments]
            busy = list(self._busy)
            self._idle.clear()
            self._change.notify_all()
        self._close_all(idle)
        for environment in busy:
            environment.kill()

    def _admit(self, function: Function, reserved: int | None) -> None:
        """Count the invocation in, waiting for a place. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html"""
        underway = sum(count for key, count in self._underway.items() if key[:2] == function.key)
        if reserved is not None and underway >= reserved:
            reason = "ReservedFunctionConcurrentInvocationLimitExceeded"
            raise NotRunnableError("TooManyRequestsException", "Rate Exceeded.", 429, reason)
        key = _key(function)
        free = self._change.wait_for(lambda: self._is_closed or self._underway[key] < MOST_PER_VERSION, _WAIT_SECONDS)
        if self._is_closed or not free:
            raise NotRunnableError("ServiceException", "The sandbox is closing.", 500)
        self._underway[key] += 1

    def _warm(self, function: Function) -> ExecutionEnvironment | None:
        """Return a free environment of exactly this function; those of an earlier state of it are left to be swept."""
        environments = self._idle.get(_key(function), [])
        for environment in reversed(environments):
            if environment.function == function:
                environments.remove(environment)
                return environment
        return None

    def _started(self, function: Function) -> ExecutionEnvironment:
        try:
            environment = self._start(function)
        except BaseException:
            with self._change:
                self._end_invocation(function)
            raise
        with self._change:
            self._busy.add(environment)
            is_closed = self._is_closed
        if is_closed:
            environment.kill()
        return environment

    def _end_invocation(self, function: Function) -> None:
        self._underway[_key(function)] -= 1
        self._change.notify_all()

    def _sweep_later(self) -> None:
        if self._sweep is None and not self._is_closed:
            self._sweep = threading.Timer(self._idle_seconds, self._end_stale)
            self._sweep.daemon = True
            self._sweep.start()

    def _end_stale(self) -> None:
        """End what was idle for too long, and come again while something is idle."""
        oldest = self._clock() - self._idle_seconds
        with self._change:
            idle = [environment for environments in self._idle.values() for environment in environments]
            stale = [environment for environment in idle if environment.idle_since <= oldest]
            for environments in self._idle.values():
                environments[:] = [environment for environment in environments if environment.idle_since > oldest]
            self._sweep = None
            if any(self._idle.values()):
                self._sweep_later()
        self._close_all(stale)

    @staticmethod
    def _close_all(environments: list[ExecutionEnvironment]) -> None:
        for environment in environments:
            environment.close()


def _key(function: Function) -> _Key:
    return (function.region, function.name, function.version)
