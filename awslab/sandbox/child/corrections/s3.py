"""Amazon S3."""

from __future__ import annotations

import re
from typing import Any

from moto.core.responses import ActionResult
from moto.s3.responses import S3Response

from awslab.sandbox.child.corrections import Original, correct

_FILTER_NAME = re.compile(r"<Name>(prefix|suffix)</Name>", re.IGNORECASE)
_EMPTY_RULE = re.compile(r"<FilterRule>\s*<Name>\w+</Name>\s*<Value\s*(/>|></Value>)\s*</FilterRule>")
_EMPTY_FILTER = re.compile(r"<Filter>\s*<S3Key>\s*</S3Key>\s*</Filter>")


@correct(S3Response, "_notification_config_from_body")
def filters_in_any_letter_case(original: Original, response: Any) -> Any:
    """A filter's name may be written `Prefix` and its value be empty: moto fails on both.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_FilterRule.html
    """
    body = response.body if isinstance(response.body, str) else response.body.decode()
    body = _FILTER_NAME.sub(lambda found: found[0].lower().replace("name>", "Name>"), body)
    response.body = _EMPTY_FILTER.sub("", _EMPTY_RULE.sub("", body))
    return original(response)


@correct(S3Response, "get_bucket_notification")
def filters_are_called_prefix_and_suffix(original: Original, response: Any) -> Any:
    """S3 takes `prefix` in any letter case and shows `Prefix`: recorded from the real service in LocalStack's
    test_s3_notifications_sqs.snapshot.json.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_FilterRule.html
    """
    serialized = response.serialized

    def serialize(result: ActionResult) -> Any:
        return serialized(ActionResult(_capitalised(result.result)))

    response.serialized = serialize
    return original(response)


def _capitalised(configuration: Any) -> Any:
    if isinstance(configuration, list):
        return [_capitalised(entry) for entry in configuration]
    if not isinstance(configuration, dict):
        return configuration
    copy = {name: _capitalised(value) for name, value in configuration.items()}
    if copy.keys() == {"Name", "Value"}:
        copy["Name"] = str(copy["Name"]).capitalize()
    return copy
