"""Asynchronous invocations: tried again after failures and throttles, dropped in the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from awslab.sandbox.child.runtime.event_queue import EventQueue
from awslab.sandbox.child.runtime.function import Function, Invocation, NotRunnableError, Package, Target

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
FUNCTION = Function(
    "us-east-1", "f", "$LATEST", ARN, "python3.13", "index.handler", "role", 128, 3, {}, Package("0", b"")
)
TARGET = Target(FUNCTION, ARN)
THROTTLED = NotRunnableError("TooManyRequestsException", "Rate Exceeded.", 429)


class Attempts:
    """A function that does what it is told, attempt by attempt."""

    def __init__(self, *results: bool | Exception) -> None:
        self._results = list(results)
        self.seen: list[str] = []
        self.times: list[float] = []
        self.finished = threading.Event()

    def run(self, _: Target, invocation: Invocation) -> bool:
        self.seen.append(invocation.request_id)
        self.times.append(time.monotonic())
        result = self._results.pop(0)
        if not self._results:
            self.finished.set()
        if isinstance(result, Exception):
            raise result
        return result


Start = Callable[[Attempts], EventQueue]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts queues whose waits are 600 times shorter than AWS's, and closes them."""
    started = []

    def make(attempts: Attempts, retries: int = 2) -> EventQueue:
        queue = EventQueue(attempts.run, lambda _: (retries, 21_600), faster=600.0)
        started.append(queue)
        return queue

    yield make
    for queue in started:
        queue.close()


def test_an_event_that_goes_well_is_tried_once(start: Start) -> None:
    attempts = Attempts(False)
    start(attempts).put(lambda: TARGET, Invocation("a", "{}"))
    assert attempts.finished.wait(2)
    time.sleep(0.3)
    assert attempts.seen == ["a"]


def test_a_failure_is_tried_twice_more_with_the_same_request_id_and_longer_waits(start: Start) -> None:
    attempts = Attempts(True, True, True)
    start(attempts).put(lambda: TARGET, Invocation("a", "{}"))
    assert attempts.finished.wait(5)
    assert attempts.seen == ["a", "a", "a"]
    first, second, third = attempts.times
    assert second - first >= 0.1  # a minute on AWS
    assert third - second >= 0.2  # two minutes


def test_a_throttled_event_is_tried_until_there_is_room(start: Start) -> None:
    attempts = Attempts(THROTTLED, THROTTLED, False)
    start(attempts).put(lambda: TARGET, Invocation("a", "{}"))
    assert attempts.finished.wait(5)
    assert attempts.seen == ["a", "a", "a"]


def test_one_slow_event_does_not_hold_up_another(start: Start) -> None:
    release = threading.Event()

    def find_slowly() -> Target:
        release.wait(5)
        return TARGET

    attempts = Attempts(False, False)
    queue = start(attempts)
    queue.put(find_slowly, Invocation("slow", "{}"))
    queue.put(lambda: TARGET, Invocation("quick", "{}"))
    deadline = time.monotonic() + 2
    while not attempts.seen and time.monotonic() < deadline:
        time.sleep(0.01)
    assert attempts.seen == ["quick"]
    release.set()
    assert attempts.finished.wait(2)


def test_an_event_for_a_function_that_is_gone_is_dropped_and_the_next_one_runs(start: Start) -> None:
    def find_nothing() -> Target:
        raise NotRunnableError("ResourceNotFoundException", "Function not found", 404)

    attempts = Attempts(False)
    queue = start(attempts)
    queue.put(find_nothing, Invocation("lost", "{}"))
    queue.put(lambda: TARGET, Invocation("a", "{}"))
    assert attempts.finished.wait(2)
    assert attempts.seen == ["a"]


def test_nothing_is_tried_after_close(start: Start) -> None:
    attempts = Attempts(True, True, True)
    queue = start(attempts)
    queue.put(lambda: TARGET, Invocation("a", "{}"))
    while not attempts.seen:
        time.sleep(0.005)
    queue.close()
    time.sleep(0.4)
    assert attempts.seen == ["a"]
