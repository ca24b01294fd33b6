"""The instance metadata service of every instance: `/_aws/imds/{instance}/latest/...`.

    AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:PORT/_aws/imds/i-0123456789abcdef0

lets AWS's SDKs and the AWS CLI take the metadata, and the credentials of the instance's role, from there.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from awslab.cloud.ec2.edge.metadata.categories import Instance, categories
from awslab.cloud.ec2.edge.metadata.moto_instances import Instances
from awslab.cloud.ec2.edge.metadata.role import Profile, Roles
from awslab.cloud.ec2.edge.metadata.sessions import LONGEST, Sessions
from awslab.cloud.ec2.edge.metadata.tree import read
from awslab.cloud.gateway.denials import nothing_here
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext

PREFIX = "/_aws/imds/"
_TOKEN = "x-aws-ec2-metadata-token"
_SECONDS = "x-aws-ec2-metadata-token-ttl-seconds"
_VERSIONS = ("1.0", "2007-01-19", "2008-02-01", "2009-04-04", "2011-01-01", "2012-01-12", "2016-06-30", "2021-07-15")
"""Some of AWS's versions; each shows what `latest` shows."""
_VERSION = re.compile(r"latest|1\.0|\d{4}-\d{2}-\d{2}")


class InstanceMetadataEdge:
    """Answers requests to the metadata service of every instance of the sandbox."""

    def __init__(self, context: GatewayContext, clock: Callable[[], float] = CLOCK.time) -> None:
        self._instances = Instances(context.account_id)
        self._sessions = Sessions(clock)
        self._roles = Roles(context.issue_credentials, clock)

    def claims(self, request: HttpRequest) -> bool:
        """Return whether the path is below an instance's metadata service."""
        return request.path.startswith(PREFIX)

    def answer(self, request: HttpRequest) -> AwsResponse:
        """Return the metadata, or a documented error: 400, 401, 403, 404.

        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html#instance-metadata-returns
        """
        name, _, path = request.path.removeprefix(PREFIX).partition("/")
        instance_and_profile = self._instances.find(name)
        if instance_and_profile is None:
            return nothing_here(f"the instance {name!r}")
        instance, profile = instance_and_profile
        if instance.state in ("stopped", "terminated"):
            return _text(503, f"The instance {name} is {instance.state}: no program runs on it.\n")
        if instance.metadata_endpoint == "disabled":
            return _error(403)
        if request.method == "PUT":
            return self._session(instance, path, request)
        return self._metadata(instance, profile, path, request)

    def _session(self, instance: Instance, path: str, request: HttpRequest) -> AwsResponse:
        """Begin a session; a PUT with
        X-Forwarded-For is rejected, and so is one to another
        version than `latest`.

        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
        """
        if path != "latest/api/token" or "x-forwarded-for" in request.headers:
            return _error(403)
        seconds = request.headers.get(_SECONDS, "").strip()
        if not (seconds.isascii() and seconds.isdigit() and 1 <= int(seconds) <= LONGEST):
            return _error(400)
        token = self._sessions.begin(instance.id, int(seconds))
        return AwsResponse(200, {"Content-Type": "text/plain", _SECONDS: seconds}, token.encode())

    def _metadata(self, instance: Instance, profile: Profile | None, path: str, request: HttpRequest) -> AwsResponse:
        if request.method not in ("GET", "HEAD"):
            return _error(403)
        headers = {}
        token = request.headers.get(_TOKEN)
        if token is not None:
            seconds_left = self._sessions.seconds_left(instance.id, token)
            headers = {_SECONDS: str(seconds_left)}
            if seconds_left == 0:
                return _error(401)
        elif instance.metadata_tokens == "required":
            return _error(401)
        value = self._read(instance, profile, path)
        if value is None:
            return _error(404)
        kind = "application/octet-stream" if path.endswith("/user-data") else "text/plain"
        return AwsResponse(200, {"Content-Type": kind, **headers}, value)

    def _read(self, instance: Instance, profile: Profile | None, path: str) -> bytes | None:
        version, _, below = path.partition("/")
        if not version:
            return "\n".join((*_VERSIONS, "latest")).encode()
        if not _VERSION.fullmatch(version):
            return None
        return read(categories(instance, self._roles.folder(instance.id, profile)), below)


def _error(status: int) -> AwsResponse:
    """Return an error page as the real service writes it."""
    title = f"{status} - {HTTPStatus(status).phrase}"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
    return AwsResponse(status, {"Content-Type": "text/html"}, page.encode())


def _text(status: int, sentence: str) -> AwsResponse:
    return AwsResponse(status, {"Content-Type": "text/plain"}, sentence.encode())
