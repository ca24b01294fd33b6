"""The lines that Lambda itself writes."""

from __future__ import annotations

import re
from dataclasses import replace

from awslab.cloud.lambda_.execution.log_lines import billed_milliseconds, init_start, invocation_log, tail
from awslab.cloud.lambda_.function import Function, Invocation, Package
from awslab.cloud.ports.functions import Outcome

FUNCTION = Function(
    region="us-east-1",
    name="f",
    version="7",
    arn="arn:aws:lambda:us-east-1:123456789012:function:f",
    runtime="python3.7",
    handler="index.handler",
    role="arn:aws:iam::123456789012:role/r",
    memory=128,
    timeout=3,
    variables={},
    code=Package("0" * 64, b""),
)
CALL = Invocation("request-1", "{}")
REPORT = (
    "REPORT RequestId: request-1\tDuration: 12.30 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\t"
    "Max Memory Used: 39 MB\t"
)
WARM = Outcome("null", duration=0.0123, memory=5 << 20)


def lines(outcome: Outcome) -> list[str]:
    return [text for _, text in invocation_log(FUNCTION, CALL, outcome, 1000, 2000)]


def test_a_warm_invocation_has_start_output_end_and_report() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html"""
    assert lines(replace(WARM, events=((1500, "hello"),))) == [
        "START RequestId: request-1 Version: 7",
        "hello",
        "END RequestId: request-1",
        REPORT,
    ]


def test_a_cold_start_shows_its_init_duration_and_is_billed_for_it() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html"""
    cold = replace(WARM, init=0.2)
    assert lines(cold)[-1].endswith("\tInit Duration: 200.00 ms\t")
    assert billed_milliseconds(cold) == 213


def test_what_the_initialisation_wrote_comes_before_start() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html"""
    assert lines(replace(WARM, init=0.1, init_events=((900, "loading"),)))[:2] == [
        "loading",
        "START RequestId: request-1 Version: 7",
    ]


def test_a_timeout_and_a_crash_are_told_in_the_report() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html"""
    crashed = replace(WARM, crashed=True, error_type="Runtime.ExitError")
    assert lines(crashed)[-1].endswith("\tStatus: error\tError Type: Runtime.ExitError\t")
    timed_out = replace(WARM, crashed=True, timed_out=True, error_type="Sandbox.Timedout")
    assert lines(timed_out)[-1].endswith("\tStatus: timeout\t")


def test_a_failed_initialisation_has_an_init_report() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html"""
    failed = replace(WARM, init=0.1, init_failed=True, crashed=True, error_type="Runtime.ImportModuleError")
    assert lines(failed)[0] == (
        "INIT_REPORT Init Duration: 100.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ImportModuleError"
    )


def test_memory_is_never_told_above_what_the_function_has() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html"""
    assert "Max Memory Used: 128 MB" in lines(replace(WARM, memory=1 << 30))[-1]


def test_events_are_in_chronological_order() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html"""
    times = [at for at, _ in invocation_log(FUNCTION, CALL, replace(WARM, init_events=((1200, "x"),)), 1000, 2000)]
    assert times == sorted(times)


def test_the_tail_is_the_last_four_kilobytes() -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"""
    log = tail([(1, "x" * 5000), (2, "END")])
    assert len(log) == 4096
    assert log.endswith(b"x\nEND\n")


def test_a_runtime_that_is_not_ours_is_noted() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html"""
    (_, first), (_, note) = init_start(FUNCTION, 0)
    assert first == "INIT_START Runtime Version: python:3.7.awslab"
    assert re.fullmatch(r"awslab: the function declares python3\.7; the sandbox runs it on python3\.\d+\.", note)
