"""An AWS API call as the gateway understood it, and answers to it in the service's own protocol.

Serialising is moto's (`moto.core.serialize`, driven by botocore's models), so that an error of ours looks to every
SDK like one of the service: JSON with `__type`, query XML, EC2's `Errors`, S3's `Error`, REST-JSON's header.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from botocore.model import OperationNotFoundError

from awslab.cloud.gateway.moto_core import (
    SERIALIZERS,
    BackendRequest,
    OperationModel,
    ResponseSerializer,
    SerializationContext,
    ServiceException,
    ServiceModel,
    determine_request_protocol,
    get_serializer_class,
    get_service_model,
)

ACCOUNT_ID = "123456789012"

Structure = Mapping[str, Any]
"""A structure of an API call or of a policy, by the names of its members."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who made a call, as the key it was signed with tells."""

    kind: Literal["learner", "examiner", "user", "role", "anonymous"]
    """`learner` holds the session key, `examiner` the key whose calls stay out of the trail, `user` and `role` hold
    keys made in this sandbox, `anonymous` signed nothing."""
    name: str
    """What the trail shows: `learner`, a user's name, or `role/session`."""
    arn: str
    access_key_id: str = ""
    account_id: str = ACCOUNT_ID


ANONYMOUS = Caller(kind="anonymous", name="anonymous", arn="")


@dataclass(frozen=True, slots=True)
class AwsRequest:
    """One API call: what is asked of which service, by whom, and how it arrived."""

    id: str
    """The request id that the answer carries."""
    service: str
    """boto3's name of the service: `s3`, `lambda`, `elbv2`, `apigatewayv2`, `events`, `stepfunctions`, ..."""
    region: str
    operation: str
    """The API's name of the operation: `CreateBucket`."""
    parameters: Mapping[str, Any]
    """By the members' names in botocore's model, blobs as bytes, times as naive UTC datetimes."""
    caller: Caller
    method: str
    path: str
    """As it arrived, still percent-encoded, without the query."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = field(repr=False, default=b"")
    """Whole, with aws-chunked framing removed."""
    query: str = ""
    """As it arrived, without the question mark."""
    host: str = ""
    """The Host header."""
    memo: dict[str, object] = field(default_factory=dict, compare=False)
    """What a hook that ran before the answer saw, for one that follows it; each under a name of its own."""


@dataclass(frozen=True, slots=True)
class AwsResponse:
    """What goes back over HTTP."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str | None = None
    """The AWS error code, when it is an error."""
    lines: Sequence[tuple[str, str]] = ()
    """More header lines, sent as they are: for an edge, whose names may repeat (Set-Cookie) or admit web pages (CORS).
    Never Content-Length."""
    note: str = ""
    """What the trail tells beside the answer."""


class RawBodyRequest(BackendRequest):
    """A request to S3: what is stored is no form, whatever its content type says (urllib says form, by default)."""

    @property
    def want_form_data_parsed(self) -> bool:
        """Only a browser's upload form is one."""
        return self.method == "POST"


class _Fault(ServiceException):
    """An error for moto's serialisers, which look its code up in the service's model."""


def refusal(
    request: AwsRequest,
    code: str,
    message: str,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> AwsResponse:
    """An error in the protocol of the request's service; `status` None = what the model says, else 400."""
    return error_answer(
        request.service,
        code,
        message,
        status=status,
        operation=request.operation,
        request_id=request.id,
        content_type=request.headers.get("content-type", ""),
        headers=headers,
    )


def error_answer(
    service: str,
    code: str,
    message: str,
    *,
    status: int | None = None,
    operation: str = "",
    request_id: str = "",
    content_type: str = "",
    headers: Mapping[str, str] | None = None,
) -> AwsResponse:
    """Like `refusal`, for a call of which no more than the service (boto3's name) is known."""
    serializer = _serializer(service, operation, request_id, content_type)
    with warnings.catch_warnings():
        # moto warns about codes that the model does not list; S3, EC2 and the common errors are full of them
        warnings.simplefilter("ignore")
        wire_message = serializer.serialize(_Fault(code, message))
    return AwsResponse(
        status=status or wire_message["status_code"],
        headers=_with_id(wire_message["headers"], service, request_id) | dict(headers or {}),
        body=_bytes(wire_message["body"]),
        error=code,
    )


def answer(request: AwsRequest, result: Mapping[str, Any], status: int | None = None) -> AwsResponse:
    """A success with these output members, as the operation's output shape says they travel.

    A member that travels as the status line (Invoke's `StatusCode`) is given as `status`.
    """
    serializer = _serializer(request.service, request.operation, request.id, request.headers.get("content-type", ""))
    wire_message = serializer.serialize(dict(result))
    return AwsResponse(
        status=status or wire_message["status_code"],
        headers=_with_id(wire_message["headers"], request.service, request.id),
        body=_bytes(wire_message["body"]),
    )


def _serializer(service: str, operation: str, request_id: str, content_type: str) -> ResponseSerializer:
    model = get_service_model(service)
    try:
        operation_model = model.operation_model(operation)
    except OperationNotFoundError:
        operation_model = OperationModel({}, model)
    return get_serializer_class(model.service_name, _protocol(model, content_type))(
        operation_model, context=SerializationContext(request_id)
    )


def _protocol(model: ServiceModel, content_type: str) -> str:
    """The request's, when moto can write it; else the first of the service's that it can (it has no CBOR)."""
    try:
        requested_protocol = determine_request_protocol(model, content_type)
    except NotImplementedError:
        requested_protocol = str(model.protocol)
    protocols = (requested_protocol, *model.metadata.get("protocols", ()))
    return next(str(protocol) for protocol in protocols if protocol in SERIALIZERS)


def _with_id(headers: Mapping[str, Any], service: str, request_id: str) -> dict[str, str]:
    id_header = "x-amz-request-id" if service == "s3" else "x-amzn-RequestId"
    return {name: str(value) for name, value in headers.items()} | {id_header: request_id}


def _bytes(body: str | bytes) -> bytes:
    return body.encode() if isinstance(body, str) else body
