"""The manifest of AWS STS."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="sts",
    title="AWS STS",
    moto="sts",
    denial=("AccessDenied", 403),
)
