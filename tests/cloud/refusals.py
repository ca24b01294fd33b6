"""Calls that boto3 itself would not let through, sent to a fresh sandbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Client

Refused = Callable[..., tuple[str, str, int]]


@pytest.fixture
def refused(client: Client) -> Refused:
    """`refused(service, method, **parameters)` → error code, message, status; fails when the call goes through."""

    def call(service: str, method: str, **parameters: Any) -> tuple[str, str, int]:
        with pytest.raises(ClientError) as caught:
            getattr(client(service, parameter_validation=False), method)(**parameters)
        response = caught.value.response
        error = response["Error"]
        return error["Code"], error["Message"], response["ResponseMetadata"]["HTTPStatusCode"]

    return call


def trust(*services: str) -> str:
    """A trust policy for services."""
    statement = {"Effect": "Allow", "Principal": {"Service": list(services)}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
