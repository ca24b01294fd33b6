"""The manifest of Elastic Load Balancing."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="elbv2",
    title="Elastic Load Balancing",
    moto="elbv2",
    edge="edge",
    edge_order=0,
    denial=("AccessDenied", 403),
)
