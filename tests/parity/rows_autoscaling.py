"""Auto Scaling."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/"
_IMAGE = "ami-04681a1dbd79675a5"
_NOWHERE = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/nope/0123456789abcdef"


def _template(aws: Aws, **data: Any) -> None:
    given = {"ImageId": _IMAGE, "InstanceType": "t3.micro", **data}
    aws.ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData=given)


def _group(**given: Any) -> dict[str, Any]:
    return {
        "AutoScalingGroupName": "web",
        "LaunchTemplate": {"LaunchTemplateName": "web"},
        "MinSize": 1,
        "MaxSize": 1,
        "AvailabilityZones": ["us-east-1a"],
        **given,
    }


def _created(aws: Aws, **given: Any) -> None:
    _template(aws)
    aws.autoscaling.create_auto_scaling_group(**_group(**given))


@row(
    "asg-minmax",
    "CreateAutoScalingGroup with MinSize 3 and MaxSize 1",
    "ValidationError",
    message="Max bound, 1, must be greater than or equal to min bound, 3",
    source=_GUIDE + "asg-capacity-limits.html",
)
def least_above_most(aws: Aws) -> Call:
    _template(aws)
    return lambda: aws.autoscaling.create_auto_scaling_group(**_group(MinSize=3))


@row(
    "asg-desired",
    "SetDesiredCapacity above MaxSize",
    "ValidationError",
    message="New SetDesiredCapacity value 9 is above max value 1 for the AutoScalingGroup.",
    source=_GUIDE + "ec2-auto-scaling-scaling-manually.html",
)
def more_than_most(aws: Aws) -> Call:
    _created(aws)
    return lambda: aws.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=9)


@row(
    "asg-desired-below",
    "SetDesiredCapacity below MinSize",
    "ValidationError",
    message="New SetDesiredCapacity value 0 is below min value 1 for the AutoScalingGroup.",
    source=_GUIDE + "ec2-auto-scaling-scaling-manually.html",
)
def less_than_least(aws: Aws) -> Call:
    _created(aws)
    return lambda: aws.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)


@row(
    "asg-create-desired",
    "CreateAutoScalingGroup with DesiredCapacity 10 and MaxSize 1",
    "ValidationError",
    message="Desired capacity:10 must be between the specified min size:1 and max size:1",
    source=_GUIDE + "asg-capacity-limits.html",
)
def desired_beyond_the_sizes(aws: Aws) -> Call:
    _template(aws)
    return lambda: aws.autoscaling.create_auto_scaling_group(**_group(DesiredCapacity=10))


@row(
    "asg-subnet-missing",
    "CreateAutoScalingGroup with an unknown subnet",
    "ValidationError",
    message="The subnet ID 'subnet-0123456789abcdef0' does not exist",
    source=_GUIDE + "asg-in-vpc.html",
)
def unknown_subnet(aws: Aws) -> Call:
    _template(aws)
    given = _group(VPCZoneIdentifier="subnet-0123456789abcdef0")
    del given["AvailabilityZones"]
    return lambda: aws.autoscaling.create_auto_scaling_group(**given)


@row(
    "asg-del-running",
    "DeleteAutoScalingGroup with instances and without ForceDelete",
    "ResourceInUse",
    message="You cannot delete an AutoScalingGroup while there are instances",
    source=_API + "API_DeleteAutoScalingGroup.html",
)
def a_group_with_instances(aws: Aws) -> Call:
    _created(aws)
    return lambda: aws.autoscaling.delete_auto_scaling_group(AutoScalingGroupName="web")


@row(
    "asg-tg-missing",
    "CreateAutoScalingGroup with an unknown target group",
    "ValidationError",
    message="Provided Target Groups may not be valid. Please ensure they exist and try again.",
    source=_GUIDE + "attach-load-balancer-asg.html",
)
def unknown_target_group(aws: Aws) -> Call:
    _template(aws)
    return lambda: aws.autoscaling.create_auto_scaling_group(**_group(TargetGroupARNs=[_NOWHERE]))


@row(
    "asg-name",
    "CreateAutoScalingGroup with a name that is taken",
    "AlreadyExists",
    message="AutoScalingGroup by this name already exists - A group with the name web already exists",
    source=_API + "API_CreateAutoScalingGroup.html",
)
def a_name_twice(aws: Aws) -> Call:
    _created(aws)
    return lambda: aws.autoscaling.create_auto_scaling_group(**_group())


@row(
    "asg-missing",
    "UpdateAutoScalingGroup of a group that does not exist",
    "ValidationError",
    message="AutoScalingGroup name not found",
    source=_API + "API_UpdateAutoScalingGroup.html",
)
def an_unknown_group(aws: Aws) -> Call:
    return lambda: aws.autoscaling.update_auto_scaling_group(AutoScalingGroupName="nope", MaxSize=3)


@row(
    "asg-suspend-missing",
    "SuspendProcesses of a group that does not exist",
    "ValidationError",
    message="AutoScalingGroup name not found",
    source=_API + "API_SuspendProcesses.html",
)
def suspending_an_unknown_group(aws: Aws) -> Call:
    return lambda: aws.autoscaling.suspend_processes(AutoScalingGroupName="nope")


@row(
    "asg-lt-missing",
    "CreateAutoScalingGroup with a launch template that does not exist",
    "ValidationError",
    message="You must use a valid fully-formed launch template.",
    source=_API + "API_LaunchTemplateSpecification.html",
)
def unknown_launch_template(aws: Aws) -> Call:
    return lambda: aws.autoscaling.create_auto_scaling_group(**_group())


@row(
    "asg-lt-image",
    "CreateAutoScalingGroup with a launch template whose image does not exist",
    "ValidationError",
    message="You must use a valid fully-formed launch template. The image id",
    source=_API + "API_LaunchTemplateSpecification.html",
)
def unknown_image(aws: Aws) -> Call:
    _template(aws, ImageId="ami-0123456789abcdef0")
    return lambda: aws.autoscaling.create_auto_scaling_group(**_group())


@row(
    "asg-lc-missing",
    "CreateAutoScalingGroup with a launch configuration that does not exist",
    "ValidationError",
    message="Launch configuration name not found",
    source=_API + "API_CreateAutoScalingGroup.html",
)
def unknown_launch_configuration(aws: Aws) -> Call:
    given = _group(LaunchConfigurationName="nope")
    del given["LaunchTemplate"]
    return lambda: aws.autoscaling.create_auto_scaling_group(**given)


def _configured(aws: Aws) -> dict[str, Any]:
    made = {"LaunchConfigurationName": "old", "ImageId": _IMAGE, "InstanceType": "t3.micro"}
    aws.autoscaling.create_launch_configuration(**made)
    return made


@row(
    "asg-lc-name",
    "CreateLaunchConfiguration with a name that is taken",
    "AlreadyExists",
    message="Launch Configuration by this name already exists",
    source=_API + "API_CreateLaunchConfiguration.html",
)
def a_launch_configuration_twice(aws: Aws) -> Call:
    made = _configured(aws)
    return lambda: aws.autoscaling.create_launch_configuration(**made)


@row(
    "asg-lc-used",
    "DeleteLaunchConfiguration that a group uses",
    "ResourceInUse",
    message="Cannot delete launch configuration old because it is attached to AutoScalingGroup web",
    source=_API + "API_DeleteLaunchConfiguration.html",
)
def a_launch_configuration_in_use(aws: Aws) -> Call:
    _configured(aws)
    given = _group(LaunchConfigurationName="old", MinSize=0)
    del given["LaunchTemplate"]
    aws.autoscaling.create_auto_scaling_group(**given)
    return lambda: aws.autoscaling.delete_launch_configuration(LaunchConfigurationName="old")


@row(
    "asg-health-unknown",
    "SetInstanceHealth of an instance that is in no group",
    "ValidationError",
    message="Instance Id not found - No managed instance found",
    source=_API + "API_SetInstanceHealth.html",
)
def health_of_a_stranger(aws: Aws) -> Call:
    _created(aws)
    given = {"InstanceId": "i-0123456789abcdef0", "HealthStatus": "Unhealthy"}
    return lambda: aws.autoscaling.set_instance_health(**given)


@row(
    "asg-attach-full",
    "AttachInstances to a group that is as large as it may be",
    "ValidationError",
    message="AutoScalingGroup web has min-size=1, max-size=1, and desired-size=1.",
    source=_GUIDE + "ec2-auto-scaling-detach-attach-instances.html",
)
def no_room(aws: Aws) -> Call:
    _created(aws)
    given = {"ImageId": _IMAGE, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    given["Placement"] = {"AvailabilityZone": "us-east-1a"}
    made = aws.ec2.run_instances(**given)["Instances"][0]["InstanceId"]
    aws.ec2.get_waiter("instance_running").wait(InstanceIds=[made], WaiterConfig={"Delay": 1})
    return lambda: aws.autoscaling.attach_instances(AutoScalingGroupName="web", InstanceIds=[made])


@row(
    "asg-hook-unknown",
    "CompleteLifecycleAction of a hook that does not exist",
    "ValidationError",
    source=_API + "API_CompleteLifecycleAction.html",
)
def an_unknown_hook(aws: Aws) -> Call:
    _created(aws)
    return lambda: aws.autoscaling.complete_lifecycle_action(
        AutoScalingGroupName="web",
        LifecycleHookName="nope",
        LifecycleActionResult="CONTINUE",
        InstanceId="i-0123456789abcdef0",
    )


@row(
    "asg-hook-timeout",
    "PutLifecycleHook with a HeartbeatTimeout of 10 seconds",
    "ValidationError",
    source=_API + "API_PutLifecycleHook.html",
)
def a_short_timeout(aws: Aws) -> Call:
    _created(aws)
    return lambda: aws.autoscaling.put_lifecycle_hook(
        AutoScalingGroupName="web",
        LifecycleHookName="boot",
        LifecycleTransition="autoscaling:EC2_INSTANCE_LAUNCHING",
        HeartbeatTimeout=10,
    )


@row(
    "asg-policy-adjustment",
    "PutScalingPolicy of the simple type without AdjustmentType",
    "ValidationError",
    source=_API + "API_PutScalingPolicy.html",
)
def a_policy_without_a_type_of_adjustment(aws: Aws) -> Call:
    _created(aws)
    return lambda: aws.autoscaling.put_scaling_policy(AutoScalingGroupName="web", PolicyName="a", ScalingAdjustment=1)


@row(
    "asg-policy-execute-step",
    "ExecutePolicy of a step policy without MetricValue",
    "ValidationError",
    source=_API + "API_ExecutePolicy.html",
)
def a_step_without_a_breach(aws: Aws) -> Call:
    _created(aws)
    aws.autoscaling.put_scaling_policy(
        AutoScalingGroupName="web",
        PolicyName="a",
        PolicyType="StepScaling",
        AdjustmentType="ChangeInCapacity",
        StepAdjustments=[{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    )
    return lambda: aws.autoscaling.execute_policy(AutoScalingGroupName="web", PolicyName="a")


@row(
    "asg-schedule-past",
    "PutScheduledUpdateGroupAction with a StartTime in the past",
    "ValidationError",
    message="Given start time is in the past",
    source=_API + "API_PutScheduledUpdateGroupAction.html",
)
def a_schedule_in_the_past(aws: Aws) -> Call:
    _created(aws)
    return lambda: aws.autoscaling.put_scheduled_update_group_action(
        AutoScalingGroupName="web",
        ScheduledActionName="a",
        StartTime=datetime(2020, 1, 1, tzinfo=UTC),
        DesiredCapacity=1,
    )


@row(
    "asg-ok-activities",
    "DescribeScalingActivities of a group (must work)",
    WORKS,
    source=_API + "API_DescribeScalingActivities.html",
)
def activities(aws: Aws) -> Call:
    _created(aws)
    return lambda: aws.autoscaling.describe_scaling_activities(AutoScalingGroupName="web")


@row(
    "asg-ok-tracking",
    "PutScalingPolicy of the target tracking type (must work, with its two alarms)",
    WORKS,
    source=_GUIDE + "policy_creating.html",
)
def target_tracking(aws: Aws) -> Call:
    _created(aws)
    metric = {"PredefinedMetricType": "ASGAverageCPUUtilization"}
    return lambda: aws.autoscaling.put_scaling_policy(
        AutoScalingGroupName="web",
        PolicyName="cpu",
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration={"PredefinedMetricSpecification": metric, "TargetValue": 50.0},
    )
