"""Everything of moto's scaling policies, and of their alarms in CloudWatch, that is read or written."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from moto.autoscaling.models import AutoScalingBackend, FakeScalingPolicy
from moto.backends import get_backend

from awslab.cloud.autoscaling.life.tracking import TrackingAlarm
from awslab.cloud.autoscaling.state import Alarm, Group, Policy


class Policies:
    """The scaling policies of one region."""

    def __init__(self, backend: AutoScalingBackend) -> None:
        self._backend = backend
        self._alarms = get_backend("cloudwatch")[backend.account_id][backend.region_name]

    def put(self, group: Group, members: Mapping[str, Any], alarms: Sequence[TrackingAlarm]) -> Policy:
        """Make a policy, or another one of that name; a target tracking policy gets its own alarms."""
        kind = members.get("PolicyType") or "SimpleScaling"
        old_policy = self.find(group.name, members["PolicyName"])
        usual_aggregation = "Average" if kind == "StepScaling" else ""
        policy = FakeScalingPolicy(
            name=members["PolicyName"],
            policy_type=kind,
            metric_aggregation_type=members.get("MetricAggregationType") or usual_aggregation,
            adjustment_type=members.get("AdjustmentType", ""),
            as_name=group.name,
            min_adjustment_magnitude=members.get("MinAdjustmentMagnitude"),  # type: ignore[arg-type]
            scaling_adjustment=members.get("ScalingAdjustment"),
            cooldown=members.get("Cooldown"),
            target_tracking_config={"DisableScaleIn": False, **members.get("TargetTrackingConfiguration", {})},
            step_adjustments=members.get("StepAdjustments"),  # type: ignore[arg-type]
            estimated_instance_warmup=members.get("EstimatedInstanceWarmup"),  # type: ignore[arg-type]
            predictive_scaling_configuration=members.get("PredictiveScalingConfiguration"),  # type: ignore[arg-type]
            autoscaling_backend=self._backend,
        )
        policy.cooldown = members.get("Cooldown")
        vars(policy)["enabled"] = members.get("Enabled", True)
        vars(policy)["own arn"] = old_policy.arn if old_policy else _arn(self._backend, group, policy.name)
        for alarm in self._own_alarms(old_policy) if old_policy else ():
            self._alarms.delete_alarms([alarm.name])
        self._backend.policies[group.name, policy.name] = policy  # type: ignore[index]
        for tracking_alarm in alarms:
            self._put_alarm(tracking_alarm, policy.arn)
        return cast("Policy", policy)

    def find(self, group_name: str, name: str) -> Policy | None:
        """Return a policy by its name or ARN, None when there is none; the group may be empty with an ARN."""
        for policy in cast("list[Policy]", list(self._backend.policies.values())):
            if name == policy.arn or (name == policy.name and group_name == policy.auto_scaling_group_name):
                return policy
        return None

    def delete(self, policy: Policy) -> None:
        """Delete a policy with its own alarms."""
        for alarm in self._own_alarms(policy):
            self._alarms.delete_alarms([alarm.name])
        self._backend.policies.pop((policy.auto_scaling_group_name, policy.name), None)  # type: ignore[call-overload]

    def delete_of(self, group_name: str) -> None:
        """Delete the policies of a group."""
        for policy in cast("list[Policy]", list(self._backend.policies.values())):
            if policy.auto_scaling_group_name == group_name:
                self.delete(policy)

    def alarm(self, name: str) -> Alarm | None:
        """Return CloudWatch's alarm of that name; None when there is none."""
        return cast("Alarm | None", self._alarms.alarms.get(name))

    def _own_alarms(self, policy: Policy) -> Iterator[Alarm]:
        for alarm in cast("list[Alarm]", list(self._alarms.alarms.values())):
            if alarm.name.startswith("TargetTracking-") and policy.arn in (alarm.alarm_actions or ()):
                yield alarm

    def _put_alarm(self, alarm: TrackingAlarm, policy_arn: str) -> None:
        self._alarms.put_metric_alarm(
            name=alarm.name,
            namespace=alarm.metric.namespace,
            metric_name=alarm.metric.name,
            comparison_operator=alarm.comparison,
            evaluation_periods=alarm.periods,
            period=60,
            threshold=alarm.threshold,
            statistic=alarm.metric.statistic,
            description=f"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {policy_arn}.",
            dimensions=[{"Name": name, "Value": value} for name, value in alarm.metric.dimensions.items()],
            alarm_actions=[policy_arn],
            unit=alarm.metric.unit,
        )
        self._alarms.alarms[alarm.name].state_value = "INSUFFICIENT_DATA"


def arn_of(policy: FakeScalingPolicy) -> str:
    """Return the ARN that a policy got when it was made."""
    return str(vars(policy)["own arn"])


def alarms_of(policy: FakeScalingPolicy) -> list[dict[str, str]]:
    """Return name and ARN of the alarms that lead to a policy.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ScalingPolicy.html
    """
    backend = policy.autoscaling_backend
    alarms = get_backend("cloudwatch")[backend.account_id][backend.region_name].alarms.values()
    return [
        {"AlarmName": alarm.name, "AlarmARN": alarm.alarm_arn}
        for alarm in list(alarms)
        if policy.arn in (alarm.alarm_actions or ())
    ]


def _arn(backend: AutoScalingBackend, group: Group, name: str) -> str:
    return (
        f"arn:aws:autoscaling:{backend.region_name}:{backend.account_id}:scalingPolicy:{uuid.uuid4()}:"
        f"autoScalingGroupName/{group.name}:policyName/{name}"
    )
