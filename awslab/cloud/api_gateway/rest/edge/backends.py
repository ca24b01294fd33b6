"""Backends over HTTP: servers on this machine, and AWS's own services in this sandbox."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from awslab.cloud.api_gateway.rest.edge.asked import Asked
from awslab.cloud.api_gateway.rest.edge.sources import BackendAnswer
from awslab.cloud.gateway.loopback import is_loopback
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.credentials import Credentials

LARGEST = 10 * 1024 * 1024
"""Bytes of a payload.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""
_AWS_NAME = re.compile(r"[a-z0-9.-]+\.(amazonaws\.com|on\.aws)", re.IGNORECASE)
_OURS = frozenset({"host", "content-length"})
_SESSION = "BackplaneAssumeRoleSession"
"""As API Gateway calls its sessions in CloudTrail; no page of AWS's says so."""


class UnreachableError(Exception):
    """Nobody answers at that address; the message says why."""


class BackendTimeoutError(Exception):
    """The backend is still busy when nobody waits any longer."""


class RoleError(Exception):
    """API Gateway may not assume the role."""


@dataclass(frozen=True, slots=True)
class _Place:
    host: str
    port: int
    named: str
    """For the Host header."""


class Backends:
    """Asks backends, for many threads."""

    def __init__(self, context: GatewayContext, may_assume: Callable[[str], bool]) -> None:
        self._context = context
        self._may_assume = may_assume
        self._keys: dict[str, Credentials] = {}

    def ask(self, asked: Asked, seconds: float) -> BackendAnswer:
        """What a server answers. Only this machine is asked; AWS's names are those of this sandbox.

        Raises UnreachableError and BackendTimeoutError.
        """
        split = urlsplit(asked.url)
        host = split.hostname or ""
        own = urlsplit(self._context.endpoint)
        if is_loopback(host):
            place = _Place(host, split.port or (443 if split.scheme == "https" else 80), split.netloc)
        elif _AWS_NAME.fullmatch(host):
            place = _Place(own.hostname or "", own.port or 80, host)
        else:
            raise UnreachableError(f"the sandbox reaches 127.0.0.1 and its own AWS names, not {host}")
        if split.scheme == "https" and is_loopback(host):
            raise UnreachableError("the sandbox asks servers of this machine over HTTP only")
        target = (split.path or "/") + (f"?{split.query}" if split.query else "")
        return _sent(place, asked, target, seconds)

    def ask_aws(self, asked: Asked, *, service: str, region: str, role: str, seconds: float) -> BackendAnswer:
        """What a service of this sandbox answers to a request that is signed as the role.

        Raises RoleError, UnreachableError and BackendTimeoutError.
        """
        from botocore.auth import S3SigV4Auth, SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials as Keys

        keys = self._keys_of(role)
        own = urlsplit(self._context.endpoint)
        url = f"{self._context.endpoint}{asked.url}"
        request = AWSRequest(asked.verb, url, dict(asked.headers), asked.body)
        signer = S3SigV4Auth if service == "s3" else SigV4Auth
        signer(Keys(keys.access_key_id, keys.secret_access_key, keys.session_token), service, region).add_auth(request)
        signed = Asked(asked.verb, asked.url, dict(request.headers.items()), asked.body)
        return _sent(_Place(own.hostname or "", own.port or 80, own.netloc), signed, asked.url, seconds)

    def _keys_of(self, role: str) -> Credentials:
        """Keys of a session of the role, which the trail shows as the caller."""
        if not self._may_assume(role):
            raise RoleError(role)
        if role not in self._keys:
            self._keys[role] = self._context.issue_credentials(role, _SESSION)
        return self._keys[role]


def _sent(place: _Place, asked: Asked, target: str, seconds: float) -> BackendAnswer:
    connection = http.client.HTTPConnection(place.host, place.port, timeout=seconds)
    try:
        connection.putrequest(asked.verb, target, skip_host=True, skip_accept_encoding=True)
        headers = {name: value for name, value in asked.headers.items() if name.lower() not in _OURS}
        for name, value in {"Host": place.named, **headers, "Content-Length": str(len(asked.body))}.items():
            connection.putheader(name, value.encode("utf-8"))
        connection.endheaders(asked.body or None)
        answer = connection.getresponse()
        return BackendAnswer(answer.status, answer.getheaders(), answer.read(LARGEST))
    except TimeoutError as error:
        raise BackendTimeoutError(asked.url) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise UnreachableError(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()
