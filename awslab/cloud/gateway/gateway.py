"""The gateway: one sandbox's AWS on 127.0.0.1. Access, recognition, guards, own answers, moto, what follows, trail."""

from __future__ import annotations

import json
import logging
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from awslab.cloud.gateway.access import Admission, admit, host_denial
from awslab.cloud.gateway.calls import Calls
from awslab.cloud.gateway.chunked import dechunked, is_aws_chunked, plain_headers
from awslab.cloud.gateway.denials import malformed, no_such_operation, nothing_here, plain_denial, turned_away
from awslab.cloud.gateway.edges import EDGE_PATHS, Edge, edges
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.keys import KeyRing
from awslab.cloud.gateway.recognise import MalformedError, Recognised, UnrecognisedError, recognise, services_signed_as
from awslab.cloud.gateway.request import ACCOUNT_ID, AwsRequest, AwsResponse, Caller
from awslab.cloud.gateway.signature import Claim, Signed
from awslab.cloud.gateway.trail import Trail
from awslab.cloud.iam.enforcement.enforcement import Enforcement, Finding
from awslab.cloud.inquiries.addresses import Addresses
from awslab.cloud.inquiries.bearer import shows_one_of
from awslab.cloud.inquiries.permissions import Permissions
from awslab.cloud.inquiries.tracing import Tracing
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.credentials import Credentials
from awslab.cloud.ports.processes import Launcher
from awslab.cloud.s3.edge.public_object import PublicObjects
from awslab.sandbox.protocol import TrailEntry

log = logging.getLogger(__name__)

TRAIL_PATH = "/_awslab/trail"
"""Where the examiner, and nobody else, reads the trail."""


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """What the host decides about a gateway."""

    region: str
    session: Credentials
    examiner: Credentials
    state_directory: str
    enforce_iam: bool = False
    """Whether roles that AWS itself runs things with are held to their policies."""


