"""What moto's S3 gets wrong: spellings that it does not take, headers that it leaves out, events of its own kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

import moto.s3.notifications
from moto.core.responses import ActionResult
from moto.s3.responses import S3Response

from awslab.cloud.gateway.corrections import Original, correct

_FILTER_NAME = re.compile(r"<Name>(prefix|suffix)</Name>", re.IGNORECASE)
_EMPTY_RULE = re.compile(r"<FilterRule>\s*<Name>\w+</Name>\s*<Value\s*(/>|></Value>)\s*</FilterRule>")
_CHECKSUMS = tuple(f"x-amz-checksum-{name}" for name in ("crc32", "crc32c", "crc64nvme", "sha1", "sha256"))
_EMPTY_FILTER = re.compile(r"<Filter>\s*<S3Key>\s*</S3Key>\s*</Filter>")

_Answer = tuple[int, Mapping[str, str], object]
"""Status, headers and body, as most of moto's methods for S3 return them; some return a body alone."""


def _send_nothing(*_: object, **__: object) -> None:
    """Leave the event to life/notifications.py, which sends to functions too and in AWS's form."""


moto.s3.notifications.send_event = _send_nothing
moto.s3.notifications.send_test_event = _send_nothing


@correct(S3Response, "_notification_config_from_body")
def filter_names_in_any_letter_case(original: Original, response: S3Response) -> object:
    """A filter's name may be written `Prefix` and its value be empty: moto fails on both.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_FilterRule.html
    """
    body = response.body if isinstance(response.body, str) else response.body.decode()
    body = _FILTER_NAME.sub(lambda match: match[0].lower().replace("name>", "Name>"), body)
    response.body = _EMPTY_FILTER.sub("", _EMPTY_RULE.sub("", body))
    return original(response)


@correct(S3Response, "get_bucket_notification")
def filter_names_are_capitalised(original: Original, response: S3Response) -> object:
    """S3 takes `prefix` in any letter case and shows `Prefix`: recorded from the real service in LocalStack's
    test_s3_notifications_sqs.snapshot.json.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_FilterRule.html
    """
    serialized = response.serialized

    def serialize(result: ActionResult) -> object:
        return serialized(ActionResult(_capitalised(result.result)))

    response.serialized = serialize  # type: ignore[method-assign, assignment]
    return original(response)


def _capitalised(configuration: object) -> object:
    if isinstance(configuration, list):
        return [_capitalised(entry) for entry in configuration]
    if not isinstance(configuration, dict):
        return configuration
    copy = {name: _capitalised(value) for name, value in configuration.items()}
    if copy.keys() == {"Name", "Value"}:
        copy["Name"] = str(copy["Name"]).capitalize()
    return copy


@correct(S3Response, "put_object")
def put_object_has_checksum_type(original: Original, response: S3Response) -> object:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html: x-amz-checksum-type."""
    return _with_checksum_type(original(response))


@correct(S3Response, "get_object")
def get_object_has_checksum_type(original: Original, response: S3Response) -> object:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: x-amz-checksum-type."""
    return _with_checksum_type(original(response))


@correct(S3Response, "head_object")
def head_object_has_checksum_type(
    original: Original, response: S3Response, *positional: object, **keywords: object
) -> object:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html: x-amz-checksum-type."""
    return _with_checksum_type(original(response, *positional, **keywords))


@correct(S3Response, "head_bucket")
def head_bucket_has_arn(original: Original, response: S3Response) -> _Answer:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html: x-amz-bucket-arn."""
    return _with_headers(original(response), _arn(response))


@correct(S3Response, "_bucket_response_put")
def create_bucket_has_arn(original: Original, response: S3Response, *positional: object, **keywords: object) -> object:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html: x-amz-bucket-arn."""
    answer = original(response, *positional, **keywords)
    if not isinstance(answer, tuple) or len(answer) != 3 or "Location" not in answer[1]:
        return answer
    return _with_headers(answer, _arn(response))


def _arn(response: S3Response) -> Mapping[str, str]:
    return {"x-amz-bucket-arn": f"arn:aws:s3:::{response.bucket_name}"}


def _with_checksum_type(answer: object) -> object:
    if not isinstance(answer, tuple) or len(answer) != 3:
        return answer
    checksums = [str(value) for name, value in answer[1].items() if name.lower() in _CHECKSUMS]
    kind = "COMPOSITE" if any("-" in value for value in checksums) else "FULL_OBJECT"
    return _with_headers(answer, {"x-amz-checksum-type": kind} if checksums else {})


def _with_headers(answer: _Answer, new_headers: Mapping[str, str]) -> _Answer:
    """Return a success with more headers; an error as it is."""
    status, headers, body = answer
    return (status, {**headers, **new_headers}, body) if status < 300 else answer
