"""S3: sums of contents and conditions of reads, as recorded from the real service."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import PRECONDITION, bucket, stored

_RANGE: Told = ("InvalidRange", "The requested range is not satisfiable", 416)
_UNCHANGED: Told = ("304", "Not Modified", 304)
_NOT_FOUND: Told = ("404", "Not Found", 404)
_VERSION: Told = ("InvalidArgument", "Invalid version id specified", 400)
_ARCHIVED: Told = ("InvalidObjectState", "The operation is not valid for the object's storage class", 403)
_CLASS: Told = ("InvalidStorageClass", "The storage class you specified is not valid", 400)


_DIGEST: Told = ("InvalidDigest", "The Content-MD5 you specified was invalid.", 400)
_BAD_DIGEST: Told = ("BadDigest", "The Content-MD5 you specified did not match what we received.", 400)
_BAD_SUMS = ("__invalid__", "000", "not base64 encoded checksum", "MTIz", b64encode(b"a" * 15).decode())


@recorded(
    "s3/test_s3",
    "test_s3_invalid_content_md5",
    {
        **{f"md5-error-{index}": _DIGEST for index in range(5)},
        "md5-error-bad-digest": _BAD_DIGEST,
        **{f"upload-part-md5-error-{index}": _DIGEST for index in range(5)},
        "upload-part-md5-bad-digest": _BAD_DIGEST,
    },
)
def sums_of_content(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a"}
    upload = aws.s3.create_multipart_upload(**where)["UploadId"]
    other = b64encode(hashlib.md5(b"other").digest()).decode()

    def put(md5: str) -> Any:
        return lambda: aws.s3.put_object(**where, Body="something", ContentMD5=md5)

    def part(md5: str) -> Any:
        return lambda: aws.s3.upload_part(**where, Body="x", PartNumber=1, UploadId=upload, ContentMD5=md5)

    return {
        **{f"md5-error-{index}": put(md5) for index, md5 in enumerate(_BAD_SUMS)},
        "md5-error-bad-digest": put(other),
        **{f"upload-part-md5-error-{index}": part(md5) for index, md5 in enumerate(_BAD_SUMS)},
        "upload-part-md5-bad-digest": part(other),
    }


_PRECONDITIONS = (
    "precondition-if-match",
    "precondition-if-unmodified-since",
    "precondition-if-none-match",
    "copy-precondition-if-modified-since",
    "etag-missing-quotes",
    "precondition-if-modified-since-is-object",
)


def _preconditions() -> None:
    for verb, failed in (("get_object", PRECONDITION), ("head_object", ("412", "Precondition Failed", 412))):

        def calls(aws: Aws, verb: str = verb) -> Calls:
            where = stored(aws)
            head = aws.s3.head_object(**where)
            etag, changed, now = head["ETag"], head["LastModified"], datetime.now(UTC)

            def read(**conditions: Any) -> Any:
                return lambda: getattr(aws.s3, verb)(**where, **conditions)

            return {
                "precondition-if-match": read(IfMatch='"wrong"'),
                "precondition-if-unmodified-since": read(IfUnmodifiedSince=now - timedelta(days=1)),
                "precondition-if-none-match": read(IfNoneMatch=etag),
                "copy-precondition-if-modified-since": read(IfModifiedSince=changed + timedelta(seconds=0)),
                "etag-missing-quotes": read(IfNoneMatch=etag.strip('"')),
                "precondition-if-modified-since-is-object": read(IfModifiedSince=changed),
            }

        answers = {key: failed if "if-match" in key or "unmodified" in key else _UNCHANGED for key in _PRECONDITIONS}
        recorded("s3/test_s3", f"test_s3_get_object_preconditions[{verb}]", answers)(calls)


_preconditions()
