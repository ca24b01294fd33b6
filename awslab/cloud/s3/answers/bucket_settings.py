"""Settings of buckets that moto does not know: analytics, metrics, intelligent tiering, who pays for requests.

They are saved and returned; nothing acts on them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from awslab.cloud.gateway.behaviour import answers, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, Structure, answer, refusal
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.s3.moto_buckets import Buckets
from awslab.cloud.s3.refusals import API, MALFORMED
from awslab.cloud.s3.request_targets import bucket_name

_Key = tuple[str, str, str]
"""Bucket, kind of setting, id."""
_CONFIGURATIONS = ("Analytics", "IntelligentTiering", "Metrics")
_PAYMENT = "RequestPayment"
_NO_CONFIGURATION = "The specified configuration does not exist."


class BucketSettings:
    """One sandbox's settings of this kind; used from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._settings: dict[_Key, Structure] = {}

    def put(self, key: _Key, setting: Structure) -> None:
        """Save a setting in place of the one before."""
        with self._lock:
            self._settings[key] = dict(setting)

    def get(self, key: _Key) -> Structure | None:
        """Return a setting; None when there is none."""
        with self._lock:
            return self._settings.get(key)

    def delete(self, key: _Key) -> bool:
        """Delete a setting; False when there was none."""
        with self._lock:
            return self._settings.pop(key, None) is not None

    def of_kind(self, bucket: str, kind: str) -> Sequence[Structure]:
        """Return a bucket's settings of a kind, in the order of their ids."""
        with self._lock:
            return [setting for key, setting in sorted(self._settings.items()) if key[:2] == (bucket, kind)]

    def forget(self, bucket: str) -> None:
        """Delete all settings of a bucket."""
        with self._lock:
            for key in [key for key in self._settings if key[0] == bucket]:
                del self._settings[key]


def bucket_settings(_: GatewayContext) -> BucketSettings:
    """Make the sandbox's settings."""
    return BucketSettings()


@follows("s3", "DeleteBucket", source=API + "API_DeleteBucket.html")
def forget_settings(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Delete the settings of a bucket together with it."""
    settings = context.existing(bucket_settings)
    if settings is not None:
        settings.forget(bucket_name(request))


@answers("s3", "PutBucketRequestPayment", source=API + "API_PutBucketRequestPayment.html")
def put_request_payment(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Save who pays for requests and downloads."""

    def put() -> AwsResponse:
        key = (bucket_name(request), _PAYMENT, "")
        context.part(bucket_settings).put(key, request.parameters["RequestPaymentConfiguration"])
        return answer(request, {})

    return _in_existing_bucket(request, put)


@answers("s3", "GetBucketRequestPayment", source=API + "API_GetBucketRequestPayment.html")
def get_request_payment(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Return who pays for requests and downloads: the bucket's owner unless it was set otherwise."""

    def get() -> AwsResponse:
        setting = context.part(bucket_settings).get((bucket_name(request), _PAYMENT, ""))
        return answer(request, setting or {"Payer": "BucketOwner"})

    return _in_existing_bucket(request, get)


@answers(
    "s3",
    *(f"PutBucket{kind}Configuration" for kind in _CONFIGURATIONS),
    source=API + "API_PutBucketMetricsConfiguration.html",
)
def put_configuration(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Save a configuration; the id of the address must be that of the document."""

    def put() -> AwsResponse:
        key = _key(request)
        setting = request.parameters[key[1]]
        if setting.get("Id") != key[2]:
            return refusal(request, MALFORMED.code, MALFORMED.message, MALFORMED.status)
        context.part(bucket_settings).put(key, setting)
        return answer(request, {})

    return _in_existing_bucket(request, put)


@answers(
    "s3",
    *(f"GetBucket{kind}Configuration" for kind in _CONFIGURATIONS),
    source=API + "API_GetBucketMetricsConfiguration.html",
)
def get_configuration(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Return a configuration by its id."""

    def get() -> AwsResponse:
        key = _key(request)
        setting = context.part(bucket_settings).get(key)
        if setting is None:
            return refusal(request, "NoSuchConfiguration", _NO_CONFIGURATION, 404)
        return answer(request, {key[1]: setting})

    return _in_existing_bucket(request, get)


@answers(
    "s3",
    *(f"DeleteBucket{kind}Configuration" for kind in _CONFIGURATIONS),
    source=API + "API_DeleteBucketMetricsConfiguration.html",
)
def delete_configuration(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Delete a configuration by its id."""

    def delete() -> AwsResponse:
        if not context.part(bucket_settings).delete(_key(request)):
            return refusal(request, "NoSuchConfiguration", _NO_CONFIGURATION, 404)
        return answer(request, {}, 204)

    return _in_existing_bucket(request, delete)


@answers(
    "s3",
    *(f"ListBucket{kind}Configurations" for kind in _CONFIGURATIONS),
    source=API + "API_ListBucketMetricsConfigurations.html",
)
def list_configurations(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Return all configurations of a kind at once."""

    def list_all() -> AwsResponse:
        bucket, kind, _ = _key(request)
        settings = context.part(bucket_settings).of_kind(bucket, kind)
        return answer(request, {f"{kind}List": settings, "IsTruncated": False})

    return _in_existing_bucket(request, list_all)


def _in_existing_bucket(request: AwsRequest, respond: Callable[[], AwsResponse]) -> AwsResponse:
    if Buckets(request.caller.account_id).bucket(bucket_name(request)) is None:
        return refusal(request, "NoSuchBucket", "The specified bucket does not exist", 404)
    return respond()


def _key(request: AwsRequest) -> _Key:
    kind = next(kind for kind in _CONFIGURATIONS if f"Bucket{kind}Configuration" in request.operation)
    return bucket_name(request), f"{kind}Configuration", str(request.parameters.get("Id"))
