"""moto behind the gateway: its WSGI applications, and its gaps told as AWS errors, never as false successes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from typing import Any, cast

from flask import Flask
from moto.core.utils import get_service_model
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from awslab.cloud.gateway.missing_names import nothing_of_that_name
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, RawBodyRequest, refusal
from awslab.cloud.gateway.rooms import load_corrections, manifest_of

log = logging.getLogger(__name__)


class Moto:
    """moto's applications by service, made on first use or loaded before."""

    def __init__(self) -> None:
        self._dispatcher = DomainDispatcherApplication(create_backend_app)
        self._applications: dict[str, Flask] = {}
        self._lock = threading.Lock()

    def load(self, signing_name: str) -> None:
        """Make the application of a service ready."""
        self._application(f"{signing_name}.us-east-1.amazonaws.com").url_map.update()

    def load_service(self, service: str) -> None:
        """Make the application of a service (boto3's name) ready."""
        self.load(str(get_service_model(service).signing_name))

    def answer(self, request: AwsRequest, environ: dict[str, Any]) -> AwsResponse:
        """moto's answer to a request, given as WSGI environment too; the body is read from there."""
        if request.operation in manifest_of(request.service).unanswered:
            return not_implemented(request)
        try:
            return self._run(request, environ)
        except NotImplementedError:
            return not_implemented(request)
        except Exception as error:  # whatever breaks in moto is for the log, and for the caller one error of AWS's kind
            log.exception("moto failed on %s.%s", request.service, request.operation)
            return nothing_of_that_name(request, error) or refusal(
                request,
                "InternalFailure" if request.service != "s3" else "InternalError",
                f"The sandbox failed on {request.operation}. This is a fault of awslab, not of your call; its log has "
                "the details.",
                500,
            )

    def _run(self, request: AwsRequest, environ: dict[str, Any]) -> AwsResponse:
        host = self._dispatcher.infer_service_region_host(environ, environ["PATH_INFO"])
        status, headers, body = _call(self._application(host or ""), environ)
        if status >= 400 and body[:15].lower() == b"<!doctype html>":
            # moto has no address for the operation
            return not_implemented(request)
        return AwsResponse(status, headers, body, _error_code(status, headers, body))

    def _application(self, host: str) -> Flask:
        with self._lock:
            if host not in self._applications:
                backend = self._dispatcher.get_backend_for_host(host)
                if backend is None:
                    raise NotImplementedError(host)
                self._applications[host] = self._application_of(backend)
            return self._applications[host]

    def _application_of(self, backend: Any) -> Flask:
        applications = self._dispatcher.app_instances
        if backend not in applications:
            applications[backend] = create_backend_app(backend)
            if backend == "s3":
                applications[backend].request_class = RawBodyRequest
            load_corrections()
        return applications[backend]


def not_implemented(request: AwsRequest) -> AwsResponse:
    """The answer to an operation that the sandbox lacks; the code is the one that S3 has for the purpose."""
    return refusal(
        request,
        "NotImplemented",
        f"The sandbox does not implement {request.service}.{request.operation}. Real AWS does.",
        501,
    )


def _call(application: Flask, environ: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    answer: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        answer[:] = [int(status.split(" ", 1)[0]), _joined(headers)]

    chunks = application(environ, cast(Any, start_response))
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return answer[0], answer[1], body


def _joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in headers:
        values[name] = f"{values[name]},{value}" if name in values else value
    return values


def _error_code(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The AWS error code of an answer, for the trail; None for a success."""
    if status < 400:
        return None
    error_type = {name.lower(): value for name, value in headers.items()}.get("x-amzn-errortype", "")
    if error_type:
        return error_type.partition(":")[0].rpartition("#")[2]
    for before, after in ((b"<Code>", b"<"), (b'"__type": "', b'"'), (b'"__type":"', b'"')):
        _, separator, rest = body.partition(before)
        if separator:
            return rest.partition(after)[0].decode("ascii", "replace").rpartition("#")[2]
    return {404: "NotFound", 412: "PreconditionFailed", 304: "NotModified"}.get(status, str(status))


MOTO = Moto()
"""One per process: the host fills it, its forks use it."""
