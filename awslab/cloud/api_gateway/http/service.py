"""The manifest of HTTP APIs of Amazon API Gateway."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="apigatewayv2",
    title="HTTP APIs of Amazon API Gateway",
    moto="apigatewayv2",
    woken_by=("cloudformation",),
    edge="edge",
    edge_order=3,
    model_code="BadRequestException",
    denial=("AccessDeniedException", 403),
)
