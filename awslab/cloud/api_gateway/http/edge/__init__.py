"""HTTP APIs of API Gateway.

edge.py                 the address, the stage, the route, CORS                       an edge
  throttling.py         429
  authorization.py      who may use a route
    token_authorizer.py   JWT: tokens.py reads and checks them, issuers.py fetches keys
    function_authorizer.py  Lambda authorizers
  integrations.py       what a route calls; parameters.py maps requests and answers
    lambda_proxy.py       functions; events.py says what they are told
    http_proxy.py         servers on this machine
    private.py            load balancers, through VPC links
    services.py           SQS and EventBridge; actions.py lists what there is
  access_log.py         a line for each request
quick_create.py         the route and the stage that come with an API's target        an extension
imports.py              OpenAPI definitions, which openapi.py reads                   an extension
deployments.py          what a stage shows                                            an extension
stages.py               UpdateStage and others that moto lacks                        an extension
deployed.py, visit.py   an API and a request as values; expressions.py looks things up in them
moto_*.py               everything that is read and written in moto
"""

from __future__ import annotations

from awslab.cloud.api_gateway.http.edge.edge import HttpApiEdge
from awslab.cloud.ports.context import GatewayContext


def edge(context: GatewayContext) -> HttpApiEdge:
    """The edge; its `extension` adds what moto lacks."""
    return HttpApiEdge(context)
