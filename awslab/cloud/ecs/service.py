"""The manifest of Amazon ECS."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="ecs",
    title="Amazon ECS",
    moto="ecs",
    woken_by=("cloudformation",),
    model_code="InvalidParameterException",
    missing_code="InvalidParameterException",
)
