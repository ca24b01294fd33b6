"""A function URL's configuration, and how calls name the function that it belongs to (pure).

https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from awslab.cloud.gateway.request import Structure

_NAME = re.compile(
    r"(?:arn:aws[a-z-]*:lambda:(?P<region>[a-z0-9-]+):)?(?:\d{12}:)?(?:function:)?(?P<name>[\w-]+)(?::(?P<qualifier>[\w-]+))?"
)


@dataclass(frozen=True, slots=True)
class UrlOwner:
    """The function, or its alias, that a call about a URL names."""

    name: str
    qualifier: str
    """The alias; empty for the function itself."""
    region: str
    """The region of the ARN; empty when the call has no ARN."""
    is_contradictory: bool
    """True when the name brings another qualifier than the parameter."""


@dataclass(slots=True)
class UrlConfig:
    """The URL of a function or of one of its aliases."""

    id: str
    """32 lower-case letters and digits."""
    auth: str
    """`NONE` or `AWS_IAM`."""
    mode: str
    """`BUFFERED` or `RESPONSE_STREAM`."""
    cors: Structure
    creation_time: str
    """In the form that `instant` writes."""
    modification_time: str

    def members(self, arn: str, region: str) -> dict[str, object]:
        """Return the configuration as the API shows it for the function or alias of an ARN."""
        optional = {"Cors": dict(self.cors)} if self.cors else {}
        return {
            "FunctionUrl": f"https://{self.id}.lambda-url.{region}.on.aws/",
            "FunctionArn": arn,
            "AuthType": self.auth,
            **optional,
            "CreationTime": self.creation_time,
            "LastModifiedTime": self.modification_time,
            "InvokeMode": self.mode,
        }


def url_owner(parameters: Structure) -> UrlOwner:
    """Return what FunctionName and Qualifier say together; a name of no known form is taken as it is."""
    text, qualifier = str(parameters.get("FunctionName", "")), str(parameters.get("Qualifier") or "")
    match = _NAME.fullmatch(text)
    if match is None:
        return UrlOwner(text, qualifier, "", is_contradictory=False)
    own_qualifier = match["qualifier"] or ""
    contradiction = bool(own_qualifier and qualifier and own_qualifier != qualifier)
    return UrlOwner(match["name"], own_qualifier or qualifier, match["region"] or "", is_contradictory=contradiction)


def instant(moment: datetime) -> str:
    """Return a moment in the form in which Lambda writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
