"""The manifest of Amazon CloudWatch Logs."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="logs",
    title="Amazon CloudWatch Logs",
    moto="logs",
    model_code="InvalidParameterException",
)
