"""What Lambda refuses of an alias that divides its calls; texts recorded from the real service."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cloud.lambda_.test_guards import INVALID, function, package
from tests.cloud.refusals import Refused, trust
from tests.conftest import Client

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
OUTSIDE = (
    "1 validation error detected: Value '{2=%s}' at 'routingConfig.additionalVersionWeights' failed to satisfy "
    "constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must "
    "have value greater than or equal to 0.0, Member must not be null]"
)


@pytest.fixture(autouse=True)
def versions(client: Client) -> None:
    """A function with two published versions."""
    client("iam").create_role(RoleName="worker", AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))
    functions = client("lambda")
    functions.create_function(**function(Publish=True))
    functions.update_function_code(FunctionName="f", ZipFile=package("def handler(event, context): return 2"))
    functions.publish_version(FunctionName="f")


def alias(weights: dict[str, float], **changed: Any) -> dict[str, Any]:
    routing = {"AdditionalVersionWeights": weights}
    return {"FunctionName": "f", "Name": "live", "FunctionVersion": "1", "RoutingConfig": routing} | changed


@pytest.mark.parametrize("weight", [2.0, -1.0])
def test_a_weight_lies_between_0_and_1(refused: Refused, weight: float) -> None:
    answer = refused("lambda", "create_alias", **alias({"2": weight}))
    assert answer == ("ValidationException", OUTSIDE % weight, 400)


def test_a_weight_is_for_a_version_with_a_number(refused: Refused) -> None:
    code, message, status = refused("lambda", "create_alias", **alias({"$LATEST": 0.5}))
    assert (code, status) == ("ValidationException", 400)
    assert "Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights'" in message


def test_there_is_one_additional_version(refused: Refused) -> None:
    message = "Number of items in AdditionalVersionWeights cannot be greater than 1"
    assert refused("lambda", "create_alias", **alias({"1": 0.5, "2": 0.5})) == (INVALID, message, 400)


def test_the_additional_version_is_another_one(refused: Refused, client: Client) -> None:
    message = "Invalid function version 1. Function version 1 is already included in routing configuration."
    assert refused("lambda", "create_alias", **alias({"1": 0.5})) == (INVALID, message, 400)
    client("lambda").create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    without = {name: value for name, value in alias({"1": 0.5}).items() if name != "FunctionVersion"}
    assert refused("lambda", "update_alias", **without) == (INVALID, message, 400)
    by_arn = without | {"FunctionName": ARN}
    assert refused("lambda", "update_alias", **by_arn) == (INVALID, message, 400)


def test_the_additional_version_exists(refused: Refused) -> None:
    answer = refused("lambda", "create_alias", **alias({"10": 0.5}))
    assert answer == ("ResourceNotFoundException", f"Function not found: {ARN}:10", 404)


def test_latest_cannot_share(refused: Refused) -> None:
    message = "$LATEST is not supported for an alias pointing to more than 1 version"
    assert refused("lambda", "create_alias", **alias({"1": 0.5}, FunctionVersion="$LATEST")) == (INVALID, message, 400)


def test_a_good_division_is_kept(client: Client) -> None:
    functions = client("lambda")
    functions.create_alias(**alias({"2": 0.1}))
    functions.update_alias(**alias({"2": 1.0}))
    found = functions.get_alias(FunctionName="f", Name="live")
    assert found["RoutingConfig"] == {"AdditionalVersionWeights": {"2": 1.0}}
    functions.update_alias(**alias({}, FunctionVersion="2"))
    assert functions.get_alias(FunctionName="f", Name="live")["FunctionVersion"] == "2"
