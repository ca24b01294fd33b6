"""When schedules are due. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awslab.cloud.events.rule_events import target_input
from awslab.cloud.events.schedule_times import is_schedule, next_time

SATURDAY = datetime(2026, 11, 21, 11, 0, 30, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("expression", "due"),
    [
        ("cron(0 10 * * ? *)", "2026-11-22 10:00"),
        ("cron(15 12 * * ? *)", "2026-11-21 12:15"),
        ("cron(0 18 ? * MON-FRI *)", "2026-11-23 18:00"),
        ("cron(0 8 1 * ? *)", "2026-12-01 08:00"),
        ("cron(0/15 * * * ? *)", "2026-11-21 11:15"),
        ("cron(0/30 20-2 ? * MON-FRI *)", "2026-11-23 00:00"),
        ("cron(15 10 ? * 6L 2019-2027)", "2026-11-27 10:15"),
        ("cron(0 0 L * ? *)", "2026-11-30 00:00"),
        ("cron(0 9 29W * ? *)", "2026-11-30 09:00"),
        ("cron(0 9 ? * 3#2 *)", "2026-12-08 09:00"),
        ("cron(5,35 14 * FEB ? *)", "2027-02-01 14:05"),
    ],
)
def test_a_cron_expression_is_due_in_utc(expression: str, due: str) -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"""
    found = next_time(expression, SATURDAY)
    assert found is not None
    assert f"{datetime.fromtimestamp(found, UTC):%Y-%m-%d %H:%M}" == due


def test_a_rate_runs_twelve_times_as_fast_as_on_aws() -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"""
    assert next_time("rate(5 minutes)", 100.0) == 125.0
    assert next_time("rate(1 hour)", 100.0) == 400.0


def test_a_year_that_is_over_is_never_due() -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"""
    assert next_time("cron(0 0 1 1 ? 2020)", SATURDAY) is None


@pytest.mark.parametrize(
    "expression",
    [
        "rate(1 minutes)", "rate(5 minute)", "rate(0 minutes)", "rate(5)", "cron(0 10 * * *)", "cron(0 10 * * * *)",
        "cron(0 10 ? * ? *)", "cron(61 10 * * ? *)", "cron(a 10 * * ? *)", "cron(0 0 32 * ? *)", "every day",
    ],
)  # fmt: skip
def test_what_eventbridge_cannot_read_is_no_schedule(expression: str) -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"""
    assert not is_schedule(expression)


@pytest.mark.parametrize(
    ("template", "sent"),
    [
        ('"instance <instance> is in <state>"', '"instance i-1 is in RUNNING"'),
        ('{"instance": <instance>, "all": [9, <state>, true]}', '{"instance": "i-1", "all": [9, "RUNNING", true]}'),
        ('{"says": "\\"<instance>\\" <nothing>"}', '{"says": "\\"i-1\\" "}'),
        ('"<aws.events.rule-name> triggered"', '"example triggered"'),
    ],
)
def test_a_template_is_filled_as_in_the_documentation(template: str, sent: str) -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html"""
    event = {"detail": {"instance-id": "i-1", "state": "RUNNING"}}
    paths = {"instance": "$.detail.instance-id", "state": "$.detail.state", "nothing": "$.detail.none"}
    target = {"InputTransformer": {"InputPathsMap": paths, "InputTemplate": template}}
    assert target_input(target, event, "arn:aws:events:us-east-2:123456789012:rule/example", 0.0) == sent
