"""What S3 knows of its objects and moto does not: their customers' keys, and what happened while they were uploaded.

It is written onto moto's own objects, where guards read it: `customer_key_md5` on objects and uploads, `disturbed` on
uploads whose key was written or deleted since they were begun.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html and
https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

from __future__ import annotations

import re
import threading
from typing import Any

from awslab.cloud.gateway.request import AwsRequest, AwsResponse

_KEY_HEADER = "x-amz-server-side-encryption-customer-key-md5"
_WRITES = ("PutObject", "CopyObject", "CompleteMultipartUpload")
_CHANGES = (*_WRITES, "DeleteObject", "DeleteObjects")
_UPLOAD_ID = re.compile(rb"<UploadId>([^<]+)</UploadId>")


class ObjectFacts:
    """An extension of the gateway that remembers them."""

    def __init__(self) -> None:
        self._completed = threading.local()

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """moto answers; what an upload was encrypted with is read while the upload is still there."""
        if request.service == "s3" and request.operation == "CompleteMultipartUpload":
            bucket = _bucket(request)
            upload = None if bucket is None else bucket.multiparts.get(request.parameters.get("UploadId"))
            self._completed.key = getattr(upload, "customer_key_md5", None)
        return None

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Write down what the call told."""
        if request.service != "s3" or request.operation not in (*_CHANGES, "CreateMultipartUpload"):
            return
        bucket = _bucket(request)
        if bucket is None:
            return
        if request.operation == "CreateMultipartUpload":
            found = _UPLOAD_ID.search(response.body)
            upload = None if found is None else bucket.multiparts.get(found[1].decode())
            if upload is not None:
                upload.customer_key_md5 = request.headers.get(_KEY_HEADER)
            return
        if request.operation in _WRITES:
            self._remember_key(request, bucket)
        _disturb(bucket, _keys(request))

    def _remember_key(self, request: AwsRequest, bucket: Any) -> None:
        completed = request.operation == "CompleteMultipartUpload"
        md5 = getattr(self._completed, "key", None) if completed else request.headers.get(_KEY_HEADER)
        kept = bucket.keys.get(request.parameters.get("Key"))
        if kept is not None and md5:
            kept.customer_key_md5 = md5

    def close(self) -> None:
        """Nothing is held."""


def _disturb(bucket: Any, keys: set[str]) -> None:
    for upload in list(bucket.multiparts.values()):
        if upload.key_name in keys:
            upload.disturbed = True


def _keys(request: AwsRequest) -> set[str]:
    if request.operation == "DeleteObjects":
        return {str(each.get("Key")) for each in (request.parameters.get("Delete") or {}).get("Objects") or ()}
    return {str(request.parameters.get("Key"))}


def _bucket(request: AwsRequest) -> Any | None:
    from moto.s3.models import s3_backends

    return s3_backends[request.caller.account_id]["aws"].buckets.get(str(request.parameters.get("Bucket")))
