"""The manifest of AWS Lambda."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="lambda",
    title="AWS Lambda",
    moto="awslambda",
    woken_by=("cloudformation",),
    edge="edge.function_url",
    edge_order=4,
    denial=("AccessDeniedException", 403),
    unchecked_members=frozenset({("Runtime",)}),
)
