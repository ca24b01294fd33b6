"""The keys that a request has about who asks."""

from __future__ import annotations

import pytest

from awslab.cloud.iam.policies.context import keys_of, principal_keys
from awslab.cloud.iam.policies.request import AccessRequest, Principal
from tests.cloud.iam.policies import ACCOUNT, federated, root, session, user


@pytest.mark.parametrize(
    ("principal", "username", "user_id", "kind", "arn"),
    [
        (root(), None, ACCOUNT, "Account", f"arn:aws:iam::{ACCOUNT}:root"),
        (user("ann", user_id="AIDAX"), "ann", "AIDAX", "User", f"arn:aws:iam::{ACCOUNT}:user/ann"),
        (session(user_id="AROAX:job"), None, "AROAX:job", "AssumedRole", f"arn:aws:iam::{ACCOUNT}:role/app"),
        (federated(), None, None, "FederatedUser", f"arn:aws:sts::{ACCOUNT}:federated-user/bob"),
        (Principal("anonymous", ""), None, "anonymous", "Anonymous", None),
    ],
)
def test_the_table_of_principal_key_values(
    principal: Principal, username: str | None, user_id: str | None, kind: str, arn: str | None
) -> None:
    """.../reference_policies_variables.html#principaltable and
    .../reference_policies_condition-keys.html#condition-keys-principalarn"""
    keys = principal_keys(principal)
    assert keys.get("aws:username") == (username and (username,))
    assert keys.get("aws:userid") == (user_id and (user_id,))
    assert keys["aws:principaltype"] == (kind,)
    assert keys.get("aws:principalarn") == (arn and (arn,))


def test_anonymous_requests_come_from_the_account_anonymous() -> None:
    """.../reference_policies_condition-keys.html#condition-keys-principalaccount"""
    assert principal_keys(Principal("anonymous", ""))["aws:principalaccount"] == ("anonymous",)


def test_a_service_says_that_it_is_one() -> None:
    """.../reference_policies_condition-keys.html#condition-keys-principalisawsservice"""
    keys = principal_keys(Principal("service", "s3.amazonaws.com"))
    assert keys["aws:principalisawsservice"] == ("true",)
    assert keys["aws:principalservicename"] == ("s3.amazonaws.com",)
    assert principal_keys(user())["aws:principalisawsservice"] == ("false",)


def test_what_the_request_brings_along_goes_first() -> None:
    request = AccessRequest(
        user(tags={"Team": "red"}), "a:B", "*", {"AWS:UserName": ("bob",), "aws:SourceIp": ("::1",)}
    )
    keys = keys_of(request)
    assert keys["aws:username"] == ("bob",)
    assert keys["aws:principaltag/team"] == ("red",)
    assert keys["aws:sourceip"] == ("::1",)


def test_a_tag_may_be_empty() -> None:
    assert principal_keys(user(tags={"team": ""}))["aws:principaltag/team"] == ("",)
