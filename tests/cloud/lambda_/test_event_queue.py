"""Asynchronous invocations: tried again after failures and throttles, dropped in the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from awslab.cloud.lambda_.execution.event_queue import Ending, EventQueue, Patience
from awslab.cloud.lambda_.function import Function, Invocation, Package, Target
from awslab.cloud.ports.functions import NotRunnableError, Outcome

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
        self.endings: list[Ending] = []

    def run(self, _: Target, invocation: Invocation) -> Outcome:
        self.seen.append(invocation.request_id)
        self.times.append(time.monotonic())
        result = self._results.pop(0)
        if not self._results:
            self.finished.set()
        if isinstance(result, Exception):
            raise result
        return Outcome("null", "Oops" if result else "")


Start = Callable[..., EventQueue]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts queues whose waits are 600 times shorter than AWS's, and closes them."""
    started = []

    def make(attempts: Attempts, retries: int = 2, oldest: float = 21_600, blocked: bool = False) -> EventQueue:
        patience = Patience(retries, oldest, blocked)
        queue = EventQueue(attempts.run, lambda _: patience, attempts.endings.append, faster=600.0)
        started.append(queue)
        return queue

    yield make
    for queue in started:
        queue.close()


def test_an_event_that_goes_well_is_tried_once(start: Start) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"""
    attempts = Attempts(False)
    start(attempts).put(lambda: TARGET, Invocation("a", "{}"))
    assert attempts.finished.wait(2)
    time.sleep(0.3)
    assert attempts.seen == ["a"]


def test_a_failure_is_tried_twice_more_with_the_same_request_id_and_longer_waits(start: Start) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"""
    attempts = Attempts(True, True, True)
    start(attempts).put(lambda: TARGET, Invocation("a", "{}"))
    assert attempts.finished.wait(5)
    assert attempts.seen == ["a", "a", "a"]
    first, second, third = attempts.times
    assert second - first >= 0.1  # a minute on AWS
    assert third - second >= 0.2  # two minutes


def test_a_throttled_event_is_tried_until_there_is_room(start: Start) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"""
    attempts = Attempts(THROTTLED, THROTTLED, False)
    start(attempts).put(lambda: TARGET, Invocation("a", "{}"))
    assert attempts.finished.wait(5)
    assert attempts.seen == ["a", "a", "a"]


def test_one_slow_event_does_not_hold_up_another(start: Start) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"""
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
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"""

    def find_nothing() -> Target:
        raise NotRunnableError("ResourceNotFoundException", "Function not found", 404)

    attempts = Attempts(False)
    queue = start(attempts)
    queue.put(find_nothing, Invocation("lost", "{}"))
    queue.put(lambda: TARGET, Invocation("a", "{}"))
    assert attempts.finished.wait(2)
    assert attempts.seen == ["a"]


def test_nothing_is_tried_after_close(start: Start) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"""
    attempts = Attempts(True, True, True)
    queue = start(attempts)
    queue.put(lambda: TARGET, Invocation("a", "{}"))
    while not attempts.seen:
        time.sleep(0.005)
    queue.close()
    time.sleep(0.4)
    assert attempts.seen == ["a"]


@pytest.mark.parametrize(
    ("results", "settings", "condition", "attempts"),
    [
        ([False], {}, "Success", 1),
        ([True, False], {}, "Success", 2),
        ([True, True], {"retries": 1}, "RetriesExhausted", 2),
        ([True], {"oldest": 0}, "EventAgeExceeded", 1),
        ([THROTTLED], {"blocked": True}, "ZeroReservedConcurrency", 0),
        ([THROTTLED], {"oldest": 0}, "EventAgeExceeded", 0),
    ],
)
def test_what_became_of_an_event_is_told_once(
    start: Start, results: list[bool | Exception], settings: dict[str, Any], condition: str, attempts: int
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    tried = Attempts(*results)
    start(tried, **settings).put(lambda: TARGET, Invocation("a", "{}"))
    assert tried.finished.wait(5)
    time.sleep(0.1)
    assert [(ending.condition, ending.attempts) for ending in tried.endings] == [(condition, attempts)]
