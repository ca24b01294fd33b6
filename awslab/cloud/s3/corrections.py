"""Amazon S3."""

from __future__ import annotations

import re
from typing import Any

from moto.core.responses import ActionResult
from moto.s3.responses import S3Response

from awslab.cloud.gateway.corrections import Original, correct

_FILTER_NAME = re.compile(r"<Name>(prefix|suffix)</Name>", re.IGNORECASE)
_EMPTY_RULE = re.compile(r"<FilterRule>\s*<Name>\w+</Name>\s*<Value\s*(/>|></Value>)\s*</FilterRule>")
_CHECKSUMS = tuple(f"x-amz-checksum-{name}" for name in ("crc32", "crc32c", "crc64nvme", "sha1", "sha256"))
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


@correct(S3Response, "put_object")
def an_upload_tells_its_checksum_type(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html: x-amz-checksum-type."""
    return _with_checksum_type(original(response))


@correct(S3Response, "get_object")
def an_object_tells_its_checksum_type(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: x-amz-checksum-type."""
    return _with_checksum_type(original(response))


@correct(S3Response, "head_object")
def a_head_tells_its_checksum_type(original: Original, response: Any, *positional: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html: x-amz-checksum-type."""
    return _with_checksum_type(original(response, *positional, **named))


@correct(S3Response, "head_bucket")
def a_bucket_tells_its_arn(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html: x-amz-bucket-arn."""
    status, headers, body = original(response)
    return status, _more(headers, status, {"x-amz-bucket-arn": f"arn:aws:s3:::{response.bucket_name}"}), body


@correct(S3Response, "_bucket_response_put")
def a_new_bucket_tells_its_arn(original: Original, response: Any, *positional: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html: x-amz-bucket-arn."""
    answer = original(response, *positional, **named)
    if not isinstance(answer, tuple) or len(answer) != 3 or "Location" not in answer[1]:
        return answer
    status, headers, body = answer
    return status, _more(headers, status, {"x-amz-bucket-arn": f"arn:aws:s3:::{response.bucket_name}"}), body


def _with_checksum_type(answer: Any) -> Any:
    if not isinstance(answer, tuple) or len(answer) != 3:
        return answer
    status, headers, body = answer
    sums = [str(value) for name, value in headers.items() if name.lower() in _CHECKSUMS]
    kind = "COMPOSITE" if any("-" in value for value in sums) else "FULL_OBJECT"
    return status, _more(headers, status, {"x-amz-checksum-type": kind} if sums else {}), body


def _more(headers: Any, status: int, told: dict[str, str]) -> Any:
    return {**headers, **told} if status < 300 else headers
