"""Where an API or a function URL is reached: by path, or by its AWS name in the Host header.

    /_aws/execute-api/{api}/{rest}      {api}.execute-api.{region}.amazonaws.com/{rest}
    /_aws/lambda-url/{id}/{rest}        {id}.lambda-url.{region}.on.aws/{rest}

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from awslab.cloud.gateway.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Address:
    """The API or function URL that a request is for, and the path behind it."""

    id: str
    region: str
    """Empty in the path form, which does not name the region."""
    path: str
    """Begins with a slash; still percent-encoded."""


@dataclass(frozen=True, slots=True)
class Place:
    """One kind of address, in both its forms."""

    prefix: str
    host: re.Pattern[str]

    def address(self, request: HttpRequest) -> Address | None:
        """Return the address that a request is sent to; None when it is no address of this kind."""
        if request.path.startswith(self.prefix):
            identifier, _, path = request.path.removeprefix(self.prefix).partition("/")
            return Address(identifier, "", f"/{path}")
        name_parts = self.host.fullmatch(request.host.partition(":")[0].lower())
        return Address(name_parts["id"], name_parts["region"], request.path or "/") if name_parts else None


EXECUTE_API = Place(
    "/_aws/execute-api/", re.compile(r"(?P<id>[a-z0-9]+)\.execute-api\.(?P<region>[a-z0-9-]+)\.amazonaws\.com")
)
LAMBDA_URL = Place("/_aws/lambda-url/", re.compile(r"(?P<id>[a-z0-9]+)\.lambda-url\.(?P<region>[a-z0-9-]+)\.on\.aws"))
