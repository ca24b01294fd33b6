"""moto's subscriptions of topics, as far as functions are subscribed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from moto.sns.models import Subscription

from awslab.cloud.sns.function_events import Notification

Deliver = Callable[[str, Notification], None]
"""`(function ARN, notification)`."""
Attributes = dict[str, dict[str, object]]
"""Message attributes by name, each with `Type` and `Value`."""


def deliver_to_functions_with(deliver: Deliver) -> None:
    """Let the topics of this process hand what is for functions to `deliver`; moto would run them in Docker."""
    publish = Subscription.publish

    @wraps(publish)
    def publish_as_aws(
        subscription: Subscription,
        message: str,
        message_id: str,
        subject: str | None = None,
        message_attributes: Attributes | None = None,
        message_structure: str | None = None,
        **fifo_options: str | None,
    ) -> None:
        if subscription.protocol != "lambda":
            options = {**fifo_options, "message_structure": message_structure}
            publish(
                subscription, message, message_id, subject=subject, message_attributes=message_attributes, **options
            )
        elif _passes_filter(subscription, message, message_attributes):
            text = subscription._parse_message_structure(message, "lambda") if message_structure == "json" else message
            notification = Notification(
                topic_arn=subscription.topic.arn,
                subscription_arn=subscription.arn,
                message_id=message_id,
                message=text,
                subject=subject,
                attributes=message_attributes or {},
            )
            deliver(str(subscription.endpoint), notification)

    Subscription.publish = publish_as_aws  # type: ignore[assignment, method-assign]


def _passes_filter(subscription: Subscription, message: str, attributes: Attributes | None) -> bool:
    matcher = subscription._filter_policy_matcher
    return matcher is None or bool(matcher.matches(attributes, message))
