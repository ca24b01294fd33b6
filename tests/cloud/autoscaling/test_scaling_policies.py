"""Scaling policies, their alarms, and scheduled actions.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scale-based-on-demand.html
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from awslab.cloud.autoscaling.life import cron, policies
from tests.cloud.autoscaling.fleet import Fleet
from tests.cloud.compute import eventually
from tests.conftest import Client

STEPS = [
    {"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 10, "ScalingAdjustment": 0},
    {"MetricIntervalLowerBound": 10, "MetricIntervalUpperBound": 20, "ScalingAdjustment": 1},
    {"MetricIntervalLowerBound": 20, "ScalingAdjustment": 3},
]
DOWN = [
    {"MetricIntervalLowerBound": -10, "MetricIntervalUpperBound": 0, "ScalingAdjustment": 0},
    {"MetricIntervalLowerBound": -20, "MetricIntervalUpperBound": -10, "ScalingAdjustment": -10},
    {"MetricIntervalUpperBound": -20, "ScalingAdjustment": -30},
]
CPU = {"PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}, "TargetValue": 50.0}


def put(fleet: Fleet, name: str = "grow", **given: Any) -> dict[str, Any]:
    made: dict[str, Any] = fleet.api.put_scaling_policy(AutoScalingGroupName="web", PolicyName=name, **given)
    return made


def desired(fleet: Fleet) -> int:
    return int(fleet.described()["DesiredCapacity"])


def test_a_simple_policy_adds_instances_when_it_is_executed(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/simple-scaling-policies.html"""
    fleet.create(1)
    fleet.settled(1)
    put(fleet, AdjustmentType="ChangeInCapacity", ScalingAdjustment=2, Cooldown=3600)
    fleet.api.execute_policy(AutoScalingGroupName="web", PolicyName="grow")
    fleet.settled(3)
    cause = fleet.activities()[0]["Cause"]
    assert "a user request executed policy grow changing the desired capacity from 1 to 3." in cause
    with pytest.raises(ClientError, match="ScalingActivityInProgress"):
        fleet.api.execute_policy(AutoScalingGroupName="web", PolicyName="grow", HonorCooldown=True)
    fleet.api.execute_policy(AutoScalingGroupName="web", PolicyName="grow")
    assert desired(fleet) == 4  # the group's maximum


def test_a_step_policy_adds_by_the_size_of_the_breach(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html"""
    fleet.create(0)
    put(fleet, PolicyType="StepScaling", AdjustmentType="ChangeInCapacity", StepAdjustments=STEPS)
    run = {"AutoScalingGroupName": "web", "PolicyName": "grow", "BreachThreshold": 50}
    fleet.api.execute_policy(MetricValue=59, **run)
    assert desired(fleet) == 0
    fleet.api.execute_policy(MetricValue=60, **run)
    assert desired(fleet) == 1
    fleet.api.execute_policy(MetricValue=75, **run)
    assert desired(fleet) == 4


def test_an_alarm_sets_its_policy_off(fleet: Fleet, client: Client) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html"""
    fleet.create(1)
    policy = put(fleet, AdjustmentType="ExactCapacity", ScalingAdjustment=3)["PolicyARN"]
    cloudwatch = client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="busy",
        Namespace="AWS/EC2",
        MetricName="CPUUtilization",
        ComparisonOperator="GreaterThanThreshold",
        Threshold=70,
        EvaluationPeriods=1,
        Period=60,
        Statistic="Average",
        AlarmActions=[policy],
    )
    shown = fleet.api.describe_policies(AutoScalingGroupName="web")["ScalingPolicies"][0]
    assert [each["AlarmName"] for each in shown["Alarms"]] == ["busy"]
    fleet.api.suspend_processes(AutoScalingGroupName="web", ScalingProcesses=["AlarmNotification"])
    cloudwatch.set_alarm_state(AlarmName="busy", StateValue="ALARM", StateReason="trial")
    assert desired(fleet) == 1
    fleet.api.resume_processes(AutoScalingGroupName="web", ScalingProcesses=["AlarmNotification"])
    cloudwatch.set_alarm_state(AlarmName="busy", StateValue="ALARM", StateReason="trial")
    fleet.settled(3)
    sentence = "a monitor alarm busy in state ALARM triggered policy grow changing the desired capacity from 1 to 3."
    assert sentence in fleet.activities()[0]["Cause"]


def test_target_tracking_makes_its_alarms_and_takes_them_along(fleet: Fleet, client: Client) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/policy_creating.html"""
    fleet.create(1)
    made = put(fleet, PolicyType="TargetTrackingScaling", TargetTrackingConfiguration=CPU)
    names = [each["AlarmName"] for each in made["Alarms"]]
    assert [name.rpartition("Alarm")[0] + name.rpartition("Alarm")[2][:4] for name in names] == [
        "TargetTracking-web-High",
        "TargetTracking-web-Low-",
    ]
    cloudwatch = client("cloudwatch")
    high, low = (cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0] for name in names)
    assert (high["Threshold"], high["ComparisonOperator"], high["EvaluationPeriods"]) == (50, "GreaterThanThreshold", 3)
    assert (low["Threshold"], low["ComparisonOperator"], low["EvaluationPeriods"]) == (45, "LessThanThreshold", 15)
    assert high["Dimensions"] == [{"Name": "AutoScalingGroupName", "Value": "web"}]
    cloudwatch.set_alarm_state(AlarmName=names[0], StateValue="ALARM", StateReason="trial")
    fleet.settled(2)
    cloudwatch.set_alarm_state(AlarmName=names[1], StateValue="ALARM", StateReason="trial")
    fleet.settled(1)
    fleet.api.delete_policy(AutoScalingGroupName="web", PolicyName="grow")
    assert cloudwatch.describe_alarms()["MetricAlarms"] == []


def test_target_tracking_without_scaling_in_has_one_alarm(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TargetTrackingConfiguration.html (DisableScaleIn)"""
    fleet.create(1)
    for _ in range(2):
        configuration = {**CPU, "DisableScaleIn": True}
        made = put(fleet, PolicyType="TargetTrackingScaling", TargetTrackingConfiguration=configuration)
        assert len(made["Alarms"]) == 1


