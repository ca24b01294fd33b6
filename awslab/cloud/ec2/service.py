"""The manifest of Amazon EC2 and Amazon VPC."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="ec2",
    title="Amazon EC2 and Amazon VPC",
    moto="ec2",
    woken_by=("autoscaling", "cloudformation"),
    edge="edge.metadata",
    edge_order=5,
    missing_code="InvalidParameterValue",
    denial=("UnauthorizedOperation", 403),
)
