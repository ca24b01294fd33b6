"""moto's SNS: the topics and subscriptions of one account in one region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from moto.backends import get_backend

if TYPE_CHECKING:
    from moto.sns.models import SNSBackend


class Topic(Protocol):
    """A topic. Attributes that are switches are booleans or their texts: ask `is_true`."""

    arn: str
    display_name: str
    kms_master_key_id: str
    fifo_topic: object
    content_based_deduplication: object

    @property
    def policy(self) -> str:
        """The topic's policy as JSON."""


class Subscription(Protocol):
    """A subscription of an endpoint to a topic."""

    topic: Topic
    endpoint: str
    attributes: Mapping[str, object]


class Topics:
    """Reads topics, and publishes to them without a call to the API."""

    def __init__(self, account_id: str, region: str) -> None:
        self._account_id = account_id
        self._region = region

    def topic(self, arn: str) -> Topic | None:
        """Return the topic of an ARN; None when there is none."""
        return cast(Topic | None, self._backend.topics.get(arn))

    def tags(self, topic: Topic) -> Mapping[str, str]:
        """Return a topic's tags."""
        return cast(Mapping[str, str], vars(topic)["_tags"])

    def subscription(self, arn: str) -> Subscription | None:
        """Return the subscription of an ARN; None when there is none."""
        return cast(Subscription | None, self._backend.subscriptions.get(arn))

    def subscriptions(self) -> Sequence[Subscription]:
        """Return all subscriptions to topics of the region."""
        return cast(Sequence[Subscription], list(self._backend.subscriptions.values()))

    def has_endpoint(self, arn: str) -> bool:
        """Whether a device is registered under an ARN."""
        return arn in self._backend.platform_endpoints

    def publish(
        self, arn: str, message: str, attributes: Mapping[str, Mapping[str, str]], subject: str | None = None
    ) -> None:
        """Publish a message; raises what moto does when there is no such topic, or when a FIFO topic needs more.

        An attribute has the form of the API: `{"DataType": "String", "StringValue": "..."}`.
        """
        values = {
            name: {"Type": value["DataType"], "Value": value["StringValue"]} for name, value in attributes.items()
        }
        self._backend.publish(message, arn=arn, subject=subject, message_attributes=values)

    @property
    def _backend(self) -> SNSBackend:
        return get_backend("sns")[self._account_id][self._region]


def is_true(value: object) -> bool:
    """Whether a switch is on, be it a boolean or a text."""
    return str(value).lower() == "true"
