"""EventBridge: buses, rules, patterns, schedules and targets, as recorded from the real service."""

from __future__ import annotations

import json

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws, Call

_NO_BUS: Told = ("ResourceNotFoundException", "Event bus … does not exist.", 400)
_NO_SCHEDULE: Told = ("ValidationException", "Parameter ScheduleExpression is not valid.", 400)


def _pattern(reason: str) -> Told:
    return ("InvalidEventPatternException", f"Event pattern is not valid. Reason: {reason}", 400)


@recorded(
    "events/test_events",
    "test_create_multiple_event_buses_same_name",
    {
        "create-multiple-event-buses-same-name": (
            "ResourceAlreadyExistsException",
            "Event bus orders already exists.",
            400,
        )
    },
)
def a_bus_twice(aws: Aws) -> Calls:
    aws.events.create_event_bus(Name="orders")
    return {"create-multiple-event-buses-same-name": lambda: aws.events.create_event_bus(Name="orders")}


@recorded(
    "events/test_events",
    "test_describe_delete_not_existing_event_bus",
    {"describe-not-existing-event-bus-error": _NO_BUS},
)
def no_such_bus(aws: Aws) -> Calls:
    return {"describe-not-existing-event-bus-error": lambda: aws.events.describe_event_bus(Name="nope")}


@recorded(
    "events/test_events",
    "test_delete_rule_with_targets",
    {
        "delete-rule-with-targets-error": (
            "ValidationException",
            "Rule can't be deleted since it has targets.",
            400,
        )
    },
)
def a_rule_with_targets(aws: Aws) -> Calls:
    aws.events.put_rule(Name="r", EventPattern=json.dumps({"source": ["shop"]}))
    queue = aws.sqs.create_queue(QueueName="q")["QueueUrl"]
    arn = aws.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    aws.events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": arn}])
    return {"delete-rule-with-targets-error": lambda: aws.events.delete_rule(Name="r")}


@recorded(
    "events/test_events_schedule",
    "tests_put_rule_with_schedule_custom_event_bus",
    {
        "put-rule-with-custom-event-bus-error": (
            "ValidationException",
            "ScheduleExpression is supported only on the default event bus.",
            400,
        )
    },
)
def a_schedule_on_a_bus_of_ones_own(aws: Aws) -> Calls:
    aws.events.create_event_bus(Name="orders")
    return {
        "put-rule-with-custom-event-bus-error": lambda: aws.events.put_rule(
            Name="r", ScheduleExpression="rate(1 minute)", EventBusName="orders"
        )
    }


def _schedule(text: str) -> None:
    @recorded(
        "events/test_events_schedule", f"tests_put_rule_with_invalid_schedule_cron[{text}]", {"put": _NO_SCHEDULE}
    )
    def a_schedule_that_is_none(aws: Aws) -> Calls:
        return {"put": lambda: aws.events.put_rule(Name="r", ScheduleExpression=text)}


for _text in ("cron(INVALID)", "cron(0 dummy ? * MON-FRI *)", "cron(7 20 * * NOT *)", "cron(71 8 1 * ? *)"):
    _schedule(_text)
for _text in ("cron(0 1 * * * *)", "rate(1 minutes)", "rate(10 minute)", "rate(0 minutes)", "every day"):
    _schedule(_text)


@recorded(
    "events/test_events_patterns",
    "test_event_pattern",
    {
        "int_nolist": _pattern('"int" must be an object or an array…'),
        "string_nolist": _pattern('"string" must be an object or an array…'),
        "arrays_empty": _pattern("Empty arrays are not allowed…"),
        "not_an_object": _pattern("Filter is not an object…"),
    },
)
def patterns_that_are_none(aws: Aws) -> Calls:
    def put(pattern: object) -> Call:
        return lambda: aws.events.put_rule(Name="r", EventPattern=json.dumps(pattern))

    return {
        "int_nolist": put({"int": 42}),
        "string_nolist": put({"string": "my-value"}),
        "arrays_empty": put({"resources": []}),
        "not_an_object": put(["not", "a", "dict"]),
    }
