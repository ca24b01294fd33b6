"""What a request asks: which service, which operation, with which parameters. moto's router and parsers do the work."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from urllib.parse import parse_qsl

from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.session import get_session
from werkzeug.exceptions import HTTPException, NotFound

from awslab.cloud.gateway.moto_core import (
    PROTOCOL_PARSERS,
    BackendRequest,
    OperationModel,
    RequestParserError,
    determine_request_protocol,
    get_service_model,
    get_service_router,
)
from awslab.cloud.gateway.request import RawBodyRequest

_SIGNING_NAMES = {
    "access-analyzer": ("accessanalyzer",),
    "apigateway": ("apigateway", "apigatewayv2"),
    "aoss": ("opensearchserverless",),
    "bedrock": ("bedrock-runtime", "bedrock"),
    "cloudhsm": ("cloudhsmv2",),
    "dynamodb": ("dynamodb", "dynamodbstreams"),
    "ecr-public": ("ecr-public",),
    "elasticfilesystem": ("efs",),
    "elasticloadbalancing": ("elbv2", "elb"),
    "elasticmapreduce": ("emr",),
    "email": ("ses", "sesv2"),
    "es": ("opensearch", "es"),
    "kafka-cluster": ("kafka",),
    "logs": ("logs",),
    "monitoring": ("cloudwatch",),
    "rds": ("rds", "neptune", "docdb"),
    "s3": ("s3", "s3control"),
    "ses": ("sesv2", "ses"),
    "states": ("stepfunctions",),
    "tagging": ("resourcegroupstaggingapi",),
    "wafv2": ("wafv2",),
}
"""The services behind a signing name, where that is not boto3's name, or more than one."""


class UnrecognisedError(Exception):
    """The request is for a service that is known, but is none of its operations."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a request asks."""

    service: str
    operation: str
    parameters: Mapping[str, Any]


class MalformedError(Exception):
    """The request is for an operation that is known, but its parameters cannot be read."""

    def __init__(self, request: Recognised, reason: str) -> None:
        super().__init__(reason)
        self.request = request


def services_signed_as(signing_name: str) -> tuple[str, ...]:
    """boto3's names of the services whose requests are signed so; empty for a name that is none."""
    services = _known_services()
    return tuple(name for name in _SIGNING_NAMES.get(signing_name, (signing_name,)) if name in services)


def operation_names(service: str) -> frozenset[str]:
    """The operations of a service (boto3's name); empty for a service that is none."""
    if service not in _known_services():
        return frozenset()
    return frozenset(get_service_model(service).operation_names)


@cache
def _known_services() -> frozenset[str]:
    return frozenset(get_session().get_available_services())


def recognise(services: Iterable[str], environ: Mapping[str, Any], body: bytes) -> Recognised:
    """The operation, of one of these services, that a request (as WSGI environment) asks for.

    Raises UnrecognisedError or MalformedError.
    """
    for service in services:
        request_class = RawBodyRequest if service == "s3" else BackendRequest
        request = request_class(dict(environ) | {"wsgi.input": io.BytesIO(body)})
        match = _match(service, request)
        if match is not None:
            operation, uri_parameters = match
            return _read(service, operation, request, uri_parameters)
    raise UnrecognisedError


def _match(service: str, request: BackendRequest) -> tuple[OperationModel, dict[str, Any]] | None:
    try:
        model = get_service_model(service)
        if not _is_version_of(model.metadata, request):
            return None
        return get_service_router(service).match(request)
    except (NotFound, NotImplementedError, UnknownServiceError, DataNotFoundError):
        return None


def _is_version_of(metadata: Mapping[str, Any], request: BackendRequest) -> bool:
    """Query services that share a signing name are told apart by their API version."""
    if metadata["protocol"] not in ("query", "ec2"):
        return True
    version = request.values.get("Version")
    return metadata["protocol"] == "ec2" or version is None or version == metadata["apiVersion"]


def _read(
    service: str, operation: OperationModel, request: BackendRequest, uri_parameters: dict[str, Any]
) -> Recognised:
    try:
        protocol = determine_request_protocol(operation.service_model, request.content_type)
        if protocol.endswith("json") and _is_json_as_a_whole(operation) and request.data:
            json.loads(request.data)  # moto's parser takes what is no JSON for an empty request
        parameters = PROTOCOL_PARSERS[protocol](operation).parse(
            {
                "method": request.method,
                "values": request.values,
                "headers": cast(Any, request.headers),
                "body": request.data,
                "url_path": request.path,
                "url_params": uri_parameters,
            }
        )
    except (RequestParserError, HTTPException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise MalformedError(Recognised(service, str(operation.name), {}), str(error)) from error
    return Recognised(service, str(operation.name), parameters)


def _is_json_as_a_whole(operation: OperationModel) -> bool:
    """Whether the body is one JSON document; a blob that is the payload may be anything."""
    shape = operation.input_shape
    return shape is None or "payload" not in shape.serialization


def looks_like(headers: Mapping[str, str], query: str, body: bytes) -> str:
    """A service (boto3's name) in whose protocol an unsigned request can be answered; S3's when nothing tells."""
    if "x-amz-target" in headers:
        return "dynamodb"
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded") and b"Action=" in body:
        return "sts"
    if "Action" in dict(parse_qsl(query)):
        return "sts"
    return "s3"


_AWS_HOST = re.compile(
    r"(?:.+?\.)??(?P<name>[a-z0-9-]+?)(?:[.-][a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com", re.IGNORECASE
)


def service_of_host(host: str) -> str | None:
    """The service (boto3's name) that an AWS host name stands for; None for one that is no API's."""
    host_match = _AWS_HOST.fullmatch(host.partition(":")[0])
    if host_match is None or host_match["name"] in ("execute-api", "elb"):
        return None
    services = services_signed_as(host_match["name"])
    return services[0] if services else None
