"""Multipart uploads and parts of objects that S3 does not take; recorded from the real service."""

from __future__ import annotations

import re
from itertools import pairwise

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.refusals import API, GUIDE, NO_PART, invalid_argument, invalid_request
from awslab.cloud.s3.request_targets import current_source, requested_bucket, requested_upload, requested_version
from awslab.cloud.s3.state import ObjectVersion, Upload, as_object, etag_of, is_disturbed

_FORM = (
    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based "
    "offsets of the first and last bytes to copy"
)
_LEAST_PART = 5 * 1024 * 1024
_UPLOADS = ("UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "AbortMultipartUpload", "ListParts")


@guard("s3", *_UPLOADS, phase=Phase.IDENTIFIER, source=API + "API_CompleteMultipartUpload.html")
def upload_exists_for_key(request: AwsRequest, state: State) -> Refusal | None:
    """The upload is there, for the key that it was begun for."""
    upload = requested_upload(request, state)
    if requested_bucket(request, state) is None:
        return None
    if upload is not None and upload.key_name == request.parameters.get("Key"):
        return None
    sentence = "The specified upload does not exist."
    return Refusal(
        "NoSuchUpload",
        f"{sentence} The upload ID may be invalid, or the upload may have been aborted or completed.",
        404,
    )


@guard("s3", "CreateMultipartUpload", phase=Phase.SHAPE, source=API + "API_CreateMultipartUpload.html")
def storage_class_is_not_outposts(request: AwsRequest, _: State) -> Refusal | None:
    """OUTPOSTS is a storage class of S3 on Outposts only."""
    if request.parameters.get("StorageClass") != "OUTPOSTS":
        return None
    return Refusal("InvalidStorageClass", "The storage class you specified is not valid", 400)


@guard("s3", "UploadPart", "UploadPartCopy", phase=Phase.IDENTIFIER, source=API + "API_UploadPart.html")
def part_number_is_in_range(request: AwsRequest, _: State) -> Refusal | None:
    """Part numbers are 1 to 10,000; S3 looks for the upload first."""
    number = request.parameters.get("PartNumber")
    if number is None or 1 <= number <= 10_000:
        return None
    return invalid_argument("Part number must be an integer between 1 and 10000, inclusive")


@guard("s3", "CompleteMultipartUpload", phase=Phase.IDENTIFIER, source=API + "API_CompleteMultipartUpload.html")
def parts_are_in_order(request: AwsRequest, _: State) -> Refusal | None:
    """A completion has at least one part, their numbers ascending; S3 looks for the upload first."""
    parts = (request.parameters.get("MultipartUpload") or {}).get("Parts") or ()
    numbers = [part.get("PartNumber") or 0 for part in parts]
    if not numbers:
        return invalid_request("You must specify at least one part")
    if all(before < after for before, after in pairwise(numbers)):
        return None
    message = "The list of parts was not in ascending order. Parts must be ordered by part number."
    return Refusal("InvalidPartOrder", message, 400)


@guard("s3", "CompleteMultipartUpload", phase=Phase.STATE, source=API + "API_CompleteMultipartUpload.html")
def parts_were_uploaded_and_are_large(request: AwsRequest, state: State) -> Refusal | None:
    """The parts were uploaded, with these entity tags; all but the last have 5 MiB at least."""
    upload = requested_upload(request, state)
    if upload is None:
        return None
    uploaded_parts = _uploaded_parts(request, upload)
    if uploaded_parts is None:
        return NO_PART
    if any(part.contentsize < _LEAST_PART for part in uploaded_parts[:-1]):
        return Refusal("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400)
    return None


def _uploaded_parts(request: AwsRequest, upload: Upload) -> list[ObjectVersion] | None:
    """Return the parts that a completion names; None when one is missing or has another entity tag."""
    uploaded_parts = []
    for part in (request.parameters.get("MultipartUpload") or {}).get("Parts") or ():
        uploaded_part = upload.parts.get(part.get("PartNumber"))
        if uploaded_part is None or etag_of(uploaded_part) != str(part.get("ETag")).strip('"'):
            return None
        uploaded_parts.append(uploaded_part)
    return uploaded_parts


@guard("s3", "CompleteMultipartUpload", phase=Phase.CONDITION, source=GUIDE + "conditional-writes.html")
def key_is_undisturbed_since_upload_began(request: AwsRequest, state: State) -> Refusal | None:
    """A conditional completion conflicts with a write or delete of the key since the upload was begun."""
    is_conditional = request.parameters.get("IfMatch") or request.parameters.get("IfNoneMatch")
    if not is_conditional or not is_disturbed(requested_upload(request, state)):
        return None
    message = "The conditional request cannot succeed due to a conflicting operation against this resource."
    return Refusal("ConditionalRequestConflict", message, 409)


@guard("s3", "UploadPartCopy", phase=Phase.STATE, source=API + "API_UploadPartCopy.html")
def copy_range_is_within_source(request: AwsRequest, state: State) -> Refusal | None:
    """A range of a copy is `bytes=first-last`, both numbers present, both within the source."""
    copy_range = request.parameters.get("CopySourceRange")
    if not copy_range:
        return None
    match = re.fullmatch(r"bytes=(\d+)-(\d+)", copy_range)
    if match is None or int(match[1]) > int(match[2]):
        return invalid_argument(_FORM)
    s3_object = as_object(current_source(request, state))
    if s3_object is None or int(match[2]) < s3_object.size:
        return None
    if int(match[1]) >= s3_object.size:
        return invalid_request("The specified copy range is invalid for the source object size")
    return invalid_argument(f"Range specified is not valid for source object of size: {s3_object.size}")


@guard("s3", "GetObject", "HeadObject", phase=Phase.IDENTIFIER, source=API + "API_GetObject.html")
def part_of_object_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A read of a part names one that the object has, and no range beside it."""
    number, version = request.parameters.get("PartNumber"), requested_version(request, state)
    if number is None or version is None:
        return None
    if request.parameters.get("Range"):
        return invalid_request("Cannot specify both Range header and partNumber query parameter")
    multipart: Upload | None = getattr(version, "multipart", None)
    if number == 1 or (multipart is not None and number in multipart.parts):
        return None
    return Refusal("InvalidPartNumber", "The requested partnumber is not satisfiable", 416)
