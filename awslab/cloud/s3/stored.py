"""What S3's guards ask of a request and of what is stored: the bucket, the object or delete marker, the upload."""

from __future__ import annotations

from typing import Any

from awslab.cloud.gateway.refusal import Refusal
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.gateway.state import State

GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
API = "https://docs.aws.amazon.com/AmazonS3/latest/API/"

MALFORMED = Refusal(
    "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema", 400
)
NO_KEY = Refusal("NoSuchKey", "The specified key does not exist.", 404)
NO_PART = Refusal(
    "InvalidPart",
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified "
    "entity tag may not match the part's entity tag.",
    400,
)
NOT_ALLOWED = Refusal("MethodNotAllowed", "The specified method is not allowed against this resource.", 405)


def argument(message: str) -> Refusal:
    """An InvalidArgument."""
    return Refusal("InvalidArgument", message, 400)


def invalid(message: str) -> Refusal:
    """An InvalidRequest."""
    return Refusal("InvalidRequest", message, 400)


def bucket(request: AwsRequest, state: State) -> Any | None:
    """The bucket that the request names, None when there is none (which moto refuses)."""
    return state.bucket(str(request.parameters.get("Bucket", "")))


def versions(request: AwsRequest, state: State) -> list[Any]:
    """Everything kept under the request's key, delete markers too, the oldest first."""
    found = bucket(request, state)
    return list(found.keys.getlist(str(request.parameters.get("Key", "")), default=[])) if found is not None else []


def version(request: AwsRequest, state: State) -> Any | None:
    """What the request's key (and VersionId) names: moto's object or delete marker; None when there is neither."""
    kept, asked = versions(request, state), request.parameters.get("VersionId")
    if asked is None:
        return kept[-1] if kept else None
    return next((each for each in kept if str(each.version_id) == str(asked)), None)


def current(request: AwsRequest, state: State) -> Any | None:
    """The newest version of the request's key, None when it is a delete marker or there is none."""
    kept = versions(request, state)
    return None if not kept or is_marker(kept[-1]) else kept[-1]


def is_marker(kept: Any) -> bool:
    """Whether a version is a delete marker."""
    return not hasattr(kept, "etag")


def etag(kept: Any) -> str:
    """An object's entity tag without its quotes."""
    return str(kept.etag).strip('"')


def upload(request: AwsRequest, state: State) -> Any | None:
    """The multipart upload that the request names, None when there is none."""
    found = bucket(request, state)
    return None if found is None else found.multiparts.get(request.parameters.get("UploadId"))
