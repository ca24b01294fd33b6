"""Backends over HTTP, for REST and HTTP APIs: servers on this machine, and AWS's own services in this sandbox."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from awslab.cloud.edge.functions import API_GATEWAY
from awslab.cloud.gateway.loopback import is_loopback
from awslab.cloud.iam.moto_iam import Identities
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.credentials import Credentials

LARGEST = 10 * 1024 * 1024
"""Bytes of a payload.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""
_AWS_NAME = re.compile(r"[a-z0-9.-]+\.(amazonaws\.com|on\.aws)", re.IGNORECASE)
_REWRITTEN_HEADERS = frozenset({"host", "content-length"})
_SESSION = "BackplaneAssumeRoleSession"
"""The name of API Gateway's sessions in CloudTrail; no page of AWS's states it."""


@dataclass(frozen=True, slots=True)
class BackendRequest:
    """A request to a backend."""

    verb: str
    url: str
    """The whole URL of a server; path and query alone for a call of an AWS service."""
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class BackendAnswer:
    """A backend's answer."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the last value of a header, looked up by its name in any case."""
        return next((value for header, value in reversed(self.headers) if header.lower() == name.lower()), None)


class UnreachableError(Exception):
    """Nobody answers at that address; the message says why."""


class BackendTimeoutError(Exception):
    """The backend did not answer within the integration's timeout."""


class RoleError(Exception):
    """API Gateway may not assume the role."""


@dataclass(frozen=True, slots=True)
class _Place:
    host: str
    port: int
    host_header: str


def backends(context: GatewayContext) -> Backends:
    """Make the part that REST and HTTP APIs share."""
    return Backends(context)


class Backends:
    """Sends requests to backends, from many threads."""

    def __init__(self, context: GatewayContext) -> None:
        self._context = context
        self._identities = Identities(context.account_id)
        self._credentials: dict[str, Credentials] = {}

    def ask(self, request: BackendRequest, seconds: float) -> BackendAnswer:
        """Return a server's answer. Only this machine is asked; AWS's names are those of this sandbox.

        Raises UnreachableError and BackendTimeoutError.
        """
        split = urlsplit(request.url)
        host = split.hostname or ""
        sandbox = urlsplit(self._context.endpoint)
        if is_loopback(host):
            place = _Place(host, split.port or (443 if split.scheme == "https" else 80), split.netloc)
        elif _AWS_NAME.fullmatch(host):
            place = _Place(sandbox.hostname or "", sandbox.port or 80, host)
        else:
            raise UnreachableError(f"the sandbox reaches 127.0.0.1 and its own AWS names, not {host}")
        if split.scheme == "https" and is_loopback(host):
            raise UnreachableError("the sandbox asks servers of this machine over HTTP only")
        target = (split.path or "/") + (f"?{split.query}" if split.query else "")
        return _exchange(place, request, target, seconds)

    def ask_aws(
        self, request: BackendRequest, *, service: str, region: str, role: str, seconds: float
    ) -> BackendAnswer:
        """Return what a service of this sandbox answers to a request that is signed as the role.

        Raises RoleError, UnreachableError and BackendTimeoutError.
        """
        from botocore.auth import S3SigV4Auth, SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials as Keys

        credentials = self._credentials_of(role)
        keys = Keys(credentials.access_key_id, credentials.secret_access_key, credentials.session_token)
        sandbox = urlsplit(self._context.endpoint)
        url = f"{self._context.endpoint}{request.url}"
        draft = AWSRequest(request.verb, url, dict(request.headers), request.body)
        signer = S3SigV4Auth if service == "s3" else SigV4Auth
        signer(keys, service, region).add_auth(draft)
        signed_request = BackendRequest(request.verb, request.url, dict(draft.headers.items()), request.body)
        place = _Place(sandbox.hostname or "", sandbox.port or 80, sandbox.netloc)
        return _exchange(place, signed_request, request.url, seconds)

    def _credentials_of(self, role: str) -> Credentials:
        """Return keys of a session of the role, which the trail shows as the caller."""
        if not self._identities.role_trusts(role, API_GATEWAY):
            raise RoleError(role)
        if role not in self._credentials:
            self._credentials[role] = self._context.issue_credentials(role, _SESSION)
        return self._credentials[role]


def _exchange(place: _Place, request: BackendRequest, target: str, seconds: float) -> BackendAnswer:
    connection = http.client.HTTPConnection(place.host, place.port, timeout=seconds)
    try:
        connection.putrequest(request.verb, target, skip_host=True, skip_accept_encoding=True)
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _REWRITTEN_HEADERS}
        for name, value in {"Host": place.host_header, **headers, "Content-Length": str(len(request.body))}.items():
            connection.putheader(name, value.encode("utf-8"))
        connection.endheaders(request.body or None)
        answer = connection.getresponse()
        return BackendAnswer(answer.status, answer.getheaders(), answer.read(LARGEST))
    except TimeoutError as error:
        raise BackendTimeoutError(request.url) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise UnreachableError(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()
