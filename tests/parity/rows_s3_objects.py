"""S3: objects and their versions, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import NO_BUCKET, NO_KEY, NO_TAGS, NOT_ALLOWED, PRECONDITION, bucket, stored

_RANGE: Told = ("InvalidRange", "The requested range is not satisfiable", 416)
_UNCHANGED: Told = ("304", "Not Modified", 304)
_NOT_FOUND: Told = ("404", "Not Found", 404)
_VERSION: Told = ("InvalidArgument", "Invalid version id specified", 400)
_ARCHIVED: Told = ("InvalidObjectState", "The operation is not valid for the object's storage class", 403)
_CLASS: Told = ("InvalidStorageClass", "The storage class you specified is not valid", 400)


@recorded("s3/test_s3", "test_get_object_no_such_bucket", {"expected_error": NO_BUCKET})
def an_object_of_no_bucket(aws: Aws) -> Calls:
    return {"expected_error": lambda: aws.s3.get_object(Bucket="absent-1", Key="a")}


@recorded(
    "s3/test_s3", "test_delete_non_existing_keys_in_non_existing_bucket", {"error-non-existent-bucket": NO_BUCKET}
)
def deleting_from_no_bucket(aws: Aws) -> Calls:
    return {
        "error-non-existent-bucket": lambda: aws.s3.delete_objects(
            Bucket="absent-1", Delete={"Objects": [{"Key": "dummy1"}, {"Key": "dummy2"}]}
        )
    }


@recorded("s3/test_s3", "test_invalid_range_error", {"exc": _RANGE})
def a_range_beyond_the_end(aws: Aws) -> Calls:
    where = stored(aws)
    return {"exc": lambda: aws.s3.get_object(**where, Range="bytes=1024-4096")}


@recorded("s3/test_s3", "test_range_key_not_exists", {"exc": NO_KEY})
def a_range_of_nothing(aws: Aws) -> Calls:
    name = bucket(aws)
    return {"exc": lambda: aws.s3.get_object(Bucket=name, Key="a", Range="bytes=1024-4096")}


@recorded("s3/test_s3_api", "test_get_object_range", {"get--0": _RANGE, "get-100-200": _RANGE})
def ranges(aws: Aws) -> Calls:
    where = stored(aws, body=b"0123456789")
    return {
        "get--0": lambda: aws.s3.get_object(**where, Range="bytes=-0"),
        "get-100-200": lambda: aws.s3.get_object(**where, Range="bytes=100-200"),
    }


@recorded("s3/test_s3", "test_s3_uppercase_key_names", {"wrong-case-key": NO_KEY})
def another_letter_case(aws: Aws) -> Calls:
    where = stored(aws, "CamelCaseKey")
    return {"wrong-case-key": lambda: aws.s3.get_object(Bucket=where["Bucket"], Key="camelcasekey")}


@recorded("s3/test_s3", "test_precondition_failed_error", {"get-object-if-match": PRECONDITION})
def another_etag(aws: Aws) -> Calls:
    where = stored(aws)
    return {"get-object-if-match": lambda: aws.s3.get_object(**where, IfMatch='"not good etag"')}


@recorded("s3/test_s3", "test_head_object_fields", {"head-object-404": _NOT_FOUND})
def head_of_nothing(aws: Aws) -> Calls:
    name = bucket(aws)
    return {"head-object-404": lambda: aws.s3.head_object(Bucket=name, Key="absent")}


@recorded("s3/test_s3", "test_get_object_after_deleted_in_versioned_bucket", {"get-object-after-delete": NO_KEY})
def a_deleted_object(aws: Aws) -> Calls:
    name = bucket(aws, versioned=True)
    aws.s3.put_object(Bucket=name, Key="a", Body=b"x")
    aws.s3.delete_object(Bucket=name, Key="a")
    return {"get-object-after-delete": lambda: aws.s3.get_object(Bucket=name, Key="a")}


@recorded("s3/test_s3", "test_get_object_attributes_versioned", {"deleted-object-attrs": NO_KEY})
def attributes_of_a_deleted_object(aws: Aws) -> Calls:
    name = bucket(aws, versioned=True)
    aws.s3.put_object(Bucket=name, Key="a", Body=b"x")
    aws.s3.delete_object(Bucket=name, Key="a")
    return {
        "deleted-object-attrs": lambda: aws.s3.get_object_attributes(Bucket=name, Key="a", ObjectAttributes=["ETag"])
    }


def _marker(aws: Aws, **settings: Any) -> tuple[dict[str, str], str]:
    """An object whose newest version is a delete marker, and the marker's id."""
    name = bucket(aws, versioned=True, **settings)
    aws.s3.put_object(Bucket=name, Key="a", Body=b"x")
    marker = aws.s3.delete_object(Bucket=name, Key="a")["VersionId"]
    return {"Bucket": name, "Key": "a"}, marker


