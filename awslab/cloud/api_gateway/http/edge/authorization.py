"""Whether a caller may use a route, by the route's authorization type.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
"""

from __future__ import annotations

from collections.abc import Callable

from awslab.cloud.api_gateway.http.edge.function_authorizer import FunctionAuthorizers
from awslab.cloud.api_gateway.http.edge.token_authorizer import TokenAuthorizers
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.edge.functions import Functions
from awslab.cloud.gateway.request import AwsResponse, Caller
from awslab.cloud.ports.context import GatewayContext

_INVOKE = "execute-api:Invoke"


class Authorization:
    """Asks whoever decides."""

    def __init__(self, context: GatewayContext, functions: Functions, clock: Callable[[], float]) -> None:
        self._context = context
        self._tokens = TokenAuthorizers(clock)
        self.functions = FunctionAuthorizers(functions, clock)

    def refuse(self, visit: Visit) -> AwsResponse | None:
        """None for who may; a route whose authorizer was deleted lets nobody in."""
        kind, authorizer = visit.route.authorization, visit.route.authorizer
        if kind == "NONE":
            return None
        if kind == "AWS_IAM":
            return self._signed(visit)
        if authorizer is None:
            return visit.refused(500, "Internal Server Error")
        return (self._tokens if authorizer.kind == "JWT" else self.functions).refuse(visit, authorizer)

    def _signed(self, visit: Visit) -> AwsResponse | None:
        """A signature with a key of this sandbox, of someone whose policies allow `execute-api:Invoke`.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
        """
        caller = self._context.caller_of(visit.request, "execute-api")
        keys = {"aws:RequestedRegion": visit.api.region}
        if not isinstance(caller, Caller) or not self._context.allowed(caller, _INVOKE, visit.arn, keys, ()):
            return visit.refused(403, "Forbidden")
        visit.authorizer["iam"] = {
            "accessKey": caller.access_key_id,
            "accountId": caller.account_id,
            "callerId": caller.name,
            "cognitoIdentity": None,
            "principalOrgId": None,
            "userArn": caller.arn,
            "userId": caller.name,
        }
        return None
