"""What answers ordinary HTTP: the things that a learner deployed, at their own addresses, in either form:

    /_aws/execute-api/{api}/{stage}/{path}      {api}.execute-api.{region}.amazonaws.com     api_gateway/rest, http
    /_aws/elb/{name}/{port}/{path}              the load balancer's DNS name                  elbv2
    /_aws/website/{bucket}/{path}               {bucket}.s3-website-{region}.amazonaws.com    s3
    /_aws/lambda-url/{id}/{path}                {id}.lambda-url.{region}.on.aws               lambda_
    /_aws/imds/{instance}/latest/{path}                                                       ec2

A room's manifest names the package with its function `edge(context: GatewayContext) -> Edge`. What an edge needs of
moto it imports when it first answers.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Protocol

from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.gateway.rooms import rooms
from awslab.cloud.ports.context import GatewayContext

EDGE_PATHS = "/_aws/"
"""Below it a learner's own host names are welcome too: a load balancer's rules look at them."""


class Edge(Protocol):
    """Something that answers ordinary HTTP: an API's stage, a load balancer, a website, a function URL.

    Its requests need no signature of this sandbox and may come from a web page, since that is what they are for; the
    Host is loopback or an AWS name. Called from many threads at once.
    """

    def claims(self, request: HttpRequest) -> bool:
        """Whether the address is one of its kind; quick, for every request of the sandbox is shown to every edge."""

    def answer(self, request: HttpRequest) -> AwsResponse:
        """The answer, AWS's error included; what it raises is answered with 500 and logged."""


def load_edges() -> None:
    """Import every edge, once in the host, so that its forks have them already."""
    for package in _packages():
        importlib.import_module(package)


def edges(context: GatewayContext) -> Sequence[Edge]:
    """Every edge, in the order in which they are asked whether a request is theirs."""
    return [importlib.import_module(package).edge(context) for package in _packages()]


def _packages() -> list[str]:
    with_edges = sorted((room for room in rooms() if room.service.edge), key=lambda room: room.service.edge_order)
    return [f"{room.package}.{room.service.edge}" for room in with_edges]
