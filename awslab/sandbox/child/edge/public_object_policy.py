"""Whether anyone at all may read a bucket: policy, Block Public Access and ACLs for a caller without a name (pure).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

Condition keys are those that an unsigned request has. An operator that is not known here does not let anyone in, and
does not let a refusal lapse.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from awslab.sandbox.child.policy_text import like, listed

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

    policy: Mapping[str, Any] | None
    restricts_public_policies: bool
    """RestrictPublicBuckets, the bucket's or the account's."""
    acl_lets_everyone_read: bool
    """An ACL does, ACLs are enabled, and public ones are not ignored."""


def anyone_may(action: str, resource: str, openness: Openness, context: Mapping[str, str]) -> bool:
    """Whether an unsigned request may do `action` (`s3:GetObject`); `context` has condition keys in lower case."""
    statements = [
        statement
        for statement in _statements(openness.policy)
        if _concerns_everyone(statement) and _covers(statement, action, resource)
    ]
    if any(each.get("Effect") == "Deny" and _applies(each, context, unknown=True) for each in statements):
        return False
    if openness.acl_lets_everyone_read:
        return True
    if openness.restricts_public_policies and is_public(openness.policy):
        return False
    return any(each.get("Effect") == "Allow" and _applies(each, context, unknown=False) for each in statements)


def is_public(policy: Mapping[str, Any] | None) -> bool:
    """Whether a policy opens anything to everyone, as Block Public Access understands it.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
    """
    return any(
        statement.get("Effect") == "Allow" and _concerns_everyone(statement) and not _is_narrow(statement)
        for statement in _statements(policy)
    )


def _statements(policy: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    return [each for each in listed((policy or {}).get("Statement")) if isinstance(each, Mapping)]


def _concerns_everyone(statement: Mapping[str, Any]) -> bool:
    principal = statement.get("Principal")
    named = listed(principal.get("AWS")) if isinstance(principal, Mapping) else listed(principal)
    return "*" in named or "NotPrincipal" in statement


def _is_narrow(statement: Mapping[str, Any]) -> bool:
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


def _covers(statement: Mapping[str, Any], action: str, resource: str) -> bool:
    if "NotAction" in statement:
        acts = not any(like(each.lower(), action.lower()) for each in listed(statement["NotAction"]))
    else:
        acts = any(like(each.lower(), action.lower()) for each in listed(statement.get("Action")))
    if "NotResource" in statement:
        return acts and not any(like(each, resource) for each in listed(statement["NotResource"]))
    return acts and any(like(each, resource) for each in listed(statement.get("Resource")))


def _applies(statement: Mapping[str, Any], context: Mapping[str, str], *, unknown: bool) -> bool:
    return all(
        _compares(operator.lower(), listed(values), context.get(key.lower()), unknown)
        for operator, keys in (statement.get("Condition") or {}).items()
        for key, values in keys.items()
    )


def _compares(operator: str, expected: Iterable[Any], found: str | None, unknown: bool) -> bool:
    operator = operator.rpartition(":")[2]  # ForAnyValue: and ForAllValues: mean the same for single values
    wanted = [str(value).lower() if isinstance(value, bool) else str(value) for value in expected]
    if operator == "null":
        return (found is None) == ("true" in wanted)
    is_optional = operator.endswith("ifexists")
    operator = operator.removesuffix("ifexists")
    is_negative = operator.startswith(("stringnot", "not", "arnnot"))
    if found is None:
        return is_optional or is_negative
    match operator.replace("not", "", 1) if is_negative else operator:
        case "stringequals":
            holds = found in wanted
        case "stringequalsignorecase" | "bool":
            holds = found.lower() in [value.lower() for value in wanted]
        case "stringlike" | "arnlike" | "arnequals":
            holds = any(like(value, found) for value in wanted)
        case "ipaddress":
            holds = any(_contains(value, found) for value in wanted)
        case _:
            return unknown
    return holds != is_negative


def _contains(network: str, address: str) -> bool:
    found = _network(network)
    return found is not None and ipaddress.ip_address(address) in found


def _network(value: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(value, strict=False)
    except ValueError:
        return None
