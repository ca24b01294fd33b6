"""S3: uploads with conditions, and what happens while they go on, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.rows_s3_uploads import Upload
from tests.parity.s3_answers import NO_KEY, PRECONDITION, stored

_NOT_ALL: Told = ("InvalidPartNumber", "The requested partnumber is not satisfiable", 416)
_BUSY: Told = (
    "ConditionalRequestConflict",
    "The conditional request cannot succeed due to a conflicting operation against this resource.",
    409,
)
_FORM: Told = (
    "InvalidArgument",
    (
        "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the "
        "zero-based offsets of the first and last bytes to copy"
    ),
    400,
)


def _conditional() -> None:
    from datetime import UTC, datetime, timedelta

    past = datetime.now(UTC) - timedelta(days=1)
    wrong = '"d41d8cd98f00b204e9800998ecf8427f"'
    for name, key, conditions in (
        ("copy_source_if_match_failed", "if-match", {"CopySourceIfMatch": wrong}),
        (
            "copy_source_if_unmodified_since_match_failed",
            "unmodified-since-match",
            {"CopySourceIfUnmodifiedSince": past},
        ),
        ("if_modified_since_failed", "modified-since-match", {"CopySourceIfModifiedSince": True}),
        ("copy_source_if_none_match_failed", "if-none-match", {"CopySourceIfNoneMatch": True}),
        (
            "copy_source_if_none_match_and_if_unmodified_since_match_failed",
            "unmodified-since-and-if-none-match",
            {"CopySourceIfNoneMatch": True, "CopySourceIfUnmodifiedSince": datetime.now(UTC) + timedelta(days=1)},
        ),
    ):

        def calls(aws: Aws, key: str = key, conditions: Any = conditions) -> Calls:
            source = stored(aws, "source")
            head = aws.s3.head_object(**source)
            real = {"CopySourceIfNoneMatch": head["ETag"], "CopySourceIfModifiedSince": head["LastModified"]}
            asked = {name: real[name] if value is True else value for name, value in conditions.items()}
            upload = Upload(aws)
            return {
                f"upload-part-copy-source-{key}": lambda: aws.s3.upload_part_copy(
                    **upload.whole, PartNumber=1, CopySource="photos/source", **asked
                )
            }

        recorded(
            "s3/test_s3_api", f"test_upload_part_copy_with_{name}", {f"upload-part-copy-source-{key}": PRECONDITION}
        )(calls)


_conditional()


@recorded(
    "s3/test_s3_api",
    "test_multipart_if_none_match_with_delete",
    {"complete-multipart-if-none-match": PRECONDITION, "complete-multipart-after-del": _BUSY},
)
def a_delete_in_between(aws: Aws) -> Calls:
    where = stored(aws)
    upload = Upload(aws)
    part = upload.part()

    def deleted() -> Any:
        aws.s3.delete_object(**where)
        return upload.complete(part, IfNoneMatch="*")()

    return {
        "complete-multipart-if-none-match": upload.complete(part, IfNoneMatch="*"),
        "complete-multipart-after-del": deleted,
    }


@recorded(
    "s3/test_s3_api",
    "test_multipart_if_none_match_with_put",
    {"complete-multipart-if-none-match-put-during": PRECONDITION},
)
def a_put_in_between(aws: Aws) -> Calls:
    upload = Upload(aws)
    part = upload.part()
    aws.s3.put_object(**upload.where, Body=b"x")
    return {"complete-multipart-if-none-match-put-during": upload.complete(part, IfNoneMatch="*")}


@recorded(
    "s3/test_s3_api",
    "test_multipart_if_match_with_put",
    {"complete-multipart-if-match-put-before": PRECONDITION, "complete-multipart-if-match-put-during": _BUSY},
)
def a_put_over_what_was_meant(aws: Aws) -> Calls:
    where = stored(aws)
    etag = aws.s3.head_object(**where)["ETag"]
    aws.s3.put_object(**where, Body=b"second")
    upload = Upload(aws)
    part = upload.part()

    def during() -> Any:
        new = aws.s3.put_object(**where, Body=b"third")["ETag"]
        return upload.complete(part, IfMatch=new)()

    return {
        "complete-multipart-if-match-put-before": upload.complete(part, IfMatch=etag),
        "complete-multipart-if-match-put-during": during,
    }


@recorded(
    "s3/test_s3_api", "test_multipart_if_match_with_put_identical", {"complete-multipart-if-match-put-during": _BUSY}
)
def the_same_put_in_between(aws: Aws) -> Calls:
    where = stored(aws)
    etag = aws.s3.head_object(**where)["ETag"]
    upload = Upload(aws)
    part = upload.part()
    aws.s3.put_object(**where, Body=b"data")
    return {"complete-multipart-if-match-put-during": upload.complete(part, IfMatch=etag)}


@recorded("s3/test_s3_api", "test_multipart_if_match_etag", {"complete-multipart-if-match-true-etag": PRECONDITION})
def another_etag_than_there_is(aws: Aws) -> Calls:
    stored(aws)
    upload = Upload(aws)
    return {"complete-multipart-if-match-true-etag": upload.complete(upload.part(), IfMatch='"0-2"')}


@recorded(
    "s3/test_s3_api",
    "test_multipart_if_match_with_delete",
    {"complete-multipart-after-del": NO_KEY, "complete-multipart-if-match-after-put": _BUSY},
)
def a_delete_of_what_was_meant(aws: Aws) -> Calls:
    where = stored(aws)
    etag = aws.s3.head_object(**where)["ETag"]
    upload = Upload(aws)
    part = upload.part()
    aws.s3.delete_object(**where)

    def put_again() -> Any:
        aws.s3.put_object(**where, Body=b"data")
        return upload.complete(part, IfMatch=etag)()

    return {
        "complete-multipart-after-del": upload.complete(part, IfMatch=etag),
        "complete-multipart-if-match-after-put": put_again,
    }
