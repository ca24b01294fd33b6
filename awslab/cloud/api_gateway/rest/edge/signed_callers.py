"""AWS_IAM authorization: the request is signed with a key of this sandbox, whose policies or the API's allow it.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
"""

from __future__ import annotations

from awslab.cloud.api_gateway.rest.edge import resource_policies
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse, Caller
from awslab.cloud.ports.context import Allowed

_INVOKE = "execute-api:Invoke"
_BAD_KEY = "The security token included in the request is invalid."


def refuse(visit: Visit, caller: Caller | str) -> AwsResponse | None:
    """Return a refusal that fits what is wrong with the signature; None for a known caller, whom the visit then
    names."""
    if isinstance(caller, Caller):
        visit.identity.update(
            accessKey=caller.access_key_id,
            accountId=caller.account_id,
            caller=caller.name,
            user=caller.name,
            userArn=caller.arn,
        )
        return None
    match caller:
        case "missing":
            return visit.refusal("MISSING_AUTHENTICATION_TOKEN")
        case "unknown" | "token":
            return visit.refusal("ACCESS_DENIED", _BAD_KEY)
        case "expired" | "skewed":
            return visit.refusal("EXPIRED_TOKEN", "Signature expired.")
        case _:
            return visit.refusal("INVALID_SIGNATURE")


def refuse_unpermitted(visit: Visit, caller: Caller | str, allowed: Allowed) -> AwsResponse | None:
    """Return a refusal; None for a caller whom the API's resource policy or their own policies let in.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html#apigateway-authorization-flow-iam
    """
    if not isinstance(caller, Caller) or resource_policies.verdict(visit) == "allowed":
        return None
    if allowed(caller, _INVOKE, visit.arn, {}, ()):
        return None
    return resource_policies.denial(visit, f" because no identity-based policy allows the {_INVOKE} action")
