"""What service models state is asked of every call; the words are those recorded from the services."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, FlexibleChecksumError
from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.gateway.model_rules import violations
from awslab.cloud.gateway.patterns import satisfies
from tests.cloud.gateway.breaking import SERVICES, Broken, broken_calls
from tests.cloud.refusals import Refused
from tests.conftest import Client


@pytest.mark.parametrize("service", SERVICES)
def test_no_call_that_breaks_the_model_gets_through(client: Client, service: str) -> None:
    """Whatever the service's model excludes is the caller's error: never a success, never a fault of the sandbox."""
    caller = client(service, parameter_validation=False)
    passed = [
        f"{each.operation} {each.fault}: {answer}" for each in broken_calls(service) if (answer := sent(caller, each))
    ]
    assert passed == []


def sent(caller: Any, broken: Broken) -> str:
    """What is wrong with the answer to a broken call; empty when it is the client error that it should be."""
    method = caller.meta.method_to_api_mapping
    name = next(each for each, operation in method.items() if operation == broken.operation)
    try:
        getattr(caller, name)(**broken.parameters)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return "" if 400 <= status < 500 else f"{status} {error}"
    except (AttributeError, TypeError, ValueError, KeyError, FlexibleChecksumError):
        return ""  # boto3 itself cannot put this on the wire
    return "a success"


@pytest.mark.parametrize(
    ("service", "method", "parameters", "code", "words"),
    [
        (
            "lambda",
            "put_provisioned_concurrency_config",
            {"FunctionName": "f", "Qualifier": "1", "ProvisionedConcurrentExecutions": 0},
            "ValidationException",
            (
                "1 validation error detected: Value '0' at 'provisionedConcurrentExecutions' failed to satisfy "
                "constraint: Member must have value greater than or equal to 1"
            ),
        ),
        (
            "apigateway",
            "put_integration",
            {"restApiId": "a", "resourceId": "b", "httpMethod": "GET", "type": "HTTPS_PROXY"},
            "ValidationException",
            (
                "1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy "
                "constraint: Member must satisfy enum value set: [HTTP, AWS, MOCK, HTTP_PROXY, AWS_PROXY]"
            ),
        ),
        (
            "events",
            "put_targets",
            {"Rule": "r", "Targets": [{"Id": "!@#$@!#$", "Arn": "arn:aws:sqs:us-east-1:1:q"}]},
            "ValidationException",
            (
                "1 validation error detected: Value '!@#$@!#$' at 'targets.1.member.id' failed to satisfy constraint: "
                "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"
            ),
        ),
        (
            "sts",
            "assume_role",
            {"RoleArn": "arn:aws:iam::123456789012:role/role", "RoleSessionName": "Session1:2"},
            "ValidationError",
            (
                "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: "
                "Member must satisfy regular expression pattern: [\\w+=,.@-]*"
            ),
        ),
        (
            "sns",
            "publish",
            {
                "TopicArn": "arn:aws:sns:us-east-1:123456789012:t",
                "Message": "m",
                "MessageAttributes": {"attr1": {"StringValue": "x"}},
            },
            "ValidationError",
            (
                "1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' failed to "
                "satisfy constraint: Member must not be null"
            ),
        ),
        (
            "logs",
            "describe_log_groups",
            {"limit": 51},
            "InvalidParameterException",
            (
                "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: "
                "Member must have value less than or equal to 50"
            ),
        ),
        (
            "sqs",
            "send_message",
            {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q"},
            "MissingParameter",
            "The request must contain the parameter MessageBody.",
        ),
    ],
)
def test_the_words_are_the_services_own(
    refused: Refused, service: str, method: str, parameters: dict[str, Any], code: str, words: str
) -> None:
    """Recorded from AWS: apigateway, events, lambda, logs, sns, sqs and sts in shared/data/aws-errors.tsv."""
    assert refused(service, method, **parameters) == (code, words, 400)


def test_every_fault_of_a_call_is_told_at_once(refused: Refused) -> None:
    code, words, _ = refused("iam", "create_role", Path="none", RoleName="a b")
    assert (code, words.partition(" detected")[0]) == ("ValidationError", "3 validation errors")


def test_a_fault_in_a_list_of_plain_values_is_told_with_all_that_is_asked_of_them(refused: Refused) -> None:
    """Recorded from AWS: lambda_/test_lambda_api#uppercase_architecture."""
    _, words, _ = refused(
        "lambda",
        "create_function",
        FunctionName="f",
        Role="arn:aws:iam::123456789012:role/r",
        Code={"ZipFile": b"x"},
        Architectures=["X86_64"],
    )
    assert words == (
        "1 validation error detected: Value '[X86_64]' at 'architectures' failed to satisfy constraint: Member must "
        "satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]"
    )


def test_a_structure_that_contains_itself_is_looked_through() -> None:
    """DynamoDB's attribute values nest."""
    item = {"TableName": "t", "Item": {"a": {"L": [{"M": {"b": {"S": "x"}}}]}}}
    assert violations("dynamodb", "PutItem", item) == []


@given(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1))
def test_letters_and_digits_of_every_script_are_good_for_a_tag(text: str) -> None:
    assert satisfies(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", text)


@pytest.mark.parametrize(("pattern", "text"), [(r"[\w+=,.@-]*", "é"), (r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", "a{b}")])
def test_what_javas_classes_leave_out_is_not_let_in(pattern: str, text: str) -> None:
    assert not satisfies(pattern, text)


def test_a_pattern_that_cannot_be_read_refuses_nothing() -> None:
    assert satisfies(r"\p{IsLatin}+", "é")
