"""The backend of a route, by the kind of its integration, with parameters mapped on both ways.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html
"""

from __future__ import annotations

from awslab.cloud.api_gateway.backends import BackendAnswer, backends
from awslab.cloud.api_gateway.http.configuration import Integration
from awslab.cloud.api_gateway.http.edge import http_proxy, lambda_proxy, private_integration, service_integration
from awslab.cloud.api_gateway.http.edge.parameters import mapped_answer, mapped_request
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.edge.functions import Functions
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext


class Integrations:
    """Asks integrations, from many threads."""

    def __init__(self, context: GatewayContext) -> None:
        self._context = context
        self._functions = Functions(context)
        self._backends = context.part(backends)

    def answer(self, visit: Visit) -> AwsResponse:
        """Return what the client gets: the integration's answer as it is mapped, or API Gateway's own.

        A route without an integration is an error of the API's: what AWS answers then is not documented.
        """
        integration = visit.route.integration
        if integration is None:
            return visit.refusal(500, "Internal Server Error")
        start = CLOCK.monotonic()
        answer = self._ask(visit, integration)
        latency = int((CLOCK.monotonic() - start) * 1000)
        visit.log_values.update({"integrationLatency": latency, "integration.latency": latency})
        if isinstance(answer, AwsResponse):
            return answer
        visit.log_values["integration.status"] = answer.status
        visit.log_values.setdefault("integrationStatus", answer.status)
        answer = mapped_answer(visit, integration, answer)
        return AwsResponse(answer.status, {}, answer.body, lines=answer.headers)

    def _ask(self, visit: Visit, integration: Integration) -> BackendAnswer | AwsResponse:
        if integration.connection == "VPC_LINK":
            return private_integration.ask(
                mapped_request(visit, integration), integration, self._backends, self._context
            )
        if integration.subtype:
            return service_integration.ask(visit, integration, self._backends)
        if integration.kind == "HTTP_PROXY":
            return http_proxy.ask(mapped_request(visit, integration), integration, self._backends)
        if integration.kind == "AWS_PROXY":
            return lambda_proxy.ask(mapped_request(visit, integration), integration, self._functions)
        return unsupported(f"integrations of HTTP APIs of the type {integration.kind}")
