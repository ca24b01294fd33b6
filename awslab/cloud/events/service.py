"""The manifest of Amazon EventBridge."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="events",
    title="Amazon EventBridge",
    moto="events",
    woken_by=("cloudformation",),
)
