"""Instances of Auto Scaling groups that stand by, leave, are found unhealthy, or are refreshed."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.cloud.autoscaling.fleet import Fleet
from tests.cloud.compute import IMAGE, eventually
from tests.conftest import Client


def ids(fleet: Fleet) -> set[str]:
    return {each["InstanceId"] for each in fleet.instances()}


def test_an_instance_stands_by_and_returns(fleet: Fleet, instance_targets: str) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html"""
    fleet.create(2, TargetGroupARNs=[instance_targets])
    first, second = fleet.settled(2)
    answer = fleet.api.enter_standby(
        AutoScalingGroupName="web", InstanceIds=[first], ShouldDecrementDesiredCapacity=True
    )["Activities"][0]
    assert answer["Description"] == f"Moving EC2 instance to Standby: {first}"
    sentence = (
        f"instance {first} was moved to standby in response to a user request, shrinking the capacity from 2 to 1."
    )
    assert answer["Cause"].endswith(sentence)
    assert fleet.states() == ["InService", "Standby"]
    assert fleet.targets(instance_targets) == {second}
    answer = fleet.api.exit_standby(AutoScalingGroupName="web", InstanceIds=[first])["Activities"][0]
    assert answer["Description"] == f"Moving EC2 instance out of Standby: {first}"
    assert answer["Cause"].endswith("increasing the capacity from 1 to 2.")
    assert set(fleet.settled(2)) == {first, second}
    assert fleet.targets(instance_targets) == {first, second}


