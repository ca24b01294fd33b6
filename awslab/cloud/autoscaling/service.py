"""The manifest of Amazon EC2 Auto Scaling."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="autoscaling",
    title="Amazon EC2 Auto Scaling",
    moto="autoscaling",
    woken_by=("cloudformation",),
    missing_code="ValidationError",
    denial=("AccessDenied", 403),
)
