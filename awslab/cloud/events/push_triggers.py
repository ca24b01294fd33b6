"""Topics and rules that invoke functions: the function's policy is asked first, as for every service that pushes.

https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html and
https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html
"""

from __future__ import annotations

import base64
import json
import logging
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from moto.sns.models import Subscription

from awslab.cloud.events.moto_rules import scheduled_rules, send_to_targets
from awslab.cloud.events.rule_events import scheduled
from awslab.cloud.events.schedule_times import is_schedule, next_time
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal
from awslab.cloud.iam.policies.service_permissions import permits
from awslab.cloud.lambda_.moto_functions import MotoState

log = logging.getLogger(__name__)

RunLater = Callable[[str, str, str], None]


class PushTriggers:
    """An extension of the gateway: EventBridge's schedules, and the door for all that push."""

    def __init__(self, state: MotoState, run_later: RunLater, clock: Callable[[], float] = time.time) -> None:
        self._state = state
        self._run_later = run_later
        self._clock = clock
        self._changed = threading.Condition()
        self._due: dict[int, tuple[Any, float]] = {}
        """By rule; a rule that is put again is a new object, and begins anew."""
        self._thread: threading.Thread | None = None
        self._closed = False

    def to_function(self, arn: str, payload: str, service: str, source_arn: str) -> None:
        """Invoke asynchronously, when the function's policy lets the service do so for that source."""
        statements = self._state.policy_statements(arn)
        if statements is None or not permits(
            statements,
            service=service,
            resource=arn,
            source_arn=source_arn,
            source_account=self._state.account_id,
        ):
            log.warning("%s may not invoke %s for %s: it was not invoked", service, arn, source_arn)
            return
        self._run_later(arn.split(":")[3], arn, payload)

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Only a refusal: a schedule that EventBridge cannot read.

        https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
        """
        expression = request.parameters.get("ScheduleExpression") if request.service == "events" else None
        if request.operation == "PutRule" and expression and not is_schedule(str(expression)):
            return refusal(request, "ValidationException", "Parameter ScheduleExpression is not valid.", 400)
        return None

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """Rules may have changed."""
        if request.service in ("events", "cloudformation"):
            self._plan()

    def close(self) -> None:
        """No more schedules."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _plan(self) -> None:
        now = self._clock()
        rules = {id(rule): rule for rule in scheduled_rules(self._state.account_id)}
        with self._changed:
            self._due = {key: entry for key, entry in self._due.items() if key in rules}
            for key, rule in rules.items():
                due = self._due[key][1] if key in self._due else next_time(rule.scheduled_expression or "", now)
                if due is not None:
                    self._due[key] = (rule, due)
            if self._due and self._thread is None:
                self._thread = threading.Thread(target=self._keep_time, name="schedules", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _keep_time(self) -> None:
        while True:
            with self._changed:
                now = self._clock()
                ripe = [rule for rule, due in self._due.values() if due <= now]
                for rule in ripe:
                    following = next_time(rule.scheduled_expression or "", now)
                    if following is None:
                        del self._due[id(rule)]
                    else:
                        self._due[id(rule)] = (rule, following)
                if not ripe:
                    self._changed.wait(min((due for _, due in self._due.values()), default=now + 3600) - now)
                if self._closed:
                    return
            for rule in ripe:
                event = scheduled(rule.arn, str(uuid.uuid4()), now)
                send_to_targets(rule, event, event, self.to_function)


def notification(
    subscription: Subscription, message: str, message_id: str, subject: str | None, attributes: Mapping[str, Any]
) -> str:
    """SNS's event. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html#sns-sample-event"""
    topic = subscription.topic.arn
    region = topic.split(":")[3]
    now = datetime.now(UTC)
    told = {
        "SignatureVersion": "1",
        "Timestamp": f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}Z",
        "Signature": "EXAMPLE",
        "SigningCertUrl": f"https://sns.{region}.amazonaws.com/SimpleNotificationService-EXAMPLE.pem",
        "MessageId": message_id,
        "Message": message,
        "MessageAttributes": {name: _attribute(value) for name, value in attributes.items()},
        "Type": "Notification",
        "UnsubscribeUrl": (
            f"https://sns.{region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={subscription.arn}"
        ),
        "TopicArn": topic,
        "Subject": subject,
    }
    record = {
        "EventVersion": "1.0",
        "EventSubscriptionArn": subscription.arn,
        "EventSource": "aws:sns",
        "Sns": told,
    }
    return json.dumps({"Records": [record]})


def _attribute(value: Mapping[str, Any]) -> dict[str, str]:
    content = value.get("Value")
    text = base64.b64encode(content).decode() if isinstance(content, bytes) else str(content)
    return {"Type": str(value.get("Type")), "Value": text}
