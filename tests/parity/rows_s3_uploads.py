"""S3: multipart uploads, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import NO_PART, NO_UPLOAD, bucket, stored

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


class Upload:
    """A multipart upload of `photos/a` that has begun."""

    def __init__(self, aws: Aws, **settings: Any) -> None:
        if not any(each["Name"] == "photos" for each in aws.s3.list_buckets()["Buckets"]):
            bucket(aws)
        self.s3 = aws.s3
        self.where = {"Bucket": "photos", "Key": "a"}
        begun = aws.s3.create_multipart_upload(**self.where, **settings)
        self.whole = {**self.where, "UploadId": begun["UploadId"]}

    def part(self, number: int = 1, body: bytes = b"data", **settings: Any) -> dict[str, Any]:
        """Upload a part; what completing the upload says of it."""
        etag = self.s3.upload_part(**self.whole, PartNumber=number, Body=body, **settings)["ETag"]
        return {"PartNumber": number, "ETag": etag}

    def complete(self, *parts: dict[str, Any], **settings: Any) -> Any:
        """The call that completes the upload."""
        return lambda: self.s3.complete_multipart_upload(
            **self.whole, MultipartUpload={"Parts": list(parts)}, **settings
        )


@recorded("s3/test_s3", "test_multipart_and_list_parts", {"list-part-after-complete-exc": NO_UPLOAD})
def parts_of_a_complete_upload(aws: Aws) -> Calls:
    upload = Upload(aws)
    upload.complete(upload.part())()
    return {"list-part-after-complete-exc": lambda: aws.s3.list_parts(**upload.whole)}


@recorded(
    "s3/test_s3",
    "test_multipart_no_such_upload",
    {"upload-exc": NO_UPLOAD, "complete-exc": NO_UPLOAD, "abort-exc": NO_UPLOAD},
)
def uploads_that_are_not_there(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a", "UploadId": "fakeid"}
    part = {"Parts": [{"ETag": "fakeetag", "PartNumber": 1}]}
    return {
        "upload-exc": lambda: aws.s3.upload_part(**where, PartNumber=1, Body=b"x"),
        "complete-exc": lambda: aws.s3.complete_multipart_upload(**where, MultipartUpload=part),
        "abort-exc": lambda: aws.s3.abort_multipart_upload(**where),
    }


@recorded(
    "s3/test_s3",
    "test_multipart_key_validation",
    {
        "upload-part-wrong-key-name": NO_UPLOAD,
        "complete-multipart-wrong-key-name": NO_UPLOAD,
        "list-parts-wrong-key-name": NO_UPLOAD,
        "abort-multipart-wrong-key-name": NO_UPLOAD,
    },
)
def another_key_than_begun(aws: Aws) -> Calls:
    upload = Upload(aws)
    part, other = upload.part(), {**upload.whole, "Key": "b"}
    return {
        "upload-part-wrong-key-name": lambda: aws.s3.upload_part(**other, PartNumber=1, Body=b"x"),
        "complete-multipart-wrong-key-name": lambda: aws.s3.complete_multipart_upload(
            **other, MultipartUpload={"Parts": [part]}
        ),
        "list-parts-wrong-key-name": lambda: aws.s3.list_parts(**other),
        "abort-multipart-wrong-key-name": lambda: aws.s3.abort_multipart_upload(**other),
    }


@recorded(
    "s3/test_s3",
    "test_complete_multipart_parts_order",
    {
        "upload-part-negative-part-number": (
            "InvalidArgument",
            "Part number must be an integer between 1 and 10000, inclusive",
            400,
        ),
        "complete-multipart-unordered": (
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.",
            400,
        ),
    },
)
def the_order_of_parts(aws: Aws) -> Calls:
    upload = Upload(aws)
    large = b"a" * 5 * 1024 * 1024
    first, second = upload.part(1, large), upload.part(2, large)
    return {
        "upload-part-negative-part-number": lambda: upload.part(-1),
        "complete-multipart-unordered": upload.complete(second, first),
    }


@recorded(
    "s3/test_s3",
    "test_multipart_complete_multipart_too_small",
    {
        "complete-exc-no-parts": ("InvalidRequest", "You must specify at least one part", 400),
        "complete-exc-too-small": (
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size",
            400,
        ),
    },
)
def small_parts(aws: Aws) -> Calls:
    upload = Upload(aws)
    parts = upload.part(1), upload.part(2)
    return {
        "complete-exc-no-parts": lambda: aws.s3.complete_multipart_upload(**upload.whole),
        "complete-exc-too-small": upload.complete(*parts),
    }


@recorded(
    "s3/test_s3",
    "test_multipart_complete_multipart_wrong_part",
    {"complete-exc-wrong-part-number": NO_PART, "complete-exc-wrong-etag": NO_PART},
)
def parts_that_are_not_there(aws: Aws) -> Calls:
    upload = Upload(aws)
    part = upload.part()
    return {
        "complete-exc-wrong-part-number": upload.complete({**part, "PartNumber": 2}),
        "complete-exc-wrong-etag": upload.complete({**part, "ETag": "d41d8cd98f00b204e9800998ecf8427d"}),
    }


@recorded(
    "s3/test_s3",
    "test_multipart_size_validation",
    {
        "complete-multipart-wrong-size": (
            "InvalidRequest",
            "The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 4",
            400,
        )
    },
)
def another_size_than_told(aws: Aws) -> Calls:
    upload = Upload(aws)
    return {"complete-multipart-wrong-size": upload.complete(upload.part(), MpuObjectSize=5)}


@recorded(
    "s3/test_s3",
    "test_get_object_part",
    {
        "part-doesnt-exist": _NOT_ALL,
        "part-with-range": (
            "InvalidRequest",
            "Cannot specify both Range header and partNumber query parameter",
            400,
        ),
        "part-no-multipart": _NOT_ALL,
    },
)
def reading_parts(aws: Aws) -> Calls:
    upload = Upload(aws)
    upload.complete(upload.part())()
    aws.s3.put_object(Bucket="photos", Key="b", Body=b"x")
    return {
        "part-doesnt-exist": lambda: aws.s3.get_object(**upload.where, PartNumber=10),
        "part-with-range": lambda: aws.s3.get_object(**upload.where, PartNumber=1, Range="bytes=0-8"),
        "part-no-multipart": lambda: aws.s3.get_object(Bucket="photos", Key="b", PartNumber=2),
    }


_OUTSIDE = {
    "0-100": ("InvalidArgument", "Range specified is not valid for source object of size: 10", 400),
    "100-200": ("InvalidRequest", "The specified copy range is invalid for the source object size", 400),
}
_RANGES = ("1-0", "-1-", "0--1", "0-1,3-4,7-9", "-", "-0", "0-100", "100-200", "1-", "-2", "-15")


@recorded(
    "s3/test_s3_api",
    "test_upload_part_copy_range",
    {
        "upload-part-copy-wrong-format": _FORM,
        **{f"upload-part-copy-range-exc-{each}": _OUTSIDE.get(each, _FORM) for each in _RANGES},
    },
)
def ranges_of_a_copy(aws: Aws) -> Calls:
    stored(aws, "source", b"0123456789")
    upload = Upload(aws)

    def copy(given: str) -> Any:
        return lambda: aws.s3.upload_part_copy(
            **upload.whole, PartNumber=1, CopySource="photos/source", CopySourceRange=given
        )

    calls = {f"upload-part-copy-range-exc-{each}": copy(f"bytes={each}") for each in _RANGES}
    return {"upload-part-copy-wrong-format": copy("0-8"), **calls}
