"""Auto Scaling on its clock: groups are brought up to date before and after each call, and when something is due."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from awslab.cloud.autoscaling import moto_groups, moto_policies, moto_replacements
from awslab.cloud.autoscaling.answers import hooks as hook_calls
from awslab.cloud.autoscaling.answers import membership, refresh, types
from awslab.cloud.autoscaling.answers import policies as policy_calls
from awslab.cloud.autoscaling.answers.calls import Call, Handler, RefusedError
from awslab.cloud.autoscaling.life import groups, notifications, schedules
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.ports.alarm import Alarm
from awslab.cloud.ports.context import GatewayContext

_SHOWS = frozenset({"autoscaling", "ec2", "elbv2", "cloudformation"})
"""Services whose answers show instances and targets."""
_HANDLERS: dict[str, Handler] = {
    **membership.HANDLERS,
    **hook_calls.HANDLERS,
    **policy_calls.HANDLERS,
    **refresh.HANDLERS,
    **notifications.HANDLERS,
}


class ScalingGroups:
    """An extension of the gateway: groups hold their size; it answers what moto lacks, or does not keep apart."""

    def __init__(
        self, scaling: moto_groups.Scaling, lock: AbstractContextManager[Any], clock: Callable[[], float]
    ) -> None:
        self._scaling = scaling
        self._clock = clock
        self._lock = lock
        self._due = 0.0
        self._alarm = Alarm("autoscaling", self.settle, clock)

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Compute's own answers; else moto's, once everything is where it is by now."""
        if request.service in _SHOWS and self._clock() >= self._due:
            self.settle()
        if request.service != "autoscaling":
            return None
        if request.operation == "DescribeScalingActivities":
            return self._activities(request)
        if request.operation == "DescribeNotificationConfigurations":
            return self._notifications(request)
        if request.operation in types.ANSWERS:
            return answer(request, types.ANSWERS[request.operation])
        if request.operation in types.NOT_THERE:
            sentence = f"The sandbox does not implement {types.NOT_THERE[request.operation]}. Real AWS does."
            return refusal(request, "NotImplemented", sentence, 501)
        return self._handled(request) if request.operation in _HANDLERS else None

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """What was asked for begins, and alarms set policies off."""
        if request.service == "cloudwatch" and request.operation == "SetAlarmState":
            self._sound(request)
        if request.service in ("autoscaling", "ec2", "cloudformation", "cloudwatch"):
            self.settle()

    def close(self) -> None:
        """The thread ends with the process."""

    def settle(self) -> None:
        """Bring every group to where it is now, and wait for what is due next."""
        with self._lock:
            now = self._clock()
            due: list[float] = []
            for region in self._scaling.regions():
                for group in region.groups():
                    schedules.apply(region, group, now)
                    groups.hold(region, group, now)
                    refresh.go_on(region, group, now)
                    notifications.announce(region, group, now)
                    due += [
                        *groups.due(group, now),
                        *schedules.due(region, group, now),
                        *refresh.due(group, now),
                    ]
            self._due = min(due, default=math.inf)
            self._alarm.set(self._due if due else None)

    def _handled(self, request: AwsRequest) -> AwsResponse:
        with self._lock:
            region = self._scaling.region(request.region)
            try:
                group = _group(region, request)
                call = Call(region, group, request.parameters, self._clock())
                return answer(request, _HANDLERS[request.operation](call))
            except RefusedError as refused:
                status = 501 if refused.code == "NotImplemented" else None
                return refusal(request, refused.code, refused.message, status)

    def _sound(self, request: AwsRequest) -> None:
        """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html: the state's actions
        are taken."""
        if request.parameters.get("StateValue") != "ALARM":
            return
        with self._lock:
            region = self._scaling.region(request.region)
            alarm = region.policies.alarm(str(request.parameters["AlarmName"]))
            if alarm is not None:
                policy_calls.sound(region, alarm, self._clock())

    def _activities(self, request: AwsRequest) -> AwsResponse:
        """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html"""
        name = request.parameters.get("AutoScalingGroupName")
        wanted = request.parameters.get("ActivityIds") or ()
        region = self._scaling.region(request.region)
        listed = region.groups() if name is None else [region.group(str(name))]
        if listed == [None]:
            return refusal(request, "ValidationError", "AutoScalingGroup name not found - null", 400)
        found = [
            (each.began, each.shown(group))
            for group in listed
            for each in group.activities
            if not wanted or each.id in wanted
        ]
        if name is None:
            found.sort(key=lambda each: -each[0])
        shown = [each for _, each in found[: int(request.parameters.get("MaxRecords") or 100)]]
        return answer(request, {"Activities": shown})

    def _notifications(self, request: AwsRequest) -> AwsResponse:
        """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeNotificationConfigurations.html"""
        wanted = request.parameters.get("AutoScalingGroupNames") or ()
        groups_ = [each for each in self._scaling.region(request.region).groups() if not wanted or each.name in wanted]
        found = [told for group in groups_ for told in notifications.described(group)]
        return answer(request, {"NotificationConfigurations": found})


def _group(region: moto_groups.Region, request: AwsRequest) -> Any:
    """The group that a call is about. Raises RefusedError when there is none; the words are in public reports."""
    asked = request.parameters
    name = asked.get("AutoScalingGroupName")
    if name is None and asked.get("PolicyName"):
        policy = region.policies.find("", str(asked["PolicyName"]))
        name = policy.auto_scaling_group_name if policy else None
        if name is None:
            raise RefusedError("PolicyName must be a full ARN when AutoScalingGroupName is not specified")
    if name is None and asked.get("InstanceId"):
        group = region.group_of(str(asked["InstanceId"]))
        if group is None:
            sentence = f"No managed instance found for instance ID: {asked['InstanceId']}"
            raise RefusedError(f"Instance Id not found - {sentence}")
        return group
    group = region.group(str(name))
    if group is None:
        raise RefusedError(f"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")
    return group


def scaling_groups(context: GatewayContext) -> ScalingGroups:
    """Take Auto Scaling over, in this process."""
    lock = threading.RLock()
    moto_replacements.take_over(time.time, lock, context.target_groups)
    moto_policies.take_over()
    scaling = moto_groups.Scaling(context.account_id, context.target_groups)
    return ScalingGroups(scaling, lock, time.time)
