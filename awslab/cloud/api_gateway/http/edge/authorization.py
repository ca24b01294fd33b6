"""Authorization: whether a caller may use a route, by the route's authorization type.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
"""

from __future__ import annotations

from awslab.cloud.api_gateway.http.edge.function_authorizer import function_authorizers
from awslab.cloud.api_gateway.http.edge.token_authorizer import TokenAuthorizers
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse, Caller
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext

_INVOKE = "execute-api:Invoke"


class Authorization:
    """Decides on callers, or asks the authorizer that does."""

    def __init__(self, context: GatewayContext) -> None:
        self._context = context
        self._tokens = TokenAuthorizers(CLOCK.time)
        self._functions = context.part(function_authorizers)

    def refuse(self, visit: Visit) -> AwsResponse | None:
        """Return a refusal; None for a caller who may use the route. A route whose authorizer was deleted lets nobody
        in."""
        kind, authorizer = visit.route.authorization, visit.route.authorizer
        if kind == "NONE":
            return None
        if kind == "AWS_IAM":
            return self._refuse_unsigned(visit)
        if authorizer is None:
            return visit.refusal(500, "Internal Server Error")
        return (self._tokens if authorizer.kind == "JWT" else self._functions).refuse(visit, authorizer)

    def _refuse_unsigned(self, visit: Visit) -> AwsResponse | None:
        """Return a refusal, unless the caller signed with a key of this sandbox and may `execute-api:Invoke` by their
        policies.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
        """
        caller = self._context.caller_of(visit.request, "execute-api")
        keys = {"aws:RequestedRegion": visit.api.region}
        if not isinstance(caller, Caller) or not self._context.allowed(caller, _INVOKE, visit.arn, keys, ()):
            return visit.refusal(403, "Forbidden")
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
