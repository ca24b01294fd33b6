"""What S3 answers again and again, and what its rows prepare."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Told
from tests.parity.rows import Aws

NO_BUCKET: Told = ("NoSuchBucket", "The specified bucket does not exist", 404)
NO_KEY: Told = ("NoSuchKey", "The specified key does not exist.", 404)
NO_TAGS: Told = ("NoSuchTagSet", "The TagSet does not exist", 404)
NO_CONFIGURATION: Told = ("NoSuchConfiguration", "The specified configuration does not exist.", 404)
NOT_ALLOWED: Told = ("MethodNotAllowed", "The specified method is not allowed against this resource.", 405)
MALFORMED: Told = (
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
    400,
)
PRECONDITION: Told = (
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
    412,
)
HEADER: Told = ("NotImplemented", "A header you provided implies functionality that is not implemented", 501)
NO_UPLOAD: Told = (
    "NoSuchUpload",
    (
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or "
        "completed."
    ),
    404,
)
NO_PART: Told = (
    "InvalidPart",
    "One or more of the specified parts could not be found.  The part may not have been…",
    400,
)
SIGNATURE: Told = (
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided…",
    403,
)


def bucket(aws: Aws, name: str = "photos", *, versioned: bool = False, **settings: Any) -> str:
    """A new bucket's name."""
    aws.s3.create_bucket(Bucket=name, **settings)
    if versioned:
        aws.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return name


def stored(aws: Aws, key: str = "a", body: bytes = b"data", name: str = "photos", **settings: Any) -> dict[str, str]:
    """Where a new object of a new bucket is: its Bucket and Key."""
    bucket(aws, name)
    aws.s3.put_object(Bucket=name, Key=key, Body=body, **settings)
    return {"Bucket": name, "Key": key}
