"""S3: copies, as recorded from the real service."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.rows_s3_writes import copy
from tests.parity.s3_answers import NO_BUCKET, NO_KEY, PRECONDITION, bucket, stored

_API = "s3/test_s3_api"
_IN_PLACE: Told = (
    "InvalidRequest",
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's…",
    400,
)
_WRONG = '"d41d8cd98f00b204e9800998ecf8427f"'


_SOURCE = "s3/test_s3_preconditions"


@recorded(
    _SOURCE,
    "test_s3_copy_object_preconditions",
    dict.fromkeys(
        (
            "copy-precondition-if-match",
            "copy-precondition-if-unmodified-since",
            "copy-precondition-if-none-match",
            "copy-precondition-if-modified-since",
            "copy-etag-missing-quotes",
        ),
        PRECONDITION,
    ),
)
def conditions_on_the_source(aws: Aws) -> Calls:
    head = aws.s3.head_object(**stored(aws))
    etag, now = head["ETag"], datetime.now(UTC)
    return {
        "copy-precondition-if-match": copy(aws, CopySourceIfMatch=_WRONG),
        "copy-precondition-if-unmodified-since": copy(aws, CopySourceIfUnmodifiedSince=now - timedelta(days=1)),
        "copy-precondition-if-none-match": copy(aws, CopySourceIfNoneMatch=etag),
        "copy-precondition-if-modified-since": copy(aws, CopySourceIfModifiedSince=head["LastModified"]),
        "copy-etag-missing-quotes": copy(aws, CopySourceIfNoneMatch=etag.strip('"')),
    }


@recorded(
    _SOURCE,
    "test_s3_copy_object_if_source_modified_since_versioned",
    {"copy-if-modified-since-last-modified": PRECONDITION},
)
def a_version_not_changed_since(aws: Aws) -> Calls:
    name = bucket(aws, versioned=True)
    aws.s3.put_object(Bucket=name, Key="a", Body=b"x")
    changed = aws.s3.head_object(Bucket=name, Key="a")["LastModified"]
    return {"copy-if-modified-since-last-modified": copy(aws, CopySourceIfModifiedSince=changed)}


@recorded(
    _SOURCE, "test_s3_copy_object_if_source_unmodified_since_versioned", {"copy-past-if-unmodified-since": PRECONDITION}
)
def a_version_changed_since(aws: Aws) -> Calls:
    name = bucket(aws, versioned=True)
    aws.s3.put_object(Bucket=name, Key="a", Body=b"x")
    past = datetime.now(UTC) - timedelta(days=1)
    return {"copy-past-if-unmodified-since": copy(aws, CopySourceIfUnmodifiedSince=past)}


@recorded(
    "s3/test_s3",
    "test_s3_copy_object_in_place",
    {"copy-object-in-place-no-change": _IN_PLACE, "copy-object-in-place-with-acl": _IN_PLACE},
)
def copies_in_place(aws: Aws) -> Calls:
    bucket(aws, ObjectOwnership="ObjectWriter")
    aws.s3.delete_public_access_block(Bucket="photos")
    aws.s3.put_object(Bucket="photos", Key="a", Body=b"x")
    return {
        "copy-object-in-place-no-change": copy(aws, "a"),
        "copy-object-in-place-with-acl": copy(aws, "a", ACL="public-read"),
    }


@recorded("s3/test_s3", "test_s3_copy_object_in_place_metadata_directive", {"no-metadata-directive-fail": _IN_PLACE})
def metadata_without_a_directive(aws: Aws) -> Calls:
    stored(aws)
    return {"no-metadata-directive-fail": copy(aws, "a", Metadata={"key": "value"})}


@recorded("s3/test_s3", "test_s3_copy_object_in_place_versioned", {"copy-object-in-place-no-change": _IN_PLACE})
def a_version_in_place(aws: Aws) -> Calls:
    name = bucket(aws, versioned=True)
    aws.s3.put_object(Bucket=name, Key="a", Body=b"x")
    return {"copy-object-in-place-no-change": copy(aws, "a")}


@recorded("s3/test_s3", "test_s3_copy_object_storage_class", {"exc-invalid-request-storage-class": _IN_PLACE})
def the_same_storage_class(aws: Aws) -> Calls:
    stored(aws, StorageClass="STANDARD_IA")
    return {"exc-invalid-request-storage-class": copy(aws, "a")}


@recorded(
    "s3/test_s3",
    "test_s3_copy_object_src_not_exists",
    {
        "copy-object-src-bucket-not-exists": NO_BUCKET,
        "copy-object-src-object-not-exists": NO_KEY,
        "copy-object-src-delete-marker-current-version": NO_KEY,
        "copy-object-src-target-delete-marker": (
            "InvalidRequest",
            "The source of a copy request may not specifically refer to a delete marker by version id.",
            400,
        ),
    },
)
def sources_that_are_not_there(aws: Aws) -> Calls:
    name = bucket(aws, versioned=True)
    aws.s3.put_object(Bucket=name, Key="a", Body=b"x")
    marker = aws.s3.delete_object(Bucket=name, Key="a")["VersionId"]

    def copy_from(source: str) -> Any:
        return lambda: aws.s3.copy_object(Bucket=name, Key="b", CopySource=source)

    return {
        "copy-object-src-bucket-not-exists": copy_from("absent-1/a"),
        "copy-object-src-object-not-exists": copy_from(f"{name}/absent"),
        "copy-object-src-delete-marker-current-version": copy_from(f"{name}/a"),
        "copy-object-src-target-delete-marker": copy_from(f"{name}/a?versionId={marker}"),
    }


@recorded(
    "s3/test_s3",
    "test_s3_copy_object_wrong_format",
    {"copy-object-wrong-copy-source": ("InvalidArgument", "Invalid copy source object key", 400)},
)
def a_source_without_a_key(aws: Aws) -> Calls:
    name = bucket(aws)
    return {"copy-object-wrong-copy-source": lambda: aws.s3.copy_object(Bucket=name, Key="a", CopySource=name)}
