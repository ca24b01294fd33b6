"""The policy simulator, through boto3.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.cloud.iam.policies import ACCOUNT, Statement, allow, deny
from tests.conftest import Client

_READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
_BUCKET = "arn:aws:s3:::my-test-bucket"
_USER = f"arn:aws:iam::{ACCOUNT}:user/"


@pytest.fixture
def iam(client: Client) -> Any:
    return client("iam")


def _text(*statements: Statement) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def _decisions(response: Any) -> dict[str, str]:
    return {each["EvalActionName"]: each["EvalDecision"] for each in response["EvaluationResults"]}


def test_jill_may_put_and_get_but_not_delete(iam: Any) -> None:
    """API_SimulatePrincipalPolicy.html, "Simulating a Policy": Jill has AmazonS3ReadOnlyAccess."""
    iam.create_user(UserName="Jill")
    iam.attach_user_policy(UserName="Jill", PolicyArn=_READ_ONLY)
    added = '{\n  "Version":"2012-10-17",\n  "Statement": {\n    "Effect":"Allow",\n    "Action":"s3:PutObject",\n'
    added += '    "Resource":"arn:aws:s3:::my-test-bucket"\n  }\n}'
    response = iam.simulate_principal_policy(
        PolicySourceArn=_USER + "Jill",
        ActionNames=["s3:PutObject", "s3:GetObject", "s3:DeleteObject"],
        ResourceArns=[_BUCKET],
        PolicyInputList=[added],
    )
    assert _decisions(response) == {
        "s3:PutObject": "allowed",
        "s3:GetObject": "allowed",
        "s3:DeleteObject": "implicitDeny",
    }
    put, get, delete = response["EvaluationResults"]
    assert put["MatchedStatements"] == [
        {
            "SourcePolicyId": "PolicyInputList.1",
            "SourcePolicyType": "IAM Policy",
            "StartPosition": {"Line": 3, "Column": 16},
            "EndPosition": {"Line": 7, "Column": 4},
        }
    ]
    assert [each["SourcePolicyId"] for each in get["MatchedStatements"]] == ["AmazonS3ReadOnlyAccess"]
    assert delete["MatchedStatements"] == []
    assert response["IsTruncated"] is False


def test_a_bucket_needs_mfa(iam: Any) -> None:
    """API_SimulateCustomPolicy.html, "Using Context Keys in a Policy Simulation": allowed with the key, and without it
    the key is missing."""
    with_mfa = allow(
        "s3:ListBucket", "arn:aws:s3:::teambucket", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    )
    asked = {
        "PolicyInputList": [_text(with_mfa)],
        "ActionNames": ["s3:ListBucket"],
        "ResourceArns": ["arn:aws:s3:::teambucket"],
    }
    entry = {"ContextKeyName": "aws:MultiFactorAuthPresent", "ContextKeyType": "boolean", "ContextKeyValues": ["true"]}
    (result,) = iam.simulate_custom_policy(**asked, ContextEntries=[entry])["EvaluationResults"]
    assert (result["EvalDecision"], result["MissingContextValues"]) == ("allowed", [])
    (result,) = iam.simulate_custom_policy(**asked)["EvaluationResults"]
    assert (result["EvalDecision"], result["MissingContextValues"]) == ("implicitDeny", ["aws:MultiFactorAuthPresent"])


def test_mateo_is_let_in_by_the_bucket(iam: Any) -> None:
    """API_SimulateCustomPolicy.html, "Same-Account Simulation"."""
    mateo = "arn:aws:iam::111122223333:user/mateo"
    bucket = allow(["s3:List*", "s3:Put*"], "arn:aws:s3:::production/*", Principal={"AWS": mateo})
    (result,) = iam.simulate_custom_policy(
        ActionNames=["s3:PutObject"],
        CallerArn=mateo,
        ResourceArns=["arn:aws:s3:::production/Test"],
        ResourceOwner="arn:aws:iam::111122223333:root",
        PermissionsBoundaryPolicyInputList=[_text(allow("iam:*"))],
        PolicyInputList=[_text(allow("iam:*"))],
        ResourcePolicy=_text(bucket),
    )["EvaluationResults"]
    assert result["EvalDecision"] == "allowed"
    assert result["EvalDecisionDetails"] == {}
    assert result["EvalResourceName"] == "arn:${Partition}:s3:::${BucketName}/${ObjectName}"
    (specific,) = result["ResourceSpecificResults"]
    assert specific["EvalResourceName"] == "arn:aws:s3:::production/Test"
    assert specific["EvalResourceDecision"] == "allowed"
    for each in (result, specific):
        assert each["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}
        (matched,) = each["MatchedStatements"]
        assert (matched["SourcePolicyId"], matched["SourcePolicyType"]) == ("ResourcePolicy", "Resource Policy")


def test_an_inline_policy_is_named_after_the_user(iam: Any) -> None:
    """API_SimulatePrincipalPolicy.html, "Same-Account Simulation": `user_admin_AdminUser`."""
    iam.create_user(UserName="admin")
    iam.put_user_policy(UserName="admin", PolicyName="AdminUser", PolicyDocument=_text(allow("iam:GetRole")))
    (result,) = iam.simulate_principal_policy(
        PolicySourceArn=_USER + "admin",
        ActionNames=["iam:GetRole"],
        ResourceArns=[f"arn:aws:iam::{ACCOUNT}:role/pol-sim-test"],
        PermissionsBoundaryPolicyInputList=[_text(allow(["iam:*", "s3:*"]))],
    )["EvaluationResults"]
    assert result["EvalDecision"] == "allowed"
    assert result["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": True}
    assert [each["SourcePolicyId"] for each in result["MatchedStatements"]] == ["user_admin_AdminUser"]


def test_arnav_is_refused_across_accounts(iam: Any) -> None:
    """API_SimulatePrincipalPolicy.html, "Cross-Account Simulation"."""
    iam.create_user(UserName="arnav")
    bucket = allow(["s3:List*", "s3:Put*"], "arn:aws:s3:::mary/*", Principal={"AWS": _USER + "arnav"})
    (result,) = iam.simulate_principal_policy(
        ActionNames=["s3:PutObject"],
        ResourceArns=["arn:aws:s3:::mary/Test"],
        ResourceOwner="arn:aws:iam::999999999999:root",
        PolicySourceArn=_USER + "arnav",
        PermissionsBoundaryPolicyInputList=[_text(allow("iam:*"))],
        ResourcePolicy=_text(bucket),
    )["EvaluationResults"]
    details = {
        "IAM Policy": "implicitDeny",
        "Resource Policy": "allowed",
        "Permissions Boundary Policy": "implicitDeny",
    }
    (specific,) = result["ResourceSpecificResults"]
    assert (result["EvalDecision"], result["MatchedStatements"]) == ("implicitDeny", [])
    assert result["EvalDecisionDetails"] == specific["EvalDecisionDetails"] == details
    assert [each["SourcePolicyId"] for each in specific["MatchedStatements"]] == ["ResourcePolicy"]


def test_the_severest_decision_stands_for_all_resources(iam: Any) -> None:
    """API_EvaluationResult.html: one result for each action; a deny is its only statement."""
    policy = _text(allow("s3:*", Sid="All"), deny("s3:*", "arn:aws:s3:::logs/*", Sid="NoLogs"))
    asked = {"PolicyInputList": [policy], "ActionNames": ["s3:GetObject"]}
    (result,) = iam.simulate_custom_policy(**asked, ResourceArns=["arn:aws:s3:::a/b", "arn:aws:s3:::logs/b"])[
        "EvaluationResults"
    ]
    assert result["EvalDecision"] == "explicitDeny"
    assert len(result["MatchedStatements"]) == 1
    assert [each["EvalResourceDecision"] for each in result["ResourceSpecificResults"]] == ["allowed", "explicitDeny"]
    (result,) = iam.simulate_custom_policy(**asked)["EvaluationResults"]
    assert (result["EvalDecision"], result["EvalResourceName"]) == ("allowed", "*")
    assert "ResourceSpecificResults" not in result


def test_a_user_has_the_policies_of_the_groups_and_the_attached_boundary(iam: Any) -> None:
    iam.create_group(GroupName="writers")
    iam.put_group_policy(GroupName="writers", PolicyName="write", PolicyDocument=_text(allow("s3:Put*")))
    boundary = iam.create_policy(PolicyName="limit", PolicyDocument=_text(allow("s3:PutObject")))["Policy"]["Arn"]
    iam.create_user(UserName="ann", Path="/staff/", PermissionsBoundary=boundary)
    iam.add_user_to_group(GroupName="writers", UserName="ann")
    actions = ["s3:PutObject", "s3:PutBucketTagging"]
    response = iam.simulate_principal_policy(
        PolicySourceArn=f"arn:aws:iam::{ACCOUNT}:user/staff/ann", ActionNames=actions
    )
    assert _decisions(response) == {"s3:PutObject": "allowed", "s3:PutBucketTagging": "implicitDeny"}
    (matched,) = response["EvaluationResults"][0]["MatchedStatements"]
    assert matched["SourcePolicyId"] == "group_writers_write"
    of_group = iam.simulate_principal_policy(
        PolicySourceArn=f"arn:aws:iam::{ACCOUNT}:group/writers", ActionNames=actions
    )
    assert set(_decisions(of_group).values()) == {"allowed"}


def test_policies_can_be_left_out(iam: Any) -> None:
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html"""
    iam.create_user(UserName="ann")
    iam.attach_user_policy(UserName="ann", PolicyArn=_READ_ONLY)
    iam.put_user_policy(UserName="ann", PolicyName="no", PolicyDocument=_text(deny("s3:*")))

    def decision(*exclusions: dict[str, Any]) -> str:
        response = iam.simulate_principal_policy(
            PolicySourceArn=_USER + "ann", ActionNames=["s3:GetObject"], PolicyExclusionList=list(exclusions)
        )
        return _decisions(response)["s3:GetObject"]

    named = {"InlinePolicyIdentifier": {"PolicyName": "no", "AttachmentType": "user", "AttachmentName": "ann"}}
    assert decision() == "explicitDeny"
    assert decision({"PolicyType": "inline"}) == decision(named) == "allowed"
    assert decision(named, {"PolicyType": "aws-managed"}) == "implicitDeny"
    assert decision(named, {"PolicyArn": "arn:aws:iam::aws:policy/AmazonS3*"}) == "implicitDeny"


