"""Lifecycle hooks of Auto Scaling groups.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from awslab.cloud.autoscaling.life import hooks
from tests.cloud.autoscaling.fleet import Fleet
from tests.cloud.compute import eventually
from tests.conftest import Client

LAUNCH = {"LifecycleHookName": "boot", "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING"}
GOING = {"LifecycleHookName": "drain", "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING"}


def complete(fleet: Fleet, hook: str, result: str, **instance: str) -> None:
    fleet.api.complete_lifecycle_action(
        AutoScalingGroupName="web", LifecycleHookName=hook, LifecycleActionResult=result, **instance
    )


def test_a_new_instance_waits_until_its_hook_is_completed(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/completing-lifecycle-hooks.html"""
    fleet.create(1, LifecycleHookSpecificationList=[LAUNCH])
    waiting = fleet.in_state("Pending:Wait")[0]
    assert fleet.activities()[0]["StatusCode"] == "MidLifecycleAction"
    fleet.api.record_lifecycle_action_heartbeat(
        AutoScalingGroupName="web", LifecycleHookName="boot", InstanceId=waiting
    )
    complete(fleet, "boot", "CONTINUE", InstanceId=waiting)
    assert fleet.settled(1) == [waiting]
    assert fleet.activities()[0]["StatusCode"] == "Successful"


def test_an_abandoned_launch_is_terminated_and_replaced(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html"""
    fleet.create(1, LifecycleHookSpecificationList=[LAUNCH])
    given_up = fleet.in_state("Pending:Wait")[0]
    complete(fleet, "boot", "ABANDON", InstanceId=given_up)
    replacement = eventually(lambda: set(fleet.in_state("Pending:Wait")) - {given_up})
    told = {each["Description"]: each for each in fleet.activities()}
    launch = told[f"Launching a new EC2 instance: {given_up}"]
    assert launch["StatusCode"] == "Cancelled"
    assert "was abandoned: Lifecycle Action Completed with ABANDON Result" in launch["StatusMessage"]
    assert told[f"Terminating EC2 instance: {given_up}"]["Cause"].endswith("in response to a launch failure.")
    complete(fleet, "boot", "CONTINUE", InstanceId=replacement.pop())
    fleet.settled(1, without=given_up)


def test_a_hook_that_nobody_completes_takes_its_default(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html (DefaultResult)"""
    fleet.create(1, LifecycleHookSpecificationList=[{**LAUNCH, "HeartbeatTimeout": 30, "DefaultResult": "CONTINUE"}])
    fleet.settled(1)
    assert fleet.activities()[0]["StatusCode"] == "Successful"


def test_an_instance_waits_before_it_is_terminated(fleet: Fleet, instance_targets: str) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html"""
    fleet.create(1, TargetGroupARNs=[instance_targets])
    fleet.api.put_lifecycle_hook(AutoScalingGroupName="web", **GOING)
    leaving = fleet.settled(1)[0]
    fleet.api.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
    assert fleet.in_state("Terminating:Wait") == [leaving]
    assert fleet.targets(instance_targets) == set()
    state = fleet.ec2.describe_instances(InstanceIds=[leaving])["Reservations"][0]["Instances"][0]["State"]["Name"]
    assert state == "running"
    complete(fleet, "drain", "CONTINUE", InstanceId=leaving)
    eventually(lambda: not fleet.instances())


def test_queues_and_event_buses_hear_of_it_and_the_token_completes_it(fleet: Fleet, client: Client) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html"""
    sqs, events = client("sqs"), client("events")
    queue, bus = (sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("hooks", "events"))
    arns = {
        url: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        for url in (queue, bus)
    }
    events.put_rule(Name="launches", EventPattern=json.dumps({"source": ["aws.autoscaling"]}))
    events.put_targets(Rule="launches", Targets=[{"Id": "1", "Arn": arns[bus]}])

    def received(url: str) -> list[dict[str, Any]]:
        found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(each["Body"]) for each in found]

    fleet.create(0)
    role = "arn:aws:iam::123456789012:role/notifies"
    fleet.api.put_lifecycle_hook(
        AutoScalingGroupName="web", NotificationTargetARN=arns[queue], RoleARN=role, NotificationMetadata="x", **LAUNCH
    )
    assert [each["Event"] for each in received(queue)] == ["autoscaling:TEST_NOTIFICATION"]
    fleet.api.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
    told = eventually(lambda: received(queue))[0]
    waiting = fleet.in_state("Pending:Wait")[0]
    assert (told["EC2InstanceId"], told["LifecycleHookName"], told["NotificationMetadata"]) == (waiting, "boot", "x")
    assert (told["Origin"], told["Destination"]) == ("EC2", "AutoScalingGroup")
    event = eventually(lambda: received(bus))[0]
    assert event["detail-type"] == "EC2 Instance-launch Lifecycle Action"
    assert event["detail"]["LifecycleActionToken"] == told["LifecycleActionToken"]
    complete(fleet, "boot", "CONTINUE", LifecycleActionToken=told["LifecycleActionToken"])
    fleet.settled(1)


def test_hooks_are_described_as_they_were_made(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LifecycleHook.html"""
    fleet.create(0)
    fleet.api.put_lifecycle_hook(AutoScalingGroupName="web", **LAUNCH)
    fleet.api.put_lifecycle_hook(AutoScalingGroupName="web", LifecycleHookName="boot", HeartbeatTimeout=60)
    found = fleet.api.describe_lifecycle_hooks(AutoScalingGroupName="web")["LifecycleHooks"]
    assert found == [
        {
            **LAUNCH,
            "AutoScalingGroupName": "web",
            "HeartbeatTimeout": 60,
            "GlobalTimeout": 6000,
            "DefaultResult": "ABANDON",
        }
    ]


def test_what_does_not_wait_cannot_be_completed(fleet: Fleet) -> None:
    fleet.create(1, LifecycleHookSpecificationList=[LAUNCH])
    waiting = fleet.in_state("Pending:Wait")[0]
    complete(fleet, "boot", "CONTINUE", InstanceId=waiting)
    with pytest.raises(ClientError, match=f"No active Lifecycle Action found with instance ID {waiting}"):
        complete(fleet, "boot", "CONTINUE", InstanceId=waiting)


def test_heartbeats_put_the_timeout_off_but_not_for_ever() -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RecordLifecycleActionHeartbeat.html"""
    wait = hooks.Wait("boot", 3600, "ABANDON", began=0.0, token="t")
    assert wait.due == 60
    wait.heartbeat = 50
    assert wait.due == 110
    wait.heartbeat = 5_000
    assert wait.due == 172_800 / 60
    wait.pass_time(2_879)
    assert wait.result == ""
    wait.pass_time(2_880)
    assert (wait.result, wait.has_timed_out) == ("ABANDON", True)


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        ([], "CONTINUE"),
        (["", ""], ""),
        (["CONTINUE", ""], ""),
        (["CONTINUE", "CONTINUE"], "CONTINUE"),
        (["ABANDON", ""], "ABANDON"),
        (["CONTINUE", "ABANDON"], "ABANDON"),
    ],
)
def test_all_hooks_must_be_completed_and_one_is_enough_to_give_up(results: list[str], outcome: str) -> None:
    waits = [hooks.Wait(f"hook {each}", 60, "ABANDON", 0.0, "t", result=each) for each in results]
    assert hooks.outcome(waits) == outcome
