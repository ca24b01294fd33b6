"""Reading S3 without a signature: allowed exactly when the bucket is open to everyone.

Objects can be read (GetObject, HeadObject) and, where `s3:ListBucket` is public too, listed. A bucket that is not there
is answered like one that is closed, and so is an object that only KMS can decrypt.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-anonymous-user
"""

from __future__ import annotations

import io
import json
import sys
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from moto.backends import get_backend

from awslab.cloud.gateway.access import Admission, is_loopback_host
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.moto_backend import MOTO
from awslab.cloud.gateway.recognise import MalformedError, UnrecognisedError, looks_like, recognise, service_of_host
from awslab.cloud.gateway.request import ANONYMOUS, AwsRequest, AwsResponse
from awslab.cloud.gateway.signature import Claim
from awslab.cloud.s3.public_access import Openness, anyone_may

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
        self._account_id = account_id

    def admission(self, http: HttpRequest, port: int) -> Admission | None:
        """Let an unsigned request in that anyone may make; None for every other one."""
        if http.method not in ("GET", "HEAD") or not _is_for_s3(http):
            return None
        try:
            asked = recognise(("s3",), http.environ(port, http.headers, None), b"")
        except (UnrecognisedError, MalformedError):
            return None
        bucket, key = str(asked.parameters.get("Bucket", "")), str(asked.parameters.get("Key", ""))
        action = _ACTIONS.get(asked.operation)
        if action is None or bucket not in self._buckets():
            return None
        version = asked.parameters.get("VersionId")
        if version and action == "s3:GetObject":
            action = "s3:GetObjectVersion"
        if not self.may(action, bucket, key, http.headers) or (key and not self._may_know(bucket, key, version, http)):
            return None
        region = str(self._buckets()[bucket].region_name)
        return Admission(ANONYMOUS, Claim("anonymous", "", region, "s3", ("host",), "-", "", ""))

    def may(self, action: str, bucket: str, key: str, headers: Mapping[str, str]) -> bool:
        """Whether anyone may do this with an object of a bucket, or with the bucket when the key is empty."""
        resource = f"arn:aws:s3:::{bucket}/{key}" if key else f"arn:aws:s3:::{bucket}"
        context = {
            "aws:sourceip": CLIENT,
            "aws:securetransport": "false",
            "aws:principaltype": "Anonymous",
            **{f"aws:{name}": headers[given] for name, given in _HEADERS.items() if given in headers},
        }
        return anyone_may(action, resource, self._openness(bucket, key), context)

    def exists(self, bucket: str, key: str, version: str | None = None) -> bool:
        """Whether a key has an object, not a delete marker."""
        return self._object(bucket, key, version) is not None

    def read(self, method: str, bucket: str, key: str, headers: Mapping[str, str], port: int) -> AwsResponse:
        """S3's own answer to GET or HEAD of an object; conditions and ranges in `headers` hold."""
        region = str(self._buckets()[bucket].region_name)
        kept = {name: value for name, value in headers.items() if name == "range" or name.startswith("if-")}
        sent = kept | {"host": f"{CLIENT}:{port}", "authorization": _UNSIGNED.format(region=region)}
        http = HttpRequest(method, f"/{bucket}/{quote(key, safe='/~')}", "", sent, b"")
        request = AwsRequest(
            id=str(uuid.uuid4()),
            service="s3",
            region=region,
            operation="GetObject" if method == "GET" else "HeadObject",
            parameters={"Bucket": bucket, "Key": key},
            caller=ANONYMOUS,
            method=method,
            path=http.path,
            headers=sent,
            host=http.host,
        )
        return MOTO.answer(request, http.environ(port, sent, io.BytesIO()))

    def website(self, bucket: str) -> bytes | None:
        """A bucket's website configuration, in XML; None without one. Raises KeyError for a missing bucket."""
        configuration: bytes | None = self._buckets()[bucket].website_configuration
        return configuration

    def region(self, bucket: str) -> str:
        """Where a bucket is. Raises KeyError for a missing one."""
        return str(self._buckets()[bucket].region_name)

    def _may_know(self, bucket: str, key: str, version: str | None, http: HttpRequest) -> bool:
        """A missing key is a secret of those who may list the bucket; a KMS key's use needs a signature."""
        found = self._object(bucket, key, version)
        if found is None:
            return self.may("s3:ListBucket", bucket, "", http.headers)
        return bool(found.encryption != "aws:kms")

    def _openness(self, bucket: str, key: str) -> Openness:
        found = self._buckets()[bucket]
        blocks = [block for block in (found.public_access_block, self._account_block()) if block]
        acl = getattr(self._object(bucket, key), "acl", None) if key else found.acl
        acls_count = found.ownership_rule != "BucketOwnerEnforced" and not any(
            _is_on(block.ignore_public_acls) for block in blocks
        )
        return Openness(
            policy=_document(found.policy),
            restricts_public_policies=any(_is_on(block.restrict_public_buckets) for block in blocks),
            acl_lets_everyone_read=bool(acls_count and acl is not None and acl.public_read),
        )

    def _object(self, bucket: str, key: str, version: str | None = None) -> Any | None:
        keys = self._buckets()[bucket].keys
        listed = keys.getlist(key, []) if version else [keys.get(key)]
        found = next((each for each in listed if version is None or str(each.version_id) == version), None)
        return found if hasattr(found, "etag") else None

    def _account_block(self) -> Any | None:
        if "moto.s3control.models" not in sys.modules:
            return None
        return get_backend("s3control")[self._account_id]["aws"].public_access_block

    def _buckets(self) -> Mapping[str, Any]:
        buckets: Mapping[str, Any] = get_backend("s3")[self._account_id]["aws"].buckets
        return buckets


_HEADERS = {"referer": "referer", "useragent": "user-agent"}


def _is_for_s3(http: HttpRequest) -> bool:
    if is_loopback_host(http.host):
        return looks_like(http.headers, http.query, http.body) == "s3"
    return service_of_host(http.host) == "s3"


def _document(policy: bytes | None) -> Mapping[str, Any] | None:
    """A bucket's policy; None for none, and for what is no policy (moto takes that)."""
    try:
        document = json.loads(policy or b"null")
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _is_on(setting: Any) -> bool:
    return str(setting).lower() == "true"
