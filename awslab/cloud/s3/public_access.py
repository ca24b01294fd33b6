"""Whether anyone at all may read a bucket: policy, Block Public Access and ACLs for a caller without a name (pure).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

Condition keys are those that an unsigned request has.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from awslab.cloud.iam.evaluation import evaluate
from awslab.cloud.iam.parsing import document_of
from awslab.cloud.iam.policies import NamedPolicy, Policies
from awslab.cloud.iam.policy_text import listed
from awslab.cloud.iam.request import AccessRequest, Principal

_ANONYMOUS = Principal("anonymous", "")

Policy = Mapping[str, Any]
"""A policy document or one of its statements, as its JSON reads."""

_FIXED_KEYS = frozenset(
    {
        *("aws:principalorgid", "aws:principalorgpaths", "aws:sourceaccount", "aws:sourcearn", "aws:sourceip"),
        *("aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce", "aws:userid"),
        *("s3:dataaccesspointaccount", "s3:dataaccesspointarn"),
    }
)
"""Keys that narrow a statement down, so that it is not public."""
_WIDEST = 8
"""A source network of fewer bits is the public."""


@dataclass(frozen=True, slots=True)
class Openness:
    """What decides over unsigned requests to a bucket or an object."""

    policy: Policy | None
    restricts_public_policies: bool
    """RestrictPublicBuckets, the bucket's or the account's."""
    acl_lets_everyone_read: bool
    """An ACL does, ACLs are enabled, and public ones are not ignored."""


def anyone_may(action: str, resource: str, openness: Openness, context: Mapping[str, str]) -> bool:
    """Whether an unsigned request may do `action` (`s3:GetObject`); `context` has condition keys."""
    values = {key: (value,) for key, value in context.items()}
    policies = Policies(resource=NamedPolicy("bucket", document_of(openness.policy or {})))
    verdict = evaluate(AccessRequest(_ANONYMOUS, action, resource, values), policies).verdict
    if verdict == "explicitDeny":
        return False
    if openness.acl_lets_everyone_read:
        return True
    return verdict == "allowed" and not (openness.restricts_public_policies and is_public(openness.policy))


def is_public(policy: Policy | None) -> bool:
    """Whether a policy opens anything to everyone, as Block Public Access understands it.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
    """
    return any(
        statement.get("Effect") == "Allow" and _concerns_everyone(statement) and not _is_narrow(statement)
        for statement in _statements(policy)
    )


def _statements(policy: Policy | None) -> list[Policy]:
    statements = listed((policy or {}).get("Statement"))
    return [statement for statement in statements if isinstance(statement, Mapping)]


def _concerns_everyone(statement: Policy) -> bool:
    principal = statement.get("Principal")
    principals = listed(principal.get("AWS")) if isinstance(principal, Mapping) else listed(principal)
    return "*" in principals or "NotPrincipal" in statement


def _is_narrow(statement: Policy) -> bool:
    return any(
        key.lower() in _FIXED_KEYS and all(_is_fixed(key.lower(), str(value)) for value in listed(values))
        for operator, keys in (statement.get("Condition") or {}).items()
        if not re.search("not|null|ifexists", operator.lower())
        for key, values in keys.items()
    )


def _is_fixed(key: str, value: str) -> bool:
    if key == "aws:sourceip":
        network = _network(value)
        return network is not None and network.prefixlen >= _WIDEST
    return "*" not in value and "?" not in value and "${" not in value


def _network(value: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(value, strict=False)
    except ValueError:
        return None
