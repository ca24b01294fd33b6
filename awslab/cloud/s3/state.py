"""What the sandbox reads of S3's stored state: moto's buckets, objects and uploads, as far as their attributes are used
here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from datetime import datetime
from typing import Protocol, cast

from awslab.cloud.gateway.request import Structure


class AccessList(Protocol):
    """The access control list of a bucket or an object."""

    @property
    def public_read(self) -> bool:
        """Whether it lets everyone read."""


class DeleteMarker(Protocol):
    """A version that stands for a deletion."""

    name: str

    @property
    def version_id(self) -> str:
        """The marker's version id."""


class ObjectVersion(Protocol):
    """A version of an object; in a bucket without versioning the only one."""

    name: str
    last_modified: datetime
    value: bytes
    contentsize: int
    """Bytes of the content."""
    encryption: str | None
    """`AES256`, `aws:kms` or None."""
    acl: AccessList | None
    multipart: Upload | None
    """The upload that made it; None for an object that came in one piece."""
    lock_mode: str | None
    lock_legal_status: str | None
    """`ON` or `OFF`."""
    lock_until: str | None
    """An ISO 8601 time, as it was written."""

    @property
    def version_id(self) -> str:
        """The version's id; `null` in a bucket without versioning."""

    @property
    def etag(self) -> str:
        """The entity tag with its quotes."""

    @property
    def size(self) -> int:
        """Bytes of the content."""


StoredVersion = ObjectVersion | DeleteMarker


class Upload(Protocol):
    """A multipart upload."""

    key_name: str
    metadata: Mapping[str, str]
    """The headers that it was begun with."""
    parts: Mapping[int, ObjectVersion]
    """By number."""


class Keys(Protocol):
    """The versions in a bucket by key."""

    def get(self, key: str | None) -> StoredVersion | None:
        """Return the newest version of a key; None when there is none."""

    def getlist(self, key: str, default: Sequence[StoredVersion]) -> Sequence[StoredVersion]:
        """Return all versions of a key, the oldest first."""

    def item_size(self) -> int:
        """Return 0 when nothing is stored, delete markers included."""

    def __iter__(self) -> Iterator[str]:
        """Return the keys."""


class Notification(Protocol):
    """An entry of a bucket's notification configuration."""

    id: str
    arn: str
    events: Sequence[str]
    filters: Mapping[str, Structure]


class NotificationConfiguration(Protocol):
    """A bucket's notification configuration."""

    topic: Sequence[Notification]
    queue: Sequence[Notification]
    cloud_function: Sequence[Notification]
    event_bridge: Structure | None


class PublicAccessBlock(Protocol):
    """The settings of Block Public Access, each a boolean or its text."""

    block_public_policy: object
    ignore_public_acls: object
    restrict_public_buckets: object


class Bucket(Protocol):
    """A general purpose bucket."""

    name: str
    account_id: str
    region_name: str
    keys: Keys
    multiparts: MutableMapping[str, Upload]
    versioning_status: str | None
    """`Enabled`, `Suspended`, or None for a bucket that never had versioning."""
    policy: bytes | None
    website_configuration: bytes | None
    acl: AccessList | None
    notification_configuration: NotificationConfiguration | None
    public_access_block: PublicAccessBlock | None
    encryption: Structure | None
    object_lock_enabled: bool
    ownership_rule: str | None
    """`BucketOwnerEnforced`, `BucketOwnerPreferred`, `ObjectWriter`, or None."""
    inventory_configs: Mapping[str, object]

    @property
    def is_versioned(self) -> bool:
        """Whether versioning is enabled now."""


def as_object(version: StoredVersion | None) -> ObjectVersion | None:
    """Return a version that is an object; None for a delete marker or nothing."""
    return cast(ObjectVersion, version) if hasattr(version, "etag") else None


def etag_of(version: ObjectVersion) -> str:
    """Return an object's entity tag without its quotes."""
    return str(version.etag).strip('"')


def customer_key_md5(version_or_upload: StoredVersion | Upload | None) -> str | None:
    """Return the MD5 of the customer's key that an object or upload was encrypted with; None for no such key.

    It is written by life/object_facts.py.
    """
    value: str | None = getattr(version_or_upload, "customer_key_md5", None)
    return value


def is_disturbed(upload: Upload | None) -> bool:
    """Whether the key of an upload was written or deleted since the upload was begun (life/object_facts.py)."""
    return bool(getattr(upload, "disturbed", False))


def is_on(setting: object) -> bool:
    """Whether a setting of Block Public Access is on, be it a boolean or a text."""
    return str(setting).lower() == "true"