def test_a_service_control_policy_limits_what_the_policies_allow(iam: Any) -> None:
    """API_EvaluationResult.html: EvalDecisionDetails is not returned when a service control policy denies."""

    def simulate(*levels: Statement) -> Any:
        (result,) = iam.simulate_custom_policy(
            PolicyInputList=[_text(allow("s3:*"))],
            ActionNames=["s3:GetObject"],
            ResourceArns=["arn:aws:s3:::b/a"],
            OrderedOrganizationPolicyInputList=[{"ServiceControlPolicyInputList": [_text(each)]} for each in levels],
        )["EvaluationResults"]
        return result

    assert simulate(allow("*"), allow("s3:*"))["EvalDecision"] == "allowed"
    assert simulate(allow("*"), allow("ec2:*"))["EvalDecision"] == "implicitDeny"
    denied = simulate(allow("*"), deny("s3:*"))
    assert denied["EvalDecision"] == "explicitDeny"
    assert denied["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": False}
    assert denied["MatchedStatements"] == []
    assert "EvalDecisionDetails" not in denied


def test_results_come_in_pages(iam: Any) -> None:
    actions = [f"s3:Get{number}" for number in range(5)]
    paginator = iam.get_paginator("simulate_custom_policy")
    pages = list(
        paginator.paginate(
            PolicyInputList=[_text(allow("s3:*"))], ActionNames=actions, PaginationConfig={"PageSize": 2}
        )
    )
    assert [len(page["EvaluationResults"]) for page in pages] == [2, 2, 1]
    assert [each["EvalActionName"] for page in pages for each in page["EvaluationResults"]] == actions


