"""Scaling policies: each has an ARN of its own, and tells the alarms that lead to it.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ScalingPolicy.html
"""

from __future__ import annotations

from moto.autoscaling.models import FakeScalingPolicy

from awslab.cloud.autoscaling.moto_policies import alarms_of, arn_of

FakeScalingPolicy.arn = FakeScalingPolicy.policy_arn = property(arn_of)  # type: ignore[method-assign, assignment]
FakeScalingPolicy.alarms = property(alarms_of)  # type: ignore[attr-defined]
