"""Logs whose format is JSON. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html"""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from tests.cloud.functions import Lambda, zipped

LOGS = """
import logging
logger = logging.getLogger()
def handler(event, context):
    logger.debug("quiet")
    logger.info("told", extra={"order": 7})
    print("plain")
    try:
        raise KeyError("no such order")
    except KeyError:
        logger.exception("failed")
    return 1
"""
NODE = """
exports.handler = async () => {
  console.debug('quiet');
  console.info('told %d', 7);
  console.log({ order: 7 });
  console.error('failed', new RangeError('too many'));
  return 1;
};
"""


def records(functions: Lambda) -> list[Any]:
    """The log's events: objects where they are JSON."""
    return [json.loads(line) if line.startswith("{") else line for line in functions.log()]


def of_the_platform(found: list[Any]) -> dict[str, Any]:
    """The platform's records, by their kind."""
    told = [each for each in found if isinstance(each, dict) and "type" in each]
    return {each["type"].removeprefix("platform."): each["record"] for each in told}


def test_system_logs_are_objects_with_time_type_and_record(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html"""
    functions.deploy(LoggingConfig={"LogFormat": "JSON"}, MemorySize=256)
    functions.invoke()
    platform = of_the_platform(records(functions))
    assert list(platform) == ["initStart", "start", "report"]
    assert platform["initStart"]["initializationType"] == "on-demand"
    assert platform["start"] == {"requestId": platform["report"]["requestId"], "version": "$LATEST"}
    assert platform["report"]["status"] == "success"
    metrics = platform["report"]["metrics"]
    assert metrics["memorySizeMB"] == 256
    assert {"durationMs", "billedDurationMs", "maxMemoryUsedMB", "initDurationMs"} <= metrics.keys()


@pytest.mark.parametrize(
    ("level", "kinds"),
    [("DEBUG", ["initStart", "initReport", "start", "runtimeDone", "report"]), ("WARN", [])],
)
def test_the_system_log_level_says_which_are_written(functions: Lambda, level: str, kinds: list[str]) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html"""
    functions.deploy(LoggingConfig={"LogFormat": "JSON", "SystemLogLevel": level})
    functions.invoke()
    assert list(of_the_platform(records(functions))) == kinds


def test_a_timeout_is_a_warning_with_its_status(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html"""
    functions.deploy(
        "def handler(event, context):\n    while True: pass\n",
        Timeout=1,
        LoggingConfig={"LogFormat": "JSON", "SystemLogLevel": "WARN"},
    )
    functions.invoke()
    platform = of_the_platform(records(functions))
    assert platform["report"]["status"] == platform["runtimeDone"]["status"] == "timeout"


def test_python_records_are_objects_and_prints_are_not(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html#python-logging-JSON"""
    functions.deploy(LOGS, LoggingConfig={"LogFormat": "JSON"})
    functions.invoke()
    found = records(functions)
    told = [each for each in found if isinstance(each, dict) and "type" not in each]
    assert [(each["level"], each["message"]) for each in told] == [("INFO", "told"), ("ERROR", "failed")]
    assert told[0].keys() == {"timestamp", "level", "message", "logger", "requestId", "order"}
    assert (told[1]["errorType"], told[1]["errorMessage"]) == ("KeyError", "'no such order'")
    assert "/var/task/index.py" in told[1]["stackTrace"][0]
    assert "plain" in found


@pytest.mark.parametrize(("level", "messages"), [("DEBUG", ["quiet", "told", "failed"]), ("ERROR", ["failed"])])
def test_the_application_log_level_filters_records(functions: Lambda, level: str, messages: list[str]) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html#python-logging-levels"""
    functions.deploy(LOGS, LoggingConfig={"LogFormat": "JSON", "ApplicationLogLevel": level})
    functions.invoke()
    told = [each for each in records(functions) if isinstance(each, dict) and "type" not in each]
    assert [each["message"] for each in told] == messages


def test_an_exception_that_nobody_caught_is_an_object(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html; the key `log_level` is not told there: it
    is the runtime interface client's."""
    functions.deploy("def handler(event, context):\n    raise ValueError('no')\n", LoggingConfig={"LogFormat": "JSON"})
    assert functions.invoke().payload["errorType"] == "ValueError"
    told = [each for each in records(functions) if isinstance(each, dict) and "errorType" in each]
    assert [(each["log_level"], each["errorType"], each["errorMessage"]) for each in told] == [
        ("ERROR", "ValueError", "no")
    ]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js on this machine")
def test_node_records_are_objects(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html#nodejs-logging-advanced-JSON"""
    functions.deploy(
        Runtime="nodejs22.x", Code={"ZipFile": zipped({"index.js": NODE})}, LoggingConfig={"LogFormat": "JSON"}
    )
    assert functions.invoke().payload == 1
    told = [each for each in records(functions) if isinstance(each, dict) and "type" not in each]
    assert [(each["level"], each["message"]) for each in told[:2]] == [("INFO", "told 7"), ("INFO", {"order": 7})]
    assert told[0].keys() == {"timestamp", "level", "requestId", "message"}
    assert (told[2]["level"], told[2]["errorType"], told[2]["errorMessage"]) == ("ERROR", "RangeError", "too many")
    assert any("index.js" in line for line in told[2]["stackTrace"])


def test_the_settings_are_shown_and_another_group_is_used(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html"""
    assert functions.deploy(name="plain")["LoggingConfig"] == {"LogFormat": "Text", "LogGroup": "/aws/lambda/plain"}
    functions.deploy(LoggingConfig={"LogGroup": "orders"})
    functions.invoke()
    assert functions.log() == []
    groups = [group["logGroupName"] for group in functions.logs_api.describe_log_groups()["logGroups"]]
    assert groups == ["orders"]
    functions.api.update_function_configuration(FunctionName="f", LoggingConfig={"LogFormat": "JSON"})
    shown = functions.api.get_function_configuration(FunctionName="f")["LoggingConfig"]
    assert (shown["LogFormat"], shown["ApplicationLogLevel"], shown["SystemLogLevel"]) == ("JSON", "INFO", "INFO")
