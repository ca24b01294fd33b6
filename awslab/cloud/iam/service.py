"""The manifest of AWS IAM."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="iam",
    title="AWS IAM",
    moto="iam",
    woken_by=("accessanalyzer",),
    denial=("AccessDenied", 403),
)
