"""What one API call costs through the gateway, and what running a function adds to it."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import boto3
from botocore.config import Config

from awslab.sandbox.process import SandboxHost
from benchmarks.figures import Figure, extra, ratio
from benchmarks.launching import clean_environment
from benchmarks.moto_server import REGION, first_ec2_answer, moto_server
from benchmarks.rounds import Seconds, interleave

_CALLS_PER_SAMPLE = 20
"""A sample is the median of this many calls in a row: one call is so short that any hiccup doubles it."""
_HANDLER = "def handler(event, context):\n    return event\n"
_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)


def api_calls(host: SandboxHost, rounds: int, home: Path) -> list[Figure]:
    """The same calls of three protocols to a sandbox and to a moto server, from one process with kept connections."""
    with host.open() as sandbox, moto_server(home, clean_environment(home)) as moto:
        first_ec2_answer(moto)
        sandbox_account = Account(sandbox.endpoint, sandbox.access_key_id, sandbox.secret_access_key)
        moto_account = Account(moto)
        actions = [timed(f"ours {name}", call) for name, call in sandbox_account.calls.items()]
        actions += [timed(f"theirs {name}", call) for name, call in moto_account.calls.items()]
        times = interleave(actions, rounds)
        return [_figure(name, times) for name in sandbox_account.calls]


def warm_invocation(host: SandboxHost, rounds: int, home: Path) -> list[Figure]:
    """Lambda's Invoke of a function that returns its event, in an environment that is warm, over an empty call."""
    with host.open() as sandbox:
        lambda_ = echo_function(Account(sandbox.endpoint, sandbox.access_key_id, sandbox.secret_access_key))
        actions = [
            timed("empty", lambda: lambda_.list_event_source_mappings()),
            timed("invoke", lambda: invoke(lambda_)),
        ]
        times = interleave(actions, rounds)
        return [extra("Lambda Invoke, warm", "an empty Lambda API call", times, "invoke", "empty", 5.0)]


class Account:
    """Clients for one endpoint, and the calls that are compared."""

    def __init__(self, endpoint: str, key: str = "testing", secret: str = "testing") -> None:
        self._endpoint, self._key, self._secret = endpoint, key, secret
        ec2, s3, iam = self.client("ec2"), self.client("s3"), self.client("iam")
        s3.create_bucket(Bucket="benchmark")
        s3.put_object(Bucket="benchmark", Key="text", Body=b"x" * 1000)
        iam.create_role(RoleName="benchmark", AssumeRolePolicyDocument=_TRUST)
        self.calls: dict[str, Callable[[], Any]] = {
            "EC2 DescribeVpcs": lambda: ec2.describe_vpcs(),
            "S3 GetObject, 1 kB": lambda: s3.get_object(Bucket="benchmark", Key="text")["Body"].read(),
            "IAM GetRole": lambda: iam.get_role(RoleName="benchmark"),
        }

    def client(self, service: str) -> Any:
        """A boto3 client with its own connections."""
        return boto3.client(
            service,
            endpoint_url=self._endpoint,
            region_name=REGION,
            aws_access_key_id=self._key,
            aws_secret_access_key=self._secret,
            config=Config(retries={"total_max_attempts": 1}),
        )


def _figure(name: str, times: Mapping[str, Sequence[float]]) -> Figure:
    title = f"{name} through the gateway"
    return ratio(title, "the same to a moto server", times, f"ours {name}", f"theirs {name}", 1.15)


def timed(moment: str, call: Callable[[], Any]) -> Callable[[], Seconds]:
    """An action for `interleave`: the median of some calls in a row."""
    return lambda: {moment: median(_seconds(call) for _ in range(_CALLS_PER_SAMPLE))}


def _seconds(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def echo_function(account: Account) -> Any:
    """A Lambda client, when the function `echo`, which returns its event, is ready."""
    lambda_ = account.client("lambda")
    lambda_.create_function(
        FunctionName="echo",
        Runtime="python3.13",
        Handler="echo.handler",
        Role=account.client("iam").create_role(RoleName="echo", AssumeRolePolicyDocument=_TRUST)["Role"]["Arn"],
        Code={"ZipFile": _package()},
    )
    lambda_.get_waiter("function_active_v2").wait(FunctionName="echo")
    return lambda_


def invoke(lambda_: Any) -> None:
    """Have `echo` return an event. Raises RuntimeError when it does not."""
    answer = lambda_.invoke(FunctionName="echo", Payload=b'{"a": 1}')
    if answer.get("FunctionError") or answer["Payload"].read() != b'{"a": 1}':
        raise RuntimeError(f"the function did not return its event: {answer}")


def _package() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("echo.py", _HANDLER)
    return archive.getvalue()
