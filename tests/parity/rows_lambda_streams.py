"""Lambda: streams as event sources, and payloads, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.lambda_answers import constraint, invalid
from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws

_API = "lambda_/test_lambda_api"


def _stream(aws: Aws) -> str:
    made = aws.dynamodb.create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    return str(made["TableDescription"]["LatestStreamArn"])


_POSITION = constraint("'invalid'", "startingPosition", "Member must satisfy enum value set: […")


_MISSING = "Value null at 'startingPosition' failed to satisfy constraint: Member must not be null."


@recorded(
    _API,
    "test_create_event_source_validation",
    {
        "no_starting_position": invalid(f"1 validation error detected: {_MISSING}"),
        "invalid_starting_position": _POSITION,
        "incompatible_starting_position": invalid("Unsupported starting position for arn type: arn:aws:dynamodb:…"),
    },
)
def positions(aws: Aws) -> Calls:
    aws.function()
    stream = _stream(aws)

    def create(**more: Any) -> Any:
        return lambda: aws.lambda_.create_event_source_mapping(FunctionName="f", EventSourceArn=stream, **more)

    return {
        "no_starting_position": create(),
        "invalid_starting_position": create(StartingPosition="invalid"),
        "incompatible_starting_position": create(StartingPosition="AT_TIMESTAMP", StartingPositionTimestamp=1741010802),
    }


def _payload(words: str) -> Told:
    told = f"Could not parse request body into json: Could not parse payload into json: {words}"
    return ("InvalidRequestContentException", told, 400)


@recorded(
    "lambda_/test_lambda",
    r"test_lambda_invoke_payload_encoding_error[body-n\x87r\x9e\xe9\xb5\xd7I\xee\x9bmt]",
    {"invoke_function_invalid_payload_body": _payload("Invalid UTF-8 start byte 0x87\n at […")},
)
def no_utf_8(aws: Aws) -> Calls:
    aws.function()
    payload = b"n\x87r\x9e\xe9\xb5\xd7I\xee\x9bmt"
    return {"invoke_function_invalid_payload_body": lambda: aws.lambda_.invoke(FunctionName="f", Payload=payload)}
