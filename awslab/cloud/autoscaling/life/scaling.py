"""Auto Scaling on its clock: groups are brought up to date before and after each call, and when something is due."""

from __future__ import annotations

import math
from collections.abc import Callable

from awslab.cloud.autoscaling.life import groups, notifications, policy_execution, refreshes, schedules
from awslab.cloud.autoscaling.moto_groups import Scaling, take_charge
from awslab.cloud.gateway.behaviour import EVERY, Order, before, follows, starts
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.alarm import Alarm
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext


class ScalingGroups:
    """The groups of a sandbox, which hold their size."""

    def __init__(self, scaling: Scaling, clock: Callable[[], float] = CLOCK.time) -> None:
        self.scaling = scaling
        self.clock = clock
        self._due = 0.0
        self._alarm = Alarm("autoscaling", self.settle, clock)

    def settle_when_due(self) -> None:
        """Bring every group to where it is now, if something has become due."""
        if self.clock() >= self._due:
            self.settle()

    def settle(self) -> None:
        """Bring every group to where it is now, and wait for what is due next."""
        with self.scaling.lock:
            now = self.clock()
            due: list[float] = []
            for region in self.scaling.regions():
                for group in region.groups():
                    schedules.apply(region, group, now)
                    groups.hold(region, group, now)
                    refreshes.go_on(region, group, now)
                    notifications.announce(region, group, now)
                    due += [
                        *groups.due(region, group, now),
                        *schedules.due(region, group, now),
                        *refreshes.due(group, now),
                    ]
            self._due = min(due, default=math.inf)
            self._alarm.set(self._due if due else None)

    def sound(self, region_name: str, alarm_name: str) -> None:
        """Do what the policies say that an alarm leads to, which has gone into the state ALARM."""
        with self.scaling.lock:
            region = self.scaling.region(region_name)
            alarm = region.policies.alarm(alarm_name)
            if alarm is not None:
                policy_execution.sound(region, alarm, self.clock())


@starts
def scaling_groups(context: GatewayContext) -> ScalingGroups:
    """Make the part that holds the groups' sizes; moto leaves that to it from now on."""
    scaling = Scaling(context.account_id, context.target_groups)
    take_charge(scaling)
    return ScalingGroups(scaling)


@before("autoscaling", EVERY, order=Order.CLOCK)
@before("ec2", EVERY, order=Order.CLOCK)
@before("elbv2", EVERY, order=Order.CLOCK)
@before("cloudformation", EVERY, order=Order.CLOCK)
def bring_up_to_date(_: AwsRequest, context: GatewayContext) -> None:
    """Bring groups up to date before their instances and targets are shown."""
    part = context.existing(scaling_groups)
    if part is not None:
        part.settle_when_due()


@follows("autoscaling", EVERY, order=Order.CLOCK)
@follows("ec2", EVERY, order=Order.CLOCK)
@follows("cloudformation", EVERY, order=Order.CLOCK)
@follows("cloudwatch", EVERY, order=Order.CLOCK)
def begin_what_follows(_: AwsRequest, __: AwsResponse, context: GatewayContext) -> None:
    """Begin what a call wants."""
    part = context.existing(scaling_groups)
    if part is not None:
        part.settle()


@follows(
    "cloudwatch",
    "SetAlarmState",
    source="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html",
)
def take_alarm_actions(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Let an alarm that is set to ALARM set its policies off."""
    part = context.existing(scaling_groups)
    if part is not None and request.parameters.get("StateValue") == "ALARM":
        part.sound(request.region, str(request.parameters["AlarmName"]))
