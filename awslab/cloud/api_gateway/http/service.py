"""HTTP APIs of Amazon API Gateway: the manifest, and the map of the room.

A call to the API Gateway V2 API passes guards/ and is then answered by answers/ or by moto, which corrections.py mends.
A request of a client to a deployed API is plain HTTP and goes to edge/.

guards/               what API Gateway refuses: apis.py (routes, authorizers, stages, deployments), integrations.py
answers/              calls that moto does not have or half has: deployments.py (with automatic deployment, which
                      follows every change), stages.py, imports.py (OpenAPI definitions); quick_create.py follows
                      CreateApi with a target
corrections.py        what moto gets wrong
edge/                 a client's request on its way to an integration and back; its own map is in edge/__init__.py
configuration.py      an HTTP API as plain values: what a deployment holds and the edge works on
deployment.py         one deployment
openapi.py            what an OpenAPI definition has of an HTTP API
state.py              moto's objects as guards and answers see them
moto_apis.py          everything that is read and written in moto's APIs
moto_access_logs.py   access logs

REST APIs are in the room beside this one; backends.py, jsonpath.py and moto_models.py one level above serve both.
"""

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
