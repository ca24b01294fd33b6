"""S3: checksums, as recorded from the real service."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha1, sha256
from typing import Any
from zlib import crc32

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.rows_s3_uploads import Upload
from tests.parity.s3_answers import NO_PART, bucket

_LENGTHS = {"CRC32": 4, "CRC32C": 4, "SHA1": 20, "SHA256": 32, "CRC64NVME": 8}
_S3 = "s3/test_s3"


def _header(algorithm: str) -> Told:
    return ("InvalidRequest", f"Value for x-amz-checksum-{algorithm.lower()} header is invalid.", 400)


def _member(algorithm: str) -> str:
    return f"Checksum{algorithm}"


def _sent(call: Any, where: dict[str, Any], **headers: str) -> Any:
    """A call with checksum headers as they are given; botocore adds none of its own then."""
    return lambda: call(**where, **headers)


def _wrong_sums() -> None:
    for algorithm, length in _LENGTHS.items():
        other = b64encode(b"\1" * length).decode()
        answers = {
            "put-wrong-checksum-no-b64": _header(algorithm),
            "put-wrong-checksum-value": (
                "BadDigest",
                f"The {algorithm} you specified did not match the calculated checksum.",
                400,
            ),
        }

        def put(aws: Aws, name: str = _member(algorithm), other: str = other) -> Calls:
            where = {"Bucket": bucket(aws), "Key": "a", "Body": b"test data.."}
            return {
                "put-wrong-checksum-no-b64": _sent(aws.s3.put_object, where, **{name: "test"}),
                "put-wrong-checksum-value": _sent(aws.s3.put_object, where, **{name: other}),
            }

        def part(aws: Aws, algorithm: str = algorithm, other: str = other) -> Calls:
            where = {**Upload(aws, ChecksumAlgorithm=algorithm).whole, "PartNumber": 1, "Body": b"test data.."}
            name = _member(algorithm)
            return {
                "put-wrong-checksum-no-b64": _sent(aws.s3.upload_part, where, **{name: "test"}),
                "put-wrong-checksum-value": _sent(aws.s3.upload_part, where, **{name: other}),
            }

        recorded(_S3, f"test_put_object_checksum[{algorithm}]", answers)(put)
        recorded(_S3, f"test_multipart_upload_part_checksum_exception[{algorithm}]", answers)(part)


_wrong_sums()


@recorded(
    _S3,
    "test_s3_checksum_no_algorithm",
    {
        "put-wrong-checksum": _header("sha256"),
        "put-2-checksums": (
            "InvalidRequest",
            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
            400,
        ),
    },
)
def sums_without_an_algorithm(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a", "Body": b"data"}
    good = b64encode(sha256(b"data").digest()).decode()
    first = b64encode(sha1(b"data").digest()).decode()
    return {
        "put-wrong-checksum": _sent(aws.s3.put_object, where, ChecksumSHA256="TEST"),
        "put-2-checksums": _sent(aws.s3.put_object, where, ChecksumSHA256=good, ChecksumSHA1=first),
    }


@recorded(_S3, "test_s3_checksum_no_automatic_sdk_calculation", {"wrong-checksum": (*_header("sha256")[:2], None)})
def a_sum_of_the_wrong_length(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a", "Body": b"data"}
    return {"wrong-checksum": _sent(aws.s3.put_object, where, ChecksumSHA256="wrong")}


def _types() -> None:
    for kind, algorithm in (("COMPOSITE", "CRC64NVME"), ("FULL_OBJECT", "SHA1"), ("FULL_OBJECT", "SHA256")):
        words = f"The {kind} checksum type cannot be used with the {algorithm.lower()} checksum algorithm."

        def calls(aws: Aws, kind: str = kind, algorithm: str = algorithm) -> Calls:
            where = {"Bucket": bucket(aws), "Key": "a"}
            return {
                "create-mpu-checksum-exc": lambda: aws.s3.create_multipart_upload(
                    **where, ChecksumType=kind, ChecksumAlgorithm=algorithm
                )
            }

        test = f"test_multipart_checksum_type_compatibility[{kind}-{algorithm}]"
        recorded(_S3, test, {"create-mpu-checksum-exc": ("InvalidRequest", words, 400)})(calls)


_types()


def _mode(mode: str) -> Told:
    words = (
        f"The upload was created using the {mode} checksum mode. The complete request must use the same checksum mode."
    )
    return ("InvalidRequest", words, 400)


_TYPE_ALONE: Told = (
    "InvalidRequest",
    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
    400,
)


def _other_type(expected: str) -> Told:
    words = f"Checksum Type mismatch occurred, expected checksum Type: {expected}, actual checksum Type: crc32"
    return ("InvalidRequest", words, 400)


@recorded(
    _S3,
    "test_multipart_parts_checksum_exceptions_composite",
    {
        "create-mpu-wrong-checksum-algo": (
            "InvalidRequest",
            (
                "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
                "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
            ),
            400,
        ),
        "create-mpu-no-checksum-algo-with-type": _TYPE_ALONE,
        "complete-part-with-bad-checksum-type": _mode("COMPOSITE"),
        "upload-part-different-checksum-exc": _other_type("sha256"),
    },
)
def composite_sums(aws: Aws) -> Calls:
    upload = Upload(aws, ChecksumAlgorithm="SHA256")
    total = b64encode(sha256(b"data").digest()).decode()
    part = {**upload.part(ChecksumSHA256=total), "ChecksumSHA256": total}
    other = b64encode(crc32(b"data").to_bytes(4, "big")).decode()
    where = upload.where
    return {
        "create-mpu-wrong-checksum-algo": lambda: aws.s3.create_multipart_upload(**where, ChecksumAlgorithm="TEST"),
        "create-mpu-no-checksum-algo-with-type": lambda: aws.s3.create_multipart_upload(
            **where, ChecksumType="COMPOSITE"
        ),
        "complete-part-with-bad-checksum-type": upload.complete(part, ChecksumType="FULL_OBJECT"),
        "upload-part-different-checksum-exc": lambda: upload.part(2, ChecksumCRC32=other),
    }


@recorded(
    _S3,
    "test_multipart_parts_checksum_exceptions_full_object",
    {
        "create-mpu-no-checksum-algo-with-type": _TYPE_ALONE,
        "complete-part-bad-checksum-type": _mode("FULL_OBJECT"),
        "complete-part-bad-checksum": (
            "BadDigest",
            "The crc32c you specified did not match the calculated checksum.",
            400,
        ),
        "upload-part-different-checksum-exc": _other_type("crc32c"),
    },
)
def sums_of_the_whole(aws: Aws) -> Calls:
    upload = Upload(aws, ChecksumAlgorithm="CRC32C", ChecksumType="FULL_OBJECT")
    other = b64encode(crc32(b"data").to_bytes(4, "big")).decode()
    part = upload.part(ChecksumCRC32C="rth90Q==")
    return {
        "create-mpu-no-checksum-algo-with-type": lambda: aws.s3.create_multipart_upload(
            **upload.where, ChecksumType="FULL_OBJECT"
        ),
        "complete-part-bad-checksum-type": upload.complete(part, ChecksumType="COMPOSITE"),
        "complete-part-bad-checksum": upload.complete(part, ChecksumCRC32C=other, ChecksumType="FULL_OBJECT"),
        "upload-part-different-checksum-exc": lambda: upload.part(2, ChecksumCRC32=other),
    }


def _parts() -> None:
    for algorithm in ("CRC32", "CRC32C", "SHA1", "SHA256"):
        words = (
            f"The upload was created using a {algorithm.lower()} checksum. The complete request must include the "
            "checksum for each part. It was missing for part 1 in the request."
        )

        def calls(aws: Aws, algorithm: str = algorithm) -> Calls:
            upload = Upload(aws, ChecksumAlgorithm=algorithm)
            part = (
                upload.part(ChecksumAlgorithm=algorithm)
                if algorithm != "CRC32C"
                else upload.part(ChecksumCRC32C="rth90Q==")
            )
            wrong = b64encode(b"\1" * _LENGTHS[algorithm]).decode()
            return {
                "complete-multipart-wrong-parts-checksum": upload.complete({**part, _member(algorithm): wrong}),
                "complete-multipart-no-checksum": upload.complete(part),
            }

        answers: dict[str, Told] = {
            "complete-multipart-wrong-parts-checksum": NO_PART,
            "complete-multipart-no-checksum": ("InvalidRequest", words, 400),
        }
        recorded(_S3, f"test_complete_multipart_parts_checksum_composite[{algorithm}]", answers)(calls)
    for algorithm in ("CRC32", "CRC32C", "CRC64NVME"):

        def whole(aws: Aws, algorithm: str = algorithm) -> Calls:
            upload = Upload(aws, ChecksumAlgorithm=algorithm, ChecksumType="FULL_OBJECT")
            given: dict[str, dict[str, Any]] = {
                "CRC32": {},
                "CRC32C": {"ChecksumCRC32C": "rth90Q=="},
                "CRC64NVME": {"ChecksumCRC64NVME": _NVME},
            }
            part = upload.part(**given[algorithm])
            wrong = b64encode(b"\1" * _LENGTHS[algorithm]).decode()
            return {
                "complete-multipart-wrong-parts-checksum": upload.complete({**part, _member(algorithm): wrong}),
            }

        test = f"test_complete_multipart_parts_checksum_full_object[{algorithm}]"
        recorded(_S3, test, {"complete-multipart-wrong-parts-checksum": NO_PART})(whole)


_NVME = "7a5hQ478J4A="
_parts()


@recorded(
    _S3,
    "test_complete_multipart_parts_checksum_default",
    {
        "complete-multipart-full-object-type": _mode("null"),
        "complete-multipart-composite-type": _mode("null"),
    },
)
def types_where_none_was_asked(aws: Aws) -> Calls:
    upload = Upload(aws)
    part = upload.part()
    return {
        "complete-multipart-full-object-type": upload.complete(part, ChecksumType="FULL_OBJECT"),
        "complete-multipart-composite-type": upload.complete(part, ChecksumType="COMPOSITE"),
    }
