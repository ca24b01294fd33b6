"""Temporary credentials, and who calls: STS's answers about keys that moto does not keep.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html; whether a role may be assumed is for
the enforcement (iam/enforcement/) to say, what a request may look like for the guards (guards/roles.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, Structure, answer, refusal
from awslab.cloud.iam.policies.authorization_message import decoded
from awslab.cloud.iam.sessions import Session
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.credentials import Credentials
from awslab.cloud.sts.moto_sessions import RoleSession

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
        identity = {"UserId": f"{caller.account_id}:{name}", "Account": caller.account_id, "Arn": caller.arn}
        return answer(request, identity)
    if caller.kind in ("learner", "examiner"):
        identity = {"UserId": "AIDALEARNERAWSLAB0001", "Account": caller.account_id, "Arn": caller.arn}
        return answer(request, identity)
    return None


@answers("sts", "AssumeRole", source="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html")
def assume_role(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Issue a session of a role whose trust policy lets the caller assume it."""
    denial = context.enforcement.may_assume(request)
    if denial is not None:
        return denial
    parameters = request.parameters
    calling = context.keys.session(request.caller.access_key_id)
    inherited_tags = {key: value for key, value in (calling.tags if calling else {}).items() if _passes(key, calling)}
    tags = _tags(parameters)
    if {key.lower() for key in tags} & {key.lower() for key in inherited_tags}:
        return refusal(request, "InvalidParameterValue", _CONFLICT, 400)
    transitive = {*map(str, parameters.get("TransitiveTagKeys") or ()), *inherited_tags}
    session = Session(
        "assumed",
        str(parameters["RoleArn"]),
        policies=(str(parameters["Policy"]),) if parameters.get("Policy") else None,
        policy_arns=_arns(parameters),
        tags=inherited_tags | tags,
        transitive=frozenset(key.lower() for key in transitive),
        source_identity=str(parameters.get("SourceIdentity") or (calling.source_identity if calling else "")),
        chained=request.caller.kind == "role",
        mfa=bool(parameters.get("SerialNumber") and parameters.get("TokenCode")),
    )
    duration = timedelta(seconds=int(parameters.get("DurationSeconds") or 3600))
    credentials = context.keys.assume(
        session.issuer, str(parameters["RoleSessionName"]), duration, session, request.region or "us-east-1"
    )
    result: dict[str, object] = {
        "Credentials": _credentials(credentials, credentials.expiration),
        "AssumedRoleUser": {"AssumedRoleId": credentials.user_id, "Arn": credentials.arn},
    }
    if session.source_identity:
        result["SourceIdentity"] = session.source_identity
    return answer(request, result | _packed_size(parameters))


@answers(
    "sts",
    "GetSessionToken",
    "GetFederationToken",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html",
)
def issue_session_of_user(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Issue temporary keys of a user, who must hold long-term keys; the refusal's words are from public reports."""
    parameters = request.parameters
    if context.keys.session(request.caller.access_key_id) is not None:
        sentence = f"Cannot call {request.operation} with session credentials"
        return refusal(request, "AccessDenied", sentence, 403)
    name = str(parameters.get("Name", ""))
    session = Session(
        "federated" if request.operation == "GetFederationToken" else "lent",
        request.caller.arn,
        policies=(str(parameters["Policy"]),) if parameters.get("Policy") else None,
        policy_arns=_arns(parameters),
        tags=_tags(parameters),
        mfa=bool(parameters.get("SerialNumber") and parameters.get("TokenCode")),
    )
    duration = timedelta(seconds=int(parameters.get("DurationSeconds") or _HALF_A_DAY))
    credentials, expiration = context.keys.lend(request.caller, duration, session, name)
    result: dict[str, object] = {"Credentials": _credentials(credentials, expiration)}
    if name:
        account = request.caller.account_id
        arn = f"arn:aws:sts::{account}:federated-user/{name}"
        result["FederatedUser"] = {"FederatedUserId": f"{account}:{name}", "Arn": arn}
    return answer(request, result | _packed_size(parameters))


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


def _tags(parameters: Structure) -> dict[str, str]:
    return {str(tag["Key"]): str(tag.get("Value", "")) for tag in parameters.get("Tags") or ()}


def _arns(parameters: Structure) -> tuple[str, ...]:
    return tuple(str(policy.get("arn", "")) for policy in parameters.get("PolicyArns") or ())


def _credentials(credentials: Credentials | RoleSession, expiration: datetime) -> Structure:
    return {
        "AccessKeyId": credentials.access_key_id,
        "SecretAccessKey": credentials.secret_access_key,
        "SessionToken": credentials.session_token,
        "Expiration": expiration,
    }


def _packed_size(parameters: Structure) -> dict[str, int]:
    """Return how full AWS's packed form of policies and tags is; how it packs is its own: ours counts characters."""
    size = len(str(parameters.get("Policy") or "")) + sum(len(str(tag)) for tag in parameters.get("Tags") or ())
    return {"PackedPolicySize": min(100, 1 + size * 100 // 2048)} if size or parameters.get("PolicyArns") else {}
