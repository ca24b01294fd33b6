"""Errors that several of S3's guards have in common, and where AWS's pages are (pure)."""

from __future__ import annotations

from awslab.cloud.gateway.refusal import Refusal

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


def invalid_argument(message: str) -> Refusal:
    """Return an InvalidArgument."""
    return Refusal("InvalidArgument", message, 400)


def invalid_request(message: str) -> Refusal:
    """Return an InvalidRequest."""
    return Refusal("InvalidRequest", message, 400)
