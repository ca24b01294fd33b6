"""Multipart uploads and parts of objects that S3 does not take; recorded from the real service."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import unquote

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.stored import API, NO_PART, argument, bucket, etag, invalid, upload, version

_FORM = (
    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based "
    "offsets of the first and last bytes to copy"
)
_LEAST_PART = 5 * 1024 * 1024
_UPLOADS = ("UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "AbortMultipartUpload", "ListParts")


@guard("s3", *_UPLOADS, source=API + "API_CompleteMultipartUpload.html")
def an_upload_has_one_key(request: AwsRequest, state: State) -> Refusal | None:
    """The upload is there, for the key that it was begun for."""
    begun = upload(request, state)
    if bucket(request, state) is None or (begun is not None and begun.key_name == request.parameters.get("Key")):
        return None
    words = "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or"
    return Refusal("NoSuchUpload", f"{words} completed.", 404)


@guard("s3", "CreateMultipartUpload", source=API + "API_CreateMultipartUpload.html")
def classes_of_outposts_stay_there(request: AwsRequest, _: State) -> Refusal | None:
    """OUTPOSTS is a storage class of S3 on Outposts only."""
    if request.parameters.get("StorageClass") != "OUTPOSTS":
        return None
    return Refusal("InvalidStorageClass", "The storage class you specified is not valid", 400)


@guard("s3", "UploadPart", "UploadPartCopy", source=API + "API_UploadPart.html")
def part_numbers_are_in_range(request: AwsRequest, _: State) -> Refusal | None:
    """1 to 10,000."""
    number = request.parameters.get("PartNumber")
    if number is None or 1 <= number <= 10_000:
        return None
    return argument("Part number must be an integer between 1 and 10000, inclusive")


@guard("s3", "CompleteMultipartUpload", source=API + "API_CompleteMultipartUpload.html")
def parts_are_in_order(request: AwsRequest, _: State) -> Refusal | None:
    """At least one, their numbers ascending."""
    parts = (request.parameters.get("MultipartUpload") or {}).get("Parts") or ()
    numbers = [part.get("PartNumber") or 0 for part in parts]
    if not numbers:
        return invalid("You must specify at least one part")
    if all(before < after for before, after in pairwise(numbers)):
        return None
    message = "The list of parts was not in ascending order. Parts must be ordered by part number."
    return Refusal("InvalidPartOrder", message, 400)


@guard("s3", "CompleteMultipartUpload", source=API + "API_CompleteMultipartUpload.html")
def parts_are_there_and_large(request: AwsRequest, state: State) -> Refusal | None:
    """The parts that were uploaded, by their entity tags; all but the last of 5 MiB at least."""
    begun = upload(request, state)
    parts = list((request.parameters.get("MultipartUpload") or {}).get("Parts") or ())
    if begun is None:
        return None
    kept = [begun.parts.get(part.get("PartNumber")) for part in parts]
    for part, found in zip(parts, kept, strict=True):
        if found is None or etag(found) != str(part.get("ETag")).strip('"'):
            return NO_PART
    if any(found.contentsize < _LEAST_PART for found in kept[:-1]):
        return Refusal("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400)
    return None


@guard(
    "s3",
    "CompleteMultipartUpload",
    source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html",
)
def nothing_happened_in_between(request: AwsRequest, state: State) -> Refusal | None:
    """A conditional completion conflicts with a write or delete of the key since the upload was begun."""
    begun = upload(request, state)
    conditional = request.parameters.get("IfMatch") or request.parameters.get("IfNoneMatch")
    if not conditional or not getattr(begun, "disturbed", False):
        return None
    message = "The conditional request cannot succeed due to a conflicting operation against this resource."
    return Refusal("ConditionalRequestConflict", message, 409)


@guard("s3", "UploadPartCopy", source=API + "API_UploadPartCopy.html")
def ranges_of_a_copy_are_within(request: AwsRequest, state: State) -> Refusal | None:
    """`bytes=first-last`, both there, both within the source."""
    given = request.parameters.get("CopySourceRange")
    if not given:
        return None
    found = re.fullmatch(r"bytes=(\d+)-(\d+)", given)
    if found is None or int(found[1]) > int(found[2]):
        return argument(_FORM)
    name, _, key = unquote(str(request.parameters.get("CopySource", ""))).lstrip("/").partition("?")[0].partition("/")
    source = state.bucket(name)
    kept = source.keys.get(key) if source is not None else None
    size = getattr(kept, "size", None)
    if size is None or int(found[2]) < size:
        return None
    if int(found[1]) >= size:
        return invalid("The specified copy range is invalid for the source object size")
    return argument(f"Range specified is not valid for source object of size: {size}")


@guard("s3", "GetObject", "HeadObject", source=API + "API_GetObject.html")
def parts_are_read_one_by_one(request: AwsRequest, state: State) -> Refusal | None:
    """A part that the object has, and no range beside it."""
    number, kept = request.parameters.get("PartNumber"), version(request, state)
    if number is None or kept is None:
        return None
    if request.parameters.get("Range"):
        return invalid("Cannot specify both Range header and partNumber query parameter")
    multipart = getattr(kept, "multipart", None)
    if number == 1 or (multipart is not None and number in multipart.parts):
        return None
    return Refusal("InvalidPartNumber", "The requested partnumber is not satisfiable", 416)
