"""Rules, schedules and topics invoke functions; moto's own triggers come to the runtime, never to Docker."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from typing import Any

import moto.events.notifications
import moto.s3.notifications
import pytest
from botocore.exceptions import ClientError
from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.events.models import Rule
from moto.s3.responses import S3Response
from moto.sns.models import Subscription

from tests.cloud.functions import Lambda, eventually
from tests.conftest import Client

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
SHOW = """
import json
def handler(event, context):
    print("GOT", json.dumps(event))
"""


def allow(functions: Lambda, service: str, source: str) -> None:
    functions.api.add_permission(
        FunctionName="f",
        StatementId=service,
        Action="lambda:InvokeFunction",
        Principal=f"{service}.amazonaws.com",
        SourceArn=source,
    )


def got(functions: Lambda) -> list[Any]:
    return [json.loads(line[4:]) for line in functions.log() if line.startswith("GOT")]


def subscribed(client: Client) -> tuple[Any, str, str]:
    sns = client("sns")
    topic = sns.create_topic(Name="t")["TopicArn"]
    subscription = sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=ARN)["SubscriptionArn"]
    return sns, topic, subscription


def ruled(client: Client, functions: Lambda, *, target: Mapping[str, Any] | None = None, **settings: Any) -> Any:
    events = client("events")
    given = {} if "ScheduleExpression" in settings else {"EventPattern": '{"source": ["shop"]}'}
    rule = events.put_rule(Name="r", **(given | settings))["RuleArn"]
    events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": ARN} | dict(target or {})])
    functions.deploy(SHOW)
    allow(functions, "events", rule)
    return events


def order(events: Any, detail: Mapping[str, Any]) -> None:
    entry = {"Source": "shop", "DetailType": "order", "Detail": json.dumps(detail), "Resources": ["x"]}
    assert events.put_events(Entries=[entry])["FailedEntryCount"] == 0


def test_a_message_of_a_topic_invokes_the_function_with_aws_event(functions: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html"""
    functions.deploy("import time\ntime.sleep(0.5)\n" + SHOW)
    sns, topic, subscription = subscribed(client)
    allow(functions, "sns", topic)
    attributes = {"colour": {"DataType": "String", "StringValue": "red"}}
    name = sns.publish(TopicArn=topic, Message="hello", Subject="s", MessageAttributes=attributes)["MessageId"]
    assert not got(functions)
    (record,) = eventually(lambda: got(functions))[0]["Records"]
    told = record.pop("Sns")
    assert record == {"EventVersion": "1.0", "EventSubscriptionArn": subscription, "EventSource": "aws:sns"}
    assert (told["MessageId"], told["Message"], told["Subject"], told["TopicArn"]) == (name, "hello", "s", topic)
    assert told["MessageAttributes"] == {"colour": {"Type": "String", "Value": "red"}}


def test_a_topic_without_permission_does_not_invoke(functions: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"""
    functions.deploy(SHOW)
    sns, topic, _ = subscribed(client)
    sns.publish(TopicArn=topic, Message="first")
    allow(functions, "sns", topic)
    sns.publish(TopicArn=topic, Message="second")
    eventually(lambda: got(functions))
    assert [event["Records"][0]["Sns"]["Message"] for event in got(functions)] == ["second"]


def test_an_event_that_matches_a_rule_invokes_the_function_with_the_event(functions: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events.html"""
    order(ruled(client, functions), {"id": 7})
    (event,) = eventually(lambda: got(functions))
    assert set(event) == {
        "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"
    }  # fmt: skip
    assert (event["source"], event["detail-type"], event["detail"]) == ("shop", "order", {"id": 7})
    assert event["time"].endswith("Z")


def test_a_rule_without_permission_or_that_is_disabled_does_not_invoke(functions: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html"""
    events = ruled(client, functions)
    events.disable_rule(Name="r")
    order(events, {"id": 1})
    events.enable_rule(Name="r")
    functions.api.remove_permission(FunctionName="f", StatementId="events")
    order(events, {"id": 2})
    allow(functions, "events", "arn:aws:events:us-east-1:123456789012:rule/r")
    order(events, {"id": 3})
    eventually(lambda: got(functions))
    assert [event["detail"]["id"] for event in got(functions)] == [3]


def test_a_target_may_change_what_it_gets(functions: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html"""
    transformer = {"InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": '{"order": <id>, "says": "no. <id>"}'}
    order(ruled(client, functions, target={"InputTransformer": transformer}), {"id": 7})
    assert eventually(lambda: got(functions)) == [{"order": 7, "says": "no. 7"}]


def test_a_rate_invokes_again_and_again_and_a_minute_takes_five_seconds(functions: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"""
    events = ruled(client, functions, ScheduleExpression="rate(1 minute)")
    order(events, {"id": "a schedule matches no events"})
    event = eventually(lambda: got(functions), 12)[0]
    assert (event["source"], event["detail-type"], event["detail"]) == ("aws.events", "Scheduled Event", {})
    assert event["resources"] == ["arn:aws:events:us-east-1:123456789012:rule/r"]


def test_a_schedule_that_cannot_be_read_is_refused(client: Client) -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html"""
    with pytest.raises(ClientError, match="Parameter ScheduleExpression is not valid"):
        client("events").put_rule(Name="r", ScheduleExpression="rate(1 minutes)")


def test_what_is_used_of_rules_and_topics_is_still_what_it_was() -> None:
    """A new moto that changes one of these breaks events/moto_rules.py or sns/moto_subscriptions.py."""
    assert [*inspect.signature(Rule.send_to_targets).parameters] == ["self", "original_event", "transform_input"]
    assert [*inspect.signature(Subscription.publish).parameters] == [
        "self",
        "message",
        "message_id",
        "subject",
        "message_attributes",
        "group_id",
        "deduplication_id",
        "message_structure",
    ]
    assert [*inspect.signature(Subscription._parse_message_structure).parameters] == ["self", "message", "protocol"]


def test_what_is_replaced_in_moto_is_still_what_it_was() -> None:
    """A new moto that changes one of these breaks lambda_/moto_triggers.py."""
    assert [*inspect.signature(LambdaBackend.invoke).parameters] == [
        "self",
        "function_name",
        "qualifier",
        "body",
        "headers",
        "response_headers",
    ]
    assert [*inspect.signature(LambdaFunction.invoke).parameters] == [
        "self",
        "body",
        "request_headers",
        "response_headers",
    ]
    assert [*inspect.signature(moto.events.notifications._invoke_lambda).parameters] == [
        "account_id",
        "fn_arn",
        "event",
    ]
    assert [*inspect.signature(moto.s3.notifications._invoke_awslambda).parameters] == [
        "account_id",
        "event_body",
        "fn_arn",
        "region_name",
    ]
    assert [*inspect.signature(S3Response._notification_config_from_body).parameters] == ["self"]
