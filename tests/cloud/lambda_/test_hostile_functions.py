"""Functions and packages that mean harm: AWS's error where it has one, a clear one else, and the next call works.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

from __future__ import annotations

import io
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.cloud.functions import Lambda, zipped
from tests.conftest import Client


def hostile(body: str) -> str:
    """A function that turns on its sandbox when it is told to, and answers `fine` else."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return f"import os, socket\ndef handler(event, context):\n    if event == 'calm':\n        return 'fine'\n{lines}\n"


def packed(name: str, size: int) -> bytes:
    """A zip file with one file of zeros."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(size >> 20):
            member.write(bytes(1 << 20))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("body", "error_type", "words"),
    [
        ("while True: pass", "Sandbox.Timedout", "Task timed out after 1.00 seconds"),
        ("while True: os.fork()", "RuntimeError", "awslab does not let this program start other programs"),
        ("return len(bytearray(10 << 30))", "Runtime.ExitError", "signal: killed"),
        ("os.kill(os.getppid(), 9)", "PermissionError", "[Errno 1] Operation not permitted"),
        ("open('/etc/awslab-was-here', 'w')", "OSError", "[Errno 30] Read-only file system: '/etc/awslab-was-here'"),
        ("socket.create_connection(('93.184.216.34', 80), 1)", "RuntimeError", "awslab labs reach only this machine"),
        ("socket.getaddrinfo('example.com', 443)", "RuntimeError", "looking up example.com was refused"),
        ("os.kill(os.getpid(), 9)", "Runtime.ExitError", "signal: killed"),
    ],
)
def test_what_a_function_does_stays_with_it_and_the_next_call_is_served(
    functions: Lambda, sandbox: Sandbox, body: str, error_type: str, words: str
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    functions.deploy(hostile(body), Timeout=1)
    answer = functions.invoke("attack")
    assert (answer.error, answer.payload["errorType"]) == ("Unhandled", error_type)
    assert words in answer.payload["errorMessage"]
    assert functions.invoke("calm").payload == "fine"
    assert Path(f"/proc/{sandbox.pid}").exists()
    assert not Path("/etc/awslab-was-here").exists()


@pytest.mark.parametrize("name", ["../../escaped.py", "/tmp/escaped.py", "a/../../escaped.py"])
def test_a_package_that_names_files_outside_itself_writes_none_of_them(functions: Lambda, name: str) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-function-zip.html"""
    code = {"ZipFile": zipped({"index.py": "def handler(event, context): return 1\n", name: "harm = True\n"})}
    functions.deploy(Code=code)
    with pytest.raises(ClientError, match="names a file outside itself"):
        functions.invoke()
    assert not Path("/tmp/escaped.py").exists()
    functions.deploy(name="next")
    assert functions.invoke("fine", name="next").payload == "fine"


def test_300_mb_unzipped_are_refused_as_on_aws_however_small_the_package_is(functions: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
    bomb = packed("zeros", 300 << 20)
    assert len(bomb) < 5 << 20
    with pytest.raises(ClientError, match="Unzipped size must be smaller than 262144000 bytes"):
        functions.deploy(Code={"ZipFile": bomb})
    s3 = client("s3")
    s3.create_bucket(Bucket="packages")
    s3.put_object(Bucket="packages", Key="bomb.zip", Body=bomb)
    with pytest.raises(ClientError, match="Unzipped size must be smaller than 262144000 bytes"):
        functions.deploy(Code={"S3Bucket": "packages", "S3Key": "bomb.zip"})
    functions.deploy()
    assert functions.invoke("fine").payload == "fine"


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
    bomb = packed("zeros", 8 << 20)
    told = bomb.replace((8 << 20).to_bytes(4, "little"), (64).to_bytes(4, "little"))
    assert told != bomb
    functions.deploy(Code={"ZipFile": told})
    with pytest.raises(ClientError, match="could not be unzipped"):
        functions.invoke()


def test_200_calls_of_16_callers_are_neither_lost_nor_mixed_up_and_share_environments(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html"""
    functions.deploy(
        "import os, time\ndef handler(event, context):\n    time.sleep(0.01)\n    return [event, os.getpid()]\n"
    )
    began = time.monotonic()
    with ThreadPoolExecutor(16) as callers:
        answers = [answer.payload for answer in callers.map(functions.invoke, range(200))]
    assert [echo for echo, _ in answers] == list(range(200))
    assert 1 <= len({process for _, process in answers}) <= 24
    assert time.monotonic() - began < 30
