"""Which environment gets an invocation; with stand-ins for the processes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest

from awslab.cloud.lambda_.execution.environment import ExecutionEnvironment
from awslab.cloud.lambda_.execution.pool import MOST_PER_VERSION, Pool
from awslab.cloud.lambda_.function import Function, Package
from awslab.cloud.ports.functions import NotRunnableError

FUNCTION = Function("us-east-1", "f", "$LATEST", "arn", "python3.13", "i.h", "role", 128, 3, {}, Package("0", b""))
OTHER_CODE = replace(FUNCTION, code=Package("1", b""))


class Process:
    """What the pool knows of an environment."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.idle_since = 0.0
        self.is_retired = False
        self.ended = threading.Event()

    def kill(self) -> None:
        self.ended.set()

    def close(self) -> None:
        self.ended.set()


def start(function: Function) -> ExecutionEnvironment:
    return cast("ExecutionEnvironment", Process(function))


def ended(environment: ExecutionEnvironment) -> threading.Event:
    return cast("Process", environment).ended


@pytest.fixture
def pool() -> Pool:
    return Pool(start, time.monotonic, idle_seconds=60)


def test_a_free_environment_is_used_again(pool: Pool) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    first = pool.acquire(FUNCTION, None)
    assert pool.acquire(FUNCTION, None) is not first
    pool.release(first, usable=True)
    assert pool.acquire(FUNCTION, None) is first


def test_one_that_crashed_is_not(pool: Pool) -> None:
    first = pool.acquire(FUNCTION, None)
    pool.release(first, usable=False)
    assert ended(first).is_set()
    assert pool.acquire(FUNCTION, None) is not first


def test_other_code_or_another_version_needs_another_environment(pool: Pool) -> None:
    first = pool.acquire(FUNCTION, None)
    pool.release(first, usable=True)
    assert pool.acquire(OTHER_CODE, None) is not first
    assert pool.acquire(replace(FUNCTION, version="1"), None) is not first


def test_a_changed_function_loses_its_environments_when_they_are_free(pool: Pool) -> None:
    busy, idle = pool.acquire(FUNCTION, None), pool.acquire(FUNCTION, None)
    other = pool.acquire(replace(FUNCTION, name="g"), None)
    pool.release(idle, usable=True)
    pool.retire("us-east-1", "f")
    assert ended(idle).is_set()
    assert not ended(busy).is_set()
    pool.release(busy, usable=True)
    assert ended(busy).is_set()
    pool.release(other, usable=True)
    assert not ended(other).is_set()


@pytest.mark.parametrize("reserved", [0, 1, 3])
def test_reserved_concurrency_bounds_all_versions_together(pool: Pool, reserved: int) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html"""
    running = [pool.acquire(replace(FUNCTION, version=str(number)), reserved) for number in range(reserved)]
    with pytest.raises(NotRunnableError) as caught:
        pool.acquire(FUNCTION, reserved)
    assert caught.value.code == "TooManyRequestsException"
    if running:
        pool.release(running[0], usable=True)
        pool.acquire(FUNCTION, reserved)


def test_a_start_that_fails_does_not_count_as_an_invocation() -> None:
    def fail(_: Function) -> ExecutionEnvironment:
        raise NotRunnableError("ServiceException", "no process", 500)

    pool = Pool(fail)
    for _ in range(3):
        with pytest.raises(NotRunnableError, match="no process"):
            pool.acquire(FUNCTION, 1)


def test_more_calls_than_places_wait_for_one(pool: Pool) -> None:
    running = [pool.acquire(FUNCTION, None) for _ in range(MOST_PER_VERSION)]
    got: list[ExecutionEnvironment] = []
    waiting = threading.Thread(target=lambda: got.append(pool.acquire(FUNCTION, None)))
    waiting.start()
    waiting.join(0.1)
    assert got == []
    pool.release(running[3], usable=True)
    waiting.join(2)
    assert got == [running[3]]


def test_an_environment_that_nobody_uses_is_ended() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    pool = Pool(start, time.monotonic, idle_seconds=0.1)
    environment = pool.acquire(FUNCTION, None)
    pool.release(environment, usable=True)
    assert ended(environment).wait(2)
    assert pool.count() == 0


@pytest.mark.parametrize("finish", [lambda pool, it: pool.release(it, usable=True), lambda pool, it: None])
def test_close_ends_everything_and_nothing_starts_afterwards(
    pool: Pool, finish: Callable[[Pool, ExecutionEnvironment], None]
) -> None:
    environment = pool.acquire(FUNCTION, None)
    finish(pool, environment)
    pool.close()
    assert ended(environment).is_set()
    with pytest.raises(NotRunnableError, match="closing"):
        pool.acquire(FUNCTION, None)
