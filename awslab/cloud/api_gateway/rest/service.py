"""The manifest of REST APIs of Amazon API Gateway."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="apigateway",
    title="REST APIs of Amazon API Gateway",
    moto="apigateway",
    woken_by=("cloudformation",),
    edge="edge",
    edge_order=2,
    missing_code="NotFoundException",
    denial=("AccessDeniedException", 403),
)
