"""Tables whose changes invoke a function. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html"""

from __future__ import annotations

import json
from typing import Any

from tests.cloud.functions import Lambda, eventually
from tests.conftest import Client

TELLS = "import json\ndef handler(event, context):\n    print('seen ' + json.dumps(event))\n"


def table(client: Client) -> str:
    """The ARN of the stream of a new table `music`."""
    made = client("dynamodb").create_table(
        TableName="music",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    return str(made["TableDescription"]["LatestStreamArn"])


def seen(functions: Lambda) -> list[dict[str, Any]]:
    """The records of all events that the function printed."""
    told = [line.partition("seen ")[2] for line in functions.log() if "seen " in line]
    return [record for text in told for record in json.loads(text)["Records"]]


def test_a_change_of_a_table_invokes_the_function_with_its_record(functions: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html"""
    stream = table(client)
    functions.deploy(TELLS)
    functions.api.create_event_source_mapping(EventSourceArn=stream, FunctionName="f", StartingPosition="LATEST")
    client("dynamodb").put_item(TableName="music", Item={"id": {"S": "one"}})
    record = eventually(lambda: seen(functions), seconds=20)[0]
    assert (record["eventName"], record["eventSource"], record["eventSourceARN"]) == ("INSERT", "aws:dynamodb", stream)
    assert record["dynamodb"]["NewImage"] == {"id": {"S": "one"}}
    assert record["dynamodb"]["Keys"] == {"id": {"S": "one"}}
