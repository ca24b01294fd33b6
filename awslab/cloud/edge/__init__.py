"""The edge: what answers ordinary HTTP, as the things that a learner deployed do on AWS.

An edge claims requests by their address, in either form:

    /_aws/execute-api/{api}/{stage}/{path}      {api}.execute-api.{region}.amazonaws.com     rest_api, http_api
    /_aws/elb/{name}/{port}/{path}              the load balancer's DNS name                  load_balancer
    /_aws/website/{bucket}/{path}               {bucket}.s3-website-{region}.amazonaws.com    website
    /_aws/lambda-url/{id}/{path}                {id}.lambda-url.{region}.on.aws               function_url
    /_aws/imds/{instance}/latest/{path}                                                       instance_metadata

Each lives in a module of its own, with a function `edge(context: GatewayContext) -> Edge`; what it needs of moto it
imports when it first answers.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from awslab.cloud.gateway.extension import Edge, Extension, GatewayContext

EDGE_PATHS = "/_aws/"
"""Below it a learner's own host names are welcome too: a load balancer's rules look at them."""
_MODULES: tuple[str, ...] = (
    "elbv2.edge",
    "s3.edge.website",
    "api_gateway.rest.edge",
    "api_gateway.http.edge",
    "lambda_.edge.function_url",
    "ec2.edge.metadata",
)


@runtime_checkable
class Extended(Edge, Protocol):
    """An edge that answers or follows API calls too."""

    extension: Extension


def load() -> None:
    """Import every edge, once in the host, so that its forks have them already."""
    for name in _MODULES:
        importlib.import_module(f"awslab.cloud.{name}")


def edges(context: GatewayContext) -> Sequence[Edge]:
    """Every edge, in the order in which they are asked."""
    return [importlib.import_module(f"awslab.cloud.{name}").edge(context) for name in _MODULES]


def extensions(made: Sequence[Edge]) -> Sequence[Extension]:
    """The extensions that go with edges."""
    return [edge.extension for edge in made if isinstance(edge, Extended)]
