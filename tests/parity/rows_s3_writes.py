"""S3: conditional writes and deletes, and copies, as recorded from the real service."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import HEADER, NO_KEY, PRECONDITION, bucket, stored

_API = "s3/test_s3_api"
_IN_PLACE: Told = (
    "InvalidRequest",
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's…",
    400,
)
_WRONG = '"d41d8cd98f00b204e9800998ecf8427f"'


@recorded(_API, "test_put_object_if_none_match", {"put-obj-if-none-match": PRECONDITION})
def a_key_that_is_taken(aws: Aws) -> Calls:
    where = stored(aws)
    return {"put-obj-if-none-match": lambda: aws.s3.put_object(**where, Body=b"x", IfNoneMatch="*")}


@recorded(_API, "test_put_object_if_none_match_validation", {"put-obj-if-none-match-bad-value": HEADER})
def none_match_of_an_etag(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a"}
    return {"put-obj-if-none-match-bad-value": lambda: aws.s3.put_object(**where, Body=b"x", IfNoneMatch="GET")}


@recorded(_API, "test_put_object_if_none_match_versioned_bucket", {"put-obj-if-none-match": PRECONDITION})
def a_versioned_key_that_is_taken(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws, versioned=True), "Key": "a"}
    aws.s3.put_object(**where, Body=b"x")
    return {"put-obj-if-none-match": lambda: aws.s3.put_object(**where, Body=b"x", IfNoneMatch="*")}


@recorded(
    _API,
    "test_put_object_if_match",
    {"put-obj-if-match-wrong-etag": PRECONDITION, "put-obj-if-match-key-not-exists": NO_KEY},
)
def only_if_it_is_this(aws: Aws) -> Calls:
    where = stored(aws)
    return {
        "put-obj-if-match-wrong-etag": lambda: aws.s3.put_object(**where, Body=b"x", IfMatch=_WRONG),
        "put-obj-if-match-key-not-exists": lambda: aws.s3.put_object(
            Bucket=where["Bucket"], Key="absent", Body=b"x", IfMatch=_WRONG
        ),
    }


@recorded(
    _API,
    "test_put_object_if_match_validation",
    {
        "put-obj-if-match-star-value": HEADER,
        "put-obj-if-match-bad-value": NO_KEY,
        "put-obj-if-match-bad-value-2": NO_KEY,
    },
)
def etags_that_are_none(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a"}

    def put(etag: str) -> Any:
        return lambda: aws.s3.put_object(**where, Body=b"x", IfMatch=etag)

    return {
        "put-obj-if-match-star-value": put("*"),
        "put-obj-if-match-bad-value": put("abcdef"),
        "put-obj-if-match-bad-value-2": put("bad-char_/"),
    }


@recorded(
    _API,
    "test_put_object_if_match_versioned_bucket",
    {"put-obj-if-none-match-bad-value": PRECONDITION, "put-obj-after-del-exc": NO_KEY},
)
def only_if_this_version_is(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws, versioned=True), "Key": "a"}
    etag = aws.s3.put_object(**where, Body=b"x")["ETag"]

    def deleted() -> Any:
        aws.s3.delete_object(**where)
        return aws.s3.put_object(**where, Body=b"y", IfMatch=etag)

    return {
        "put-obj-if-none-match-bad-value": lambda: aws.s3.put_object(**where, Body=b"x", IfMatch=_WRONG),
        "put-obj-after-del-exc": deleted,
    }


@recorded(_API, "test_put_object_if_match_and_if_none_match_validation", {"put-obj-both-precondition": HEADER})
def both_conditions(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a"}
    return {"put-obj-both-precondition": lambda: aws.s3.put_object(**where, Body=b"x", IfMatch=_WRONG, IfNoneMatch="*")}


def _deletes() -> None:
    when = datetime(2024, 1, 1, tzinfo=UTC)
    for name, answer, conditions in (
        ("", PRECONDITION, {"IfMatch": _WRONG}),
        ("last-modified", HEADER, {"IfMatchLastModifiedTime": when}),
        ("size", HEADER, {"IfMatchSize": 10}),
        ("all", HEADER, {"IfMatchSize": 10, "IfMatchLastModifiedTime": when, "IfMatch": _WRONG}),
    ):
        key = f"delete-obj-if-match-{name}" if name else "delete-obj-if-match"
        test = f"test_delete_object_if_match_{name.replace('last-', '')}_non_express".replace("__", "_")

        def calls(aws: Aws, key: str = key, conditions: Any = conditions) -> Calls:
            where = stored(aws)
            return {key: lambda: aws.s3.delete_object(**where, **conditions)}

        recorded(_API, test, {key: answer})(calls)


_deletes()


def copy(aws: Aws, target: str = "b", name: str = "photos", **more: Any) -> Any:
    """The call that copies `a` within a bucket."""
    return lambda: aws.s3.copy_object(Bucket=name, Key=target, CopySource={"Bucket": name, "Key": "a"}, **more)


@recorded(_API, "test_copy_object_if_none_match", {"copy-obj-if-none-match-fail": PRECONDITION})
def a_copy_to_a_taken_key(aws: Aws) -> Calls:
    where = stored(aws)
    aws.s3.put_object(Bucket=where["Bucket"], Key="b", Body=b"x")
    return {"copy-obj-if-none-match-fail": copy(aws, IfNoneMatch="*")}


@recorded(_API, "test_copy_object_if_none_match_in_place", {"copy-obj-if-none-match-fail": PRECONDITION})
def a_copy_in_place_to_a_taken_key(aws: Aws) -> Calls:
    stored(aws)
    return {"copy-obj-if-none-match-fail": copy(aws, "a", MetadataDirective="REPLACE", IfNoneMatch="*")}


@recorded(_API, "test_copy_object_if_none_match_versioned_bucket", {"copy-obj-if-none-match-fail": PRECONDITION})
def a_copy_to_a_taken_versioned_key(aws: Aws) -> Calls:
    name = bucket(aws, versioned=True)
    for key in ("a", "b"):
        aws.s3.put_object(Bucket=name, Key=key, Body=b"x")
    return {"copy-obj-if-none-match-fail": copy(aws, IfNoneMatch="*")}


@recorded(
    _API,
    "test_copy_object_if_match",
    {"copy-obj-if-match-fail-wrong-etag": PRECONDITION, "copy-obj-if-match-fail-no-object": NO_KEY},
)
def a_copy_over_this(aws: Aws) -> Calls:
    where = stored(aws)
    aws.s3.put_object(Bucket=where["Bucket"], Key="b", Body=b"x")
    return {
        "copy-obj-if-match-fail-wrong-etag": copy(aws, IfMatch=_WRONG),
        "copy-obj-if-match-fail-no-object": copy(aws, "c", IfMatch=_WRONG),
    }


@recorded(
    _API,
    "test_copy_object_if_match_versioned_bucket",
    {"copy-obj-if-match-wrong-etag": PRECONDITION, "copy-obj-after-del-exc": NO_KEY},
)
def a_copy_over_this_version(aws: Aws) -> Calls:
    name = bucket(aws, versioned=True)
    aws.s3.put_object(Bucket=name, Key="a", Body=b"x")
    etag = aws.s3.put_object(Bucket=name, Key="b", Body=b"x")["ETag"]

    def deleted() -> Any:
        aws.s3.delete_object(Bucket=name, Key="b")
        return copy(aws, IfMatch=etag)()

    return {"copy-obj-if-match-wrong-etag": copy(aws, IfMatch=_WRONG), "copy-obj-after-del-exc": deleted}


@recorded(
    _API,
    "test_copy_object_precondition_write_validation",
    {"copy-obj-none-match-etag": HEADER, "copy-obj-if-match-star": HEADER, "copy-obj-both": HEADER},
)
def conditions_that_a_copy_does_not_have(aws: Aws) -> Calls:
    stored(aws)
    return {
        "copy-obj-none-match-etag": copy(aws, IfNoneMatch=_WRONG),
        "copy-obj-if-match-star": copy(aws, IfMatch="*"),
        "copy-obj-both": copy(aws, IfMatch=_WRONG, IfNoneMatch="*"),
    }
