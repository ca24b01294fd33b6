"""Functions deployed in a fresh sandbox, through its API only."""

from __future__ import annotations

import base64
import io
import json
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conftest import Client

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"},
    ],
}
ECHO = "def handler(event, context):\n    return event\n"


@dataclass(frozen=True)
class Answer:
    """What Invoke answered."""

    status: int
    payload: Any
    error: str | None
    version: str
    log: str


def zipped(files: Mapping[str, str]) -> bytes:
    """A deployment package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


class Lambda:
    """What a learner does with Lambda, in few words."""

    def __init__(self, client: Client) -> None:
        self.api = client("lambda")
        self.logs_api = client("logs")
        iam = client("iam")
        created = iam.create_role(RoleName="worker", AssumeRolePolicyDocument=json.dumps(TRUST))
        self.role = created["Role"]["Arn"]

    def deploy(self, code: str = ECHO, name: str = "f", **settings: Any) -> Any:
        """Create a function whose package holds `index.py`."""
        given = {
            "FunctionName": name,
            "Role": self.role,
            "Runtime": "python3.13",
            "Handler": "index.handler",
            "Code": {"ZipFile": zipped({"index.py": code})},
            "Timeout": 10,
        }
        return self.api.create_function(**(given | settings))

    def invoke(self, event: Any = None, name: str = "f", **settings: Any) -> Answer:
        """Invoke and wait, with the log's tail."""
        payload = json.dumps({} if event is None else event).encode()
        given = {"FunctionName": name, "Payload": payload, "LogType": "Tail"}
        answer = self.api.invoke(**(given | settings))
        return Answer(
            status=answer["StatusCode"],
            payload=json.loads(answer["Payload"].read() or b"null"),
            error=answer.get("FunctionError"),
            version=answer.get("ExecutedVersion", ""),
            log=base64.b64decode(answer.get("LogResult", "")).decode(),
        )

    def log_streams(self, name: str = "f") -> dict[str, list[str]]:
        """The function's log, by stream."""
        group = f"/aws/lambda/{name}"
        try:
            streams = self.logs_api.describe_log_streams(logGroupName=group)["logStreams"]
        except self.logs_api.exceptions.ResourceNotFoundException:
            return {}
        return {
            stream["logStreamName"]: [
                entry["message"]
                for entry in self.logs_api.get_log_events(
                    logGroupName=group, logStreamName=stream["logStreamName"], startFromHead=True
                )["events"]
            ]
            for stream in streams
        }

    def log(self, name: str = "f") -> list[str]:
        """All lines of the function's log."""
        return [line for lines in self.log_streams(name).values() for line in lines]


def admit_s3(sqs: Any, url: str, arn: str) -> None:
    """Let S3 send to a queue."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})


@pytest.fixture
def functions(client: Client) -> Lambda:
    """Lambda in a fresh sandbox, with a role that it can assume."""
    return Lambda(client)


def eventually(holds: Callable[[], Any], seconds: float = 5.0) -> Any:
    """Wait until something is true; returns it."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
    return found
