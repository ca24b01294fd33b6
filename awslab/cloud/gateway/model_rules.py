"""What service models state for every call at once: required members, enumerations, ranges, lengths, patterns.

moto checks next to none of it. The words are those that the services send; those of Lambda, API Gateway, EventBridge,
IAM, STS, SNS, Logs and SQS were recorded from the real ones, EC2's codes are in
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and S3's in
https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; the sentences of ECS, ECR, API Gateway's HTTP APIs
and S3's headers are ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from awslab.cloud.gateway.moto_core import get_service_model
from awslab.cloud.gateway.refusal import Refusal
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.gateway.rooms import manifest_of
from awslab.cloud.gateway.violations import Checks, Violation

_BY_PROTOCOL = {"query": "ValidationError"}

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that an answer in XML cannot carry."""


def violations(service: str, operation: str, parameters: Mapping[str, Any]) -> list[Violation]:
    """Everything in which the parameters differ from what the model of the service states."""
    shape, check = _checked(service, operation)
    if check is None:
        return []
    unchecked = manifest_of(service).unchecked_members
    return [_located(violation, shape) for violation in check(parameters, ()) if violation.path not in unchecked]


def refuse_unstated(request: AwsRequest) -> Refusal | None:
    """The service's own refusal of parameters that its model excludes."""
    excluded = violations(request.service, request.operation, request.parameters)
    if not excluded:
        return None
    if request.service == "ec2":
        return _of_ec2(excluded[0])
    if request.service == "s3":
        return _of_s3(excluded[0])
    if request.service == "sqs" and excluded[0].kind == "null":
        return _refusal("MissingParameter", f"The request must contain the parameter {excluded[0].path[-1]}.")
    return _of_the_others(request, excluded)


@cache
def _checks(service: str) -> Checks:
    return Checks(manifest_of(service).unchecked_shapes)


@cache
def _checked(service: str, operation: str) -> tuple[Any, Any]:
    shape = get_service_model(service).operation_model(operation).input_shape
    return shape, None if shape is None else _checks(service).of(shape)


def _located(violation: Violation, shape: Any) -> Violation:
    location = shape.members[violation.path[0]].serialization.get("location", "")
    return replace(violation, location=location)


def _of_ec2(first: Violation) -> Refusal:
    name = first.path[-1]
    if first.kind == "null":
        return _refusal("MissingParameter", f"The request must contain the parameter {name}")
    if first.kind == "value":
        limit = first.constraint.removeprefix("Member must have value ")
        expecting = limit.replace(" than or equal to", " than")
        sentence = f"Value ( {first.value} ) for parameter {_lowered(name)} is invalid. Expecting a value {expecting}."
        return _refusal("InvalidParameterValue", sentence)
    return _refusal("InvalidParameterValue", f"Invalid value '{_printed(first.value)}' for {name}.")


_S3_HEADERS = {
    "StorageClass": ("InvalidStorageClass", "The storage class you specified is not valid"),
    "ServerSideEncryption": ("InvalidArgument", "The encryption method specified is not supported"),
    "ChecksumAlgorithm": (
        "InvalidRequest",
        (
            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
            "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
        ),
    ),
    "CopySource": ("InvalidArgument", "Invalid copy source object key"),
    "EncodingType": ("InvalidArgument", "Invalid Encoding Method specified in Request"),
    "ObjectLockMode": ("InvalidArgument", "Unknown wormMode directive."),
    "ObjectOwnership": ("InvalidArgument", "Invalid x-amz-object-ownership header: {}"),
    "TransitionDefaultMinimumObjectSize": (
        "InvalidRequest",
        "Invalid TransitionDefaultMinimumObjectSize found: {}",
    ),
}


def _of_s3(first: Violation) -> Refusal:
    if first.path == ("Policy",):
        return _refusal("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'")
    if not first.location:
        sentence = "The XML you provided was not well-formed or did not validate against our published schema"
        return _refusal("MalformedXML", sentence)
    unknown = ("InvalidArgument", f"The value of {first.path[-1]} is not valid.")
    code, words = _S3_HEADERS.get(first.shape, unknown)
    return _refusal(code, words.replace("{}", _printed(first.value)))


def _of_the_others(request: AwsRequest, excluded: Sequence[Violation]) -> Refusal:
    sentences = "; ".join(_sentence(request, violation) for violation in excluded)
    errors = "1 validation error" if len(excluded) == 1 else f"{len(excluded)} validation errors"
    protocol = str(get_service_model(request.service).protocol)
    code = manifest_of(request.service).model_code or _BY_PROTOCOL.get(protocol, "ValidationException")
    return _refusal(code, f"{errors} detected: {sentences}")


def _sentence(request: AwsRequest, violation: Violation) -> str:
    value = "null" if violation.value is None else f"'{_printed(violation.value)}'"
    place = ".".join(_lowered(part) for part in violation.path)
    if request.service == "apigateway" and not violation.location:
        place = f"{_lowered(request.operation)}Input.{place}"
    constraint = violation.constraint
    if request.service == "lambda" and constraint.endswith("]") and ": [Member" in constraint:
        constraint = f"{constraint[:-1]}, Member must not be null]"
    return f"Value {value} at '{place}' failed to satisfy constraint: {constraint}"


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _printed(value: Any) -> str:
    """A value in the way that the services print it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}={_printed(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return "[" + ", ".join(_printed(item) for item in value) + "]"
    return _UNPRINTABLE.sub("?", str(value))


def _refusal(code: str, message: str) -> Refusal:
    return Refusal(code, message, 400)
