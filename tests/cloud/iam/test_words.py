"""AWS's words for what is denied, and ours for why."""

from __future__ import annotations

import pytest

from awslab.cloud.iam.policies.document import Document
from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies, PolicyKind
from awslab.cloud.iam.policies.words import explicit_context, implicit_context, refusal_message
from tests.cloud.iam.policies import ACCOUNT, allow, decide, deny, named, root, user

_ARN = f"arn:aws:iam::{ACCOUNT}:policy/Example"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (PolicyKind.SERVICE_CONTROL, "because no service control policy allows the a:B action"),
        (PolicyKind.ENDPOINT, "because no VPC endpoint policy allows the a:B action"),
        (PolicyKind.BOUNDARY, "because no permissions boundary allows the a:B action"),
        (PolicyKind.SESSION, "because no session policy allows the a:B action"),
        (PolicyKind.RESOURCE, "because no resource-based policy allows the a:B action"),
        (PolicyKind.KEY, "because no resource-based policy allows the a:B action"),
        (PolicyKind.TRUST, "because no role trust policy allows the a:B action"),
        (PolicyKind.IDENTITY, "because no identity-based policy allows the a:B action"),
    ],
)
def test_an_implicit_deny_names_the_kind_that_is_lacking(kind: PolicyKind, expected: str) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"""
    assert implicit_context(kind, "a:B") == expected


@pytest.mark.parametrize(
    ("kind", "without_arn", "with_arn"),
    [
        (PolicyKind.SERVICE_CONTROL, "with an explicit deny in a service control policy", f": {_ARN}"),
        (PolicyKind.RESOURCE_CONTROL, "with an explicit deny in a resource control policy", f": {_ARN}"),
        (PolicyKind.ENDPOINT, "with an explicit deny in a VPC endpoint policy", ""),
        (PolicyKind.BOUNDARY, "with an explicit deny in a permissions boundary", f": {_ARN}"),
        (PolicyKind.SESSION, "with an explicit deny in a session policy", f": {_ARN}"),
        (PolicyKind.RESOURCE, "with an explicit deny in a resource-based policy", ""),
        (PolicyKind.TRUST, "with an explicit deny in the role trust policy", ""),
        (PolicyKind.IDENTITY, "with an explicit deny in an identity-based policy", f": {_ARN}"),
    ],
)
def test_an_explicit_deny_names_the_kind_and_the_policy(kind: PolicyKind, without_arn: str, with_arn: str) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"""
    assert explicit_context(kind, NamedPolicy("inline", Document()), "a:B") == without_arn
    assert explicit_context(kind, NamedPolicy("Example", Document(), _ARN), "a:B") == without_arn + with_arn


def test_s3_quotes_the_resource_and_says_policy_arn() -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html#access-denied-message-examples"""
    policy = NamedPolicy("Example", named(deny("s3:*")).document, _ARN)
    assert decide(user("MaryMajor"), "s3:GetObject", "arn:aws:s3:::b/a", Policies((policy,))).message == (
        f"User: arn:aws:iam::{ACCOUNT}:user/MaryMajor is not authorized to perform: s3:GetObject on resource: "
        f'"arn:aws:s3:::b/a" with an explicit deny in an identity-based policy, with policy ARN: {_ARN}'
    )


def test_the_whole_message_of_an_implicit_deny() -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"""
    resource = "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:*"
    message = decide(user("John"), "codedeploy:ListDeployments", resource, Policies()).message
    assert message == (
        "User: arn:aws:iam::123456789012:user/John is not authorized to perform: codedeploy:ListDeployments "
        "on resource: arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:* "
        "because no identity-based policy allows the codedeploy:ListDeployments action"
    )
    context = implicit_context(PolicyKind.IDENTITY, "codedeploy:ListDeployments")
    assert message == refusal_message(user("John").arn, "codedeploy:ListDeployments", resource, context)


def test_what_is_allowed_has_no_message_and_names_its_statement() -> None:
    decision = decide(
        user(), "s3:GetObject", "arn:aws:s3:::b/a", Policies((named(allow("s3:*", Sid="All"), name="p"),))
    )
    assert decision.message == ""
    assert (
        decision.sentence == 'Statement "All" of the identity-based policy p allows s3:GetObject on arn:aws:s3:::b/a.'
    )


def test_the_explanation_says_which_statement_came_nearest() -> None:
    policy = named(
        allow("s3:GetObject", "arn:aws:s3:::other/*", Sid="Other"),
        allow("s3:*", Sid="Home", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}),
        allow("ec2:*", Sid="Machines"),
        name="mine",
    )
    there = decide(user(), "s3:GetObject", "arn:aws:s3:::b/a", Policies((policy,)), {"aws:SourceIp": ("1.2.3.4",)})
    assert there.sentence == (
        "No identity-based policy allows s3:GetObject on arn:aws:s3:::b/a to arn:aws:iam::123456789012:user/ann. "
        'Statement "Home" of the identity-based policy mine allows it under a condition that does not hold '
        "(IpAddress aws:SourceIp 10.0.0.0/8; the request has 1.2.3.4)."
    )
    absent = decide(user(), "s3:GetObject", "arn:aws:s3:::b/a", Policies((policy,)))
    assert "it is not there" in absent.sentence


def test_the_explanation_says_that_a_policy_allows_others() -> None:
    bucket = named(allow("s3:*", Principal={"AWS": user("bob").arn}), name="bucket b")
    decision = decide(
        user(account="999999999999"),
        "s3:GetObject",
        "arn:aws:s3:::b/a",
        Policies((named(allow("*")),), resource=bucket),
        owner=ACCOUNT,
    )
    assert decision.sentence.endswith(
        "Statement number 1 of the resource-based policy bucket b allows it, but to others."
    )


def test_the_root_user_is_explained() -> None:
    assert "root user" in decide(root(), "s3:GetObject", "arn:aws:s3:::b/a", Policies()).sentence
