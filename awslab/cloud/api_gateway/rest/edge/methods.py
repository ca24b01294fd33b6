"""Which method a request finds, and what its integration answers."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from awslab.cloud.api_gateway.rest.edge import aws_integration, http_integration, lambda_custom, lambda_proxy, mock
from awslab.cloud.api_gateway.rest.edge.backends import Backends
from awslab.cloud.api_gateway.rest.edge.conversion import ConversionError
from awslab.cloud.api_gateway.rest.edge.deployed import Integration, Stage
from awslab.cloud.api_gateway.rest.edge.lambda_proxy import with_variables
from awslab.cloud.api_gateway.rest.edge.shaping import UnsupportedMediaTypeError
from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError, UnsupportedTemplateError
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.edge.arrival import Arrival
from awslab.cloud.edge.functions import Functions, function_arn
from awslab.cloud.edge.routing import Candidate, chosen
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse

log = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Integrations:
    """Everything that a method may ask."""

    functions: Functions
    backends: Backends

    def answer(self, visit: Visit) -> AwsResponse:
        """What the method's integration answers.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html
        """
        integration = visit.method.integration
        if integration is None:
            return visit.failed("No integration defined for method")
        if integration.connection == "VPC_LINK":
            return unsupported("private integrations (VPC links)")
        try:
            return self._asked(visit, integration)
        except UnsupportedMediaTypeError:
            return visit.refused("UNSUPPORTED_MEDIA_TYPE")
        except UnsupportedTemplateError as error:
            return unsupported(str(error))
        except (TemplateError, ConversionError, ValueError) as error:
            visit.said.append(f"(awslab: {error})")
            log.info("%s: %s", visit.method_arn, error)
            return visit.failed("Unable to transform request")

    def _asked(self, visit: Visit, integration: Integration) -> AwsResponse:
        match integration.kind:
            case "AWS_PROXY":
                return lambda_proxy.ask(visit, integration, self.functions)
            case "AWS":
                arn = function_arn(with_variables(integration.uri, visit))
                if arn is not None:
                    return lambda_custom.ask(visit, integration, self.functions, arn)
                return aws_integration.ask(visit, integration, self.backends)
            case "MOCK":
                return mock.ask(visit, integration)
            case "HTTP":
                return http_integration.ask(visit, integration, self.backends)
            case "HTTP_PROXY":
                return http_integration.pass_on(visit, integration, self.backends)
            case other:
                return unsupported(f"integrations of the type {other}")
