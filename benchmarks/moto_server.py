"""A plain moto server as its users start it, and one signed EC2 call that both it and a sandbox answer."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

REGION = "us-east-1"
_DESCRIBE = "Action=DescribeVpcs&Version=2016-11-15"
_PATIENCE = 60.0


@contextmanager
def moto_server(home: Path, environment: dict[str, str]) -> Iterator[str]:
    """A moto server in a process of its own, from the moment it is started: its endpoint. Its log is in `home`."""
    port = free_port()
    with (home / "moto.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-p", str(port)], env=environment, stdout=log, stderr=log
        )
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


def first_ec2_answer(endpoint: str, access_key_id: str = "testing", secret_access_key: str = "testing") -> None:
    """Ask for the VPCs, again and again while nobody listens, and read the answer. Raises RuntimeError."""
    headers = _signed_headers(endpoint, Credentials(access_key_id, secret_access_key))
    address = urlsplit(endpoint).netloc
    gives_up = time.perf_counter() + _PATIENCE
    while True:
        connection = http.client.HTTPConnection(address, timeout=_PATIENCE)
        try:
            connection.request("POST", "/", _DESCRIBE, headers)
            answer = connection.getresponse()
            text = answer.read()
            break
        except ConnectionRefusedError:
            if time.perf_counter() > gives_up:
                raise
            time.sleep(0.001)
        finally:
            connection.close()
    if answer.status != 200 or b"<vpcId>" not in text:
        raise RuntimeError(f"{endpoint} answered {answer.status}: {text[:300]!r}")


def _signed_headers(endpoint: str, credentials: Credentials) -> dict[str, str]:
    request = AWSRequest(
        "POST", f"{endpoint}/", {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}, _DESCRIBE
    )
    SigV4Auth(credentials, "ec2", REGION).add_auth(request)
    return dict(request.headers.items())


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
