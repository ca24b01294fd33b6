"""Rules that EventBridge refuses; the sentences were recorded from the real service."""

from __future__ import annotations

import json

from awslab.cloud.events.schedule_times import is_schedule
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure

_API = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/"
_PATTERNS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html"


@guard("events", "PutRule", phase=Phase.SHAPE, source=_API + "API_PutRule.html")
def schedule_expression_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A schedule is a rate or a cron expression, and only on the default event bus."""
    expression = request.parameters.get("ScheduleExpression")
    if not expression:
        return None
    if str(request.parameters.get("EventBusName") or "default").rpartition("/")[2] != "default":
        return Refusal("ValidationException", "ScheduleExpression is supported only on the default event bus.", 400)
    if not is_schedule(str(expression)):
        return Refusal("ValidationException", "Parameter ScheduleExpression is not valid.", 400)
    return None


@guard("events", "PutRule", phase=Phase.SHAPE, source=_PATTERNS)
def event_pattern_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A pattern is an object whose leaves are arrays that are not empty."""
    try:
        pattern = json.loads(request.parameters.get("EventPattern") or "{}")
    except ValueError:
        return None  # what is no JSON at all, moto refuses
    reason = "Filter is not an object" if not isinstance(pattern, dict) else _fault(pattern)
    if reason is None:
        return None
    return Refusal("InvalidEventPatternException", f"Event pattern is not valid. Reason: {reason}", 400)


def _fault(pattern: Structure) -> str | None:
    for name, value in pattern.items():
        if value == []:
            return "Empty arrays are not allowed"
        if isinstance(value, dict):
            fault = _fault(value)
            if fault is not None:
                return fault
        elif name != "$or" and not isinstance(value, list):
            return f'"{name}" must be an object or an array'
    return None
