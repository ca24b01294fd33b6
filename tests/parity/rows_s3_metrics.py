"""S3: analytics, metrics and tiers, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import MALFORMED, NO_BUCKET, NO_CONFIGURATION, bucket

_S3 = "s3/test_s3"
_SUFFIX: Told = ("InvalidArgument", "The IndexDocument Suffix is not well formed", 400)
_INDEX = {"Suffix": "index.html"}


def _settings(aws: Aws, kind: str, **more: Any) -> dict[str, Any]:
    """Calls on one kind of a bucket's settings, by their verbs."""
    name = bucket(aws)
    where = {"Bucket": name, "Id": "a"}
    return {
        verb: lambda verb=verb, **given: getattr(aws.s3, f"{verb}_bucket_{kind}_configuration")(
            **{**where, **more, **given}
        )
        for verb in ("put", "get", "delete")
    }


@recorded(
    _S3,
    "test_s3_intelligent_tier_config",
    {
        "put_bucket_intelligent_tiering_configuration_err_1`": MALFORMED,
        "delete_bucket_intelligent_tiering_configuration_err_1": NO_BUCKET,
        "delete_bucket_intelligent_tiering_configuration_err_2": NO_CONFIGURATION,
    },
)
def tiers(aws: Aws) -> Calls:
    calls = _settings(aws, "intelligent_tiering")
    wrong = {"Id": "a", "Status": "Enabled", "Tierings": [{"Days": 30}]}
    return {
        "put_bucket_intelligent_tiering_configuration_err_1`": lambda: calls["put"](
            IntelligentTieringConfiguration=wrong
        ),
        "delete_bucket_intelligent_tiering_configuration_err_1": lambda: calls["delete"](Bucket="absent-1"),
        "delete_bucket_intelligent_tiering_configuration_err_2": calls["delete"],
    }


@recorded(
    _S3,
    "test_s3_analytics_configurations",
    {
        "put_config_with_storage_analysis_err": MALFORMED,
        "get_config_with_storage_analysis_err": NO_CONFIGURATION,
        "delete_config_with_storage_analysis_err": NO_CONFIGURATION,
    },
)
def analytics(aws: Aws) -> Calls:
    calls = _settings(aws, "analytics")
    return {
        "put_config_with_storage_analysis_err": lambda: calls["put"](
            AnalyticsConfiguration={"Id": "different-id", "StorageClassAnalysis": {}}
        ),
        "get_config_with_storage_analysis_err": calls["get"],
        "delete_config_with_storage_analysis_err": calls["delete"],
    }


def _metrics() -> None:
    for test, key, verb in (
        ("test_get_bucket_metrics_configuration_not_exist", "get_bucket_metrics_configuration", "get"),
        ("test_delete_metrics_configuration", "get_bucket_metrics_configuration", "get"),
        ("test_delete_metrics_configuration_twice", "delete_bucket_metrics_configuration_2", "delete"),
    ):

        def calls(aws: Aws, key: str = key, verb: str = verb, kept: bool = "not_exist" not in test) -> Calls:
            settings = _settings(aws, "metrics")
            if kept:
                settings["put"](MetricsConfiguration={"Id": "a"})
                settings["delete"]()
            return {key: settings[verb]}

        recorded("s3/test_s3_api", test, {key: NO_CONFIGURATION})(calls)


_metrics()
