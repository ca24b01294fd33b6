"""A REST API's stage: `/_aws/execute-api/{api}/{stage}/{path}`, or the API's AWS name in the Host header.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from awslab.cloud.api_gateway.rest.edge import resource_policies, signed_callers, validation
from awslab.cloud.api_gateway.rest.edge.authorizers import Authorizers
from awslab.cloud.api_gateway.rest.edge.caching import caches
from awslab.cloud.api_gateway.rest.edge.compression import UnsupportedCodingError, compressed, decompressed
from awslab.cloud.api_gateway.rest.edge.deployments import deployments
from awslab.cloud.api_gateway.rest.edge.gateway_responses import forbidden, gateway_response
from awslab.cloud.api_gateway.rest.edge.logs import Logs
from awslab.cloud.api_gateway.rest.edge.methods import integrations, visited
from awslab.cloud.api_gateway.rest.edge.throttling import Buckets, StageLimits
from awslab.cloud.api_gateway.rest.edge.usage_plans import UsagePlans
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.moto_apis import Apis
from awslab.cloud.edge.address import EXECUTE_API, Address
from awslab.cloud.edge.arrival import Arrival, arrive
from awslab.cloud.edge.functions import Functions
from awslab.cloud.edge.payload_v1 import extended_id
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.logs.moto_log_groups import LogWriter
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext

LARGEST = 10_485_760
"""Bytes of a request's body.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""
Gate = Callable[[Visit], AwsResponse | None]
"""A step on the way to the integration: None lets the request pass."""


class RestApiEdge:
    """Answers for every REST API of the sandbox."""

    def __init__(self, context: GatewayContext) -> None:
        clock = CLOCK.time
        self._context = context
        self._apis = Apis(context.account_id)
        self._deployments = context.part(deployments)
        self._integrations = context.part(integrations)
        self._caches = context.part(caches)
        self._authorizers = Authorizers(Functions(context), clock)
        self._logs = Logs(LogWriter(context.account_id).append, clock, self._apis.may_write_logs)
        buckets = Buckets(clock)
        self._gates: Sequence[Gate] = (
            self._unauthorized,
            UsagePlans(self._apis, clock, buckets).refuse,
            StageLimits(buckets).refuse,
            validation.refuse,
        )

    def claims(self, request: HttpRequest) -> bool:
        """Say whether a request is addressed to a REST API that exists."""
        address = EXECUTE_API.address(request)
        return address is not None and self._apis.region_of(address.id) is not None

    def answer(self, request: HttpRequest) -> AwsResponse:
        """Return the stage's answer, with the ids that API Gateway adds."""
        address = EXECUTE_API.address(request)
        region = self._apis.region_of(address.id) if address else None
        if address is None or region is None:
            return forbidden()
        name, _, path = address.path.removeprefix("/").partition("/")
        arrival = arrive(
            request,
            path=f"/{path}",
            domain=f"{address.id}.execute-api.{region}.amazonaws.com",
            request_id=str(uuid.uuid4()),
            at=CLOCK.time(),
        )
        answer = self._answer_at(address, region, name, arrival, request)
        ids = {"x-amzn-RequestId": arrival.id, "x-amz-apigw-id": extended_id(arrival)}
        return replace(answer, headers={**answer.headers, **ids})

    def _answer_at(
        self, address: Address, region: str, name: str, arrival: Arrival, request: HttpRequest
    ) -> AwsResponse:
        stage = self._deployments.stage(region, address.id, name)
        is_elsewhere = address.region not in ("", region)
        if stage is None or is_elsewhere or not self._apis.is_open(region, address.id):
            return forbidden()
        if self._apis.is_private(region, address.id):
            return unsupported("a VPC endpoint through which it would reach a private REST API")
        smallest = stage.snapshot.compresses_from
        try:
            arrival = arrival if smallest is None else decompressed(arrival, LARGEST)
        except UnsupportedCodingError:
            changed_responses = stage.snapshot.gateway_responses
            return gateway_response("UNSUPPORTED_MEDIA_TYPE", arrival, changed_responses, {"context.stage": name})
        visit = visited(request, arrival, stage, self._context.account_id)
        if visit is None:
            changed_responses = stage.snapshot.gateway_responses
            return gateway_response("MISSING_AUTHENTICATION_TOKEN", arrival, changed_responses, {"context.stage": name})
        answer = _with_trace(visit, self._pass_gates(visit))
        self._logs.follow(visit, answer)
        return answer if smallest is None else compressed(arrival, answer, smallest)

    def _pass_gates(self, visit: Visit) -> AwsResponse:
        if len(visit.arrival.body) > LARGEST:
            return visit.refusal("REQUEST_TOO_LARGE")
        for gate in self._gates:
            response = gate(visit)
            if response is not None:
                return response
        return self._caches.through(visit, lambda: self._integrations.answer(visit))

    def _unauthorized(self, visit: Visit) -> AwsResponse | None:
        """https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html"""
        if visit.method.authorization == "AWS_IAM":
            caller = self._context.caller_of(visit.request, "execute-api")
            response = signed_callers.refuse(visit, caller) or resource_policies.refuse(visit)
            return response or signed_callers.refuse_unpermitted(visit, caller, self._context.allowed)
        response = resource_policies.refuse(visit)
        if response is not None:
            return response
        match visit.method.authorization:
            case "NONE":
                return None
            case "CUSTOM":
                return self._authorizers.refuse(visit)
            case "COGNITO_USER_POOLS":
                return unsupported("Amazon Cognito user pools, which this method's authorizer asks")
            case kind:
                return unsupported(f"the authorization type {kind} of REST APIs")


def _with_trace(visit: Visit, answer: AwsResponse) -> AwsResponse:
    """Return the answer, with its trace's id when a backend gave it (recorded from the real service:
    test_invocation_trace_id)."""
    integration = visit.method.integration
    if integration is None or integration.kind == "MOCK" or "x-amzn-ErrorType" in answer.headers:
        return answer
    return replace(answer, headers={**answer.headers, "X-Amzn-Trace-Id": visit.arrival.header("x-amzn-trace-id") or ""})
