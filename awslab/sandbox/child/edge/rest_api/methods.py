"""Which method a request finds, and what its integration answers."""

from __future__ import annotations

from awslab.sandbox.child.edge.arrival import Arrival
from awslab.sandbox.child.edge.functions import Functions
from awslab.sandbox.child.edge.rest_api import lambda_custom, lambda_proxy, mock
from awslab.sandbox.child.edge.rest_api.deployed import Stage
from awslab.sandbox.child.edge.rest_api.visit import Visit
from awslab.sandbox.child.edge.routing import Candidate, chosen
from awslab.sandbox.child.edge.unsupported import unsupported
from awslab.sandbox.child.http import HttpRequest
from awslab.sandbox.child.request import AwsResponse


def visited(request: HttpRequest, arrival: Arrival, stage: Stage, account: str) -> Visit | None:
    """The request at its method; None when there is none."""
    methods = {
        Candidate(method.verb, resource.path): (resource, method)
        for resource in stage.deployed.resources
        for method in resource.methods.values()
    }
    found = chosen(methods, arrival.method, arrival.path)
    if found is None:
        return None
    candidate, parameters = found
    resource, method = methods[candidate]
    return Visit(request, arrival, stage, account, resource, method, parameters)


def integrated(visit: Visit, functions: Functions) -> AwsResponse:
    """What the method's integration answers.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html
    """
    integration = visit.method.integration
    if integration is None:
        return visit.refused("API_CONFIGURATION_ERROR")
    match integration.kind:
        case "AWS_PROXY":
            return lambda_proxy.ask(visit, integration, functions)
        case "AWS":
            return lambda_custom.ask(visit, integration, functions)
        case "MOCK":
            return mock.ask(visit, integration)
        case other:
            return unsupported(f"integrations of the type {other}")
