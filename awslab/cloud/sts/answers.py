"""Temporary credentials, and who calls: STS's answers about keys that moto does not keep.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html; whether a role may be assumed is for
the enforcement (iam/enforcement/) to say, what a request may look like for the guards (guards/roles.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.iam.policies.authorization_message import decoded
from awslab.cloud.iam.sessions import Session
from awslab.cloud.ports.context import GatewayContext

_HALF_A_DAY = 43200
_CONFLICT = (
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the "
    "calling session."
)


@answers(
    "sts",
    "GetCallerIdentity",
    source="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html",
)
def get_caller_identity(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Say who calls with a key that IAM did not make; moto knows the others."""
    caller, session = request.caller, context.keys.session(request.caller.access_key_id)
    if session is not None and session.kind == "federated":
        name = caller.arn.rpartition("/")[2]
        who = {"UserId": f"{caller.account_id}:{name}", "Account": caller.account_id, "Arn": caller.arn}
        return answer(request, who)
    if caller.kind in ("learner", "examiner"):
        who = {"UserId": "AIDALEARNERAWSLAB0001", "Account": caller.account_id, "Arn": caller.arn}
        return answer(request, who)
    return None


@answers("sts", "AssumeRole", source="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html")
def assume_role(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Issue a session of a role whose trust policy lets the caller assume it."""
    refused = context.enforcement.may_assume(request)
    if refused is not None:
        return refused
    given = request.parameters
    calling = context.keys.session(request.caller.access_key_id)
    inherited = {key: value for key, value in (calling.tags if calling else {}).items() if _passes(key, calling)}
    tags = {str(each["Key"]): str(each.get("Value", "")) for each in given.get("Tags") or ()}
    if {key.lower() for key in tags} & {key.lower() for key in inherited}:
        return refusal(request, "InvalidParameterValue", _CONFLICT, 400)
    transitive = {*map(str, given.get("TransitiveTagKeys") or ()), *inherited}
    session = Session(
        "assumed",
        str(given["RoleArn"]),
        policies=(str(given["Policy"]),) if given.get("Policy") else None,
        policy_arns=_arns(given),
        tags=inherited | tags,
        transitive=frozenset(key.lower() for key in transitive),
        source_identity=str(given.get("SourceIdentity") or (calling.source_identity if calling else "")),
        chained=request.caller.kind == "role",
        mfa=bool(given.get("SerialNumber") and given.get("TokenCode")),
    )
    time = timedelta(seconds=int(given.get("DurationSeconds") or 3600))
    assumed = context.keys.assume(
        session.issuer, str(given["RoleSessionName"]), time, session, request.region or "us-east-1"
    )
    result: dict[str, Any] = {
        "Credentials": _credentials(assumed, assumed.expiration),
        "AssumedRoleUser": {"AssumedRoleId": assumed.user_id, "Arn": assumed.arn},
    }
    if session.source_identity:
        result["SourceIdentity"] = session.source_identity
    return answer(request, result | _packed(given))


@answers(
    "sts",
    "GetSessionToken",
    "GetFederationToken",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html",
)
def issue_session_of_user(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Issue temporary keys of a user, who must hold long-term keys; the refusal's words are from public reports."""
    given = request.parameters
    if context.keys.session(request.caller.access_key_id) is not None:
        sentence = f"Cannot call {request.operation} with session credentials"
        return refusal(request, "AccessDenied", sentence, 403)
    name = str(given.get("Name", ""))
    session = Session(
        "federated" if request.operation == "GetFederationToken" else "lent",
        request.caller.arn,
        policies=(str(given["Policy"]),) if given.get("Policy") else None,
        policy_arns=_arns(given),
        tags={str(each["Key"]): str(each.get("Value", "")) for each in given.get("Tags") or ()},
        mfa=bool(given.get("SerialNumber") and given.get("TokenCode")),
    )
    time = timedelta(seconds=int(given.get("DurationSeconds") or _HALF_A_DAY))
    lent, until = context.keys.lend(request.caller, time, session, name)
    result: dict[str, Any] = {"Credentials": _credentials(lent, until)}
    if name:
        account = request.caller.account_id
        arn = f"arn:aws:sts::{account}:federated-user/{name}"
        result["FederatedUser"] = {"FederatedUserId": f"{account}:{name}", "Arn": arn}
    return answer(request, result | _packed(given))


@answers(
    "sts",
    "DecodeAuthorizationMessage",
    source="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html",
)
def decode_authorization_message(request: AwsRequest, _: GatewayContext) -> AwsResponse:
    """Decode the message of a refusal by EC2; AWS's words for a message that is none are not documented."""
    try:
        return answer(request, {"DecodedMessage": decoded(str(request.parameters.get("EncodedMessage", "")))})
    except ValueError:
        sentence = "Message is not valid: it was not encoded in this sandbox."
        return refusal(request, "InvalidAuthorizationMessageException", sentence, 400)


def _passes(key: str, calling: Session | None) -> bool:
    return calling is not None and key.lower() in calling.transitive


def _arns(given: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(each.get("arn", "")) for each in given.get("PolicyArns") or ())


def _credentials(made: Any, until: datetime) -> dict[str, Any]:
    return {
        "AccessKeyId": made.access_key_id,
        "SecretAccessKey": made.secret_access_key,
        "SessionToken": made.session_token,
        "Expiration": until,
    }


def _packed(given: Mapping[str, Any]) -> dict[str, int]:
    """AWS says how full its packed form of policies and tags is; how it packs is its own: ours counts characters."""
    size = len(str(given.get("Policy") or "")) + sum(len(str(each)) for each in given.get("Tags") or ())
    return {"PackedPolicySize": min(100, 1 + size * 100 // 2048)} if size or given.get("PolicyArns") else {}
