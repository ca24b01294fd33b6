"""The rows of the parity table: registering them, running one, and how its answer reads."""

from __future__ import annotations

import importlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

WORKS = "(works)"

Call = Callable[[], Any]


class Aws:
    """boto3 clients of one fresh sandbox, made at first use: `aws.ec2`, `aws.elbv2`, `aws.lambda_`."""

    def __init__(self, client: Callable[..., Any], region: str) -> None:
        self._client = client
        self._clients: dict[str, Any] = {}
        self.region = region

    def __getattr__(self, name: str) -> Any:
        service = name.rstrip("_").replace("_", "-")
        if service not in self._clients:
            # what boto3 itself would refuse must reach the sandbox
            self._clients[service] = self._client(service, parameter_validation=False)
        return self._clients[service]

    def elsewhere(self, service: str, region: str) -> Any:
        """A client of a service in another region."""
        return self._client(service, region=region, parameter_validation=False)

    def client(self, service: str, **settings: Any) -> Any:
        """A client of its own: with another `secret`, `key`, `region` or botocore setting."""
        return self._client(service, parameter_validation=False, **settings)

    def function(self, name: str = "f", **settings: Any) -> str:
        """The ARN of a new function that returns its event."""
        given = {
            "FunctionName": name,
            "Role": settings.pop("Role", None) or self.role(name=f"{name}-role"),
            "Runtime": "python3.13",
            "Handler": "index.handler",
            "Code": {"ZipFile": package()},
        }
        return str(self.lambda_.create_function(**(given | settings))["FunctionArn"])

    def role(self, *services: str, name: str = "role") -> str:
        """The ARN of a new role that the services may assume (`lambda.amazonaws.com` when none is named)."""
        who = {"Service": list(services or ("lambda.amazonaws.com",))}
        statement = {"Effect": "Allow", "Principal": who, "Action": "sts:AssumeRole"}
        trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        return str(self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"])


def package(text: str = "def handler(event, context): return event") -> bytes:
    """A deployment package that holds `index.py`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.py", text)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call came to; an empty code is a success."""

    code: str
    message: str
    status: int

    def __str__(self) -> str:
        return f"{self.code}: {self.message} ({self.status})" if self.code else f"{WORKS} ({self.status})"


@dataclass(frozen=True, slots=True)
class Row:
    """A call, what AWS answers to it, how that is known, and the preparation that returns the call."""

    id: str
    call: str
    aws: str
    """The error's code, or WORKS."""
    source: str
    """The AWS page, or where the real service's answer was recorded."""
    prepare: Callable[[Aws], Call]
    message: str = ""
    """A pattern that AWS's message matches from its beginning; empty where the words are not known."""
    status: int | None = None

    @property
    def area(self) -> str:
        """What its file is about: `s3` for rows_s3.py."""
        return self.prepare.__module__.rpartition(".rows_")[2]

    def fault(self, answer: Answer) -> str | None:
        """What differs from AWS in the sandbox's answer; None when nothing does."""
        if (answer.code or WORKS) != self.aws:
            return f"AWS answers {self.aws}, the sandbox {answer}"
        if self.message and not re.match(self.message, answer.message):
            return f"AWS says {self.message!r}, the sandbox {answer.message!r}"
        if self.status is not None and answer.status != self.status:
            return f"AWS answers with status {self.status}, the sandbox {answer}"
        return None


_ROWS: dict[str, Row] = {}


def row(
    identity: str, call: str, aws: str, *, source: str, message: str = "", status: int | None = None
) -> Callable[[Callable[[Aws], Call]], Callable[[Aws], Call]]:
    """Register a row. `aws` is the error's code or WORKS, `message` a pattern, `source` a page."""

    def register(prepare: Callable[[Aws], Call]) -> Callable[[Aws], Call]:
        if identity in _ROWS:
            raise ValueError(f"there are two rows {identity}")
        _ROWS[identity] = Row(identity, call, aws, source, prepare, message, status)
        return prepare

    return register


def rows() -> list[Row]:
    """Every row, by file and then in the order of the file."""
    for file in sorted(Path(__file__).parent.glob("rows_*.py")):
        importlib.import_module(f"{__package__}.{file.stem}")
    return list(_ROWS.values())


def observe(call: Call) -> Answer:
    """Make the call; errors of AWS are answers, and anything else is raised."""
    try:
        response = call()
    except ClientError as error:
        told = error.response.get("Error", {})
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return Answer(told.get("Code", ""), told.get("Message", ""), status)
    about = response.get("ResponseMetadata", {}) if isinstance(response, dict) else {}
    return Answer("", "", about.get("HTTPStatusCode", 200))
