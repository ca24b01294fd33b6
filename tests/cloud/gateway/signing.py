"""Requests signed by botocore and sent by hand, so that a test can bend them."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from awslab.sandbox.process import Sandbox


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


def send(
    sandbox: Sandbox, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Answer:
    """Send a request as it is given, with no header but Host and Content-Length added."""
    split = urlsplit(sandbox.endpoint)
    connection = http.client.HTTPConnection(split.hostname or "", split.port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host="host" in (headers or {}), skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)
    finally:
        connection.close()


class _StreamingAuth(S3SigV4Auth):  # type: ignore[misc]  # botocore has no types
    """Signs the form of S3 in which the body is not signed, and headers trail."""

    def payload(self, request: AWSRequest) -> str:
        return "STREAMING-UNSIGNED-PAYLOAD-TRAILER"


def signed(
    sandbox: Sandbox,
    service: str,
    method: str,
    path: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    key: str = "",
    secret: str = "",
) -> dict[str, str]:
    """The headers of a request signed with the session key, or with another one."""
    request = AWSRequest(method, sandbox.endpoint + path, headers=dict(headers or {}), data=body)
    credentials = Credentials(key or sandbox.access_key_id, secret or sandbox.secret_access_key)
    streamed = (headers or {}).get("X-Amz-Content-SHA256", "").startswith("STREAMING")
    signer = _StreamingAuth if streamed else S3SigV4Auth if service == "s3" else SigV4Auth
    signer(credentials, service, sandbox.region).add_auth(request)
    return dict(request.headers.items())
