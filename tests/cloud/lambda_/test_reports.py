"""What an invocation tells of itself: the log's tail, and what is billed."""

from __future__ import annotations

import re

from tests.cloud.functions import Lambda


def test_the_tail_of_a_long_log_is_its_last_four_kilobytes(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html: LogResult"""
    functions.deploy("def handler(event, context):\n    for number in range(500):\n        print('line', number)\n")
    log = functions.invoke().log
    assert len(log.encode()) == 4096
    assert "line 499\nEND RequestId: " in log
    assert "line 0\n" not in log
    assert "line 0" in functions.log()


def test_a_warm_invocation_is_billed_by_the_millisecond(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html: Billed Duration"""
    functions.deploy("import time\ndef handler(event, context):\n    time.sleep(0.0123)\n")
    functions.invoke()
    log = functions.invoke().log
    assert "Init Duration" not in log
    found = re.search(r"\tDuration: (\d+\.\d\d) ms\tBilled Duration: (\d+) ms\tMemory Size: 128 MB\t", log)
    assert found
    assert float(found[1]) >= 12
    assert -0.01 < int(found[2]) - float(found[1]) < 1.01  # the duration is rounded where it is shown
