"""The manifest of AWS IAM."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="iam",
    title="AWS IAM",
    moto="iam",
    denial=("AccessDenied", 403),
)
