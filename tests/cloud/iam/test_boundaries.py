"""Permissions boundaries, session policies, and what they limit."""

from __future__ import annotations

import pytest

from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from awslab.cloud.iam.policies.request import Principal
from tests.cloud.iam.policies import ACCOUNT, allow, decide, deny, federated, named, root, session, user, verdict

_SHIRLEY = named(allow(["s3:*", "cloudwatch:*", "ec2:*"]))
_CREATE_USER = named(allow("iam:CreateUser"))
_X_COMPANY = named(
    allow(["s3:*", "cloudwatch:*", "ec2:*", "dynamodb:*"], Sid="ServiceBoundaries"),
    allow(["iam:ListUsers", "iam:GetAccountPasswordPolicy"], Sid="AllowIAMConsoleForCredentials"),
    allow(
        ["iam:*AccessKey*", "iam:ChangePassword", "iam:GetUser", "iam:*SigningCertificate*"],
        ["arn:aws:iam::*:user/${aws:username}"],
        Sid="AllowManageOwnPasswordAndAccessKeys",
    ),
    deny("s3:*", ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"], Sid="DenyS3Logs"),
    deny("ec2:*", "arn:aws:ec2:*:*:instance/i-1234567890abcdef0", Sid="DenyEC2Production"),
)
_DELEGATED = named(
    allow(
        ["iam:AttachUserPolicy", "iam:CreateUser", "iam:PutUserPolicy"],
        Sid="CreateOrChangeOnlyWithBoundary",
        Condition={"StringEquals": {"iam:PermissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/XCompanyBoundaries"}},
    ),
    {
        "Sid": "CloudWatchAndOtherIAMTasks",
        "Effect": "Allow",
        "Action": ["cloudwatch:*", "iam:DeletePolicy", "iam:DeleteUser"],
        "NotResource": f"arn:aws:iam::{ACCOUNT}:user/Maria",
    },
    deny("iam:DeletePolicy", f"arn:aws:iam::{ACCOUNT}:policy/XCompanyBoundaries", Sid="NoBoundaryPolicyEdit"),
    deny("iam:DeleteUserPermissionsBoundary", Sid="NoBoundaryUserDelete"),
)
_ZHANG = named(
    allow("iam:*", Sid="IAM"),
    allow(["cloudwatch:GetDashboard", "cloudwatch:ListMetrics"], Sid="CloudWatchLimited"),
    allow("s3:ListBucket", "arn:aws:s3:::ZhangBucket", Sid="S3BucketContents"),
)
_NIKHIL = named(allow("iam:*"), allow(["s3:Get*", "s3:List*"]))
_LOGS = named(allow("s3:PutObject", "arn:aws:s3:::logs/*", Principal={"AWS": user("Nikhil").arn}))
_SECRET = named(allow("secretsmanager:GetSecretValue", "*", Principal={"AWS": user("Nikhil").arn}))
_WITH = {"iam:PermissionsBoundary": (f"arn:aws:iam::{ACCOUNT}:policy/XCompanyBoundaries",)}
_IAM = f"arn:aws:iam::{ACCOUNT}:"


@pytest.mark.parametrize(
    ("name", "action", "resource", "policies", "context", "expected"),
    [
        ("Shirley", "iam:CreateUser", "*", Policies((_CREATE_USER,), _SHIRLEY), {}, "BOUNDARY"),
        ("Shirley", "s3:ListBucket", "*", Policies((_CREATE_USER,), _SHIRLEY), {}, "IDENTITY"),
        ("Shirley", "s3:ListBucket", "*", Policies((named(allow("s3:*")),), _SHIRLEY), {}, "allowed"),
        ("Zhang", "iam:CreateUser", _IAM + "user/Nikhil", Policies((_ZHANG,), _DELEGATED), {}, "BOUNDARY"),
        ("Zhang", "iam:CreateUser", _IAM + "user/Nikhil", Policies((_ZHANG,), _DELEGATED), _WITH, "allowed"),
        ("Zhang", "iam:DeleteUser", _IAM + "user/Maria", Policies((_ZHANG,), _DELEGATED), {}, "BOUNDARY"),
        ("Zhang", "iam:DeleteUser", _IAM + "user/Nikhil", Policies((_ZHANG,), _DELEGATED), {}, "allowed"),
        (
            "Zhang",
            "iam:DeletePolicy",
            _IAM + "policy/XCompanyBoundaries",
            Policies((_ZHANG,), _DELEGATED),
            {},
            "explicitDeny",
        ),
        (
            "Zhang",
            "iam:DeleteUserPermissionsBoundary",
            _IAM + "user/Zhang",
            Policies((_ZHANG,), _DELEGATED),
            {},
            "explicitDeny",
        ),
        ("Zhang", "cloudwatch:ListMetrics", "*", Policies((_ZHANG,), _DELEGATED), {}, "allowed"),
        ("Zhang", "cloudwatch:PutMetricData", "*", Policies((_ZHANG,), _DELEGATED), {}, "IDENTITY"),
        ("Zhang", "s3:ListBucket", "arn:aws:s3:::ZhangBucket", Policies((_ZHANG,), _DELEGATED), {}, "BOUNDARY"),
        ("Nikhil", "iam:ChangePassword", _IAM + "user/Nikhil", Policies((_NIKHIL,), _X_COMPANY), {}, "allowed"),
        ("Nikhil", "iam:ChangePassword", _IAM + "user/Zhang", Policies((_NIKHIL,), _X_COMPANY), {}, "BOUNDARY"),
        ("Nikhil", "iam:CreateUser", _IAM + "user/Other", Policies((_NIKHIL,), _X_COMPANY), {}, "BOUNDARY"),
        ("Nikhil", "s3:GetObject", "arn:aws:s3:::any/a", Policies((_NIKHIL,), _X_COMPANY), {}, "allowed"),
        ("Nikhil", "s3:PutObject", "arn:aws:s3:::logs/a", Policies((), _X_COMPANY, resource=_LOGS), {}, "explicitDeny"),
        (
            "Nikhil",
            "secretsmanager:GetSecretValue",
            "arn:aws:secretsmanager:eu-west-1:1:secret:s",
            Policies((), _X_COMPANY, resource=_SECRET),
            {},
            "allowed",
        ),
    ],
)
def test_the_boundaries_of_shirley_zhang_and_nikhil(
    name: str, action: str, resource: str, policies: Policies, context: dict[str, tuple[str, ...]], expected: str
) -> None:
    """.../access_policies_boundaries.html"""
    assert verdict(decide(user(name), action, resource, policies, context)) == expected


_NOTHING = named(allow("ec2:*"))
_ROLE = f"arn:aws:iam::{ACCOUNT}:role/app"
_LIMITS = {
    "none": Policies(),
    "boundary": Policies(boundary=_NOTHING),
    "session": Policies(session=(_NOTHING,)),
    "denying boundary": Policies(boundary=named(allow("*"), deny("x:*"))),
}


@pytest.mark.parametrize(
    ("principal", "named_as", "limit", "expected"),
    [
        (user(), user().arn, "none", "allowed"),
        (user(), user().arn, "boundary", "allowed"),
        (user(), user().arn, "denying boundary", "explicitDeny"),
        (user(), "*", "boundary", "allowed"),
        (user(), ACCOUNT, "none", "IDENTITY"),
        (user(), f"arn:aws:iam::{ACCOUNT}:root", "none", "IDENTITY"),
        (user(), user("bob").arn, "none", "IDENTITY"),
        (session(), _ROLE, "none", "allowed"),
        (session(), _ROLE, "boundary", "BOUNDARY"),
        (session(), _ROLE, "session", "SESSION"),
        (session(), session().arn, "none", "allowed"),
        (session(), session().arn, "boundary", "allowed"),
        (session(), session().arn, "session", "allowed"),
        (session(), session().arn, "denying boundary", "explicitDeny"),
        (session(), session(name="other").arn, "none", "IDENTITY"),
        (session(), "*", "boundary", "allowed"),
        (session(), "*", "session", "allowed"),
        (session(), ACCOUNT, "none", "IDENTITY"),
        (federated(), federated().arn, "none", "allowed"),
        (federated(), federated().arn, "session", "allowed"),
        (federated(), user("ann").arn, "session", "SESSION"),
        (federated(), user("ann").arn, "boundary", "BOUNDARY"),
        (root(), ACCOUNT, "none", "allowed"),
        (root(), user("bob").arn, "none", "allowed"),
    ],
)
def test_how_directly_a_resource_policy_names_someone_decides_what_limits_it(
    principal: Principal, named_as: str, limit: str, expected: str
) -> None:
    """.../reference_policies_evaluation-logic_policy-eval-denyallow.html, "Resource-based policies"; for accounts
    .../reference_policies_elements_principal.html#principal-accounts"""
    limits = _LIMITS[limit]
    policies = Policies(
        boundary=limits.boundary,
        session=limits.session,
        resource=named(allow("x:Read", "*", Principal={"AWS": named_as})),
    )
    assert verdict(decide(principal, "x:Read", "arn:aws:x:::y", policies)) == expected


def test_a_role_named_in_a_condition_under_everyone_is_not_limited() -> None:
    """.../reference_policies_elements_principal.html#principal-roles: aws:PrincipalArn with a wildcard principal."""
    only_app = {"ArnEquals": {"aws:PrincipalArn": _ROLE}}
    policies = Policies(
        boundary=_NOTHING, resource=named(allow("x:Read", "*", Principal="*", Condition=only_app)), session=(_NOTHING,)
    )
    assert decide(session(), "x:Read", "arn:aws:x:::y", policies).allowed
    assert not decide(session("web"), "x:Read", "arn:aws:x:::y", policies).allowed


@pytest.mark.parametrize(
    ("principal", "identity", "sessions", "expected"),
    [
        (session(), (named(allow("x:*")),), None, "allowed"),
        (session(), (named(allow("x:*")),), (named(allow("x:Read")),), "allowed"),
        (session(), (named(allow("x:*")),), (named(allow("x:Write")),), "SESSION"),
        (session(), (named(allow("x:*")),), (named(allow("x:*"), deny("x:Read")),), "explicitDeny"),
        (session(), (), (named(allow("x:*")),), "IDENTITY"),
        (federated(), (named(allow("x:*")),), None, "SESSION"),
        (federated(), (named(allow("x:*")),), (named(allow("x:Read")),), "allowed"),
    ],
)
def test_a_session_may_what_its_policies_and_its_identity_allow_both(
    principal: Principal,
    identity: tuple[NamedPolicy, ...],
    sessions: tuple[NamedPolicy, ...] | None,
    expected: str,
) -> None:
    """.../reference_policies_evaluation-logic_policy-eval-denyallow.html, "Session policies"; without one a federated
    user may nothing: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html"""
    assert verdict(decide(principal, "x:Read", "*", Policies(identity, session=sessions))) == expected
