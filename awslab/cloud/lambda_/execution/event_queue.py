"""Lambda's queue of asynchronous invocations, with its retries.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

from __future__ import annotations

import heapq
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

from awslab.cloud.lambda_.function import Invocation, Target
from awslab.cloud.ports.clock import CLOCK, FASTER
from awslab.cloud.ports.functions import NotRunnableError, Outcome

log = logging.getLogger(__name__)

RETRY_WAITS = (60.0, 120.0)
"""AWS's seconds before the first and the second retry of a function that failed."""
LONGEST_THROTTLE_WAIT = 300.0
"""AWS's seconds between tries of a throttled event at most; the first wait is one real second, as on AWS."""
OLDEST_THROTTLED = 21_600.0
"""AWS's seconds after which a throttled event is dropped."""
_WORKERS = 8
_GIVE_UP_ON_CLOSE = 3.0

Run = Callable[[Target, Invocation], Outcome]
"""Runs an invocation to its end. Raises NotRunnableError."""
Find = Callable[[], Target]
"""Looks the function up anew at each attempt: it may have been updated meanwhile. Raises NotRunnableError."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a function wants its events to be tried."""

    retries: int
    oldest: float
    """The age of an event, in AWS's seconds, at which it is given up."""
    blocked: bool = False
    """True when its reserved concurrency is zero: nothing is tried at all."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of an event in the end."""

    target: Target
    invocation: Invocation
    condition: str
    """`Success`, or why it was given up, in the words of an invocation record."""
    attempts: int
    """How often the function ran."""
    outcome: Outcome | None = None
    """The outcome of the last attempt; None when the function did not run."""
    refusal: NotRunnableError | None = None
    """Why the last attempt could not run; None when it ran."""


PatienceOf = Callable[[Target], Patience]
Report = Callable[[Ending], None]
"""Is told of every event that is over, unless its function is gone."""


@dataclass(frozen=True, slots=True)
class QueuedEvent:
    """An event that waits to be tried."""

    find: Find
    invocation: Invocation
    accepted_at: float
    failures: int = 0
    throttles: int = 0


class EventQueue:
    """Delivers events with a few threads, which come when they are needed."""

    def __init__(
        self,
        run: Run,
        patience: PatienceOf,
        report: Report,
        *,
        faster: float = FASTER,
        clock: Callable[[], float] = CLOCK.monotonic,
    ) -> None:
        self._run = run
        self._patience = patience
        self._report = report
        self._faster = faster
        self._clock = clock
        self._order = count()
        self._heap: list[tuple[float, int, QueuedEvent]] = []
        self._change = threading.Condition()
        self._workers: list[threading.Thread] = []
        self._resting = 0
        self._is_closed = False

    def put(self, find: Find, invocation: Invocation) -> None:
        """Take an event; it is tried at once."""
        self._enqueue(QueuedEvent(find, invocation, self._clock()), 0.0)

    def close(self) -> None:
        """Drop what waits and end the threads; attempts under way end with their environments."""
        with self._change:
            self._is_closed = True
            self._heap.clear()
            self._change.notify_all()
        for worker in self._workers:
            worker.join(_GIVE_UP_ON_CLOSE)

    def _enqueue(self, event: QueuedEvent, wait: float) -> None:
        with self._change:
            if self._is_closed:
                return
            heapq.heappush(self._heap, (self._clock() + wait, next(self._order), event))
            if self._resting < len(self._heap) and len(self._workers) < _WORKERS:
                worker = threading.Thread(target=self._work, name="lambda events", daemon=True)
                self._workers.append(worker)
                worker.start()
            self._change.notify()

    def _work(self) -> None:
        while (event := self._next()) is not None:
            try:
                self._attempt(event)
            except Exception:  # one event's trouble must not stop the others'
                log.exception("asynchronous invocation %s failed inside awslab", event.invocation.request_id)

    def _next(self) -> QueuedEvent | None:
        with self._change:
            while not self._is_closed:
                wait = self._heap[0][0] - self._clock() if self._heap else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._heap)[2]
                self._resting += 1
                self._change.wait(wait)
                self._resting -= 1
        return None

    def _attempt(self, event: QueuedEvent) -> None:
        try:
            target = event.find()
        except NotRunnableError as error:
            log.warning("event %s dropped: %s", event.invocation.request_id, error.message)
            return
        try:
            outcome = self._run(target, event.invocation)
        except NotRunnableError as error:
            self._retry_refusal(event, target, error)
            return
        if self._is_closed:
            return
        if outcome.error_type:
            self._retry_failure(event, target, outcome)
        else:
            self._report(Ending(target, event.invocation, "Success", event.failures + 1, outcome))

    def _retry_refusal(self, event: QueuedEvent, target: Target, error: NotRunnableError) -> None:
        patience = self._patience(target)
        is_throttled = error.code == "TooManyRequestsException"
        if is_throttled and not patience.blocked and self._age(event) < min(patience.oldest, OLDEST_THROTTLED):
            wait = min(LONGEST_THROTTLE_WAIT / self._faster, float(2**event.throttles))
            self._enqueue(replace(event, throttles=event.throttles + 1), wait)
        elif not self._is_closed:
            condition = error.code if not is_throttled else "EventAgeExceeded"
            condition = "ZeroReservedConcurrency" if patience.blocked else condition
            log.warning("event %s dropped: %s", event.invocation.request_id, error.message)
            self._report(Ending(target, event.invocation, condition, event.failures, refusal=error))

    def _retry_failure(self, event: QueuedEvent, target: Target, outcome: Outcome) -> None:
        patience = self._patience(target)
        name = target.function.name
        is_exhausted = event.failures >= min(patience.retries, len(RETRY_WAITS))
        if is_exhausted or self._age(event) > patience.oldest:
            attempts = event.failures + 1
            log.warning("event %s for %s dropped after %d attempts", event.invocation.request_id, name, attempts)
            condition = "RetriesExhausted" if is_exhausted else "EventAgeExceeded"
            self._report(Ending(target, event.invocation, condition, attempts, outcome))
            return
        wait = RETRY_WAITS[event.failures] / self._faster
        log.info("event %s for %s failed; tried again in %.1f s", event.invocation.request_id, name, wait)
        self._enqueue(replace(event, failures=event.failures + 1), wait)

    def _age(self, event: QueuedEvent) -> float:
        """Return an event's age in AWS's seconds."""
        return (self._clock() - event.accepted_at) * self._faster
