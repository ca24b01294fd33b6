"""Reading S3 without a signature: allowed exactly when the bucket is open to everyone.

Objects can be read (GetObject, HeadObject) and, where `s3:ListBucket` is public too, listed. A bucket that is not there
is answered like one that is closed, and so is an object that only KMS can decrypt.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-anonymous-user
"""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Mapping
from urllib.parse import quote

from awslab.cloud.gateway.access import Admission, is_loopback_host
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.moto_backend import MOTO
from awslab.cloud.gateway.recognise import MalformedError, UnrecognisedError, looks_like, recognise, service_of_host
from awslab.cloud.gateway.request import ANONYMOUS, AwsRequest, AwsResponse, Structure
from awslab.cloud.gateway.signature import Claim
from awslab.cloud.s3.moto_buckets import Buckets
from awslab.cloud.s3.public_access import Openness, anyone_may
from awslab.cloud.s3.state import is_on

CLIENT = "127.0.0.1"
_ACTIONS = {
    "GetObject": "s3:GetObject",
    "HeadObject": "s3:GetObject",
    "ListObjects": "s3:ListBucket",
    "ListObjectsV2": "s3:ListBucket",
}
_UNSIGNED = "AWS4-HMAC-SHA256 Credential=anonymous/19700101/{region}/s3/aws4_request, SignedHeaders=host, Signature=-"


class PublicObjects:
    """One account's buckets, as someone sees them who has no key."""

    def __init__(self, account_id: str) -> None:
        self._buckets = Buckets(account_id)

    def admission(self, http: HttpRequest, port: int) -> Admission | None:
        """Let an unsigned request in that anyone may make; None for every other one."""
        if http.method not in ("GET", "HEAD") or not _is_for_s3(http):
            return None
        try:
            call = recognise(("s3",), http.environ(port, http.headers, None), b"")
        except (UnrecognisedError, MalformedError):
            return None
        bucket, key = str(call.parameters.get("Bucket", "")), str(call.parameters.get("Key", ""))
        action = _ACTIONS.get(call.operation)
        if action is None or self._buckets.bucket(bucket) is None:
            return None
        version = call.parameters.get("VersionId")
        if version and action == "s3:GetObject":
            action = "s3:GetObjectVersion"
        if not self.may(action, bucket, key, http.headers) or (key and not self._may_know(bucket, key, version, http)):
            return None
        region = self._buckets.region(bucket)
        return Admission(ANONYMOUS, Claim("anonymous", "", region, "s3", ("host",), "-", "", ""))

    def may(self, action: str, bucket: str, key: str, headers: Mapping[str, str]) -> bool:
        """Whether anyone may do this with an object of a bucket, or with the bucket when the key is empty."""
        resource = f"arn:aws:s3:::{bucket}/{key}" if key else f"arn:aws:s3:::{bucket}"
        context = {
            "aws:sourceip": CLIENT,
            "aws:securetransport": "false",
            "aws:principaltype": "Anonymous",
            **{f"aws:{name}": headers[header] for name, header in _HEADERS.items() if header in headers},
        }
        return anyone_may(action, resource, self._openness(bucket, key), context)

    def exists(self, bucket: str, key: str, version: str | None = None) -> bool:
        """Whether a key has an object, not a delete marker."""
        return self._buckets.object_version(bucket, key, version) is not None

    def read(self, method: str, bucket: str, key: str, headers: Mapping[str, str], port: int) -> AwsResponse:
        """Return S3's own answer to GET or HEAD of an object; conditions and ranges in `headers` hold."""
        region = self._buckets.region(bucket)
        conditions = {name: value for name, value in headers.items() if name == "range" or name.startswith("if-")}
        plain_headers = conditions | {"host": f"{CLIENT}:{port}", "authorization": _UNSIGNED.format(region=region)}
        http = HttpRequest(method, f"/{bucket}/{quote(key, safe='/~')}", "", plain_headers, b"")
        request = AwsRequest(
            id=str(uuid.uuid4()),
            service="s3",
            region=region,
            operation="GetObject" if method == "GET" else "HeadObject",
            parameters={"Bucket": bucket, "Key": key},
            caller=ANONYMOUS,
            method=method,
            path=http.path,
            headers=plain_headers,
            host=http.host,
        )
        return MOTO.answer(request, http.environ(port, plain_headers, io.BytesIO()))

    def website(self, bucket: str) -> bytes | None:
        """Return a bucket's website configuration in XML; None without one. Raises KeyError for a missing bucket."""
        return self._buckets.website(bucket)

    def region(self, bucket: str) -> str:
        """Return the region of a bucket. Raises KeyError for a missing one."""
        return self._buckets.region(bucket)

    def _may_know(self, bucket: str, key: str, version: str | None, http: HttpRequest) -> bool:
        """Whether an unsigned caller may learn whether an object is there.

        Only who may list the bucket learns that a key is missing, and the use of a KMS key needs a signature.
        """
        s3_object = self._buckets.object_version(bucket, key, version)
        if s3_object is None:
            return self.may("s3:ListBucket", bucket, "", http.headers)
        return s3_object.encryption != "aws:kms"

    def _openness(self, name: str, key: str) -> Openness:
        bucket = self._buckets.bucket(name)
        if bucket is None:
            raise KeyError(name)
        blocks = [block for block in (bucket.public_access_block, self._buckets.account_access_block()) if block]
        acl = getattr(self._buckets.object_version(name, key), "acl", None) if key else bucket.acl
        acls_count = bucket.ownership_rule != "BucketOwnerEnforced" and not any(
            is_on(block.ignore_public_acls) for block in blocks
        )
        return Openness(
            policy=_document(bucket.policy),
            restricts_public_policies=any(is_on(block.restrict_public_buckets) for block in blocks),
            acl_lets_everyone_read=bool(acls_count and acl is not None and acl.public_read),
        )


_HEADERS = {"referer": "referer", "useragent": "user-agent"}


def _is_for_s3(http: HttpRequest) -> bool:
    if is_loopback_host(http.host):
        return looks_like(http.headers, http.query, http.body) == "s3"
    return service_of_host(http.host) == "s3"


def _document(policy: bytes | None) -> Structure | None:
    """Return a bucket's policy; None for none, and for what is no policy (moto takes that)."""
    try:
        document = json.loads(policy or b"null")
    except ValueError:
        return None
    return document if isinstance(document, dict) else None
