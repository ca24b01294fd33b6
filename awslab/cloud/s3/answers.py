"""Settings of buckets that moto does not know: analytics, metrics, intelligent tiering, who pays for requests.

They are kept and given back; nothing acts on them.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal

_NAMED = re.compile(r"(Put|Get|Delete|List)Bucket((Analytics|IntelligentTiering|Metrics)Configuration)s?")
_PAYMENT = ("PutBucketRequestPayment", "GetBucketRequestPayment")
_Key = tuple[str, str, str]


class BucketSettings:
    """An extension of the gateway: the operations on these settings."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[_Key, Mapping[str, Any]] = {}
        """(bucket, kind, id) → the configuration."""

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Put, get, delete and list; and who pays."""
        found = _NAMED.fullmatch(request.operation) if request.service == "s3" else None
        if found is None and (request.service != "s3" or request.operation not in _PAYMENT):
            return None
        bucket = str(request.parameters.get("Bucket"))
        if not _exists(request, bucket):
            return refusal(request, "NoSuchBucket", "The specified bucket does not exist", 404)
        with self._lock:
            return self._payment(request, bucket) if found is None else self._named(request, bucket, found)

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """What is deleted takes its settings along."""
        if request.service == "s3" and request.operation == "DeleteBucket":
            with self._lock:
                for key in [key for key in self._kept if key[0] == request.parameters.get("Bucket")]:
                    del self._kept[key]

    def close(self) -> None:
        """Nothing is held."""

    def _payment(self, request: AwsRequest, bucket: str) -> AwsResponse:
        """https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html"""
        key = (bucket, "RequestPayment", "")
        if request.operation.startswith("Put"):
            self._kept[key] = dict(request.parameters["RequestPaymentConfiguration"])
            return answer(request, {})
        return answer(request, self._kept.get(key, {"Payer": "BucketOwner"}))

    def _named(self, request: AwsRequest, bucket: str, found: re.Match[str]) -> AwsResponse:
        verb, kind = found[1], found[2]
        key = (bucket, kind, str(request.parameters.get("Id")))
        if verb == "List":
            listed = [kept for held, kept in sorted(self._kept.items()) if held[:2] == key[:2]]
            return answer(request, {f"{kind}List": listed, "IsTruncated": False})
        if verb == "Put" and request.parameters[kind].get("Id") != key[2]:
            words = "The XML you provided was not well-formed or did not validate against our published schema"
            return refusal(request, "MalformedXML", words, 400)
        if verb == "Put":
            self._kept[key] = dict(request.parameters[kind])
            return answer(request, {})
        if key not in self._kept:
            return refusal(request, "NoSuchConfiguration", "The specified configuration does not exist.", 404)
        if verb == "Get":
            return answer(request, {kind: self._kept[key]})
        del self._kept[key]
        return answer(request, {}, 204)


def _exists(request: AwsRequest, bucket: str) -> bool:
    from moto.s3.models import s3_backends

    return bucket in s3_backends[request.caller.account_id]["aws"].buckets
