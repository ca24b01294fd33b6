"""Sixteen invocations at once of a function that computes for a tenth of a second."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from awslab.sandbox.process import Sandbox, SandboxHost
from benchmarks.figures import Figure, ratio
from benchmarks.rounds import Seconds, interleave

AT_ONCE = 16
CORES = 2
_SECONDS = 0.1
_WORK = """
def work(times):
    total = 0
    for number in range(times):
        total += number * number % 7
    return total
"""
_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"},
    ],
}


def invocations_at_once(host: SandboxHost, rounds: int, home: Path) -> list[Figure]:
    """All of them until the last has answered, against two plain interpreters that share the same work."""
    times = _calibrated()
    with host.open() as sandbox:
        client = _deployed(sandbox)
        payload = json.dumps({"times": times}).encode()

        def invoke(_: int) -> None:
            answer = client.invoke(FunctionName="busy", Payload=payload)
            if "FunctionError" in answer:
                raise RuntimeError(answer["Payload"].read().decode())

        with ThreadPoolExecutor(AT_ONCE) as pool:

            def together() -> Seconds:
                start = time.perf_counter()
                list(pool.map(invoke, range(AT_ONCE)))
                return {"invoked": time.perf_counter() - start}

            together()  # every environment is there from now on
            seconds = interleave([together, _two_interpreters(home, times)], rounds)
    title = f"{AT_ONCE} invocations at once, 100 ms of computing each"
    return [ratio(title, f"the same work by {CORES} interpreters", seconds, "invoked", "alone", 2.5)]


def _calibrated() -> int:
    """How often the loop turns in a tenth of a second here."""
    space: dict[str, Any] = {}
    exec(_WORK, space)  # the text that functions and interpreters run, too
    work: Callable[[int], int] = space["work"]
    start = time.perf_counter()
    work(200_000)
    return int(200_000 * _SECONDS / (time.perf_counter() - start))


def _two_interpreters(home: Path, times: int) -> Callable[[], Seconds]:
    """Each waits for a line, does its half, and says so: starting it is not measured."""
    script = home / "busy.py"
    script.write_text(
        f"{_WORK}\ninput()\nfor _ in range({AT_ONCE // CORES}): work({times})\nprint('done', flush=True)\n"
    )

    def alone() -> Seconds:
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        processes = [subprocess.Popen([sys.executable, str(script)], **pipes) for _ in range(CORES)]
        time.sleep(0.2)  # they are waiting by then
        start = time.perf_counter()
        for process in processes:
            process.stdin.write("\n")
            process.stdin.flush()
        for process in processes:
            process.stdout.readline()
        elapsed = time.perf_counter() - start
        for process in processes:
            process.communicate()
        return {"alone": elapsed}

    return alone


def _deployed(sandbox: Sandbox) -> Any:
    """A client whose function `busy` does the work; with a connection for each thread."""

    def client(service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=sandbox.endpoint,
            region_name=sandbox.region,
            aws_access_key_id=sandbox.access_key_id,
            aws_secret_access_key=sandbox.secret_access_key,
            config=Config(max_pool_connections=AT_ONCE, retries={"total_max_attempts": 1}),
        )

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.py", f"{_WORK}\ndef handler(event, context):\n    return work(event['times'])\n")
    role = client("iam").create_role(RoleName="busy", AssumeRolePolicyDocument=json.dumps(_TRUST))["Role"]["Arn"]
    functions = client("lambda")
    functions.create_function(
        FunctionName="busy",
        Role=role,
        Runtime="python3.13",
        Handler="index.handler",
        Timeout=60,
        Code={"ZipFile": buffer.getvalue()},
    )
    return functions
