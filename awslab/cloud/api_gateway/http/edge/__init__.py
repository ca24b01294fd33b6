"""The stages of HTTP APIs: plain HTTP requests on their way to an integration and back.

edge.py                     the address, the stage, the route, CORS
  throttling.py             429
  authorization.py          who may use a route
    token_authorizer.py       JWT: tokens.py reads and checks them, issuers.py fetches keys
    function_authorizer.py    Lambda authorizers
  integrations.py           the backend of a route; parameters.py maps requests and answers
    lambda_proxy.py           functions; events.py makes their events
    http_proxy.py             servers on this machine
    private_integration.py    load balancers, through VPC links
    service_integration.py    SQS and EventBridge; actions.py lists what there is
  access_log.py             a line for each request
visit.py                    one request on its way; expressions.py looks values up in it
"""

from __future__ import annotations

from awslab.cloud.api_gateway.http.edge.edge import HttpApiEdge
from awslab.cloud.ports.context import GatewayContext


def edge(context: GatewayContext) -> HttpApiEdge:
    """Make the edge of the sandbox's HTTP APIs."""
    return HttpApiEdge(context)
