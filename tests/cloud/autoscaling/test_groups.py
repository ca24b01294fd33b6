"""Auto Scaling groups.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
"""

from __future__ import annotations

from collections import Counter

import pytest
from botocore.exceptions import ClientError

from tests.cloud.autoscaling.fleet import Fleet
from tests.cloud.compute import IMAGE, eventually
from tests.conftest import Client


def test_a_group_launches_across_its_zones(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html"""
    fleet.create(4)
    assert {each["LifecycleState"] for each in fleet.instances()} == {"Pending"}
    fleet.settled(4)
    assert Counter(each["AvailabilityZone"] for each in fleet.instances()) == {"us-east-1a": 2, "us-east-1b": 2}


def test_a_terminated_instance_is_replaced(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html"""
    fleet.create()
    lost = fleet.settled(2)[0]
    fleet.ec2.terminate_instances(InstanceIds=[lost])
    assert {each["LifecycleState"] for each in fleet.instances() if each["InstanceId"] == lost} <= {"Terminating"}
    fleet.settled(2, without=lost)
    causes = [
        each["Cause"] for each in fleet.activities() if each["Description"] == f"Terminating EC2 instance: {lost}"
    ]
    assert len(causes) == 1
    assert causes[0].endswith("in response to an EC2 health check indicating it has been terminated or stopped.")


def test_a_stopped_instance_is_terminated_and_replaced(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html"""
    fleet.create()
    lost = fleet.settled(2)[0]
    fleet.ec2.stop_instances(InstanceIds=[lost])
    fleet.settled(2, without=lost)
    found = fleet.ec2.describe_instances(InstanceIds=[lost])["Reservations"][0]["Instances"][0]
    assert found["State"]["Name"] == "terminated"


def test_an_instance_that_a_user_calls_unhealthy_is_replaced(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/set-up-a-custom-health-check.html"""
    fleet.create(1)
    lost = fleet.settled(1)[0]
    fleet.api.set_instance_health(InstanceId=lost, HealthStatus="Unhealthy")
    fleet.settled(1, without=lost)
    assert any(each["Cause"].endswith("in response to a user health-check.") for each in fleet.activities())


def test_a_suspended_group_replaces_nothing(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html"""
    fleet.create(1)
    lost = fleet.settled(1)[0]
    fleet.api.suspend_processes(AutoScalingGroupName="web", ScalingProcesses=["Launch"])
    fleet.ec2.terminate_instances(InstanceIds=[lost])
    eventually(lambda: not fleet.instances())
    fleet.api.resume_processes(AutoScalingGroupName="web", ScalingProcesses=["Launch"])
    fleet.settled(1, without=lost)


def test_a_group_follows_its_desired_capacity_and_says_why(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html"""
    fleet.create(1)
    fleet.settled(1)
    fleet.api.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=2)
    ids = fleet.settled(2)
    second, first = fleet.activities()
    assert first["Description"] == f"Launching a new EC2 instance: {ids[0]}"
    assert (first["StatusCode"], first["Progress"]) == ("Successful", 100)
    assert first["StartTime"] < first["EndTime"]
    assert "a user request created an AutoScalingGroup changing the desired capacity from 0 to 1." in first["Cause"]
    assert "explicitly set group desired capacity changing the desired capacity from 1 to 2." in second["Cause"]
    assert second["Cause"].endswith(
        "difference between desired and actual capacity, increasing the capacity from 1 to 2."
    )
    fleet.api.update_auto_scaling_group(AutoScalingGroupName="web", MinSize=0, DesiredCapacity=0)
    eventually(lambda: not fleet.instances())
    assert "update of AutoScalingGroup constraints to min: 0, max: 4, desired: 0" in fleet.activities()[0]["Cause"]


def test_protected_instances_stay(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html"""
    fleet.create()
    kept = fleet.settled(2)[1]
    fleet.api.set_instance_protection(AutoScalingGroupName="web", InstanceIds=[kept], ProtectedFromScaleIn=True)
    fleet.api.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
    assert fleet.settled(1) == [kept]


def test_target_groups_follow_without_being_asked(fleet: Fleet, instance_targets: str) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-load-balancer.html"""
    fleet.create(TargetGroupARNs=[instance_targets])
    assert fleet.targets(instance_targets) == set()
    ids = eventually(lambda: len(found := fleet.targets(instance_targets)) == 2 and found)
    assert ids == set(fleet.settled(2))
    lost = min(ids)
    fleet.ec2.terminate_instances(InstanceIds=[lost])
    assert lost not in fleet.targets(instance_targets)
    assert set(fleet.settled(2, without=lost)) == fleet.targets(instance_targets)


def test_target_groups_can_be_attached_and_detached(fleet: Fleet, instance_targets: str) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html"""
    fleet.create()
    ids = set(fleet.settled(2))
    attached = {"AutoScalingGroupName": "web", "TargetGroupARNs": [instance_targets]}
    fleet.api.attach_load_balancer_target_groups(**attached)
    assert fleet.targets(instance_targets) == ids
    fleet.api.detach_load_balancer_target_groups(**attached)
    assert fleet.targets(instance_targets) == set()


def test_a_group_with_instances_is_deleted_by_force_only(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html"""
    fleet.create(1)
    ids = fleet.settled(1)
    with pytest.raises(ClientError, match="ResourceInUse"):
        fleet.api.delete_auto_scaling_group(AutoScalingGroupName="web")
    fleet.api.delete_auto_scaling_group(AutoScalingGroupName="web", ForceDelete=True)
    found = fleet.ec2.describe_instances(InstanceIds=ids)["Reservations"][0]["Instances"][0]
    assert found["State"]["Name"] == "shutting-down"
    assert fleet.instances() == []


def test_activities_of_an_unknown_group_are_refused(fleet: Fleet) -> None:
    with pytest.raises(ClientError, match="AutoScalingGroup name not found"):
        fleet.activities()


def test_instances_leave_by_detaching_and_by_request(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-detach-attach-instances.html"""
    fleet.create()
    first, second = fleet.settled(2)
    given = {"AutoScalingGroupName": "web", "ShouldDecrementDesiredCapacity": True}
    fleet.api.detach_instances(InstanceIds=[first], **given)
    assert fleet.settled(1) == [second]
    fleet.api.terminate_instance_in_auto_scaling_group(InstanceId=second, ShouldDecrementDesiredCapacity=False)
    fleet.settled(1, without=second)
    found = fleet.ec2.describe_instances(InstanceIds=[first])["Reservations"][0]["Instances"][0]
    assert found["State"]["Name"] == "running"


def test_instances_are_as_the_groups_version_of_the_template_says(fleet: Fleet, client: Client) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-asg-launch-template.html"""
    vpc = fleet.ec2.describe_subnets(SubnetIds=fleet.subnets)["Subnets"][0]["VpcId"]
    group = fleet.ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    client("iam").create_instance_profile(InstanceProfileName="app")
    interface = {"DeviceIndex": 0, "AssociatePublicIpAddress": True, "Groups": [group]}
    data = {
        "ImageId": IMAGE,
        "InstanceType": "t3.small",
        "NetworkInterfaces": [interface],
        "IamInstanceProfile": {"Name": "app"},
    }
    fleet.ec2.create_launch_template_version(LaunchTemplateName="web", LaunchTemplateData=data)
    fleet.create(1)
    instance = fleet.settled(1)[0]
    found = fleet.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    assert found["InstanceType"] == "t3.small"
    assert [each["GroupId"] for each in found["SecurityGroups"]] == [group]
    assert found["IamInstanceProfile"]["Arn"].endswith("/app")
    assert found["PublicIpAddress"]
    assert found["SubnetId"] in fleet.subnets


def test_a_launch_without_its_profile_leaves_nothing_behind(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html"""
    data = {"ImageId": IMAGE, "InstanceType": "t3.micro", "IamInstanceProfile": {"Name": "nope"}}
    fleet.ec2.create_launch_template_version(LaunchTemplateName="web", LaunchTemplateData=data)
    fleet.create(1)
    assert [each["StatusCode"] for each in fleet.activities()] == ["Failed"]
    assert fleet.ec2.describe_instances()["Reservations"] == []


def test_a_group_leaves_no_hooks_behind(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html"""
    for _ in range(2):
        fleet.create(0)
        assert fleet.api.describe_lifecycle_hooks(AutoScalingGroupName="web")["LifecycleHooks"] == []
        hook = {"LifecycleHookName": "boot", "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING"}
        fleet.api.put_lifecycle_hook(AutoScalingGroupName="web", **hook)
        fleet.api.delete_auto_scaling_group(AutoScalingGroupName="web")
