"""A function's resource-based policy and a role's trust policy, without a sandbox."""

from __future__ import annotations

from typing import Any

import pytest

from awslab.cloud.iam.policies.service_permissions import permits, trusts

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"


def statement(**changed: Any) -> dict[str, Any]:
    return {
        "Sid": "s3",
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "lambda:InvokeFunction",
        "Resource": FUNCTION,
    } | changed


def admits_s3(*statements: dict[str, Any], resource: str = FUNCTION) -> bool:
    return permits(
        statements,
        service="s3.amazonaws.com",
        resource=resource,
        source_arn="arn:aws:s3:::photos",
        source_account="123456789012",
    )


def test_no_statement_permits_nothing() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"""
    assert not admits_s3()


def test_an_unconditional_statement_for_the_service_permits() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"""
    assert admits_s3(statement())
    assert admits_s3(statement(), resource=f"{FUNCTION}:$LATEST")


@pytest.mark.parametrize(
    "changed",
    [
        {"Principal": {"Service": "sns.amazonaws.com"}},
        {"Action": "lambda:GetFunction"},
        {"Resource": f"{FUNCTION}:live"},
        {"Effect": "Deny"},
        {"Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::other"}}},
        {"Condition": {"StringEquals": {"AWS:SourceAccount": "999999999999"}}},
        {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}},
        {"Condition": {"Bool": {"aws:SecureTransport": "true"}}},
    ],
)
def test_a_statement_about_something_else_does_not_permit(changed: dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"""
    assert not admits_s3(statement(**changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::photos"}}},
        {"Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::ph*"}}},
        {
            "Condition": {
                "ArnLike": {"AWS:SourceArn": "arn:aws:s3:::photos"},
                "StringEquals": {"AWS:SourceAccount": "123456789012"},
            }
        },
        {"Action": "lambda:*"},
        {"Action": "*", "Principal": "*"},
    ],
)
def test_source_conditions_and_wildcards_are_honoured(changed: dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"""
    assert admits_s3(statement(**changed))


def test_a_deny_wins() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"""
    assert not admits_s3(statement(), statement(Effect="Deny", Principal="*"))


def test_a_permission_on_an_alias_is_for_the_alias_only() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"""
    on_alias = statement(Resource=f"{FUNCTION}:live")
    assert admits_s3(on_alias, resource=f"{FUNCTION}:live")
    assert not admits_s3(on_alias)


@pytest.mark.parametrize(
    ("services", "action", "expected"),
    [
        ("lambda.amazonaws.com", "sts:AssumeRole", True),
        (["ec2.amazonaws.com", "lambda.amazonaws.com"], ["sts:AssumeRole", "sts:TagSession"], True),
        ("ec2.amazonaws.com", "sts:AssumeRole", False),
        ("lambda.amazonaws.com", "sts:TagSession", False),
    ],
)
def test_a_role_trusts_the_services_of_its_trust_policy(services: Any, action: Any, expected: bool) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html"""
    document = {"Statement": {"Effect": "Allow", "Principal": {"Service": services}, "Action": action}}
    assert trusts(document, "lambda.amazonaws.com") is expected
