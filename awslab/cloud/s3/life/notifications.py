"""What follows a change in a bucket: S3's notifications to functions, queues, topics and EventBridge.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html and
https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import threading
import uuid
from collections.abc import Callable, Collection, Iterable
from typing import cast

from awslab.cloud.gateway.behaviour import Order, before, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.iam.moto_iam import Identities
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import Functions
from awslab.cloud.ports.moto_messages import MotoMessages
from awslab.cloud.s3.life.deletions import KeyVersion, deletions, requested_deletions
from awslab.cloud.s3.life.notification_records import Change, Origin, bridge_event, event, matches, trial
from awslab.cloud.s3.moto_buckets import Buckets, Subscription
from awslab.cloud.s3.request_targets import bucket_name

log = logging.getLogger(__name__)

_GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
_EVENTS = _GUIDE + "notification-how-to-event-types-and-destinations.html"
_CHANGES = {
    "PutObject": "ObjectCreated:Put",
    "CopyObject": "ObjectCreated:Copy",
    "CompleteMultipartUpload": "ObjectCreated:CompleteMultipartUpload",
    "PutObjectTagging": "ObjectTagging:Put",
    "DeleteObjectTagging": "ObjectTagging:Delete",
    "PutObjectAcl": "ObjectAcl:Put",
    "RestoreObject": "ObjectRestore:Post",
}
"""The event of each operation that leaves an object behind."""
_EXISTING = "keys that exist before a deletion"


class Notifier:
    """Sends one sandbox's events; used from many threads."""

    def __init__(
        self,
        buckets: Buckets,
        messages: MotoMessages,
        functions: Functions,
        clock: Callable[[], float] = CLOCK.time,
    ) -> None:
        self.buckets = buckets
        self._messages = messages
        self._functions = functions
        self._clock = clock
        self._lock = threading.Lock()
        self._last_sequence = 0

    def notifies(self, bucket: str) -> bool:
        """Whether anyone gets events of a bucket."""
        return bool(self.buckets.subscriptions(bucket)) or self.buckets.tells_event_bridge(bucket)

    def publish(self, changes: Iterable[Change], bucket: str, origin: Origin) -> None:
        """Send each change of a bucket to those whose filters match it."""
        subscriptions, bridges = self.buckets.subscriptions(bucket), self.buckets.tells_event_bridge(bucket)
        for change in changes:
            if bridges:
                self._messages.bring(bridge_event(change, origin, self.buckets.account_id, str(uuid.uuid4())))
            for subscription in subscriptions:
                if matches(change, subscription.events, subscription.prefix, subscription.suffix):
                    self._send(change, origin, subscription)

    def try_destinations(self, bucket: str, origin: Origin) -> None:
        """Send a test message to the queues and topics of a bucket; functions get none."""
        arns = (subscription.arn for subscription in self.buckets.subscriptions(bucket))
        for arn in dict.fromkeys(arn for arn in arns if not _is_function(arn)):
            self._post(arn, json.dumps(trial(bucket, origin)))

    def origin(self, request: AwsRequest, response: AwsResponse) -> Origin:
        """Return who made a change, and in which call."""
        headers = {name.lower(): value for name, value in response.headers.items()}
        request_id = headers.get("x-amz-request-id") or headers.get("x-amzn-requestid") or request.id
        host = base64.b64encode(hashlib.sha384(request_id.encode()).digest()).decode()
        return Origin(_principal(request), "127.0.0.1", request_id, host, self._clock())

    def sequencer(self) -> str:
        """Return a text that is greater with every event."""
        with self._lock:
            self._last_sequence = max(self._last_sequence + 1, int(self._clock() * 1_000_000))
            return f"{self._last_sequence:018X}"

    def _send(self, change: Change, origin: Origin, subscription: Subscription) -> None:
        arn, payload = subscription.arn, json.dumps(event(change, origin, subscription.id))
        if _is_function(arn):
            source = f"arn:aws:s3:::{change.bucket}"
            self._functions.push(arn, payload, service="s3.amazonaws.com", source_arn=source)
        else:
            self._post(arn, payload)

    def _post(self, arn: str, text: str) -> None:
        try:
            self._messages.send(arn, text, {}, subject="Amazon S3 Notification")
        except Exception:  # S3 drops what it cannot deliver, too
            log.exception("S3 could not reach %s", arn)


