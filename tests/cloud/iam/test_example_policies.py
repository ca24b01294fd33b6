"""The user guide's example policies, as wholes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from awslab.cloud.iam.policies.request import Principal
from tests.cloud.iam.policies import Context, Statement, allow, decide, deny, named, session, user, verdict

_BUCKET = "arn:aws:s3:::amzn-s3-demo-bucket"
_REGIONS: Statement = {
    "Sid": "DenyAllOutsideRequestedRegions",
    "Effect": "Deny",
    "NotAction": ["cloudfront:*", "iam:*", "organizations:*", "route53:*", "support:*"],
    "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3"]}},
}
_COMPANY = deny("*", Condition={"NotIpAddress": {"aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"]}})
_OWN = named(
    allow(
        ["ec2:StartInstances", "ec2:StopInstances"],
        "arn:aws:ec2:*:*:instance/*",
        Condition={"StringEquals": {"aws:ResourceTag/Owner": "${aws:username}"}},
    ),
    allow("ec2:DescribeInstances"),
)
_HOME = named(
    allow(["s3:GetBucketLocation", "s3:ListAllMyBuckets"], Sid="S3ConsoleAccess"),
    allow(
        "s3:ListBucket",
        _BUCKET,
        Sid="ListObjectsInBucket",
        Condition={"StringLike": {"s3:prefix": ["", "home/", "home/${aws:username}/*"]}},
    ),
    allow("s3:*", [_BUCKET + "/home/${aws:username}", _BUCKET + "/home/${aws:username}/*"]),
)
_SPRING = named(
    allow(
        "service:Action",
        Condition={
            "DateGreaterThan": {"aws:CurrentTime": "2020-04-01T00:00:00Z"},
            "DateLessThan": {"aws:CurrentTime": "2020-06-30T23:59:59Z"},
        },
    )
)
_PASSING = named(allow("iam:PassRole", Condition={"StringEquals": {"iam:PassedToService": "cloudwatch.amazonaws.com"}}))
_INSTANCE = "arn:aws:ec2:eu-west-1:123456789012:instance/i-1"
_SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s"


def _with_everything(statement: Statement) -> NamedPolicy:
    return named(allow("*"), statement)


@pytest.mark.parametrize(
    ("policy", "principal", "action", "resource", "context", "expected"),
    [
        # reference_policies_examples_aws_deny-requested-region.html
        (
            _with_everything(_REGIONS),
            user(),
            "ec2:RunInstances",
            "*",
            {"aws:RequestedRegion": ("eu-west-1",)},
            "allowed",
        ),
        (
            _with_everything(_REGIONS),
            user(),
            "ec2:RunInstances",
            "*",
            {"aws:RequestedRegion": ("us-east-1",)},
            "explicitDeny",
        ),
        (_with_everything(_REGIONS), user(), "iam:CreateUser", "*", {"aws:RequestedRegion": ("us-east-1",)}, "allowed"),
        (named(_REGIONS), user(), "ec2:RunInstances", "*", {"aws:RequestedRegion": ("eu-west-1",)}, "IDENTITY"),
        # reference_policies_examples_aws_deny-ip.html
        (_with_everything(_COMPANY), user(), "ec2:RunInstances", "*", {"aws:SourceIp": ("192.0.2.9",)}, "allowed"),
        (_with_everything(_COMPANY), user(), "ec2:RunInstances", "*", {"aws:SourceIp": ("192.0.3.9",)}, "explicitDeny"),
        # reference_policies_examples_ec2_tag-owner.html
        (_OWN, user("ann"), "ec2:StopInstances", _INSTANCE, {"aws:ResourceTag/Owner": ("ann",)}, "allowed"),
        (_OWN, user("bob"), "ec2:StopInstances", _INSTANCE, {"aws:ResourceTag/Owner": ("ann",)}, "IDENTITY"),
        (_OWN, user("ann"), "ec2:StopInstances", _INSTANCE, {}, "IDENTITY"),
        (_OWN, user("ann"), "ec2:TerminateInstances", _INSTANCE, {"aws:ResourceTag/Owner": ("ann",)}, "IDENTITY"),
        (_OWN, user("bob"), "ec2:DescribeInstances", "*", {}, "allowed"),
        # reference_policies_examples_s3_home-directory-console.html
        (_HOME, user("ann"), "s3:PutObject", _BUCKET + "/home/ann/a", {}, "allowed"),
        (_HOME, user("ann"), "s3:PutObject", _BUCKET + "/home/bob/a", {}, "IDENTITY"),
        (_HOME, user("ann"), "s3:ListBucket", _BUCKET, {"s3:prefix": ("",)}, "allowed"),
        (_HOME, user("ann"), "s3:ListBucket", _BUCKET, {"s3:prefix": ("home/ann/2026/",)}, "allowed"),
        (_HOME, user("ann"), "s3:ListBucket", _BUCKET, {"s3:prefix": ("home/bob/",)}, "IDENTITY"),
        (_HOME, user("ann"), "s3:ListBucket", _BUCKET, {}, "IDENTITY"),
        (_HOME, session("ann"), "s3:PutObject", _BUCKET + "/home/ann/a", {}, "IDENTITY"),
        # reference_policies_examples_aws-dates.html
        (_SPRING, user(), "service:Action", "*", {"aws:CurrentTime": ("2020-05-01T00:00:00Z",)}, "allowed"),
        (_SPRING, user(), "service:Action", "*", {"aws:CurrentTime": ("2020-03-31T23:59:59Z",)}, "IDENTITY"),
        (_SPRING, user(), "service:Action", "*", {"aws:CurrentTime": ("2020-07-01T00:00:00Z",)}, "IDENTITY"),
        # reference_policies_examples_iam-passrole-service.html
        (_PASSING, user(), "iam:PassRole", "*", {"iam:PassedToService": ("cloudwatch.amazonaws.com",)}, "allowed"),
        (_PASSING, user(), "iam:PassRole", "*", {"iam:PassedToService": ("ec2.amazonaws.com",)}, "IDENTITY"),
    ],
)
def test_an_example_policy_does_what_its_page_says(
    policy: NamedPolicy, principal: Principal, action: str, resource: str, context: Context, expected: str
) -> None:
    assert verdict(decide(principal, action, resource, Policies((policy,)), context)) == expected


_TAGS = ("access-project", "access-team", "cost-center")
_ABAC = named(
    allow(
        "secretsmanager:*",
        Sid="AllActionsSecretsManagerSameProjectSameTeam",
        Condition={
            "StringEquals": {f"aws:ResourceTag/{tag}": f"${{aws:PrincipalTag/{tag}}}" for tag in _TAGS},
            "ForAllValues:StringEquals": {"aws:TagKeys": [*_TAGS, "Name", "OwnedBy"]},
            "StringEqualsIfExists": {f"aws:RequestTag/{tag}": f"${{aws:PrincipalTag/{tag}}}" for tag in _TAGS},
        },
    ),
    allow(["secretsmanager:GetRandomPassword", "secretsmanager:ListSecrets"], Sid="AllResourcesSecretsManagerNoTags"),
    allow(
        ["secretsmanager:Describe*", "secretsmanager:Get*", "secretsmanager:List*"],
        Sid="ReadSecretsManagerSameTeam",
        Condition={"StringEquals": {"aws:ResourceTag/access-team": "${aws:PrincipalTag/access-team}"}},
    ),
    deny(
        "secretsmanager:UntagResource",
        Sid="DenyUntagSecretsManagerReservedTags",
        Condition={"ForAnyValue:StringLike": {"aws:TagKeys": "access-*"}},
    ),
    deny("secretsmanager:*Policy", Sid="DenyPermissionsManagement"),
)
_PEG_ENG = {"access-project": "peg", "access-team": "eng", "cost-center": "987654"}
_UNI_ENG = {"access-project": "uni", "access-team": "eng", "cost-center": "123456"}
_PEG_QAS = {"access-project": "peg", "access-team": "qas", "cost-center": "987654"}


def _held(tags: Mapping[str, str], kind: str = "ResourceTag") -> dict[str, tuple[str, ...]]:
    return {f"aws:{kind}/{key}": (value,) for key, value in tags.items()}


@pytest.mark.parametrize(
    ("action", "context", "expected"),
    [
        (
            "CreateSecret",
            _held(_PEG_ENG) | _held(_PEG_ENG, "RequestTag") | {"aws:TagKeys": (*_TAGS, "Name")},
            "allowed",
        ),
        ("CreateSecret", _held(_PEG_ENG) | _held(_UNI_ENG, "RequestTag") | {"aws:TagKeys": _TAGS}, "IDENTITY"),
        ("CreateSecret", _held(_PEG_ENG) | {"aws:TagKeys": (*_TAGS, "Color")}, "IDENTITY"),
        ("UpdateSecret", _held(_PEG_ENG), "allowed"),
        ("UpdateSecret", _held(_UNI_ENG), "IDENTITY"),
        ("GetSecretValue", _held(_UNI_ENG), "allowed"),
        ("GetSecretValue", _held(_PEG_QAS), "IDENTITY"),
        ("ListSecrets", {}, "allowed"),
        ("DeleteSecret", {}, "IDENTITY"),
        ("UntagResource", _held(_PEG_ENG) | {"aws:TagKeys": ("access-team",)}, "explicitDeny"),
        ("UntagResource", _held(_PEG_ENG) | {"aws:TagKeys": ("Name",)}, "allowed"),
        ("DeleteResourcePolicy", _held(_PEG_ENG), "explicitDeny"),
    ],
)
def test_the_tutorial_of_attribute_based_access_control(action: str, context: Context, expected: str) -> None:
    """.../tutorial_attribute-based-access-control.html: a role with the tags of project peg, team eng."""
    role = session("access-peg-engineering", tags=_PEG_ENG)
    assert verdict(decide(role, f"secretsmanager:{action}", _SECRET, Policies((_ABAC,)), context)) == expected


@pytest.mark.parametrize(("tags", "expected"), [(_PEG_ENG, "allowed"), (_UNI_ENG, "IDENTITY"), ({}, "IDENTITY")])
def test_the_tutorials_users_assume_the_role_of_their_tags(tags: Mapping[str, str], expected: str) -> None:
    """.../tutorial_attribute-based-access-control.html, step 1."""
    equal = {f"iam:ResourceTag/{tag}": f"${{aws:PrincipalTag/{tag}}}" for tag in _TAGS}
    assume = named(
        allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/access-*", Condition={"StringEquals": equal})
    )
    held = {f"iam:ResourceTag/{key}": (value,) for key, value in _PEG_ENG.items()}
    role = "arn:aws:iam::123456789012:role/access-peg-engineering"
    asked = decide(user(tags=tags), "sts:AssumeRole", role, Policies((assume,)), held)
    assert verdict(asked) == expected
