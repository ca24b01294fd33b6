"""Auto Scaling on its clock: groups are brought up to date before and after each call, and when something is due."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from awslab.sandbox.child.extension import GatewayContext
from awslab.sandbox.child.life import groups, moto_autoscaling, moto_ec2
from awslab.sandbox.child.life.alarm import Alarm
from awslab.sandbox.child.request import AwsRequest, AwsResponse, answer, refusal

_SHOWS = frozenset({"autoscaling", "ec2", "elbv2", "cloudformation"})
"""Services whose answers show instances and targets."""


class ScalingGroups:
    """An extension of the gateway: groups hold their size; it answers DescribeScalingActivities, which moto lacks."""

    def __init__(
        self, scaling: moto_autoscaling.Scaling, lock: AbstractContextManager[Any], clock: Callable[[], float]
    ) -> None:
        self._scaling = scaling
        self._clock = clock
        self._lock = lock
        self._due = 0.0
        self._alarm = Alarm("autoscaling", self.settle, clock)

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The activities of a group; else moto's, once everything is where it is by now."""
        if request.service in _SHOWS and self._clock() >= self._due:
            self.settle()
        if request.service == "autoscaling" and request.operation == "DescribeScalingActivities":
            return self._activities(request)
        return None

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """What was asked for begins."""
        if request.service in ("autoscaling", "ec2", "cloudformation"):
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
                    groups.hold(region, group, now)
                    due += groups.due(group, now)
            self._due = min(due, default=math.inf)
            self._alarm.set(self._due if due else None)

    def _activities(self, request: AwsRequest) -> AwsResponse:
        """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html"""
        name = request.parameters.get("AutoScalingGroupName")
        wanted = request.parameters.get("ActivityIds") or ()
        if name is None:
            return refusal(
                request, "NotImplemented", "The sandbox shows the scaling activities of one group: name it.", 501
            )
        group = self._scaling.group(request.region, str(name).split("autoScalingGroupName/")[-1])
        if group is None:
            return refusal(request, "ValidationError", "AutoScalingGroup name not found - null", 400)
        found = [each.shown(group) for each in group.activities if not wanted or each.id in wanted]
        return answer(request, {"Activities": found[: int(request.parameters.get("MaxRecords") or 100)]})


def scaling_groups(context: GatewayContext) -> ScalingGroups:
    """Take Auto Scaling over, in this process."""
    lock = threading.RLock()
    moto_ec2.take_over(time.time)
    moto_autoscaling.take_over(time.time, lock)
    return ScalingGroups(moto_autoscaling.Scaling(context.account_id), lock, time.time)
