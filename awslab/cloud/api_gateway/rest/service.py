"""REST APIs of Amazon API Gateway: the manifest, and the map of the room.

A call to the API Gateway API passes guards/ and is then answered by answers/ or by moto, which corrections/ mends. A
request of a client to a deployed API is plain HTTP and goes to edge/.

guards/          what API Gateway refuses: identifiers.py (what is not there), apis.py, methods.py, integrations.py,
                 stages.py
answers/         calls that moto does not have or half has: updates.py and method_updates.py (Update calls),
                 documentation.py, gateway_responses.py, tags.py, method_tests.py (TestInvokeMethod), cache.py; and
                 what follows a call: deployments.py (snapshots), authorizers.py
corrections/     what moto gets wrong: apis.py, stages.py, integrations.py, imports.py (OpenAPI documents)
edge/            a client's request on its way to an integration and back; its own map is in edge/__init__.py
snapshot.py      a REST API as plain values: what a deployment takes with it and the edge works on
state.py         moto's objects as guards and answers see them
patches.py       patch operations of the Update calls
openapi.py       what an OpenAPI document defines of a REST API
moto_apis.py     everything that is read and written in moto

HTTP APIs are in the room beside this one; backends.py, jsonpath.py and moto_models.py one level above serve both, and
awslab/cloud/edge has what both share with Lambda's function URLs.
"""

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
