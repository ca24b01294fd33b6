"""What a website endpoint says itself: errors as small HTML pages, redirects without a body.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html
"""

from __future__ import annotations

import html
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from awslab.cloud.gateway.request import AwsResponse


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a request gets no page."""

    status: int
    code: str
    message: str
    details: Sequence[tuple[str, str]] = ()
    """What it is about: `Key`, `BucketName`, ..."""


def denied() -> Fault:
    """Return the fault of an object that is not open to everyone, or missing where the bucket cannot be listed."""
    return Fault(403, "AccessDenied", "Access Denied")


def no_such_key(key: str) -> Fault:
    """Return the fault of a missing object, where the bucket can be listed."""
    return Fault(404, "NoSuchKey", "The specified key does not exist.", [("Key", key)])


def no_such_bucket(name: str) -> Fault:
    """Return the fault of a missing bucket."""
    return Fault(404, "NoSuchBucket", "The specified bucket does not exist", [("BucketName", name)])


def no_such_website(name: str) -> Fault:
    """Return the fault of a bucket that is no website."""
    message = "The specified bucket does not have a website configuration"
    return Fault(404, "NoSuchWebsiteConfiguration", message, [("BucketName", name)])


def wrong_region(endpoint: str) -> Fault:
    """Return the fault of a bucket that is in another region than the address says."""
    message = "The specified bucket exists in another region. Please direct requests to the specified endpoint."
    return Fault(400, "IncorrectEndpoint", message, [("Endpoint", endpoint)])


def not_allowed(method: str) -> Fault:
    """Return the fault of a method that changes something: websites are read only."""
    message = "The specified method is not allowed against this resource."
    return Fault(405, "MethodNotAllowed", message, [("Method", method), ("ResourceType", "OBJECT")])


def error_page(fault: Fault, document: Fault | None = None) -> AwsResponse:
    """Return the page of an error; `document` is why the site's own error document could not be shown."""
    title = f"{fault.status} {HTTPStatus(fault.status).phrase}"
    request_id = uuid.uuid4().hex[:16].upper()
    items = [*_items(fault), ("RequestId", request_id), ("HostId", "awslab")]
    parts = ["<html>", f"<head><title>{title}</title></head>", "<body>", f"<h1>{title}</h1>", *_list(items)]
    if document:
        parts += ["<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>"]
        parts += _list(_items(document))
    body = "\n".join((*parts, "<hr/>", "</body>", "</html>", ""))
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Server": "AmazonS3",
        "x-amz-request-id": request_id,
        "x-amz-error-code": fault.code,
        "x-amz-error-message": fault.message,
    }
    return AwsResponse(fault.status, headers, body.encode(), fault.code)


def redirection(status: int, location: str) -> AwsResponse:
    """Return a redirect without a body."""
    return AwsResponse(status, {"Location": location, "Server": "AmazonS3"})


def _items(fault: Fault) -> list[tuple[str, str]]:
    return [("Code", fault.code), ("Message", fault.message), *fault.details]


def _list(items: Sequence[tuple[str, str]]) -> list[str]:
    return ["<ul>", *(f"<li>{name}: {html.escape(text, quote=False)}</li>" for name, text in items), "</ul>"]
