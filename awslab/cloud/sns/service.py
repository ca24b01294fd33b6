"""The manifest of Amazon SNS."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="sns",
    title="Amazon SNS",
    moto="sns",
    woken_by=("cloudformation",),
    denial=("AuthorizationError", 403),
)
