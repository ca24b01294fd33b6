"""A REST API's stage: `/_aws/execute-api/{api}/{stage}/{path}`, or the API's AWS name in the Host header.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from awslab.cloud.api_gateway.rest.edge import resource_policies, signed_callers, validation
from awslab.cloud.api_gateway.rest.edge.apis import Apis
from awslab.cloud.api_gateway.rest.edge.authorizers import Authorizers
from awslab.cloud.api_gateway.rest.edge.backends import Backends
from awslab.cloud.api_gateway.rest.edge.caching import Caches
from awslab.cloud.api_gateway.rest.edge.calls import Calls
from awslab.cloud.api_gateway.rest.edge.compression import UnsupportedCodingError, compressed, decompressed
from awslab.cloud.api_gateway.rest.edge.deployments import Deployments
from awslab.cloud.api_gateway.rest.edge.documentation import DocumentationParts
from awslab.cloud.api_gateway.rest.edge.gateway_response_calls import GatewayResponseCalls
from awslab.cloud.api_gateway.rest.edge.gateway_responses import forbidden, gateway_response
from awslab.cloud.api_gateway.rest.edge.keys import UsagePlans
from awslab.cloud.api_gateway.rest.edge.logs import Logs
from awslab.cloud.api_gateway.rest.edge.methods import Integrations, visited
from awslab.cloud.api_gateway.rest.edge.moto_tags import Tags
from awslab.cloud.api_gateway.rest.edge.moto_updates import Updates
from awslab.cloud.api_gateway.rest.edge.throttling import Buckets, StageLimits
from awslab.cloud.api_gateway.rest.edge.trial import Trials
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.edge.address import EXECUTE_API, Address
from awslab.cloud.edge.arrival import Arrival, arrive
from awslab.cloud.edge.functions import Functions
from awslab.cloud.edge.payload_v1 import extended_id
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.extension import Extension
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.logs.moto_log_groups import LogWriter
from awslab.cloud.ports.context import GatewayContext

LARGEST = 10_485_760
"""Bytes of a request's body.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""
Gate = Callable[[Visit], AwsResponse | None]
"""A step on the way to the integration: None lets the request pass."""


class RestApiEdge:
    """Answers for every REST API of the sandbox."""

    def __init__(self, context: GatewayContext, clock: Callable[[], float] = time.time) -> None:
        self._account = context.account_id
        self._apis = Apis(context.account_id)
        self._deployments = Deployments(self._apis)
        self._functions = Functions(context)
        self._clock = clock
        self._caller_of, self._allowed = context.caller_of, context.allowed
        self._authorizers = Authorizers(self._functions, clock)
        buckets = Buckets(clock)
        self._gates: Sequence[Gate] = (
            self._unauthorized,
            UsagePlans(self._apis, clock, buckets).refuse,
            StageLimits(buckets).refuse,
            validation.refuse,
        )
        self._caches = Caches(clock)
        self._logs = Logs(LogWriter(context.account_id).append, clock, self._apis.may_write_logs)
        self._integrations = Integrations(self._functions, Backends(context, self._apis.may_assume))
        trials = Trials(self._apis, self._integrations, self._account, clock)
        own = [make(self._apis) for make in (Updates, DocumentationParts, GatewayResponseCalls, Tags)]
        self.extension: Extension = Calls([self._deployments, trials, self._caches, *own])

    def claims(self, request: HttpRequest) -> bool:
        """Whether it is addressed to a REST API that exists."""
        address = EXECUTE_API.address(request)
        return address is not None and self._apis.region_of(address.id) is not None

    def answer(self, request: HttpRequest) -> AwsResponse:
        """What the stage answers, with the ids that API Gateway adds."""
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
            at=self._clock(),
        )
        answer = self._at(address, region, name, arrival, request)
        ids = {"x-amzn-RequestId": arrival.id, "x-amz-apigw-id": extended_id(arrival)}
        return replace(answer, headers={**answer.headers, **ids})

    def _at(self, address: Address, region: str, name: str, arrival: Arrival, request: HttpRequest) -> AwsResponse:
        stage = self._deployments.stage(region, address.id, name)
        elsewhere = address.region not in ("", region)
        if stage is None or elsewhere or not self._apis.is_open(region, address.id):
            return forbidden()
        if self._apis.is_private(region, address.id):
            return unsupported("a VPC endpoint through which it would reach a private REST API")
        smallest = stage.deployed.compresses_from
        try:
            arrival = arrival if smallest is None else decompressed(arrival, LARGEST)
        except UnsupportedCodingError:
            changed = stage.deployed.gateway_responses
            return gateway_response("UNSUPPORTED_MEDIA_TYPE", arrival, changed, {"context.stage": name})
        visit = visited(request, arrival, stage, self._account)
        if visit is None:
            changed = stage.deployed.gateway_responses
            return gateway_response("MISSING_AUTHENTICATION_TOKEN", arrival, changed, {"context.stage": name})
        answer = _traced(visit, self._served(visit))
        self._logs.follow(visit, answer)
        return answer if smallest is None else compressed(arrival, answer, smallest)

    def _served(self, visit: Visit) -> AwsResponse:
        if len(visit.arrival.body) > LARGEST:
            return visit.refused("REQUEST_TOO_LARGE")
        for gate in self._gates:
            refused = gate(visit)
            if refused is not None:
                return refused
        return self._caches.through(visit, lambda: self._integrations.answer(visit))

    def _unauthorized(self, visit: Visit) -> AwsResponse | None:
        """https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html"""
        if visit.method.authorization == "AWS_IAM":
            caller = self._caller_of(visit.request, "execute-api")
            refused = signed_callers.refuse(visit, caller) or resource_policies.refuse(visit)
            return refused or signed_callers.refuse_unpermitted(visit, caller, self._allowed)
        refused = resource_policies.refuse(visit)
        if refused is not None:
            return refused
        match visit.method.authorization:
            case "NONE":
                return None
            case "CUSTOM":
                return self._authorizers.refuse(visit)
            case "COGNITO_USER_POOLS":
                return unsupported("Amazon Cognito user pools, which this method's authorizer asks")
            case other:
                return unsupported(f"the authorization type {other} of REST APIs")


def _traced(visit: Visit, answer: AwsResponse) -> AwsResponse:
    """An answer that a backend gave has its trace's id (recorded from the real service: test_invocation_trace_id)."""
    integration = visit.method.integration
    if integration is None or integration.kind == "MOCK" or "x-amzn-ErrorType" in answer.headers:
        return answer
    return replace(answer, headers={**answer.headers, "X-Amzn-Trace-Id": visit.arrival.header("x-amzn-trace-id") or ""})