class Gateway:
    """One sandbox: its keys, its trail, and how a request is answered."""

    def __init__(
        self, settings: GatewaySettings, port: int, launcher: Launcher, tell_trail: Callable[[TrailEntry], None]
    ) -> None:
        self.keys = KeyRing(settings.session, settings.examiner)
        self.trail = Trail(tell_trail)
        self._examiner = settings.examiner
        keys = (settings.session, settings.examiner)
        self._enforcement = Enforcement(self.keys, services_too=settings.enforce_iam)
        secret = settings.examiner.secret_access_key
        self._permissions = Permissions(self._enforcement, ACCOUNT_ID, settings.region, secret)
        secrets = tuple(credentials.secret_access_key for credentials in keys)
        self._tracing = Tracing(ACCOUNT_ID, settings.region, secrets)
        self._addresses = Addresses(f"http://127.0.0.1:{port}", ACCOUNT_ID, secrets)
        self._port = port
        context = GatewayContext(
            endpoint=f"http://127.0.0.1:{port}",
            region=settings.region,
            account_id=ACCOUNT_ID,
            session=settings.session,
            launcher=launcher,
            state_directory=Path(settings.state_directory),
            keys=self.keys,
            enforcement=self._enforcement,
            issue_credentials=self.keys.issue,
            allowed=self._enforcement.allows,
            caller_of=self._caller_of,
            role_may=self._enforcement.role_may,
        )
        self._public_objects = PublicObjects(context.account_id)
        self._edges: Sequence[Edge] = edges(context)
        self._calls = Calls(context, port)

    def answer(self, http: HttpRequest) -> AwsResponse:
        """The answer to a request, whatever it is; never raises."""
        try:
            return self._answer(http)
        except Exception:  # a fault of ours must not take the connection, nor the sandbox, with it
            log.exception("%s %s", http.method, http.path)
            sentence = json.dumps({"message": "The sandbox failed on this request; its log has the details."})
            return AwsResponse(500, {"Content-Type": "application/json"}, sentence.encode(), "InternalFailure")

    def _answer(self, http: HttpRequest) -> AwsResponse:
        began = time.perf_counter()
        now = CLOCK.now()
        denial = host_denial(http.host, has_origin=False)
        if denial is not None and not http.path.startswith(EDGE_PATHS):
            return plain_denial(denial)
        for edge in self._edges:
            if edge.claims(http):
                return edge.answer(http)
        denial = host_denial(http.host, "origin" in http.headers)
        if denial is not None:
            return plain_denial(denial)
        if http.path == TRAIL_PATH:
            return self._show_trail(http)
        for inquiry in (self._tracing, self._permissions, self._addresses):
            if inquiry.claims(http):
                return inquiry.answer(http)
        request = Signed(http.method, http.path, http.query, http.headers, http.body)
        admission = admit(request, self.keys, now)
        if not isinstance(admission, Admission):
            public = self._public_objects.admission(http, self._port) if admission[0].reason == "missing" else None
            if public is None:
                return turned_away(http, *admission)
            admission = public
        if not services_signed_as(admission.claim.service):
            return nothing_here(f"the service {admission.claim.service!r}")
        return self._call(http, admission, now, began)

    def _caller_of(self, http: HttpRequest, service: str) -> Caller | str:
        request = Signed(http.method, http.path, http.query, http.headers, http.body)
        admission = admit(request, self.keys, CLOCK.now())
        if not isinstance(admission, Admission):
            return admission[0].reason
        return admission.caller if admission.claim.service == service else "signature"

    def _call(self, http: HttpRequest, admission: Admission, now: datetime, began: float) -> AwsResponse:
        plain, claim = _without_framing(http), admission.claim
        services = services_signed_as(claim.service)
        # a presigned request carries its signature in the query; moto looks for one in the headers
        headers = dict(plain.headers) | {"authorization": _authorization(claim)}
        recognition, fault = self._recognised(plain, headers, services)
        request = AwsRequest(
            id=str(uuid.uuid4()),
            service=recognition.service,
            region=claim.region,
            operation=recognition.operation,
            parameters=recognition.parameters,
            caller=admission.caller,
            method=plain.method,
            path=plain.path,
            headers=headers,
            body=plain.body,
            query=plain.query,
            host=plain.host,
        )
        if isinstance(fault, UnrecognisedError):
            return no_such_operation(request)
        finding = self._enforcement.check(request) if fault is None else Finding(malformed(request, fault))
        response = finding.refused or self._calls.answer(request, plain)
        self.trail.record(request, response, now, time.perf_counter() - began, finding.would_refuse, finding.because)
        return response

    def _recognised(
        self, http: HttpRequest, headers: dict[str, str], services: Sequence[str]
    ) -> tuple[Recognised, Exception | None]:
        environ = http.environ(self._port, headers, None)
        try:
            return recognise(services, environ, http.body), None
        except UnrecognisedError as error:
            return Recognised(services[0], "", {}), error
        except MalformedError as error:
            return error.request, error

    def _show_trail(self, http: HttpRequest) -> AwsResponse:
        if not shows_one_of((self._examiner.secret_access_key,), http):
            return nothing_here(f"the path {http.path}")
        body = json.dumps(self.trail.entries()).encode()
        return AwsResponse(200, {"Content-Type": "application/json"}, body)

    def close(self) -> None:
        """End what the sandbox holds."""
        self._calls.close()


def _without_framing(http: HttpRequest) -> HttpRequest:
    if not is_aws_chunked(http.headers):
        return http
    if http.headers.get("content-length") == "0" or not http.body:
        return http
    data, trailers = dechunked(http.body)
    return replace(http, body=data, headers=plain_headers(http.headers, trailers, len(data)))


def _authorization(claim: Claim) -> str:
    date = claim.date or "19700101"
    return (
        f"AWS4-HMAC-SHA256 Credential={claim.access_key_id}/{date}/{claim.region}/{claim.service}/aws4_request, "
        f"SignedHeaders={';'.join(claim.signed_headers)}, Signature={claim.signature}"
    )
