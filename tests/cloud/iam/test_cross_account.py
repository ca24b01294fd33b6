"""Requests from one account to a resource of another."""

from __future__ import annotations

import pytest

from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from awslab.cloud.iam.policies.request import Principal
from tests.cloud.iam.policies import ACCOUNT, allow, decide, deny, named, root, session, user, verdict

OTHER = "999999999999"


_DEMO = session("Demo", "carlos", "111111111111")
_PRODUCTION = "arn:aws:s3:::amzn-s3-demo-bucket-production"
_DEMO_POLICY = named(
    allow("s3:ListAllMyBuckets", "*", Sid="AllowS3ListRead"),
    allow("s3:*Object*", _PRODUCTION + "/*", Sid="AllowS3ProductionObjectActions"),
    deny("s3:*", ["arn:aws:s3:::*log*", "arn:aws:s3:::*log*/*"], Sid="DenyS3Logs"),
)
_PRODUCTION_POLICY = named(
    allow(
        ["s3:GetObject*", "s3:PutObject*", "s3:ReplicateObject", "s3:RestoreObject"],
        _PRODUCTION + "/*",
        Principal={"AWS": "arn:aws:iam::111111111111:role/Demo"},
    )
)


@pytest.mark.parametrize(
    ("action", "resource", "policies", "expected"),
    [
        ("s3:PutObject", _PRODUCTION + "-logs/x", Policies((_DEMO_POLICY,)), "explicitDeny"),
        ("s3:PutObject", _PRODUCTION + "/x", Policies((_DEMO_POLICY,), resource=_PRODUCTION_POLICY), "allowed"),
        ("s3:DeleteObject", _PRODUCTION + "/x", Policies((_DEMO_POLICY,), resource=_PRODUCTION_POLICY), "RESOURCE"),
        ("s3:PutObject", _PRODUCTION + "/x", Policies((), resource=_PRODUCTION_POLICY), "IDENTITY"),
        ("s3:PutObject", _PRODUCTION + "/x", Policies((_DEMO_POLICY,)), "RESOURCE"),
        (
            "s3:PutObject",
            _PRODUCTION + "/x",
            Policies((_DEMO_POLICY,), boundary=named(allow("ec2:*")), resource=_PRODUCTION_POLICY),
            "BOUNDARY",
        ),
        (
            "s3:PutObject",
            _PRODUCTION + "/x",
            Policies((_DEMO_POLICY,), session=(named(allow("ec2:*")),), resource=_PRODUCTION_POLICY),
            "SESSION",
        ),
    ],
)
def test_across_accounts_both_must_allow(action: str, resource: str, policies: Policies, expected: str) -> None:
    """.../reference_policies_evaluation-logic-cross-account.html"""
    assert verdict(decide(_DEMO, action, resource, policies, owner="222222222222")) == expected


_BUCKET_A = named(allow("s3:*", "arn:aws:s3:::BucketA/*", Principal={"AWS": "arn:aws:iam::111122223333:root"}))
_READ = named(allow(["s3:Get*", "s3:List*"], "arn:aws:s3:::BucketA/*"))


@pytest.mark.parametrize(
    ("principal", "action", "identity", "expected"),
    [
        (user("User2", "111122223333"), "s3:GetObject", (_READ,), "allowed"),
        (user("User2", "111122223333"), "s3:PutObject", (_READ,), "IDENTITY"),
        (user("User1", "111122223333"), "s3:GetObject", (), "IDENTITY"),
        (root("111122223333"), "s3:DeleteObject", (), "allowed"),
        (user("User2", OTHER), "s3:GetObject", (_READ,), "RESOURCE"),
        (root(OTHER), "s3:GetObject", (), "RESOURCE"),
    ],
)
def test_an_account_delegates_what_it_was_given(
    principal: Principal, action: str, identity: tuple[NamedPolicy, ...], expected: str
) -> None:
    """.../access_policies-cross-account-resource-access.html#access_policies-cross-account-delegating-resource-based-policies"""
    decision = decide(
        principal, action, "arn:aws:s3:::BucketA/a", Policies(identity, resource=_BUCKET_A), owner=ACCOUNT
    )
    assert verdict(decision) == expected