@recorded(
    "s3/test_s3_api",
    "test_delete_object_versioned",
    {
        "get-deleted-object": NO_KEY,
        "get-delete-marker": NOT_ALLOWED,
        "get-deleted-object-with-version": ("NoSuchVersion", "The specified version does not exist.", 404),
        "delete-with-bad-version": _VERSION,
    },
)
def versions(aws: Aws) -> Calls:
    where, marker = _marker(aws)
    first = aws.s3.list_object_versions(Bucket=where["Bucket"])["Versions"][0]["VersionId"]

    def gone() -> Any:
        aws.s3.delete_object(**where, VersionId=first)
        return aws.s3.get_object(**where, VersionId=first)

    return {
        "get-deleted-object": lambda: aws.s3.get_object(**where),
        "get-delete-marker": lambda: aws.s3.get_object(**where, VersionId=marker),
        "get-deleted-object-with-version": gone,
        "delete-with-bad-version": lambda: aws.s3.delete_object(**where, VersionId="HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD"),
    }


@recorded("s3/test_s3_api", "test_delete_object", {"delete-nonexistent-object-versionid": _VERSION})
def a_version_where_there_are_none(aws: Aws) -> Calls:
    name = bucket(aws)
    return {
        "delete-nonexistent-object-versionid": lambda: aws.s3.delete_object(
            Bucket=name, Key="absent", VersionId="HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD"
        )
    }


@recorded("s3/test_s3_api", "test_get_object_with_version_unversioned_bucket", {"get-obj-with-version": _VERSION})
def reading_a_version_where_there_are_none(aws: Aws) -> Calls:
    where = stored(aws)
    return {"get-obj-with-version": lambda: aws.s3.get_object(**where, VersionId="HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD")}


@recorded(
    "s3/test_s3_api",
    "test_object_tagging_versioned",
    dict.fromkeys(
        (
            f"{verb}-object-tags-delete-marker-{which}"
            for verb in ("put", "get", "delete")
            for which in ("id", "latest")
        ),
        NOT_ALLOWED,
    ),
)
def tags_of_a_delete_marker(aws: Aws) -> Calls:
    where, marker = _marker(aws)
    tags = {"TagSet": [{"Key": "a", "Value": "1"}]}
    s3 = aws.s3
    return {
        "put-object-tags-delete-marker-id": lambda: s3.put_object_tagging(**where, VersionId=marker, Tagging=tags),
        "get-object-tags-delete-marker-id": lambda: s3.get_object_tagging(**where, VersionId=marker),
        "delete-object-tags-delete-marker-id": lambda: s3.delete_object_tagging(**where, VersionId=marker),
        "put-object-tags-delete-marker-latest": lambda: s3.put_object_tagging(**where, Tagging=tags),
        "get-object-tags-delete-marker-latest": lambda: s3.get_object_tagging(**where),
        "delete-object-tags-delete-marker-latest": lambda: s3.delete_object_tagging(**where),
    }


_OPEN = {"ObjectOwnership": "ObjectWriter"}


@recorded(
    "s3/test_s3",
    "test_put_object_acl_on_delete_marker",
    {
        "put-acl-delete-marker": NOT_ALLOWED,
        "get-acl-delete-marker": NO_KEY,
        "put-acl-delete-marker-version-id": NOT_ALLOWED,
        "get-acl-delete-marker-version-id": NOT_ALLOWED,
    },
)
def acl_of_a_delete_marker(aws: Aws) -> Calls:
    where, marker = _marker(aws, **_OPEN)
    s3 = aws.s3
    s3.delete_public_access_block(Bucket=where["Bucket"])
    return {
        "put-acl-delete-marker": lambda: s3.put_object_acl(**where, ACL="public-read"),
        "get-acl-delete-marker": lambda: s3.get_object_acl(**where),
        "put-acl-delete-marker-version-id": lambda: s3.put_object_acl(**where, ACL="public-read", VersionId=marker),
        "get-acl-delete-marker-version-id": lambda: s3.get_object_acl(**where, VersionId=marker),
    }


def _archives() -> None:
    for storage in ("GLACIER", "DEEP_ARCHIVE"):

        def calls(aws: Aws, storage: str = storage) -> Calls:
            where = stored(aws, StorageClass=storage)
            return {"get-object": lambda: aws.s3.get_object(**where)}

        recorded("s3/test_s3", f"test_put_object_storage_class[{storage}-False]", {"get-object": _ARCHIVED})(calls)


_archives()


@recorded(
    "s3/test_s3",
    "test_s3_get_deep_archive_object_restore",
    {"get-object-invalid-state": _ARCHIVED, "get_object_invalid_state": _ARCHIVED},
)
def a_deep_archive(aws: Aws) -> Calls:
    where = stored(aws, StorageClass="DEEP_ARCHIVE")
    return dict.fromkeys(("get-object-invalid-state", "get_object_invalid_state"), lambda: aws.s3.get_object(**where))


@recorded(
    "s3/test_s3",
    "test_put_object_storage_class_outposts",
    {"put-object-outposts": _CLASS, "create-multipart-outposts-exc": _CLASS},
)
def a_class_of_outposts(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a"}
    return {
        "put-object-outposts": lambda: aws.s3.put_object(**where, Body=b"", StorageClass="OUTPOSTS"),
        "create-multipart-outposts-exc": lambda: aws.s3.create_multipart_upload(**where, StorageClass="OUTPOSTS"),
    }


@recorded("s3/test_s3_api", "test_put_bucket_tagging_none_value", {"no-such-tag-set": NO_TAGS})
def an_empty_set_of_tags(aws: Aws) -> Calls:
    name = bucket(aws)
    aws.s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": []})
    return {"no-such-tag-set": lambda: aws.s3.get_bucket_tagging(Bucket=name)}
