"""Short ways to write the policies and principals of the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from awslab.cloud.iam.policies.decision import Decision
from awslab.cloud.iam.policies.document import Document
from awslab.cloud.iam.policies.evaluation import evaluate
from awslab.cloud.iam.policies.parsing import parse_policy
from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from awslab.cloud.iam.policies.request import AccessRequest, Principal

ACCOUNT = "123456789012"
Statement = dict[str, Any]
Context = Mapping[str, Sequence[str]]


def allow(action: str | list[str], resource: str | list[str] = "*", **more: Any) -> Statement:
    """A statement that allows; `Condition=`, `Principal=`, `Sid=` and so on as they are."""
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: str | list[str], resource: str | list[str] = "*", **more: Any) -> Statement:
    """A statement that denies."""
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def document(*statements: Statement, version: str | None = "2012-10-17") -> Document:
    """A document with these statements."""
    stated = {"Version": version} if version else {}
    return parse_policy(json.dumps(stated | {"Statement": list(statements)}))


def named(*statements: Statement, name: str = "policy", arn: str = "") -> NamedPolicy:
    """A policy with these statements."""
    return NamedPolicy(name, document(*statements), arn)


def user(name: str = "ann", account: str = ACCOUNT, **more: Any) -> Principal:
    """A user of IAM."""
    return Principal("user", f"arn:aws:iam::{account}:user/{name}", account, **more)


def session(role: str = "app", name: str = "job", account: str = ACCOUNT, **more: Any) -> Principal:
    """A session of a role."""
    arn = f"arn:aws:sts::{account}:assumed-role/{role}/{name}"
    return Principal("role", arn, account, f"arn:aws:iam::{account}:role/{role}", **more)


def federated(name: str = "bob", by: str = "ann", account: str = ACCOUNT) -> Principal:
    """A session of GetFederationToken."""
    arn = f"arn:aws:sts::{account}:federated-user/{name}"
    return Principal("federated-user", arn, account, f"arn:aws:iam::{account}:user/{by}")


def root(account: str = ACCOUNT) -> Principal:
    """An account's root user."""
    return Principal("root", f"arn:aws:iam::{account}:root", account)


def decide(
    principal: Principal,
    action: str,
    resource: str,
    policies: Policies,
    context: Context | None = None,
    owner: str = "",
) -> Decision:
    """The decision; `owner` is the account that has the resource."""
    return evaluate(AccessRequest(principal, action, resource, context or {}, owner), policies)


def verdict(decision: Decision) -> str:
    """`allowed`, `explicitDeny`, or for an implicit deny the kind of policy that is lacking: `IDENTITY`."""
    return decision.lacking.name if decision.lacking else decision.verdict


def is_allowed(action: str, resource: str, *statements: Statement, context: Context | None = None) -> bool:
    """Whether a user with these statements may do it."""
    return decide(user(), action, resource, Policies((named(*statements),)), context).allowed
