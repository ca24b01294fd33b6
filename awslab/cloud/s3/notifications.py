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
import time
import uuid
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Iterator

from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.iam.policies.service_permissions import permits
from awslab.cloud.lambda_.moto_functions import MotoState, Subscription
from awslab.cloud.ports.moto_messages import MotoMessages
from awslab.cloud.s3.notification_records import Change, Origin, bridge_event, event, matches, trial

log = logging.getLogger(__name__)

_CREATED = {
    "PutObject": "ObjectCreated:Put",
    "CopyObject": "ObjectCreated:Copy",
    "CompleteMultipartUpload": "ObjectCreated:CompleteMultipartUpload",
}
_DELETED = ("DeleteObject", "DeleteObjects")
_CHANGED = {
    "PutObjectTagging": "ObjectTagging:Put",
    "DeleteObjectTagging": "ObjectTagging:Delete",
    "PutObjectAcl": "ObjectAcl:Put",
    "RestoreObject": "ObjectRestore:Post",
}
_CONFIGURES = "PutBucketNotificationConfiguration"
_NAMESPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"

RunLater = Callable[[str, str, str], None]
"""`(region, function ARN, payload)`."""


class S3Triggers:
    """An extension of the gateway: after a call that changed objects, those who subscribed get their events."""

    def __init__(
        self, state: MotoState, messages: MotoMessages, run_later: RunLater, clock: Callable[[], float] = time.time
    ) -> None:
        self._state = state
        self._messages = messages
        self._run_later = run_later
        self._clock = clock
        self._lock = threading.Lock()
        self._last_sequence = 0
        self._existing = threading.local()

    def answer(self, request: AwsRequest) -> None:
        """Nothing of its own; but what a deletion will find can be seen only now."""
        if request.service == "s3" and request.operation in _DELETED:
            bucket = str(request.parameters.get("Bucket", ""))
            asked = _asked_deletions(request)
            self._existing.keys = {pair for pair in asked if self._state.has_version(bucket, *pair)}

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Send what the call caused."""
        if request.service != "s3" or request.operation not in (*_CREATED, *_DELETED, *_CHANGED, _CONFIGURES):
            return
        bucket = str(request.parameters.get("Bucket", ""))
        subscriptions, bridged = self._state.subscriptions(bucket), self._state.tells_event_bridge(bucket)
        if not subscriptions and not bridged:
            return
        origin = self._origin(request, response)
        if request.operation == _CONFIGURES:
            self._try(bucket, origin, subscriptions)
            return
        for change in self._changes(request, response):
            if bridged:
                self._messages.bring(bridge_event(change, origin, self._state.account_id, str(uuid.uuid4())))
            for subscription in subscriptions:
                if matches(change, subscription.events, subscription.prefix, subscription.suffix):
                    self._send(change, origin, subscription)

    def close(self) -> None:
        """Nothing is held."""

    def _changes(self, request: AwsRequest, response: AwsResponse) -> Iterator[Change]:
        bucket = str(request.parameters["Bucket"])
        region = self._state.bucket_region(bucket)
        if request.operation in (*_CREATED, *_CHANGED):
            key = str(request.parameters["Key"])
            stored = self._state.stored_object(bucket, key)
            if stored is not None:
                name = (_CREATED | _CHANGED)[request.operation]
                yield Change(name, bucket, region, key, self._sequencer(), stored.size, stored.etag, stored.version_id)
            return
        for key, version, marker in self._deletions(request, response):
            name = "ObjectRemoved:DeleteMarkerCreated" if marker else "ObjectRemoved:Delete"
            yield Change(name, bucket, region, key, self._sequencer(), version_id=version)

    def _deletions(self, request: AwsRequest, response: AwsResponse) -> Iterator[tuple[str, str | None, bool]]:
        """Key, version and whether a delete marker was made, for everything that is gone now.

        A versioned bucket makes a marker for any key; elsewhere a key that was not there gives no event.
        """
        existing: set[tuple[str, str | None]] = getattr(self._existing, "keys", set())
        for key, asked, version, marker in _answered_deletions(request, response):
            made = marker and asked is None
            if made or (key, asked) in existing:
                yield key, version or asked, made

    def _send(self, change: Change, origin: Origin, subscription: Subscription) -> None:
        arn = subscription.arn
        if arn.split(":")[2] != "lambda":
            self._post(arn, json.dumps(event(change, origin, subscription.id)))
            return
        statements = self._state.policy_statements(arn)
        if statements is None or not permits(
            statements,
            service="s3.amazonaws.com",
            resource=arn,
            source_arn=f"arn:aws:s3:::{change.bucket}",
            source_account=self._state.account_id,
        ):
            log.warning("S3 may not invoke %s for %s: no event was sent", arn, change.bucket)
            return
        self._run_later(arn.split(":")[3], arn, json.dumps(event(change, origin, subscription.id)))

    def _try(self, bucket: str, origin: Origin, subscriptions: Iterable[Subscription]) -> None:
        """Queues and topics get a test message; functions do not."""
        for arn in dict.fromkeys(each.arn for each in subscriptions if each.arn.split(":")[2] != "lambda"):
            self._post(arn, json.dumps(trial(bucket, origin)))

    def _post(self, arn: str, text: str) -> None:
        try:
            self._messages.send(arn, text, {}, subject="Amazon S3 Notification")
        except Exception:  # S3 drops what it cannot deliver, too
            log.exception("S3 could not reach %s", arn)

    def _origin(self, request: AwsRequest, response: AwsResponse) -> Origin:
        headers = {name.lower(): value for name, value in response.headers.items()}
        answered = headers.get("x-amz-request-id") or headers.get("x-amzn-requestid") or request.id
        host = base64.b64encode(hashlib.sha384(answered.encode()).digest()).decode()
        return Origin(self._principal(request), "127.0.0.1", answered, host, self._clock())

    def _principal(self, request: AwsRequest) -> str:
        caller = request.caller
        if caller.kind == "role":
            role, _, session = caller.name.partition("/")
            return f"AWS:{self._state.role_id(role)}:{session}"
        return f"AWS:{caller.access_key_id.replace('AKIA', 'AIDA', 1) or 'anonymous'}"

    def _sequencer(self) -> str:
        """Greater with every event."""
        with self._lock:
            self._last_sequence = max(self._last_sequence + 1, int(self._clock() * 1_000_000))
            return f"{self._last_sequence:018X}"


def _asked_deletions(request: AwsRequest) -> list[tuple[str, str | None]]:
    if request.operation == "DeleteObject":
        return [(str(request.parameters.get("Key", "")), request.parameters.get("VersionId"))]
    listed = (request.parameters.get("Delete") or {}).get("Objects") or []
    return [(str(entry["Key"]), entry.get("VersionId")) for entry in listed]


def _answered_deletions(
    request: AwsRequest, response: AwsResponse
) -> Iterator[tuple[str, str | None, str | None, bool]]:
    """Key, the version asked for, the version answered, whether a delete marker is meant."""
    asked = _asked_deletions(request)
    if request.operation == "DeleteObject":
        headers = {name.lower(): value for name, value in response.headers.items()}
        key, version = asked[0]
        yield key, version, headers.get("x-amz-version-id"), headers.get("x-amz-delete-marker") == "true"
        return
    told = _told_deletions(response.body)
    failed = _failed_deletions(response.body)
    for key, version in asked:
        if key not in failed:
            marker = told.get((key, version))
            yield key, version, marker, marker is not None and version is None


def _told_deletions(body: bytes) -> dict[tuple[str, str | None], str | None]:
    """Of DeleteObjects' answer: (key, version asked for) → the delete marker's version."""
    return {
        (_text(entry, "Key") or "", _text(entry, "VersionId")): _text(entry, "DeleteMarkerVersionId")
        for entry in _entries(body, "Deleted")
    }


def _failed_deletions(body: bytes) -> set[str]:
    return {_text(entry, "Key") or "" for entry in _entries(body, "Error")}


def _entries(body: bytes, tag: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(body)
    return [entry for entry in root if entry.tag.removeprefix(_NAMESPACE) == tag]


def _text(entry: ElementTree.Element, tag: str) -> str | None:
    return next((child.text or "" for child in entry if child.tag.removeprefix(_NAMESPACE) == tag), None)
