"""A function URL's configuration, and how calls name the function that it belongs to (pure).

https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html
"""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

_LETTERS = string.ascii_lowercase + string.digits
_NAME = re.compile(
    r"(?:arn:aws[a-z-]*:lambda:(?P<region>[a-z0-9-]+):)?(?:\d{12}:)?(?:function:)?(?P<name>[\w-]+)(?::(?P<qualifier>[\w-]+))?"
)


@dataclass(frozen=True, slots=True)
class Named:
    """The function, or its alias, that a call is about."""

    name: str
    qualifier: str
    """The alias; empty for the function itself."""
    region: str
    """As an ARN tells it; empty otherwise."""
    is_contradictory: bool
    """The name brings another qualifier than the one that is given apart."""


@dataclass(slots=True)
class UrlConfig:
    """The URL of a function or of one of its aliases."""

    auth: str
    """`NONE` or `AWS_IAM`."""
    mode: str
    """`BUFFERED` or `RESPONSE_STREAM`."""
    cors: Mapping[str, Any]
    id: str = field(default_factory=lambda: "".join(secrets.choice(_LETTERS) for _ in range(32)))
    created: str = field(default_factory=lambda: now())
    modified: str = field(default_factory=lambda: now())

    def told(self, arn: str, region: str) -> dict[str, Any]:
        """As the API tells it."""
        optional = {"Cors": dict(self.cors)} if self.cors else {}
        return {
            "FunctionUrl": f"https://{self.id}.lambda-url.{region}.on.aws/",
            "FunctionArn": arn,
            "AuthType": self.auth,
            **optional,
            "CreationTime": self.created,
            "LastModifiedTime": self.modified,
            "InvokeMode": self.mode,
        }


def named(parameters: Mapping[str, Any]) -> Named:
    """What FunctionName and Qualifier say together; a name of no known form is taken as it is."""
    written, asked = str(parameters.get("FunctionName", "")), str(parameters.get("Qualifier") or "")
    found = _NAME.fullmatch(written)
    if found is None:
        return Named(written, asked, "", is_contradictory=False)
    own = found["qualifier"] or ""
    return Named(
        found["name"], own or asked, found["region"] or "", is_contradictory=bool(own and asked and own != asked)
    )


def now() -> str:
    """The time in the form in which Lambda tells it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
