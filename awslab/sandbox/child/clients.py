"""The examiner's hands: boto3 clients that call the sandbox with a key whose calls stay out of the trail."""

from __future__ import annotations

import base64
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from awslab.cloud.inquiries.permissions import PERMISSIONS_PATH
from awslab.cloud.ports.credentials import Credentials
from awslab.lab.clients import CallRefused
from awslab.sandbox.asking import TRACE_PATH

# an answer is an answer: the judge decides what to ask again, and how long
_CONFIG = Config(retries={"total_max_attempts": 1}, read_timeout=70, parameter_validation=True)


class BotoClients:
    """`awslab.lab.clients.Clients` over boto3."""

    def __init__(self, endpoint: str, region: str, key: Credentials, trail_path: str) -> None:
        self._session = boto3.Session(key.access_key_id, key.secret_access_key, region_name=region)
        self._endpoint = endpoint
        self._headers = headers = {"Authorization": f"Bearer {key.secret_access_key}"}
        self._trail = urllib.request.Request(f"{endpoint}{trail_path}", headers=headers)
        self._permissions = urllib.request.Request(f"{endpoint}{PERMISSIONS_PATH}", headers=headers, method="POST")
        self._clients: dict[str, Any] = {}

    def call(self, service: str, operation: str, parameters: Mapping[str, Any]) -> Any:
        """The answer of a boto3 method as plain data. Raises CallRefused when AWS, or boto3, refuses."""
        try:
            answer = getattr(self._client(service), operation)(**parameters)
        except ClientError as error:
            details = error.response.get("Error", {})
            raise CallRefused(str(details.get("Code", "")), str(details.get("Message", ""))) from error
        except BotoCoreError as error:
            raise CallRefused(type(error).__name__, str(error)) from error
        return _plain({name: value for name, value in answer.items() if name != "ResponseMetadata"})

    def request(self, method: str, target: str, headers: Mapping[str, str], body: str) -> Mapping[str, Any]:
        """What the sandbox's address answers to a plain HTTP request."""
        connection = http.client.HTTPConnection(urlsplit(self._endpoint).netloc, timeout=60)
        try:
            connection.request(method, target, body.encode() or None, dict(headers))
            answer = connection.getresponse()
            text = _text(answer.read())
        finally:
            connection.close()
        return {"status": answer.status, "headers": {k.lower(): v for k, v in answer.getheaders()}, "body": text}

    def allowed(self, question: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the gateway says of a permission; see Enforcement.decide."""
        self._permissions.data = json.dumps(dict(question)).encode()
        with urllib.request.urlopen(self._permissions, timeout=10) as answer:
            decision: dict[str, Any] = json.load(answer)
        return decision

    def trace(self, from_: str, to: str) -> Mapping[str, Any]:
        """What the packet tracer says. Raises CallRefused for ends that mean nothing."""
        target = f"{self._endpoint}{TRACE_PATH}?{urlencode({'from': from_, 'to': to})}"
        try:
            with urllib.request.urlopen(urllib.request.Request(target, headers=self._headers), timeout=10) as answer:
                trace: dict[str, Any] = json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                if refused.code != 400:
                    raise
                raise CallRefused("InvalidParameterValue", str(json.load(refused)["message"])) from refused
        return trace

    def trail(self) -> Sequence[Mapping[str, Any]]:
        """The learner's calls so far."""
        with urllib.request.urlopen(self._trail, timeout=10) as answer:
            entries: list[dict[str, Any]] = json.load(answer)
        return entries

    def now(self) -> float:
        """Seconds on this machine's monotonic clock."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(seconds)

    def _client(self, service: str) -> Any:
        if service not in self._clients:
            self._clients[service] = self._session.client(service, endpoint_url=self._endpoint, config=_CONFIG)
        return self._clients[service]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "read"):
        value = value.read()
    return _text(value) if isinstance(value, bytes) else value


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return base64.b64encode(data).decode()
