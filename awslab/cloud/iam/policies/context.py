"""The condition keys of a request: what it brings along, and what is known about its principal (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awslab.cloud.iam.policies.request import AccessRequest, Principal

Keys = Mapping[str, Sequence[str]]
"""Values by key, the keys in lower case."""

_TYPES = {
    "root": "Account",
    "user": "User",
    "role": "AssumedRole",
    "federated-user": "FederatedUser",
    "anonymous": "Anonymous",
}


def keys_of(request: AccessRequest) -> Keys:
    """Return every key of a request; what its context says about the principal wins over what is known here."""
    return principal_keys(request.principal) | {key.lower(): tuple(values) for key, values in request.context.items()}


def principal_keys(principal: Principal) -> dict[str, tuple[str, ...]]:
    """Return the keys about the principal."""
    if principal.kind == "service":
        return {
            "aws:principalisawsservice": ("true",),
            "aws:principalservicename": (principal.arn,),
            "aws:principalservicenameslist": (principal.arn,),
        }
    keys = {
        "aws:principalisawsservice": "false",
        "aws:principalaccount": "anonymous" if principal.kind == "anonymous" else principal.account,
        "aws:principaltype": _TYPES.get(principal.kind, ""),
        "aws:principalarn": _arn(principal),
        "aws:userid": _user_id(principal),
        "aws:username": principal.arn.rpartition("/")[2] if principal.kind == "user" else "",
        **{f"aws:principaltag/{key.lower()}": value for key, value in principal.tags.items()},
    }
    return {key: (value,) for key, value in keys.items() if value or key.startswith("aws:principaltag/")}


def _arn(principal: Principal) -> str:
    """Return `aws:PrincipalArn`: the role's for a session of a role, the session's for a federated user."""
    return principal.issuer if principal.kind == "role" else principal.arn


def _user_id(principal: Principal) -> str:
    return {"root": principal.account, "anonymous": "anonymous"}.get(principal.kind, principal.user_id)
