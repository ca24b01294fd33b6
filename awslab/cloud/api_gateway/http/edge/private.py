"""Private integrations of HTTP APIs: a load balancer's listener, through a VPC link.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
"""

from __future__ import annotations

from awslab.cloud.api_gateway.http.edge.deployed import Integration
from awslab.cloud.api_gateway.http.edge.expressions import with_variables
from awslab.cloud.api_gateway.http.edge.http_proxy import send
from awslab.cloud.api_gateway.http.edge.moto_listeners import Listeners
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.api_gateway.rest.edge.backends import Backends
from awslab.cloud.api_gateway.rest.edge.sources import BackendAnswer
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse


def ask(
    visit: Visit, integration: Integration, backends: Backends, listeners: Listeners, endpoint: str
) -> BackendAnswer | AwsResponse:
    """What the load balancer answers; its path has the stage, unless the path is mapped.

    `endpoint` is the sandbox's own, `http://127.0.0.1:PORT`. Whether the VPC link's security groups let the request
    out is not looked at.
    """
    uri = with_variables(integration.uri, visit.stage.variables)
    if uri.split(":")[2:3] == ["servicediscovery"]:
        return unsupported("private integrations of HTTP APIs with AWS Cloud Map")
    place = listeners.place(uri)
    if place is None or not listeners.has_link(visit.api.region, integration.link):
        return visit.refused(503, "Service Unavailable")
    path = visit.arrival.path if "overwrite:path" in integration.request_parameters else visit.path
    query = f"?{visit.arrival.query}" if visit.arrival.query else ""
    return send(visit, integration, f"{endpoint}/_aws/elb/{place[0]}/{place[1]}{path}{query}", backends)
