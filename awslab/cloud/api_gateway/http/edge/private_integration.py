"""Private integrations of HTTP APIs: a load balancer's listener, through a VPC link.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
"""

from __future__ import annotations

from awslab.cloud.api_gateway.backends import BackendAnswer, Backends
from awslab.cloud.api_gateway.http.configuration import Integration
from awslab.cloud.api_gateway.http.edge.expressions import with_variables
from awslab.cloud.api_gateway.http.edge.http_proxy import send
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.api_gateway.http.moto_apis import Apis
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.moto_state import State
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.context import GatewayContext


def ask(
    visit: Visit, integration: Integration, backends: Backends, context: GatewayContext
) -> BackendAnswer | AwsResponse:
    """Return the load balancer's answer; the path of the request has the stage, unless the path is mapped.

    Whether the VPC link's security groups let the request out is not looked at.
    """
    uri = with_variables(integration.uri, visit.stage.variables)
    if uri.split(":")[2:3] == ["servicediscovery"]:
        return unsupported("private integrations of HTTP APIs with AWS Cloud Map")
    place = _listener_place(uri, context.account_id)
    has_link = Apis(context.account_id).has_vpc_link(visit.api.region, integration.link)
    if place is None or not has_link:
        return visit.refusal(503, "Service Unavailable")
    path = visit.arrival.path if "overwrite:path" in integration.request_parameters else visit.path
    query = f"?{visit.arrival.query}" if visit.arrival.query else ""
    return send(visit, integration, f"{context.endpoint}/_aws/elb/{place[0]}/{place[1]}{path}{query}", backends)


def _listener_place(arn: str, account_id: str) -> tuple[str, int] | None:
    """Return the load balancer's name and the port of a listener; None when there is no such listener."""
    parts = arn.split(":")
    if len(parts) != 6 or parts[2] != "elasticloadbalancing":
        return None
    for balancer in State(account_id).elb(parts[3]).load_balancers():
        listener = balancer.listeners.get(arn)
        if listener is not None:
            return str(balancer.name), int(listener.port)
    return None
