"""The manifest of Amazon SQS."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="sqs",
    title="Amazon SQS",
    moto="sqs",
    denial=("AccessDenied", 403),
)