def test_policies_of_one_name_belong_to_their_groups(fleet: Fleet) -> None:
    for name in ("web", "other"):
        fleet.create(0, AutoScalingGroupName=name)
        given = {"AdjustmentType": "ChangeInCapacity", "ScalingAdjustment": 1}
        fleet.api.put_scaling_policy(AutoScalingGroupName=name, PolicyName="grow", **given)
    fleet.api.execute_policy(AutoScalingGroupName="web", PolicyName="grow")
    sizes = {
        each["AutoScalingGroupName"]: each["DesiredCapacity"]
        for each in fleet.api.describe_auto_scaling_groups()["AutoScalingGroups"]
    }
    assert sizes == {"web": 1, "other": 0}
    assert len({each["PolicyARN"] for each in fleet.api.describe_policies()["ScalingPolicies"]}) == 2


def test_a_scheduled_action_changes_the_sizes_at_its_time(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html"""
    fleet.create(0)
    start = datetime.now(UTC) + timedelta(seconds=2)
    fleet.api.put_scheduled_update_group_action(
        AutoScalingGroupName="web",
        ScheduledActionName="morning",
        StartTime=start,
        MinSize=1,
        MaxSize=3,
        DesiredCapacity=2,
    )
    before = desired(fleet)
    assert before == 0 or datetime.now(UTC) >= start
    fleet.settled(2)
    group = fleet.described()
    assert (group["MinSize"], group["MaxSize"], group["DesiredCapacity"]) == (1, 3, 2)
    sentence = "a scheduled action update of AutoScalingGroup constraints to min: 1, max: 3, desired: 2"
    assert any(sentence in each["Cause"] for each in fleet.activities())
    eventually(lambda: not fleet.api.describe_scheduled_actions()["ScheduledUpdateGroupActions"])


@pytest.mark.parametrize(
    ("current", "kind", "adjustment", "least", "wanted"),
    [
        (3, "ChangeInCapacity", 5, 0, 8),
        (3, "ExactCapacity", 5, 0, 5),
        (10, "PercentChangeInCapacity", 10, 0, 11),
        (11, "PercentChangeInCapacity", 30, 0, 14),
        (14, "PercentChangeInCapacity", -10, 0, 13),
        (13, "PercentChangeInCapacity", -30, 0, 10),
        (4, "PercentChangeInCapacity", 25, 2, 6),
        (5, "PercentChangeInCapacity", 10, 0, 6),
        (5, "PercentChangeInCapacity", -10, 0, 4),
        (0, "PercentChangeInCapacity", 50, 0, 0),
    ],
)
def test_adjustments_are_rounded_as_documented(
    current: int, kind: str, adjustment: int, least: int, wanted: int
) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html"""
    assert policies.adjusted(current, kind, adjustment, least) == wanted


@pytest.mark.parametrize(
    ("steps", "breach", "adjustment"),
    [
        (STEPS, 0, 0),
        (STEPS, 10, 1),
        (STEPS, 19.9, 1),
        (STEPS, 20, 3),
        (STEPS, 500, 3),
        (STEPS, -1, None),
        (DOWN, -0.5, 0),
        (DOWN, -10, -10),
        (DOWN, -9.9, 0),
        (DOWN, -20, -30),
        (DOWN, -15, -10),
        (DOWN, 1, None),
    ],
)
def test_bounds_belong_to_the_step_further_from_the_threshold(
    steps: list[dict[str, Any]], breach: float, adjustment: int | None
) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html"""
    assert policies.step(steps, breach) == adjustment


@pytest.mark.parametrize(
    ("text", "zone", "wanted"),
    [
        ("30 0 1 1,6,12 *", "UTC", "2026-12-01T00:30"),
        ("*/15 * * * *", "UTC", "2026-11-21T12:15"),
        ("0 9 * * MON-FRI", "UTC", "2026-11-23T09:00"),
        ("0 9 * * 7", "UTC", "2026-11-22T09:00"),
        ("0 9 1 * MON", "UTC", "2026-11-23T09:00"),
        ("0 9 * * *", "America/New_York", "2026-11-21T14:00"),
    ],
)
def test_a_schedule_of_five_fields_is_due(text: str, zone: str, wanted: str) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html"""
    after = datetime(2026, 11, 21, 12, 5, tzinfo=UTC).timestamp()
    found = cron.parse(text).next(after, zone)
    assert found is not None
    assert f"{datetime.fromtimestamp(found, UTC):%Y-%m-%dT%H:%M}" == wanted


def test_a_day_that_never_comes_is_never_due() -> None:
    assert cron.parse("0 0 30 2 *").next(0.0) is None


@pytest.mark.parametrize("text", ["", "* * * *", "60 * * * *", "* * * * MOON", "5-1 * * * *"])
def test_what_is_no_schedule_is_not_read(text: str) -> None:
    with pytest.raises(cron.NotACronError):
        cron.parse(text)
