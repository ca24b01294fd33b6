"""NotAction, NotResource and NotPrincipal."""

from __future__ import annotations

import pytest

from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from awslab.cloud.iam.policies.request import Principal
from tests.cloud.iam.policies import ACCOUNT, allow, decide, deny, named, root, session, user, verdict

_ROLE = f"arn:aws:iam::{ACCOUNT}:role/app"
_QUEUE = "arn:aws:sqs:us-east-1:123456789012:queue"


@pytest.mark.parametrize(
    ("statement", "action", "resource", "context", "expected"),
    [
        ({"NotAction": "s3:DeleteBucket", "Resource": "arn:aws:s3:::*"}, "s3:PutObject", "arn:aws:s3:::b/a", {}, True),
        (
            {"NotAction": "s3:DeleteBucket", "Resource": "arn:aws:s3:::*"},
            "s3:DeleteBucket",
            "arn:aws:s3:::b",
            {},
            False,
        ),
        ({"NotAction": "s3:DeleteBucket", "Resource": "arn:aws:s3:::*"}, "sqs:SendMessage", _QUEUE, {}, False),
        ({"NotAction": "iam:*", "Resource": "*"}, "ec2:RunInstances", "*", {}, True),
        ({"NotAction": "iam:*", "Resource": "*"}, "iam:CreateUser", "*", {}, False),
        ({"Action": "*", "NotResource": "arn:aws:s3:::HRBucket"}, "iam:CreateUser", "*", {}, True),
        ({"Action": "*", "NotResource": "arn:aws:s3:::HRBucket"}, "s3:ListBucket", "arn:aws:s3:::HRBucket", {}, False),
    ],
)
def test_what_is_not_listed_is_allowed(
    statement: dict[str, object], action: str, resource: str, context: dict[str, tuple[str, ...]], expected: bool
) -> None:
    """.../reference_policies_elements_notaction.html and .../reference_policies_elements_notresource.html"""
    policies = Policies((named({"Effect": "Allow", **statement}),))
    assert decide(user(), action, resource, policies, context).allowed == expected


_PAYROLL = {
    "Effect": "Deny",
    "Action": "s3:*",
    "NotResource": ["arn:aws:s3:::HRBucket/Payroll", "arn:aws:s3:::HRBucket/Payroll/*"],
}
_NO_MFA = {
    "Effect": "Deny",
    "NotAction": "iam:*",
    "Resource": "*",
    "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
}
_MFA, _WITHOUT = {"aws:MultiFactorAuthPresent": ("true",)}, {"aws:MultiFactorAuthPresent": ("false",)}


@pytest.mark.parametrize(
    ("statement", "action", "resource", "context", "expected"),
    [
        (_PAYROLL, "s3:GetObject", "arn:aws:s3:::HRBucket/Payroll/may", {}, "allowed"),
        (_PAYROLL, "s3:GetObject", "arn:aws:s3:::HRBucket/Other/may", {}, "explicitDeny"),
        (_PAYROLL, "ec2:RunInstances", "*", {}, "allowed"),
        (_NO_MFA, "ec2:RunInstances", "*", _MFA, "allowed"),
        (_NO_MFA, "ec2:RunInstances", "*", _WITHOUT, "explicitDeny"),
        (_NO_MFA, "ec2:RunInstances", "*", {}, "explicitDeny"),
        (_NO_MFA, "iam:CreateUser", "*", _WITHOUT, "allowed"),
    ],
)
def test_what_is_not_listed_is_denied(
    statement: dict[str, object], action: str, resource: str, context: dict[str, tuple[str, ...]], expected: str
) -> None:
    """.../reference_policies_elements_notaction.html and .../reference_policies_elements_notresource.html"""
    policies = Policies((named(allow("*"), statement),))
    assert verdict(decide(user(), action, resource, policies, context)) == expected


@pytest.mark.parametrize(
    ("principal", "excepted", "boundary", "expected"),
    [
        (user(), [user().arn, f"arn:aws:iam::{ACCOUNT}:root"], None, "allowed"),
        (user(), [user().arn], None, "explicitDeny"),
        (user("bob"), [user().arn, f"arn:aws:iam::{ACCOUNT}:root"], None, "explicitDeny"),
        (user(), [user().arn, f"arn:aws:iam::{ACCOUNT}:root"], named(allow("*")), "explicitDeny"),
        (session(), [_ROLE, f"arn:aws:iam::{ACCOUNT}:root"], None, "allowed"),
        (session(), [_ROLE], None, "explicitDeny"),
        (root(), [f"arn:aws:iam::{ACCOUNT}:root"], None, "allowed"),
        (root(), [ACCOUNT], None, "allowed"),
    ],
)
def test_not_principal_excepts_whom_it_names_with_the_account(
    principal: Principal, excepted: list[str], boundary: NamedPolicy | None, expected: str
) -> None:
    """.../reference_policies_elements_notprincipal.html#notprincipal-key-points"""
    statement = {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "NotPrincipal": {"AWS": excepted}}
    policies = Policies((named(allow("*")),), boundary, resource=named(statement))
    assert verdict(decide(principal, "s3:GetObject", "arn:aws:s3:::b/a", policies)) == expected


@pytest.mark.parametrize(
    ("principal", "condition", "expected"),
    [
        (session("read-only-role"), {"ArnNotEquals": {"aws:PrincipalArn": "ROLE"}}, "allowed"),
        (session("other"), {"ArnNotEquals": {"aws:PrincipalArn": "ROLE"}}, "explicitDeny"),
        (
            Principal("service", "codebuild.amazonaws.com"),
            {"StringNotEqualsIfExists": {"aws:PrincipalServiceName": "codebuild.amazonaws.com"}},
            "allowed",
        ),
        (
            Principal("service", "s3.amazonaws.com"),
            {"StringNotEqualsIfExists": {"aws:PrincipalServiceName": "codebuild.amazonaws.com"}},
            "explicitDeny",
        ),
    ],
)
def test_a_condition_on_the_principal_stands_in_for_not_principal(
    principal: Principal, condition: dict[str, dict[str, str]], expected: str
) -> None:
    """.../reference_policies_elements_notprincipal.html#notprincipal-alternatives"""
    role = f"arn:aws:iam::{ACCOUNT}:role/read-only-role"
    replaced = {
        name: {key: role if value == "ROLE" else value for key, value in keys.items()}
        for name, keys in condition.items()
    }
    bucket = named(allow("s3:*", Principal="*"), deny("s3:*", Principal="*", Condition=replaced))
    assert verdict(decide(principal, "s3:GetObject", "arn:aws:s3:::b/a", Policies(resource=bucket))) == expected
