"""The event that a function gets for a message of a topic (pure).

https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html#sns-sample-event
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Notification:
    """A message on its way to a subscription."""

    topic_arn: str
    subscription_arn: str
    message_id: str
    message: str
    subject: str | None
    attributes: Mapping[str, Mapping[str, object]]
    """Message attributes by name, each with `Type` and `Value`."""


def function_event(notification: Notification, now: datetime) -> str:
    """Return the event as JSON; `now` is a moment in UTC."""
    host = f"https://sns.{notification.topic_arn.split(':')[3]}.amazonaws.com"
    message = {
        "SignatureVersion": "1",
        "Timestamp": f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}Z",
        "Signature": "EXAMPLE",
        "SigningCertUrl": f"{host}/SimpleNotificationService-EXAMPLE.pem",
        "MessageId": notification.message_id,
        "Message": notification.message,
        "MessageAttributes": {name: _attribute(value) for name, value in notification.attributes.items()},
        "Type": "Notification",
        "UnsubscribeUrl": f"{host}/?Action=Unsubscribe&SubscriptionArn={notification.subscription_arn}",
        "TopicArn": notification.topic_arn,
        "Subject": notification.subject,
    }
    record = {
        "EventVersion": "1.0",
        "EventSubscriptionArn": notification.subscription_arn,
        "EventSource": "aws:sns",
        "Sns": message,
    }
    return json.dumps({"Records": [record]})


def _attribute(attribute: Mapping[str, object]) -> dict[str, str]:
    content = attribute.get("Value")
    text = base64.b64encode(content).decode() if isinstance(content, bytes) else str(content)
    return {"Type": str(attribute.get("Type")), "Value": text}
