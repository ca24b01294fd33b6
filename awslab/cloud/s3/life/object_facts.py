"""What S3 knows of its objects and moto does not: their customers' keys, and what happened while they were uploaded.

It is written onto moto's own objects, where guards read it (state.py): `customer_key_md5` on objects and uploads,
`disturbed` on uploads whose key was written or deleted since they were begun.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Protocol, cast

from awslab.cloud.gateway.behaviour import before, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.s3.moto_buckets import Buckets
from awslab.cloud.s3.request_targets import bucket_name
from awslab.cloud.s3.state import Bucket, customer_key_md5

_CUSTOMER_KEYS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html"
_CONDITIONS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html"
_KEY_HEADER = "x-amz-server-side-encryption-customer-key-md5"
_UPLOAD_ID = re.compile(rb"<UploadId>([^<]+)</UploadId>")
_KEY_OF_UPLOAD = "customer key of the upload"


class _WithFacts(Protocol):
    customer_key_md5: str | None
    disturbed: bool


@before("s3", "CompleteMultipartUpload", source=_CUSTOMER_KEYS)
def note_customer_key_of_upload(request: AwsRequest, _: GatewayContext) -> None:
    """Note what an upload was encrypted with while the upload is still there."""
    bucket = _bucket(request)
    upload = None if bucket is None else bucket.multiparts.get(str(request.parameters.get("UploadId")))
    request.memo[_KEY_OF_UPLOAD] = customer_key_md5(upload)


@follows("s3", "CreateMultipartUpload", source=_CUSTOMER_KEYS)
def remember_customer_key_of_upload(request: AwsRequest, response: AwsResponse, _: GatewayContext) -> None:
    """Write the customer's key that an upload is begun with onto the upload."""
    bucket, upload_id = _bucket(request), _UPLOAD_ID.search(response.body)
    upload = None if bucket is None or upload_id is None else bucket.multiparts.get(upload_id[1].decode())
    if upload is not None:
        _facts(upload).customer_key_md5 = request.headers.get(_KEY_HEADER)


@follows("s3", "PutObject", "CopyObject", source=_CUSTOMER_KEYS)
def remember_customer_key_of_object(request: AwsRequest, _: AwsResponse, _context: GatewayContext) -> None:
    """Write the customer's key of a request onto the object that it wrote."""
    _remember_key(request, request.headers.get(_KEY_HEADER))


@follows("s3", "CompleteMultipartUpload", source=_CUSTOMER_KEYS)
def pass_customer_key_on_to_object(request: AwsRequest, _: AwsResponse, _context: GatewayContext) -> None:
    """Write the customer's key of an upload onto the object that came of it."""
    _remember_key(request, cast(str | None, request.memo.get(_KEY_OF_UPLOAD)))


@follows("s3", "PutObject", "CopyObject", "CompleteMultipartUpload", "DeleteObject", source=_CONDITIONS)
def disturb_uploads_of_key(request: AwsRequest, _: AwsResponse, _context: GatewayContext) -> None:
    """Mark the uploads of a key that was written or deleted: a conditional completion of them will conflict."""
    _disturb(request, {str(request.parameters.get("Key"))})


@follows("s3", "DeleteObjects", source=_CONDITIONS)
def disturb_uploads_of_keys(request: AwsRequest, _: AwsResponse, _context: GatewayContext) -> None:
    """Mark the uploads of all keys of a deletion."""
    entries = (request.parameters.get("Delete") or {}).get("Objects") or ()
    _disturb(request, {str(entry.get("Key")) for entry in entries})


def _remember_key(request: AwsRequest, md5: str | None) -> None:
    bucket = _bucket(request)
    target = None if bucket is None else bucket.keys.get(str(request.parameters.get("Key")))
    if target is not None and md5:
        _facts(target).customer_key_md5 = md5


def _disturb(request: AwsRequest, keys: Collection[str]) -> None:
    bucket = _bucket(request)
    for upload in () if bucket is None else list(bucket.multiparts.values()):
        if upload.key_name in keys:
            _facts(upload).disturbed = True


def _facts(target: object) -> _WithFacts:
    return cast(_WithFacts, target)


def _bucket(request: AwsRequest) -> Bucket | None:
    return Buckets(request.caller.account_id).bucket(bucket_name(request))
