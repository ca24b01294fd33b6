"""The events that S3 sends (pure).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html and
https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus

Event = dict[str, Any]
"""A message or an event, as its JSON reads."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one object."""

    event: str
    """`ObjectCreated:Put`, without the prefix `s3:`."""
    bucket: str
    region: str
    key: str
    sequencer: str
    size: int | None = None
    etag: str | None = None
    """Without quotes; None, as the size, for a deletion."""
    version_id: str | None = None
    """None in a bucket without versioning."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The request that made the change."""

    principal_id: str
    address: str
    request_id: str
    host_id: str
    at: float
    """Seconds since the epoch."""


OWNER_ID = "A3LEARNERAWSLAB"
"""The bucket owner's old customer id; AWS keeps it for compatibility only."""


def event(change: Change, origin: Origin, configuration_id: str) -> Event:
    """Return the whole message, with its one record, for one notification configuration."""
    record = {
        "eventVersion": "2.6",
        "eventSource": "aws:s3",
        "awsRegion": change.region,
        "eventTime": _instant(origin.at),
        "eventName": change.event,
        "userIdentity": {"principalId": origin.principal_id},
        "requestParameters": {"sourceIPAddress": origin.address},
        "responseElements": {"x-amz-request-id": origin.request_id, "x-amz-id-2": origin.host_id},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": configuration_id,
            "bucket": {
                "name": change.bucket,
                "ownerIdentity": {"principalId": OWNER_ID},
                "arn": f"arn:aws:s3:::{change.bucket}",
            },
            "object": _object(change),
        },
    }
    return {"Records": [record]}


_DETAIL_TYPES = {
    "ObjectCreated": "Object Created",
    "ObjectRemoved": "Object Deleted",
    "ObjectTagging:Put": "Object Tags Added",
    "ObjectTagging:Delete": "Object Tags Deleted",
    "ObjectAcl": "Object ACL Updated",
    "ObjectRestore": "Object Restore Initiated",
}
_REASONS = {
    "ObjectCreated:Put": "PutObject",
    "ObjectCreated:Copy": "CopyObject",
    "ObjectCreated:CompleteMultipartUpload": "CompleteMultipartUpload",
    "ObjectRemoved:Delete": "DeleteObject",
    "ObjectRemoved:DeleteMarkerCreated": "DeleteObject",
}
_DELETIONS = {
    "ObjectRemoved:Delete": "Permanently Deleted",
    "ObjectRemoved:DeleteMarkerCreated": "Delete Marker Created",
}


def bridge_event(change: Change, origin: Origin, account_id: str, event_id: str) -> Event:
    """Return the event for EventBridge; its time is seconds since the epoch, as moto's rules take it.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
    """
    facts = {"size": change.size, "etag": change.etag, "version-id": change.version_id}
    known_facts = {name: value for name, value in facts.items() if value is not None}
    detail: dict[str, object] = {
        "version": "0",
        "event-version": "1.2",
        "bucket": {"name": change.bucket},
        "object": {"key": change.key} | known_facts | {"sequencer": change.sequencer},
        "request-id": origin.request_id,
        "requester": account_id,
        "source-ip-address": origin.address,
    }
    if change.event in _REASONS:
        detail["reason"] = _REASONS[change.event]
    if change.event in _DELETIONS:
        detail["deletion-type"] = _DELETIONS[change.event]
    family = change.event.partition(":")[0]
    return {
        "version": "0",
        "id": event_id,
        "detail-type": _DETAIL_TYPES.get(change.event) or _DETAIL_TYPES[family],
        "source": "aws.s3",
        "account": account_id,
        "time": origin.at,
        "region": change.region,
        "resources": [f"arn:aws:s3:::{change.bucket}"],
        "detail": detail,
    }


def trial(bucket: str, origin: Origin) -> dict[str, str]:
    """Return the test message that queues and topics get when they are configured.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    """
    return {
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": _instant(origin.at),
        "Bucket": bucket,
        "RequestId": origin.request_id,
        "HostId": origin.host_id,
    }


def _instant(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def encoded(key: str) -> str:
    """Return a key as events carry it: percent-encoded, `+` for a space, "/" as it is."""
    return quote_plus(key, safe="/", errors="surrogatepass")


def matches(change: Change, events: Sequence[str], prefix: str, suffix: str) -> bool:
    """Whether a configuration asks for this change; its events carry the prefix `s3:` and may end in `:*`."""
    family = change.event.partition(":")[0]
    is_subscribed = f"s3:{change.event}" in events or f"s3:{family}:*" in events
    return is_subscribed and change.key.startswith(prefix) and change.key.endswith(suffix)


def _object(change: Change) -> dict[str, object]:
    record: dict[str, object] = {"key": encoded(change.key)}
    if change.size is not None:
        record["size"] = change.size
    if change.etag is not None:
        record["eTag"] = change.etag
    if change.version_id is not None:
        record["versionId"] = change.version_id
    record["sequencer"] = change.sequencer
    if change.event == "ObjectCreated:Copy":
        record["hasObjectAnnotation"] = False
    return record
