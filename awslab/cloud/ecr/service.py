"""The manifest of Amazon ECR."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="ecr",
    title="Amazon ECR",
    moto="ecr",
    model_code="InvalidParameterException",
)
