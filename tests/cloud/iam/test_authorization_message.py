"""Encoded authorization messages.

https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
"""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

from awslab.cloud.iam.policies.authorization_message import decoded, encoded, with_encoded_message
from awslab.cloud.iam.policies.evaluation import evaluate
from awslab.cloud.iam.policies.policy_set import Policies
from awslab.cloud.iam.policies.request import AccessRequest
from tests.cloud.iam.people import People
from tests.cloud.iam.policies import allow, deny, named, user
from tests.conftest import Client

_INSTANCE = "arn:aws:ec2:us-east-1:123456789012:instance/i-dd01c9bd"
_STOP = AccessRequest(
    user("Bob", user_id="AIDACKCEVSQ6C2EXAMPLE"), "ec2:StopInstances", _INSTANCE, {"ec2:Tenancy": ("default",)}
)
_DENYING = Policies((named(allow("*"), deny("ec2:Stop*", _INSTANCE, Sid="Keep")),))


def test_a_message_tells_the_request_its_keys_and_what_denied_it() -> None:
    message = encoded(_STOP, evaluate(_STOP, _DENYING))
    assert "StopInstances" not in message
    told = json.loads(decoded(message))
    assert (told["allowed"], told["explicitDeny"]) == (False, True)
    assert [each["statementId"] for each in told["matchedStatements"]["items"]] == ["Keep"]
    context = told["context"]
    assert context["principal"] == {
        "id": "AIDACKCEVSQ6C2EXAMPLE",
        "name": "Bob",
        "arn": "arn:aws:iam::123456789012:user/Bob",
    }
    assert (context["action"], context["resource"]) == ("ec2:StopInstances", _INSTANCE)
    assert {"key": "ec2:Tenancy", "values": {"items": [{"value": "default"}]}} in context["conditions"]["items"]


def test_an_implicit_deny_is_no_explicit_one() -> None:
    told = json.loads(decoded(encoded(_STOP, evaluate(_STOP, Policies()))))
    assert (told["allowed"], told["explicitDeny"], told["matchedStatements"]) == (False, False, {"items": []})


@pytest.mark.parametrize(
    ("action", "has_message"), [("ec2:StopInstances", True), ("ec2:DescribeInstances", False), ("s3:GetObject", False)]
)
def test_only_ec2s_changing_calls_come_with_a_message(action: str, has_message: bool) -> None:
    request = AccessRequest(user(), action, "*")
    sentence = with_encoded_message("No", request, evaluate(request, Policies()))
    assert (" Encoded authorization failure message: " in sentence) == has_message


def test_sts_decodes_what_ec2_answered(client: Client) -> None:
    ec2 = client("ec2", **People(client).user("ann"))
    with pytest.raises(ClientError) as refused:
        ec2.create_vpc(CidrBlock="10.0.0.0/16")
    said = refused.value.response["Error"]["Message"]
    sentence, _, message = said.partition(" Encoded authorization failure message: ")
    assert sentence.startswith("You are not authorized to perform this operation. User: ")
    told = json.loads(client("sts").decode_authorization_message(EncodedMessage=message)["DecodedMessage"])
    assert told["context"]["action"] == "ec2:CreateVpc"
    assert told["context"]["principal"]["name"] == "ann"


@pytest.mark.parametrize("message", ["x", "AAAA", "not base64!"])
def test_sts_refuses_what_is_no_message(client: Client, message: str) -> None:
    with pytest.raises(ClientError) as refused:
        client("sts").decode_authorization_message(EncodedMessage=message)
    assert refused.value.response["Error"]["Code"] == "InvalidAuthorizationMessageException"
