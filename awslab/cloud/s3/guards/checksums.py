"""Checksums that are wrong or do not fit; recorded from the real service."""

from __future__ import annotations

from functools import cache
from typing import Any

from moto.core.utils import get_service_model

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.digests import ALGORITHMS, digest, is_digest
from awslab.cloud.s3.stored import API, GUIDE, NO_PART, bucket, invalid, upload

_SOURCE = GUIDE + "checking-object-integrity-upload.html"
_MULTIPART = GUIDE + "checking-object-integrity.html"


@cache
def _with_md5() -> tuple[str, ...]:
    model = get_service_model("s3")
    shapes = ((name, model.operation_model(name).input_shape) for name in model.operation_names)
    return tuple(name for name, shape in shapes if shape is not None and "ContentMD5" in shape.members)


@guard("s3", *_with_md5(), source=API + "API_PutObject.html")
def content_md5_is_that_of_the_body(request: AwsRequest, state: State) -> Refusal | None:
    """Base64 of 16 bytes, and those of the body."""
    given = request.headers.get("content-md5")
    if given is None or bucket(request, state) is None:
        return None
    if not is_digest("md5", given):
        return Refusal("InvalidDigest", "The Content-MD5 you specified was invalid.", 400)
    if given != digest("md5", request.body):
        return Refusal("BadDigest", "The Content-MD5 you specified did not match what we received.", 400)
    return None


@guard("s3", "PutObject", "UploadPart", source=_SOURCE)
def checksums_are_those_of_the_body(request: AwsRequest, state: State) -> Refusal | None:
    """One `x-amz-checksum-` header at most, well formed, and right."""
    given = {name: value for name in ALGORITHMS if (value := request.headers.get(f"x-amz-checksum-{name}")) is not None}
    if not given or bucket(request, state) is None:
        return None
    if len(given) > 1:
        return invalid("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
    ((algorithm, value),) = given.items()
    if not is_digest(algorithm, value):
        return invalid(f"Value for x-amz-checksum-{algorithm} header is invalid.")
    if value != digest(algorithm, request.body):
        words = f"The {algorithm.upper()} you specified did not match the calculated checksum."
        return Refusal("BadDigest", words, 400)
    return None


@guard("s3", "UploadPart", source=_MULTIPART)
def parts_have_the_checksum_of_their_upload(request: AwsRequest, state: State) -> Refusal | None:
    """An upload that was begun with an algorithm takes no other."""
    begun = upload(request, state)
    expected = _algorithm(begun)
    actual = next((name for name in ALGORITHMS if f"x-amz-checksum-{name}" in request.headers), None)
    if begun is None or expected is None or actual in (None, expected):
        return None
    return invalid(
        f"Checksum Type mismatch occurred, expected checksum Type: {expected}, actual checksum Type: {actual}"
    )


@guard("s3", "CreateMultipartUpload", source=_MULTIPART)
def types_and_algorithms_fit(request: AwsRequest, _: State) -> Refusal | None:
    """CRC64NVME is of the full object only, SHA of the parts only; a type alone says nothing."""
    kind, algorithm = request.parameters.get("ChecksumType"), request.parameters.get("ChecksumAlgorithm")
    if kind is None:
        return None
    if algorithm is None:
        return invalid("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.")
    if (kind, algorithm) not in (("COMPOSITE", "CRC64NVME"), ("FULL_OBJECT", "SHA1"), ("FULL_OBJECT", "SHA256")):
        return None
    return invalid(f"The {kind} checksum type cannot be used with the {algorithm.lower()} checksum algorithm.")


@guard("s3", "CompleteMultipartUpload", source=_MULTIPART)
def an_upload_is_completed_as_it_was_begun(request: AwsRequest, state: State) -> Refusal | None:
    """The same checksum type; with a composite checksum, each part's."""
    begun, asked = upload(request, state), request.parameters.get("ChecksumType")
    if begun is None:
        return None
    kind = _type(begun)
    if asked is not None and asked != kind:
        words = f"The upload was created using the {kind or 'null'} checksum mode."
        return invalid(f"{words} The complete request must use the same checksum mode.")
    return _parts_of(request, begun, kind)


def _parts_of(request: AwsRequest, begun: Any, kind: str | None) -> Refusal | None:
    algorithm = _algorithm(begun)
    if algorithm is None:
        return None
    for part in (request.parameters.get("MultipartUpload") or {}).get("Parts") or ():
        number, value = part.get("PartNumber"), part.get(f"Checksum{algorithm.upper()}")
        kept = begun.parts.get(number)
        if value is None and kind == "COMPOSITE":
            words = (
                f"The upload was created using a {algorithm} checksum. The complete request must include the checksum"
            )
            return invalid(f"{words} for each part. It was missing for part {number} in the request.")
        if value is not None and kept is not None and value != digest(algorithm, kept.value):
            return NO_PART
    return None


@guard("s3", "CompleteMultipartUpload", source=_MULTIPART)
def the_checksum_of_the_whole_is_right(request: AwsRequest, state: State) -> Refusal | None:
    """Of a full object; and the size, when it is told."""
    begun, size = upload(request, state), request.parameters.get("MpuObjectSize")
    algorithm = _algorithm(begun)
    value = None if algorithm is None else request.headers.get(f"x-amz-checksum-{algorithm}")
    if begun is None or (size is None and value is None):
        return None
    body = b"".join(part.value for _, part in sorted(begun.parts.items()))
    if size is not None and size != len(body):
        words = f"The provided 'x-amz-mp-object-size' header value {size} does not match what was computed: {len(body)}"
        return invalid(words)
    if algorithm is None or value is None or _type(begun) != "FULL_OBJECT" or value == digest(algorithm, body):
        return None
    return Refusal("BadDigest", f"The {algorithm} you specified did not match the calculated checksum.", 400)


def _algorithm(begun: Any) -> str | None:
    """The algorithm that an upload was begun with, as headers name it."""
    found = None if begun is None else begun.metadata.get("x-amz-checksum-algorithm")
    return str(found).lower() if found else None


def _type(begun: Any) -> str | None:
    """COMPOSITE unless the upload says otherwise; CRC64NVME is of the full object, and no algorithm has no type."""
    algorithm, kind = _algorithm(begun), begun.metadata.get("x-amz-checksum-type")
    if algorithm is None or kind:
        return str(kind) if kind else None
    return "FULL_OBJECT" if algorithm == "crc64nvme" else "COMPOSITE"
