"""moto's S3: buckets, what is in them and whom they notify. Only this file and corrections.py touch it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from moto.backends import get_backend

from awslab.cloud.gateway.request import Structure
from awslab.cloud.s3.state import Bucket, Notification, ObjectVersion, PublicAccessBlock, as_object, etag_of


@dataclass(frozen=True, slots=True)
class ObjectSummary:
    """What a notification says of an object."""

    size: int
    """Bytes."""
    etag: str
    """Without quotes."""
    version_id: str | None
    """None in a bucket without versioning."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One entry of a bucket's notification configuration."""

    id: str
    arn: str
    """The function, queue or topic."""
    events: tuple[str, ...]
    """With the prefix `s3:`; wildcards as the caller wrote them."""
    prefix: str = ""
    suffix: str = ""


class Buckets:
    """One account's buckets, in all regions."""

    def __init__(self, account_id: str) -> None:
        self.account_id = account_id

    def bucket(self, name: str) -> Bucket | None:
        """Return the bucket of a name; None when there is none."""
        return self._by_name().get(name)

    def region(self, name: str) -> str:
        """Return where a bucket is. Raises KeyError when there is none."""
        return str(self._by_name()[name].region_name)

    def website(self, name: str) -> bytes | None:
        """Return a bucket's website configuration in XML; None without one. Raises KeyError when there is no bucket."""
        return self._by_name()[name].website_configuration

    def object_version(self, name: str, key: str, version_id: str | None = None) -> ObjectVersion | None:
        """Return the newest version of a key, or the one of an id; None for a delete marker or nothing."""
        bucket = self.bucket(name)
        if bucket is None:
            return None
        if version_id is None:
            return as_object(bucket.keys.get(key))
        versions = bucket.keys.getlist(key, ())
        return as_object(next((version for version in versions if str(version.version_id) == version_id), None))

    def object_summary(self, name: str, key: str) -> ObjectSummary | None:
        """Return size, entity tag and version of a key's newest object; None for a delete marker or nothing."""
        bucket, s3_object = self.bucket(name), self.object_version(name, key)
        if bucket is None or s3_object is None:
            return None
        version_id = str(s3_object.version_id) if bucket.is_versioned and s3_object.version_id is not None else None
        return ObjectSummary(int(s3_object.size), etag_of(s3_object), version_id)

    def has_version(self, name: str, key: str, version_id: str | None) -> bool:
        """Whether a key (or that version of it) exists, be it as a delete marker."""
        bucket = self.bucket(name)
        versions = () if bucket is None else bucket.keys.getlist(key, ())
        return any(version_id is None or str(version.version_id) == version_id for version in versions)

    def subscriptions(self, name: str) -> tuple[Subscription, ...]:
        """Return the functions, queues and topics that a bucket tells about events."""
        bucket = self.bucket(name)
        configuration = None if bucket is None else bucket.notification_configuration
        if configuration is None:
            return ()
        entries = (*configuration.cloud_function, *configuration.queue, *configuration.topic)
        return tuple(_subscription(entry) for entry in entries)

    def tells_event_bridge(self, name: str) -> bool:
        """Whether a bucket sends its events to EventBridge."""
        bucket = self.bucket(name)
        configuration = None if bucket is None else bucket.notification_configuration
        return configuration is not None and configuration.event_bridge is not None

    def account_access_block(self) -> PublicAccessBlock | None:
        """Return the account's Block Public Access; None while nobody has set it."""
        if "moto.s3control.models" not in sys.modules:
            return None
        block = get_backend("s3control")[self.account_id]["aws"].public_access_block
        return cast(PublicAccessBlock | None, block)

    def _by_name(self) -> Mapping[str, Bucket]:
        return cast(Mapping[str, Bucket], get_backend("s3")[self.account_id]["aws"].buckets)


def encryption_with_s3_keys() -> Structure:
    """Return the default encryption of a bucket that has SSE-S3, in moto's form."""
    return {"Rule": {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}}


def full_access_block() -> PublicAccessBlock:
    """Return a Block Public Access with all four settings on."""
    from moto.s3.models import PublicAccessBlock as MotoPublicAccessBlock

    return cast(PublicAccessBlock, MotoPublicAccessBlock(*("true",) * 4))


def _subscription(entry: Notification) -> Subscription:
    rules = (entry.filters.get("S3Key") or {}).get("FilterRule") or []
    filters = {str(rule["Name"]).lower(): str(rule["Value"] or "") for rule in rules}
    return Subscription(
        id=entry.id,
        arn=entry.arn,
        events=tuple(entry.events),
        prefix=filters.get("prefix", ""),
        suffix=filters.get("suffix", ""),
    )
