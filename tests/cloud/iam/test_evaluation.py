"""Which policies decide: the examples of the evaluation-logic pages."""

from __future__ import annotations

import pytest

from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from tests.cloud.iam.policies import ACCOUNT, allow, decide, deny, named, root, user, verdict

_CARLOS = user("carlossalazar")
_OWN = "arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar"
_CARLOS_POLICY = named(
    allow(
        ["s3:GetBucketLocation", "s3:GetAccountPublicAccessBlock", "s3:ListAccessPoints", "s3:ListAllMyBuckets"],
        "arn:aws:s3:::*",
        Sid="AllowS3ListRead",
    ),
    allow("s3:*", [_OWN + "/*", _OWN], Sid="AllowS3Self"),
    deny("s3:*", "arn:aws:s3:::*log*", Sid="DenyS3Logs"),
)
_CARLOS_BUCKET = named(allow("s3:*", [_OWN + "/*", _OWN], Principal={"AWS": _CARLOS.arn}))


@pytest.mark.parametrize(
    ("action", "resource", "has_identity", "has_resource", "expected", "sid"),
    [
        ("s3:PutObject", _OWN + "-logs/file", True, True, "explicitDeny", "DenyS3Logs"),
        ("s3:PutObject", _OWN + "/file", True, True, "allowed", "AllowS3Self"),
        ("s3:PutObject", _OWN + "/file", True, False, "allowed", "AllowS3Self"),
        ("s3:PutObject", _OWN + "/file", False, True, "allowed", ""),
        ("s3:PutObject", _OWN + "/file", False, False, "IDENTITY", None),
        ("s3:PutObject", _OWN + "/catalog", True, True, "explicitDeny", "DenyS3Logs"),
        ("s3:ListAllMyBuckets", "arn:aws:s3:::*", True, True, "allowed", "AllowS3ListRead"),
        ("s3:PutObject", "arn:aws:s3:::another/file", True, True, "IDENTITY", None),
    ],
)
def test_carlos_and_his_bucket(
    action: str, resource: str, has_identity: bool, has_resource: bool, expected: str, sid: str | None
) -> None:
    """.../reference_policies_evaluation-logic_policy-eval-basics.html"""
    policies = Policies(
        identity=(_CARLOS_POLICY,) if has_identity else (), resource=_CARLOS_BUCKET if has_resource else None
    )
    decision = decide(_CARLOS, action, resource, policies)
    assert verdict(decision) == expected
    assert (decision.statement and decision.statement.statement.sid) == sid


_REPORTS = named(allow(["iam:Get*", "iam:List*"], Sid="AllowGetList"), deny("iam:*Report", Sid="DenyReports"))
_MORE = named(allow("iam:GenerateCredentialReport"))


@pytest.mark.parametrize(
    ("action", "identity", "expected"),
    [
        ("iam:GetUser", (_REPORTS,), "allowed"),
        ("iam:ListUsers", (_REPORTS,), "allowed"),
        ("iam:CreatePolicy", (_REPORTS,), "IDENTITY"),
        ("iam:GetOrganizationsAccessReport", (_REPORTS,), "explicitDeny"),
        ("iam:GenerateCredentialReport", (_REPORTS, _MORE), "explicitDeny"),
        ("iam:GenerateCredentialReport", (_MORE,), "allowed"),
    ],
)
def test_a_deny_overrides_and_silence_denies(action: str, identity: tuple[NamedPolicy, ...], expected: str) -> None:
    """.../reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html"""
    assert verdict(decide(user(), action, "*", Policies(identity))) == expected


_X, _Y, _Z = (f"arn:aws:x:::{name}" for name in "XYZ")
_NAMES = {name: {"AWS": f"arn:aws:iam::{ACCOUNT}:user/{name}"} for name in ("John", "Carlos", "Mary", "Zhang")}
_IDENTITIES = {
    "John": (named(allow(["x:List", "x:Read"], _X)),),
    "Carlos": (named(allow(["x:List", "x:Read"], [_Y, _Z])),),
    "Mary": (named(allow(["x:List", "x:Read", "x:Write"])),),
    "Zhang": (),
}
_ON_RESOURCES = {
    _X: named(
        allow(["x:List", "x:Read"], _X, Principal=_NAMES["John"]),
        allow(["x:List", "x:Read"], _X, Principal=_NAMES["Mary"]),
    ),
    _Y: named(
        allow(["x:List", "x:Write"], _Y, Principal=_NAMES["Carlos"]),
        allow(["x:List", "x:Read"], _Y, Principal=_NAMES["Zhang"]),
    ),
    _Z: named(deny("x:*", _Z, Principal=_NAMES["Carlos"]), allow("x:*", _Z, Principal=_NAMES["Zhang"])),
}


@pytest.mark.parametrize(
    ("name", "action", "resource", "expected"),
    [
        ("John", "x:Read", _X, "allowed"),
        ("John", "x:Write", _X, "IDENTITY"),
        ("Carlos", "x:Read", _Y, "allowed"),
        ("Carlos", "x:Write", _Y, "allowed"),
        ("Carlos", "x:Read", _Z, "explicitDeny"),
        ("Mary", "x:Write", _X, "allowed"),
        ("Mary", "x:Write", _Y, "allowed"),
        ("Mary", "x:Write", _Z, "allowed"),
        ("Zhang", "x:Delete", _Z, "allowed"),
        ("Zhang", "x:Read", _Y, "allowed"),
        ("Zhang", "x:Write", _Y, "IDENTITY"),
        ("Zhang", "x:Read", _X, "IDENTITY"),
    ],
)
def test_john_carlos_mary_and_zhang(name: str, action: str, resource: str, expected: str) -> None:
    """.../access_policies_identity-vs-resource.html"""
    policies = Policies(_IDENTITIES[name], resource=_ON_RESOURCES[resource])
    assert verdict(decide(user(name), action, resource, policies)) == expected


def test_the_root_user_needs_no_policy_but_is_held_by_a_deny() -> None:
    """.../reference_policies_evaluation-logic_policy-eval-denyallow.html"""
    closed = named(deny("s3:*", Principal="*"))
    assert decide(root(), "s3:DeleteBucket", "arn:aws:s3:::b", Policies()).allowed
    assert not decide(root(), "s3:DeleteBucket", "arn:aws:s3:::b", Policies(resource=closed)).allowed