def test_the_keys_that_policies_ask_for(iam: Any) -> None:
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html: Dave."""
    table = allow(
        "dynamodb:*",
        "arn:aws:dynamodb:us-east-2:123456789012:table/${aws:username}",
        Condition={"DateGreaterThan": {"aws:CurrentTime": "2015-08-16T12:00:00Z"}},
    )
    machines = allow("ec2:*", Condition={"StringEquals": {"ec2:InstanceType": "t2.micro"}})
    iam.create_user(UserName="Dave")
    iam.put_user_policy(UserName="Dave", PolicyName="table", PolicyDocument=_text(table))
    custom = iam.get_context_keys_for_custom_policy(PolicyInputList=[_text(table)])["ContextKeyNames"]
    assert custom == ["aws:username", "aws:CurrentTime"]
    both = iam.get_context_keys_for_principal_policy(PolicySourceArn=_USER + "Dave", PolicyInputList=[_text(machines)])[
        "ContextKeyNames"
    ]
    assert both == ["aws:username", "aws:CurrentTime", "ec2:InstanceType"]


@pytest.mark.parametrize(
    ("operation", "arguments", "code"),
    [
        ("simulate_principal_policy", {"PolicySourceArn": _USER + "nobody", "ActionNames": ["s3:Get"]}, "NoSuchEntity"),
        (
            "simulate_principal_policy",
            {"PolicySourceArn": f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s", "ActionNames": ["s3:Get"]},
            "InvalidInput",
        ),
        ("simulate_custom_policy", {"PolicyInputList": ["{"], "ActionNames": ["s3:Get"]}, "InvalidInput"),
        ("simulate_custom_policy", {"PolicyInputList": [_text(allow("*"))], "ActionNames": ["s3:*"]}, "InvalidInput"),
        (
            "simulate_custom_policy",
            {
                "PolicyInputList": [_text(allow("*"))],
                "ActionNames": ["s3:GetObject"],
                "ResourcePolicy": _text(allow("*", Principal="*")),
            },
            "InvalidInput",
        ),
        (
            "simulate_custom_policy",
            {"PolicyInputList": [_text(allow("*"))], "ActionNames": ["s3:GetObject"], "ResourceOwner": "arn:x"},
            "InvalidInput",
        ),
        (
            "simulate_principal_policy",
            {"PolicySourceArn": "arn:aws:iam::111122223333:user/mateo", "ActionNames": ["s3:GetObject"]},
            "NoSuchEntity",
        ),
        ("get_context_keys_for_principal_policy", {"PolicySourceArn": _USER + "nobody"}, "NoSuchEntity"),
        ("get_context_keys_for_custom_policy", {"PolicyInputList": ["nothing"]}, "InvalidInput"),
    ],
)
def test_what_the_simulator_refuses(iam: Any, operation: str, arguments: dict[str, Any], code: str) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(iam, operation)(**arguments)
    assert refused.value.response["Error"]["Code"] == code
