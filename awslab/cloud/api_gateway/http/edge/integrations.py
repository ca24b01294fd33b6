"""What a route calls, by the kind of its integration, with parameters mapped on both ways.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html
"""

from __future__ import annotations

import time

from awslab.cloud.api_gateway.http.edge import http_proxy, lambda_proxy, private, services
from awslab.cloud.api_gateway.http.edge.deployed import Integration
from awslab.cloud.api_gateway.http.edge.moto_listeners import Listeners
from awslab.cloud.api_gateway.http.edge.parameters import mapped_answer, mapped_request
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.api_gateway.rest.edge.apis import Apis as RestApis
from awslab.cloud.api_gateway.rest.edge.backends import Backends
from awslab.cloud.api_gateway.rest.edge.sources import BackendAnswer
from awslab.cloud.edge.functions import Functions
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.context import GatewayContext


class Integrations:
    """Asks integrations, for many threads."""

    def __init__(self, context: GatewayContext, functions: Functions) -> None:
        self._endpoint = context.endpoint
        self._functions = functions
        self._listeners = Listeners(context.account_id)
        self._backends = Backends(context, RestApis(context.account_id).may_assume)

    def answer(self, visit: Visit) -> AwsResponse:
        """What the client gets; the integration's answer as it is mapped, or API Gateway's own.

        A route without an integration is an error of the API's: what AWS answers then is not documented.
        """
        integration = visit.route.integration
        if integration is None:
            return visit.refused(500, "Internal Server Error")
        begun = time.perf_counter()
        answer = self._asked(visit, integration)
        took = int((time.perf_counter() - begun) * 1000)
        visit.measured.update({"integrationLatency": took, "integration.latency": took})
        if isinstance(answer, AwsResponse):
            return answer
        visit.measured["integration.status"] = answer.status
        visit.measured.setdefault("integrationStatus", answer.status)
        mapped = mapped_answer(visit, integration, answer)
        return AwsResponse(mapped.status, {}, mapped.body, lines=mapped.headers)

    def _asked(self, visit: Visit, integration: Integration) -> BackendAnswer | AwsResponse:
        if integration.connection == "VPC_LINK":
            mapped = mapped_request(visit, integration)
            return private.ask(mapped, integration, self._backends, self._listeners, self._endpoint)
        if integration.subtype:
            return services.ask(visit, integration, self._backends)
        if integration.kind == "HTTP_PROXY":
            return http_proxy.ask(mapped_request(visit, integration), integration, self._backends)
        if integration.kind == "AWS_PROXY":
            return lambda_proxy.ask(mapped_request(visit, integration), integration, self._functions)
        return unsupported(f"integrations of HTTP APIs of the type {integration.kind}")
