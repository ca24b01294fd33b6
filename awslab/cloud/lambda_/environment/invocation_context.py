"""The handler's second argument. https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, fields


@dataclass
class CognitoIdentity:
    """The Cognito identity that authorised the request; None outside mobile apps."""

    cognito_identity_id: str | None = None
    cognito_identity_pool_id: str | None = None


@dataclass
class Client:
    """The mobile client that called."""

    installation_id: str | None = None
    app_title: str | None = None
    app_version_name: str | None = None
    app_version_code: str | None = None
    app_package_name: str | None = None


@dataclass
class ClientContext:
    """What the caller gave as ClientContext."""

    client: Client | None = None
    custom: Mapping[str, object] | None = None
    env: Mapping[str, object] | None = None


@dataclass
class LambdaContext:
    """What a handler may know about its invocation and its environment."""

    aws_request_id: str
    log_group_name: str
    log_stream_name: str
    function_name: str
    memory_limit_in_mb: str
    function_version: str
    invoked_function_arn: str
    client_context: ClientContext | None = None
    identity: CognitoIdentity = field(default_factory=CognitoIdentity)
    tenant_id: str | None = None
    _deadline: float = 0.0

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until the function's timeout."""
        return max(0, int((self._deadline - time.time()) * 1000))

    def log(self, message: object) -> None:
        """Write to the function's log."""
        sys.stdout.write(str(message))


def context_for(
    variables: Mapping[str, str],
    *,
    request_id: str,
    invoked_arn: str,
    deadline: float,
    client: Mapping[str, object] | None,
) -> LambdaContext:
    """Return the context of one invocation; `deadline` in seconds since 1970."""
    return LambdaContext(
        aws_request_id=request_id,
        log_group_name=variables["AWS_LAMBDA_LOG_GROUP_NAME"],
        log_stream_name=variables["AWS_LAMBDA_LOG_STREAM_NAME"],
        function_name=variables["AWS_LAMBDA_FUNCTION_NAME"],
        memory_limit_in_mb=variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"],
        function_version=variables["AWS_LAMBDA_FUNCTION_VERSION"],
        invoked_function_arn=invoked_arn,
        client_context=None if client is None else _client_context(client),
        _deadline=deadline,
    )


def _client_context(context: Mapping[str, object]) -> ClientContext:
    client, custom, env = context.get("client"), context.get("custom"), context.get("env")
    return ClientContext(
        client=_client(client) if isinstance(client, Mapping) else None,
        custom=custom if isinstance(custom, Mapping) else None,
        env=env if isinstance(env, Mapping) else None,
    )


def _client(members: Mapping[str, str]) -> Client:
    return Client(**{entry.name: members.get(entry.name) for entry in fields(Client)})
