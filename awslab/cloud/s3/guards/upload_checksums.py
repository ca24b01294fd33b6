"""Checksums that are wrong or do not fit; recorded from the real service.

S3 compares checksums after it has looked for the object or upload, so most of these guards are of phase IDENTIFIER.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.operations import operations_with
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.digests import ALGORITHMS, digest, is_digest
from awslab.cloud.s3.refusals import API, GUIDE, NO_PART, invalid_request
from awslab.cloud.s3.request_targets import requested_bucket, requested_upload
from awslab.cloud.s3.state import Upload

_SOURCE = GUIDE + "checking-object-integrity-upload.html"
_MULTIPART = GUIDE + "checking-object-integrity.html"
_MD5 = API + "API_PutObject.html"
_OBJECT_CALLS = (
    *("PutObject", "UploadPart", "PutObjectAcl", "PutBucketAcl"),
    *("PutObjectLegalHold", "PutObjectRetention", "PutObjectLockConfiguration"),
)
"""Calls with Content-MD5 whose locks, keys or grants are looked at after it; settings of buckets come before it."""
_SETTING_CALLS = tuple(name for name in operations_with("s3", "ContentMD5") if name not in _OBJECT_CALLS)


@guard("s3", *_SETTING_CALLS, phase=Phase.CONDITION, source=_MD5)
@guard("s3", *_OBJECT_CALLS, phase=Phase.IDENTIFIER, source=_MD5)
def content_md5_is_that_of_the_body(request: AwsRequest, state: State) -> Refusal | None:
    """Content-MD5 is base64 of 16 bytes, the body's MD5."""
    header = request.headers.get("content-md5")
    if header is None or requested_bucket(request, state) is None:
        return None
    if not is_digest("md5", header):
        return Refusal("InvalidDigest", "The Content-MD5 you specified was invalid.", 400)
    if header != digest("md5", request.body):
        return Refusal("BadDigest", "The Content-MD5 you specified did not match what we received.", 400)
    return None


@guard("s3", "PutObject", "UploadPart", phase=Phase.IDENTIFIER, source=_SOURCE)
def checksum_is_that_of_the_body(request: AwsRequest, state: State) -> Refusal | None:
    """A call has one `x-amz-checksum-` header at most, well formed, with the body's checksum."""
    headers = {
        name: value for name in ALGORITHMS if (value := request.headers.get(f"x-amz-checksum-{name}")) is not None
    }
    if not headers or requested_bucket(request, state) is None:
        return None
    if len(headers) > 1:
        return invalid_request("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
    ((algorithm, value),) = headers.items()
    if not is_digest(algorithm, value):
        return invalid_request(f"Value for x-amz-checksum-{algorithm} header is invalid.")
    if value != digest(algorithm, request.body):
        message = f"The {algorithm.upper()} you specified did not match the calculated checksum."
        return Refusal("BadDigest", message, 400)
    return None


@guard("s3", "UploadPart", phase=Phase.IDENTIFIER, source=_MULTIPART)
def part_has_checksum_of_its_upload(request: AwsRequest, state: State) -> Refusal | None:
    """An upload that was begun with an algorithm takes no other."""
    upload = requested_upload(request, state)
    expected = _algorithm(upload)
    actual = next((name for name in ALGORITHMS if f"x-amz-checksum-{name}" in request.headers), None)
    if upload is None or expected is None or actual in (None, expected):
        return None
    return invalid_request(
        f"Checksum Type mismatch occurred, expected checksum Type: {expected}, actual checksum Type: {actual}"
    )


@guard("s3", "CreateMultipartUpload", phase=Phase.SHAPE, source=_MULTIPART)
def checksum_type_fits_the_algorithm(request: AwsRequest, _: State) -> Refusal | None:
    """CRC64NVME is of the full object only, SHA of the parts only; a type alone says nothing."""
    kind, algorithm = request.parameters.get("ChecksumType"), request.parameters.get("ChecksumAlgorithm")
    if kind is None:
        return None
    if algorithm is None:
        message = "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."
        return invalid_request(message)
    if (kind, algorithm) not in (("COMPOSITE", "CRC64NVME"), ("FULL_OBJECT", "SHA1"), ("FULL_OBJECT", "SHA256")):
        return None
    return invalid_request(f"The {kind} checksum type cannot be used with the {algorithm.lower()} checksum algorithm.")


@guard("s3", "CompleteMultipartUpload", phase=Phase.IDENTIFIER, source=_MULTIPART)
def upload_is_completed_as_it_was_begun(request: AwsRequest, state: State) -> Refusal | None:
    """A completion has the checksum type of its upload; with a composite checksum, each part's checksum."""
    upload, requested_type = requested_upload(request, state), request.parameters.get("ChecksumType")
    if upload is None:
        return None
    kind = _type(upload)
    if requested_type is not None and requested_type != kind:
        sentence = f"The upload was created using the {kind or 'null'} checksum mode."
        return invalid_request(f"{sentence} The complete request must use the same checksum mode.")
    return _wrong_part(request, upload, kind)


def _wrong_part(request: AwsRequest, upload: Upload, kind: str | None) -> Refusal | None:
    algorithm = _algorithm(upload)
    if algorithm is None:
        return None
    for part in (request.parameters.get("MultipartUpload") or {}).get("Parts") or ():
        number, value = part.get("PartNumber"), part.get(f"Checksum{algorithm.upper()}")
        uploaded_part = upload.parts.get(number)
        if value is None and kind == "COMPOSITE":
            sentence = f"The upload was created using a {algorithm} checksum."
            return invalid_request(
                f"{sentence} The complete request must include the checksum for each part. It was missing for part "
                f"{number} in the request."
            )
        if value is not None and uploaded_part is not None and value != digest(algorithm, uploaded_part.value):
            return NO_PART
    return None


@guard("s3", "CompleteMultipartUpload", phase=Phase.IDENTIFIER, source=_MULTIPART)
def checksum_and_size_are_those_of_the_whole(request: AwsRequest, state: State) -> Refusal | None:
    """The checksum of a full object is right, and so is the size where the call has one."""
    upload, size = requested_upload(request, state), request.parameters.get("MpuObjectSize")
    algorithm = _algorithm(upload)
    value = None if algorithm is None else request.headers.get(f"x-amz-checksum-{algorithm}")
    if upload is None or (size is None and value is None):
        return None
    body = b"".join(part.value for _, part in sorted(upload.parts.items()))
    if size is not None and size != len(body):
        sentence = f"The provided 'x-amz-mp-object-size' header value {size} does not match what was computed:"
        return invalid_request(f"{sentence} {len(body)}")
    if algorithm is None or value is None or _type(upload) != "FULL_OBJECT" or value == digest(algorithm, body):
        return None
    return Refusal("BadDigest", f"The {algorithm} you specified did not match the calculated checksum.", 400)


def _algorithm(upload: Upload | None) -> str | None:
    """Return the algorithm that an upload was begun with, as headers name it."""
    algorithm = None if upload is None else upload.metadata.get("x-amz-checksum-algorithm")
    return str(algorithm).lower() if algorithm else None


def _type(upload: Upload) -> str | None:
    """Return the checksum type of an upload: COMPOSITE unless the upload says otherwise; CRC64NVME is of the full
    object, and no algorithm has no type."""
    algorithm, kind = _algorithm(upload), upload.metadata.get("x-amz-checksum-type")
    if algorithm is None or kind:
        return str(kind) if kind else None
    return "FULL_OBJECT" if algorithm == "crc64nvme" else "COMPOSITE"
