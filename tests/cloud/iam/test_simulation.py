"""The simulator's results and the two policies that let a service act, without a sandbox."""

from __future__ import annotations

from typing import Any

import pytest

from awslab.cloud.iam.policies.context_keys import context_keys, missing_keys
from awslab.cloud.iam.policies.document import Document
from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from awslab.cloud.iam.policies.service_permissions import permits, trusts
from awslab.cloud.iam.policies.simulation import Simulation, input_policies, result_of
from tests.cloud.iam.policies import ACCOUNT, allow, deny, document, named, user

BUCKET = "arn:aws:s3:::b"
TABLE = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/t"


def simulate(action: str, *resources: str, **parts: Any) -> dict[str, Any]:
    """The result for a user of the account; `policies`, `organization`, `owner` and `context` as in Simulation."""
    return result_of(Simulation(user(), **parts), action, resources, "arn:aws:s3:::*")


def test_a_statement_that_allows_is_named_with_its_place() -> None:
    result = simulate("s3:GetObject", "*", policies=Policies((named(allow("s3:Get*"), name="reader"),)))

    assert result["EvalDecision"] == "allowed"
    (statement,) = result["MatchedStatements"]
    assert (statement["SourcePolicyId"], statement["SourcePolicyType"]) == ("reader", "IAM Policy")
    assert statement["StartPosition"]["Line"] == 1
    assert "ResourceSpecificResults" not in result


def test_the_most_restrictive_of_several_resources_decides() -> None:
    policies = Policies((named(allow("s3:*"), deny("s3:*", f"{BUCKET}/secret")),))
    result = simulate("s3:GetObject", f"{BUCKET}/open", f"{BUCKET}/secret", policies=policies)

    assert result["EvalDecision"] == "explicitDeny"
    decisions = [specific["EvalResourceDecision"] for specific in result["ResourceSpecificResults"]]
    assert decisions == ["allowed", "explicitDeny"]
    assert len(result["MatchedStatements"]) == 1


def test_an_implicit_denial_has_no_statement() -> None:
    result = simulate("s3:GetObject", BUCKET, policies=Policies((named(allow("s3:Put*")),)))

    assert (result["EvalDecision"], result["MatchedStatements"]) == ("implicitDeny", [])


def test_a_boundary_says_whether_it_allows() -> None:
    policies = Policies((named(allow("s3:*")),), named(allow("ec2:*"), name="boundary"))
    result = simulate("s3:GetObject", BUCKET, policies=policies)

    assert result["EvalDecision"] == "implicitDeny"
    assert result["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}


@pytest.mark.parametrize(
    ("level", "decision", "allowed"),
    [
        (document(allow("*")), "allowed", True),
        (document(allow("ec2:*")), "implicitDeny", False),
        (document(allow("*"), deny("s3:*")), "explicitDeny", False),
    ],
)
def test_every_level_of_the_organization_must_allow(level: Document, decision: str, allowed: bool) -> None:
    policies = Policies((named(allow("s3:*")),))
    result = simulate("s3:GetObject", BUCKET, policies=policies, organization=((document(allow("*")),), (level,)))

    assert result["EvalDecision"] == decision
    assert result["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": allowed}


def test_a_call_across_accounts_tells_the_kinds_of_policies_apart() -> None:
    resource = named(allow("s3:*", f"{BUCKET}/*", Principal="*"))
    policies = Policies((named(allow("ec2:*")),), resource=resource)
    result = simulate("s3:GetObject", f"{BUCKET}/k", policies=policies, owner="999999999999")

    assert result["EvalDecision"] == "implicitDeny"
    assert result["EvalDecisionDetails"] == {"IAM Policy": "implicitDeny", "Resource Policy": "allowed"}


def test_keys_that_a_policy_asks_for_and_the_request_lacks_are_named_once() -> None:
    policy = document(
        allow("s3:*", "arn:aws:s3:::home/${aws:username}/*", Condition={"StringEquals": {"aws:RequestTag/team": "a"}}),
        allow("s3:*", "*", Condition={"StringLike": {"aws:RequestTag/team": "${aws:PrincipalTag/team}"}}),
    )

    assert context_keys([policy]).count("aws:RequestTag/team") == 2
    assert missing_keys([policy], {"aws:username": ("ann",)}) == ["aws:RequestTag/team", "aws:PrincipalTag/team"]


def test_policies_of_a_call_are_numbered() -> None:
    policies = input_policies([document(allow("*")), document(deny("*"))], "PolicyInputList")

    assert [policy.name for policy in policies] == ["PolicyInputList.1", "PolicyInputList.2"]
    assert all(isinstance(policy, NamedPolicy) for policy in policies)


def test_a_resource_policy_lets_a_service_act_for_its_source_only() -> None:
    function = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:f"
    statement = allow(
        "lambda:InvokeFunction",
        function,
        Principal={"Service": "s3.amazonaws.com"},
        Condition={"ArnLike": {"AWS:SourceArn": BUCKET}, "StringEquals": {"AWS:SourceAccount": ACCOUNT}},
    )

    def may(source: str, service: str = "s3.amazonaws.com", account: str = ACCOUNT) -> bool:
        return permits([statement], service=service, resource=function, source_arn=source, source_account=account)

    assert may(BUCKET)
    assert not may("arn:aws:s3:::other")
    assert not may(BUCKET, service="sns.amazonaws.com")
    assert not may(BUCKET, account="999999999999")
    assert permits(
        [statement],
        service="s3.amazonaws.com",
        resource=f"{function}:$LATEST",
        source_arn=BUCKET,
        source_account=ACCOUNT,
    )


def test_a_trust_policy_names_the_services_that_may_assume_the_role() -> None:
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "lambda.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
            }
        ],
    }

    assert trusts(trust, "lambda.amazonaws.com")
    assert not trusts(trust, "ec2.amazonaws.com")
