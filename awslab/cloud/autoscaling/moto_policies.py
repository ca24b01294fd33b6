"""Everything of moto's scaling policies, and of their alarms, that compute reads, writes or replaces."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from moto.autoscaling.models import FakeScalingPolicy
from moto.backends import get_backend

from awslab.cloud.autoscaling.life.tracking import TrackingAlarm

_DEFAULT_COOLDOWN = 300


class Policies:
    """The scaling policies of one region."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self._alarms = get_backend("cloudwatch")[backend.account_id][backend.region_name]

    def put(self, group: Any, asked: Mapping[str, Any], alarms: list[TrackingAlarm]) -> Any:
        """Make a policy, or another one of that name; a target tracking policy gets its own alarms."""
        kind = asked.get("PolicyType") or "SimpleScaling"
        before = self.find(group.name, str(asked["PolicyName"]))
        policy = FakeScalingPolicy(
            name=asked["PolicyName"],
            policy_type=kind,
            metric_aggregation_type=asked.get("MetricAggregationType") or ("Average" if kind == "StepScaling" else ""),
            adjustment_type=asked.get("AdjustmentType", ""),
            as_name=group.name,
            min_adjustment_magnitude=asked.get("MinAdjustmentMagnitude"),  # type: ignore[arg-type]
            scaling_adjustment=asked.get("ScalingAdjustment"),
            cooldown=asked.get("Cooldown"),
            target_tracking_config={"DisableScaleIn": False, **asked.get("TargetTrackingConfiguration", {})},
            step_adjustments=asked.get("StepAdjustments"),  # type: ignore[arg-type]
            estimated_instance_warmup=asked.get("EstimatedInstanceWarmup"),  # type: ignore[arg-type]
            predictive_scaling_configuration=asked.get("PredictiveScalingConfiguration"),  # type: ignore[arg-type]
            autoscaling_backend=self._backend,
        )
        policy.cooldown = asked.get("Cooldown")
        vars(policy)["enabled"] = asked.get("Enabled", True)
        vars(policy)["own arn"] = vars(before)["own arn"] if before else _arn(self._backend, group, policy.name)
        for alarm in self._own_alarms(before) if before else ():
            self._alarms.delete_alarms([alarm.name])
        self._backend.policies[group.name, policy.name] = policy
        for each in alarms:
            self._put_alarm(each, policy)
        return policy

    def find(self, group_name: str, name: str) -> Any:
        """A policy by its name or ARN; the group may be left out (empty) with an ARN. None when there is none."""
        for policy in list(self._backend.policies.values()):
            if name == policy.arn or (name == policy.name and group_name == policy.auto_scaling_group_name):
                return policy
        return None

    def delete(self, policy: Any) -> None:
        """Delete a policy with its own alarms."""
        for alarm in self._own_alarms(policy):
            self._alarms.delete_alarms([alarm.name])
        self._backend.policies.pop((policy.auto_scaling_group_name, policy.name), None)

    def delete_of(self, group_name: str) -> None:
        """Delete those of a group."""
        for policy in [each for each in self._backend.policies.values() if each.auto_scaling_group_name == group_name]:
            self.delete(policy)

    def alarm(self, name: str) -> Any:
        """CloudWatch's alarm of that name; None when there is none."""
        return self._alarms.alarms.get(name)

    def _own_alarms(self, policy: Any) -> Iterator[Any]:
        for alarm in list(self._alarms.alarms.values()):
            if alarm.name.startswith("TargetTracking-") and policy.arn in (alarm.alarm_actions or ()):
                yield alarm

    def _put_alarm(self, alarm: TrackingAlarm, policy: Any) -> None:
        self._alarms.put_metric_alarm(
            name=alarm.name,
            namespace=alarm.namespace,
            metric_name=alarm.metric,
            comparison_operator=alarm.comparison,
            evaluation_periods=alarm.periods,
            period=60,
            threshold=alarm.threshold,
            statistic=alarm.statistic,
            description=f"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {policy.arn}.",
            dimensions=[{"Name": name, "Value": value} for name, value in alarm.dimensions.items()],
            alarm_actions=[policy.arn],
            unit=alarm.unit,
        )
        self._alarms.alarms[alarm.name].state_value = "INSUFFICIENT_DATA"


def take_over() -> None:
    """Give policies ARNs of their own and the alarms that lead to them, in this process; called once."""
    FakeScalingPolicy.arn = FakeScalingPolicy.policy_arn = property(  # type: ignore[method-assign, assignment]
        lambda policy: vars(policy)["own arn"]
    )
    FakeScalingPolicy.alarms = property(_alarms_of)  # type: ignore[attr-defined]


def cooldown(policy: Any, group: Any) -> float:
    """Seconds: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html"""
    own = policy.cooldown
    return float(own if own is not None else group.default_cooldown or _DEFAULT_COOLDOWN)


def _alarms_of(policy: Any) -> list[dict[str, str]]:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ScalingPolicy.html"""
    backend = policy.autoscaling_backend
    alarms = get_backend("cloudwatch")[backend.account_id][backend.region_name].alarms.values()
    return [
        {"AlarmName": alarm.name, "AlarmARN": alarm.alarm_arn}
        for alarm in list(alarms)
        if policy.arn in (alarm.alarm_actions or ())
    ]


def _arn(backend: Any, group: Any, name: str) -> str:
    return (
        f"arn:aws:autoscaling:{backend.region_name}:{backend.account_id}:scalingPolicy:{uuid.uuid4()}:"
        f"autoScalingGroupName/{group.name}:policyName/{name}"
    )
