"""What is answered to a request that does not get in, or is none: the error of the service that it is meant for.

Codes and statuses: https://docs.aws.amazon.com/IAM/latest/UserGuide/CommonErrors.html,
https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and, for the JSON services,
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html.
"""

from __future__ import annotations

import json
import uuid

from awslab.cloud.gateway.access import Denial, is_loopback_host
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.moto_core import get_service_model
from awslab.cloud.gateway.recognise import looks_like, service_of_host, services_signed_as
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, error_answer, refusal
from awslab.cloud.gateway.signature import Claim

_BAD_KEY = "The security token included in the request is invalid."
_BAD_SIGNATURE = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method."
)
_EC2 = "AWS was not able to validate the provided access credentials"
_LOCAL_SANDBOX = "This is a local awslab sandbox: it knows its own session key and the keys made in it, no other."

_S3 = {
    "missing": ("AccessDenied", "Access Denied", 403),
    "unknown": ("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
    "token": ("InvalidToken", "The provided token is malformed or otherwise invalid.", 400),
    "signature": ("SignatureDoesNotMatch", _BAD_SIGNATURE, 403),
    "expired": ("AccessDenied", "Request has expired", 403),
    "policy": ("AccessDenied", "Invalid according to Policy: Policy expired.", 403),
    "skewed": (
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
        403,
    ),
    "payload": (
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        400,
    ),
}
_QUERY = {
    "missing": ("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
    "unknown": ("InvalidClientTokenId", _BAD_KEY, 403),
    "token": ("InvalidClientTokenId", _BAD_KEY, 403),
    "signature": ("SignatureDoesNotMatch", _BAD_SIGNATURE, 403),
    "expired": ("SignatureDoesNotMatch", "Signature expired.", 403),
    "skewed": ("SignatureDoesNotMatch", "Signature expired, or not yet current.", 403),
    "payload": ("SignatureDoesNotMatch", _BAD_SIGNATURE, 403),
}
_EC2_QUERY = dict.fromkeys(_QUERY, ("AuthFailure", _EC2, 401))
_JSON = {
    "missing": ("MissingAuthenticationTokenException", "Missing Authentication Token", 400),
    "unknown": ("UnrecognizedClientException", _BAD_KEY, 400),
    "token": ("UnrecognizedClientException", _BAD_KEY, 400),
    "signature": ("InvalidSignatureException", _BAD_SIGNATURE, 400),
    "expired": ("InvalidSignatureException", "Signature expired.", 400),
    "skewed": ("InvalidSignatureException", "Signature expired, or not yet current.", 400),
    "payload": ("InvalidSignatureException", _BAD_SIGNATURE, 400),
}
_REST_JSON = {reason: (code, message, 403) for reason, (code, message, _) in _JSON.items()}
_BY_PROTOCOL = {"ec2": _EC2_QUERY, "query": _QUERY, "json": _JSON, "rest-json": _REST_JSON, "rest-xml": _QUERY}


def plain_denial(denial: Denial) -> AwsResponse:
    """Refused before it matters what was asked: no AWS service answers so."""
    if denial.reason == "host":
        sentence = f"This is a local awslab sandbox. It does not answer for the host name {denial.detail!r}."
    else:
        sentence = "This is a local awslab sandbox. It does not answer web pages (the request has an Origin header)."
    body = json.dumps({"message": sentence}).encode()
    return AwsResponse(403, {"Content-Type": "application/json"}, body, "AccessDenied")


def turned_away(http: HttpRequest, denial: Denial, claim: Claim | None) -> AwsResponse:
    """The error of the service that the request is for, as far as that can be told."""
    if claim is not None:
        services = services_signed_as(claim.service)
        if not services:
            return nothing_here(f"the service {claim.service!r}")
        if claim.policy and denial.reason == "expired":  # a form's, which only S3 takes
            return _service_denial(Denial("policy"), "s3", http)
        return _service_denial(denial, services[0], http)
    if is_loopback_host(http.host):
        return _service_denial(denial, looks_like(http.headers, http.query, http.body), http)
    service = service_of_host(http.host)
    return _service_denial(denial, service, http) if service else nothing_here(f"the host name {http.host!r}")


def nothing_here(thing: str) -> AwsResponse:
    """Nothing answers for a host name, a path or a service; no AWS service answers so either."""
    sentence = f"Nothing in this awslab sandbox answers for {thing}."
    return AwsResponse(
        404, {"Content-Type": "application/json"}, json.dumps({"message": sentence}).encode(), "NotFound"
    )


def no_such_operation(request: AwsRequest) -> AwsResponse:
    """The service has no such operation."""
    if request.service == "s3":
        return refusal(request, "MethodNotAllowed", "The specified method is not allowed against this resource.", 405)
    sentence = f"There is no such operation in {request.service}: {request.method} {request.path}"
    if "Action=" in request.query or b"Action=" in request.body:
        return refusal(request, "InvalidAction", sentence, 400)
    return refusal(request, "UnknownOperationException", sentence, 404)


def malformed(request: AwsRequest, fault: Exception) -> AwsResponse:
    """The operation is known, but what it is given cannot be read."""
    code = "MalformedXML" if request.service == "s3" else "SerializationException"
    return refusal(request, code, f"The request could not be read: {fault}", 400)


def _service_denial(denial: Denial, service: str, http: HttpRequest) -> AwsResponse:
    protocol = str(get_service_model(service).protocol)
    table = _S3 if service in ("s3", "s3control") else _QUERY if service == "sqs" else _BY_PROTOCOL.get(protocol, _JSON)
    code, message, status = table[denial.reason]
    if denial.reason in ("missing", "unknown"):
        message = f"{message.rstrip('.')}. {_LOCAL_SANDBOX}"
    return error_answer(
        service,
        code,
        message,
        status=status,
        request_id=str(uuid.uuid4()),
        content_type=http.headers.get("content-type", ""),
    )
