"""Permissions boundaries of users.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Client

_READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
_TRUST = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}


@pytest.fixture
def iam(client: Client) -> Any:
    return client("iam")


def _boundary(iam: Any) -> str | None:
    found = iam.get_user(UserName="ann")["User"].get("PermissionsBoundary") or {}
    return found.get("PermissionsBoundaryArn")


def test_a_user_is_made_with_a_boundary_and_shows_it(iam: Any) -> None:
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html"""
    made = iam.create_user(UserName="ann", PermissionsBoundary=_READ_ONLY)["User"]
    assert made["PermissionsBoundary"]["PermissionsBoundaryArn"] == _READ_ONLY
    assert _boundary(iam) == _READ_ONLY


def test_a_boundary_is_set_changed_and_taken_away(iam: Any) -> None:
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html"""
    iam.create_user(UserName="ann")
    assert _boundary(iam) is None
    iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=_READ_ONLY)
    assert _boundary(iam) == _READ_ONLY
    iam.delete_user_permissions_boundary(UserName="ann")
    assert _boundary(iam) is None


def test_a_boundary_is_a_policy_that_exists_of_a_user_who_exists(iam: Any) -> None:
    iam.create_user(UserName="ann")
    missing = "arn:aws:iam::123456789012:policy/missing"
    trust = json.dumps({"Version": "2012-10-17", "Statement": [_TRUST]})
    calls: list[Callable[[], Any]] = [
        lambda: iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=missing),
        lambda: iam.put_user_permissions_boundary(UserName="bob", PermissionsBoundary=_READ_ONLY),
        lambda: iam.delete_user_permissions_boundary(UserName="bob"),
        lambda: iam.create_user(UserName="eve", PermissionsBoundary=missing),
        lambda: iam.create_role(RoleName="app", AssumeRolePolicyDocument=trust, PermissionsBoundary=missing),
    ]
    for call in calls:
        with pytest.raises(ClientError) as refused:
            call()
        assert refused.value.response["Error"]["Code"] == "NoSuchEntity"