def test_an_instance_on_standby_is_replaced_when_the_capacity_stays(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html"""
    fleet.create(1)
    first = fleet.settled(1)[0]
    fleet.api.enter_standby(AutoScalingGroupName="web", InstanceIds=[first], ShouldDecrementDesiredCapacity=False)
    eventually(lambda: fleet.states() == ["InService", "Standby"])
    fleet.ec2.stop_instances(InstanceIds=[first])
    eventually(lambda: fleet.states() == ["InService", "Standby"])
    assert first in ids(fleet)


def test_standby_needs_room_below_the_minimum(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html"""
    fleet.create(1, MinSize=1)
    first = fleet.settled(1)[0]
    with pytest.raises(
        ClientError, match=r"has min-size=1, max-size=4, and desired-size=1\. To place into standby 1 inst"
    ):
        fleet.api.enter_standby(AutoScalingGroupName="web", InstanceIds=[first], ShouldDecrementDesiredCapacity=True)
    with pytest.raises(ClientError, match="is not in Standby"):
        fleet.api.exit_standby(AutoScalingGroupName="web", InstanceIds=[first])


def test_a_detached_instance_lives_on_alone(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-detach-attach-instances.html"""
    fleet.create(2)
    first = fleet.settled(2)[0]
    answer = fleet.api.detach_instances(
        AutoScalingGroupName="web", InstanceIds=[first], ShouldDecrementDesiredCapacity=False
    )["Activities"][0]
    assert answer["Cause"].endswith(f"instance {first} was detached in response to a user request.")
    fleet.settled(2, without=first)
    instance = fleet.ec2.describe_instances(InstanceIds=[first])["Reservations"][0]["Instances"][0]
    assert instance["State"]["Name"] == "running"
    assert "aws:autoscaling:groupName" not in {each["Key"] for each in instance.get("Tags", [])}


def test_an_attached_instance_counts(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-detach-attach-instances.html"""
    fleet.create(1)
    fleet.settled(1)
    given = {"ImageId": IMAGE, "InstanceType": "t3.micro", "SubnetId": fleet.subnets[0]}
    made = fleet.ec2.run_instances(MinCount=1, MaxCount=1, **given)["Instances"][0]["InstanceId"]
    fleet.ec2.get_waiter("instance_running").wait(InstanceIds=[made], WaiterConfig={"Delay": 1})
    fleet.api.attach_instances(AutoScalingGroupName="web", InstanceIds=[made])
    assert made in fleet.settled(2)
    assert fleet.described()["DesiredCapacity"] == 2


def test_terminating_keeps_the_minimum(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TerminateInstanceInAutoScalingGroup.html"""
    fleet.create(1, MinSize=1)
    first = fleet.settled(1)[0]
    with pytest.raises(ClientError, match="will violate group's min size constraint"):
        fleet.api.terminate_instance_in_auto_scaling_group(InstanceId=first, ShouldDecrementDesiredCapacity=True)
    activity = fleet.api.terminate_instance_in_auto_scaling_group(
        InstanceId=first, ShouldDecrementDesiredCapacity=False
    )["Activity"]
    assert activity["Description"] == f"Terminating EC2 instance: {first}"
    fleet.settled(1, without=first)
    with pytest.raises(ClientError, match=f"No managed instance found for instance ID: {first}"):
        fleet.api.terminate_instance_in_auto_scaling_group(InstanceId=first, ShouldDecrementDesiredCapacity=False)


@pytest.fixture
def balanced(fleet: Fleet, client: Client, instance_targets: str) -> str:
    """The target group behind a load balancer that instances of `fleet` can be reached from; the group's id."""
    vpc = fleet.ec2.describe_subnets(SubnetIds=fleet.subnets)["Subnets"][0]["VpcId"]
    group = str(fleet.ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"])
    http = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    fleet.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[http])
    balancer = fleet.elb.create_load_balancer(Name="web", Subnets=fleet.subnets, SecurityGroups=[group])
    forward = [{"Type": "forward", "TargetGroupArn": instance_targets}]
    arn = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    fleet.elb.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=forward)
    data = {"ImageId": IMAGE, "InstanceType": "t3.micro", "SecurityGroupIds": [group]}
    fleet.ec2.create_launch_template_version(LaunchTemplateName="web", LaunchTemplateData=data)
    return group


def test_targets_begin_with_initial_and_leave_by_draining(fleet: Fleet, balanced: str, instance_targets: str) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-load-balancer.html"""
    delay = [{"Key": "deregistration_delay.timeout_seconds", "Value": "120"}]
    fleet.elb.modify_target_group(TargetGroupArn=instance_targets, HealthCheckIntervalSeconds=120)
    fleet.elb.modify_target_group_attributes(TargetGroupArn=instance_targets, Attributes=delay)
    fleet.create(1, TargetGroupARNs=[instance_targets])
    first = fleet.settled(1)[0]
    assert fleet.health(instance_targets) == {first: "initial"}
    eventually(lambda: fleet.health(instance_targets) == {first: "healthy"})
    fleet.api.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
    assert fleet.health(instance_targets) == {first: "draining"}
    eventually(lambda: fleet.health(instance_targets) == {})


def test_an_instance_that_fails_the_load_balancers_checks_is_replaced(
    fleet: Fleet, balanced: str, instance_targets: str
) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html"""
    fleet.create(1, TargetGroupARNs=[instance_targets], HealthCheckType="ELB", HealthCheckGracePeriod=60)
    first = fleet.settled(1)[0]
    eventually(lambda: fleet.health(instance_targets) == {first: "healthy"})
    closed = [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    fleet.ec2.revoke_security_group_ingress(GroupId=balanced, IpPermissions=closed)
    eventually(lambda: first not in ids(fleet))
    causes = [each["Cause"] for each in fleet.activities() if each["Description"].endswith(first)]
    assert any(cause.endswith("in response to an ELB system health check failure.") for cause in causes)


def test_without_its_checks_the_group_keeps_an_instance_that_fails_them(
    fleet: Fleet, balanced: str, instance_targets: str
) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html"""
    fleet.create(1, TargetGroupARNs=[instance_targets])
    first = fleet.settled(1)[0]
    closed = [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    fleet.ec2.revoke_security_group_ingress(GroupId=balanced, IpPermissions=closed)
    eventually(lambda: fleet.health(instance_targets) == {first: "unhealthy"})
    assert ids(fleet) == {first}


def refreshes(fleet: Fleet) -> dict[str, Any]:
    found: dict[str, Any] = fleet.api.describe_instance_refreshes(AutoScalingGroupName="web")["InstanceRefreshes"][0]
    return found


def test_a_refresh_replaces_every_instance_with_the_new_version(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html"""
    fleet.create(2)
    before = set(fleet.settled(2))
    data = {"ImageId": IMAGE, "InstanceType": "t3.small"}
    fleet.ec2.create_launch_template_version(LaunchTemplateName="web", LaunchTemplateData=data)
    started = fleet.api.start_instance_refresh(
        AutoScalingGroupName="web", Preferences={"MinHealthyPercentage": 50, "InstanceWarmup": 0}
    )["InstanceRefreshId"]
    with pytest.raises(ClientError, match="InstanceRefreshInProgress"):
        fleet.api.start_instance_refresh(AutoScalingGroupName="web")
    assert refreshes(fleet)["Status"] in ("Pending", "InProgress")
    eventually(lambda: refreshes(fleet)["Status"] == "Successful")
    done = refreshes(fleet)
    assert (done["InstanceRefreshId"], done["PercentageComplete"], done["InstancesToUpdate"]) == (started, 100, 0)
    assert not before & set(fleet.settled(2))
    assert {each["LaunchTemplate"]["Version"] for each in fleet.instances()} == {"2"}
    assert {each["InstanceType"] for each in fleet.instances()} == {"t3.small"}


def test_a_refresh_can_be_cancelled(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CancelInstanceRefresh.html"""
    fleet.create(3)
    before = set(fleet.settled(3))
    fleet.api.start_instance_refresh(AutoScalingGroupName="web", Preferences={"InstanceWarmup": 120})
    fleet.api.cancel_instance_refresh(AutoScalingGroupName="web")
    eventually(lambda: refreshes(fleet)["Status"] == "Cancelled", 20)
    assert len(before & ids(fleet)) >= 2
    with pytest.raises(ClientError, match="ActiveInstanceRefreshNotFound"):
        fleet.api.cancel_instance_refresh(AutoScalingGroupName="web")


def test_the_newest_leaves_first_when_the_group_says_so(fleet: Fleet) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html"""
    fleet.create(1, VPCZoneIdentifier=fleet.subnets[0], TerminationPolicies=["NewestInstance"])
    first = fleet.settled(1)[0]
    fleet.api.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=2)
    fleet.settled(2)
    fleet.api.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
    assert fleet.settled(1) == [first]


def test_warm_pools_are_refused_by_name(fleet: Fleet) -> None:
    fleet.create(0)
    with pytest.raises(ClientError, match=r"NotImplemented.*warm pools"):
        fleet.api.put_warm_pool(AutoScalingGroupName="web")