def notifier(context: GatewayContext) -> Notifier:
    """Make the sandbox's notifier."""
    return Notifier(Buckets(context.account_id), MotoMessages(context.account_id), context.functions)


@follows(
    "s3",
    "PutBucketNotificationConfiguration",
    order=Order.NOTIFICATIONS,
    source=_GUIDE + "notification-content-structure.html",
)
def try_destinations(request: AwsRequest, response: AwsResponse, context: GatewayContext) -> None:
    """Send a test message to the queues and topics of a new configuration."""
    sender = context.part(notifier)
    sender.try_destinations(bucket_name(request), sender.origin(request, response))


@follows("s3", *_CHANGES, order=Order.NOTIFICATIONS, source=_EVENTS)
def notify_of_object(request: AwsRequest, response: AwsResponse, context: GatewayContext) -> None:
    """Tell subscribers that an object was written, or its tags, ACL or storage were."""
    sender, bucket = context.part(notifier), bucket_name(request)
    if not sender.notifies(bucket):
        return
    origin, key = sender.origin(request, response), str(request.parameters["Key"])
    s3_object = sender.buckets.object_summary(bucket, key)
    if s3_object is None:
        return
    change = Change(
        event=_CHANGES[request.operation],
        bucket=bucket,
        region=sender.buckets.region(bucket),
        key=key,
        sequencer=sender.sequencer(),
        size=s3_object.size,
        etag=s3_object.etag,
        version_id=s3_object.version_id,
    )
    sender.publish([change], bucket, origin)


@before("s3", "DeleteObject", "DeleteObjects", order=Order.NOTIFICATIONS, source=_EVENTS)
def note_existing_objects(request: AwsRequest, context: GatewayContext) -> None:
    """Note what a deletion will find, which can be seen only before it."""
    sender, bucket = context.part(notifier), bucket_name(request)
    if sender.notifies(bucket):
        pairs = requested_deletions(request)
        request.memo[_EXISTING] = {pair for pair in pairs if sender.buckets.has_version(bucket, *pair)}


@follows("s3", "DeleteObject", "DeleteObjects", order=Order.NOTIFICATIONS, source=_EVENTS)
def notify_of_deletion(request: AwsRequest, response: AwsResponse, context: GatewayContext) -> None:
    """Tell subscribers what is gone, and which delete markers were made."""
    sender, bucket = context.part(notifier), bucket_name(request)
    if not sender.notifies(bucket):
        return
    origin, region = sender.origin(request, response), sender.buckets.region(bucket)
    existing = cast(Collection[KeyVersion], request.memo.get(_EXISTING, ()))
    changes = (
        Change(
            event="ObjectRemoved:DeleteMarkerCreated" if deletion.is_marker else "ObjectRemoved:Delete",
            bucket=bucket,
            region=region,
            key=deletion.key,
            sequencer=sender.sequencer(),
            version_id=deletion.version_id,
        )
        for deletion in deletions(request, response, existing)
    )
    sender.publish(changes, bucket, origin)


def _principal(request: AwsRequest) -> str:
    caller = request.caller
    if caller.kind == "role":
        role, _, session = caller.name.partition("/")
        return f"AWS:{Identities(caller.account_id).role_id(role)}:{session}"
    return f"AWS:{caller.access_key_id.replace('AKIA', 'AIDA', 1) or 'anonymous'}"


def _is_function(arn: str) -> bool:
    return arn.split(":")[2] == "lambda"
