"""HTTP APIs of API Gateway.

edge.py           the address, the stage, the route, CORS                       an edge
  lambda_proxy.py AWS_PROXY integrations with a function
quick_create.py   the route and the stage that come with an API's target        an extension
apis.py           everything that is read and written in moto
"""

from __future__ import annotations

from awslab.sandbox.child.edge.http_api.edge import HttpApiEdge
from awslab.sandbox.child.extension import GatewayContext


def edge(context: GatewayContext) -> HttpApiEdge:
    """The edge; its `extension` completes quickly created APIs."""
    return HttpApiEdge(context)
