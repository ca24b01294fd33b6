"""The method that answers a request, and the integration behind it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from awslab.cloud.api_gateway.backends import Backends, backends
from awslab.cloud.api_gateway.rest.edge import (
    aws_integration,
    http_integration,
    lambda_custom,
    lambda_proxy,
    mock_integration,
)
from awslab.cloud.api_gateway.rest.edge.conversion import ConversionError
from awslab.cloud.api_gateway.rest.edge.lambda_proxy import with_variables
from awslab.cloud.api_gateway.rest.edge.payload_mapping import UnsupportedMediaTypeError
from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError, UnsupportedTemplateError
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.snapshot import Integration, Stage
from awslab.cloud.edge.arrival import Arrival
from awslab.cloud.edge.functions import Functions, function_arn
from awslab.cloud.edge.routing import Candidate, best_match
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.context import GatewayContext

log = logging.getLogger(__name__)


def visited(request: HttpRequest, arrival: Arrival, stage: Stage, account: str) -> Visit | None:
    """Return the request at its method; None when no method answers its path and verb."""
    methods = {
        Candidate(method.verb, resource.path): (resource, method)
        for resource in stage.snapshot.resources
        for method in resource.methods.values()
    }
    match = best_match(methods, arrival.method, arrival.path)
    if match is None:
        return None
    candidate, parameters = match
    resource, method = methods[candidate]
    return Visit(request, arrival, stage, account, resource, method, parameters)


def integrations(context: GatewayContext) -> Integrations:
    """Make the part that the edge and TestInvokeMethod share."""
    return Integrations(Functions(context), context.part(backends))


@dataclass(frozen=True, slots=True)
class Integrations:
    """The backends of methods, of whatever kind."""

    functions: Functions
    backends: Backends

    def answer(self, visit: Visit) -> AwsResponse:
        """Return the answer of the method's integration.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html
        """
        integration = visit.method.integration
        if integration is None:
            return visit.configuration_error("No integration defined for method")
        if integration.connection == "VPC_LINK":
            return unsupported("private integrations (VPC links)")
        try:
            return self._ask(visit, integration)
        except UnsupportedMediaTypeError:
            return visit.refusal("UNSUPPORTED_MEDIA_TYPE")
        except UnsupportedTemplateError as error:
            return unsupported(str(error))
        except (TemplateError, ConversionError, ValueError) as error:
            visit.log_lines.append(f"(awslab: {error})")
            log.info("%s: %s", visit.method_arn, error)
            return visit.configuration_error("Unable to transform request")

    def _ask(self, visit: Visit, integration: Integration) -> AwsResponse:
        match integration.kind:
            case "AWS_PROXY":
                return lambda_proxy.ask(visit, integration, self.functions)
            case "AWS":
                arn = function_arn(with_variables(integration.uri, visit))
                if arn is not None:
                    return lambda_custom.ask(visit, integration, self.functions, arn)
                return aws_integration.ask(visit, integration, self.backends)
            case "MOCK":
                return mock_integration.ask(visit, integration)
            case "HTTP":
                return http_integration.ask(visit, integration, self.backends)
            case "HTTP_PROXY":
                return http_integration.pass_on(visit, integration, self.backends)
            case kind:
                return unsupported(f"integrations of the type {kind}")
