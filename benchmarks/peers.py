"""The same work in a sandbox and in MiniStack, the peer that runs functions without Docker too (PyPI: ministack)."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from awslab.sandbox.process import SandboxHost
from benchmarks.calls import Account, echo_function, invoke, timed
from benchmarks.figures import Figure, ratio
from benchmarks.launching import clean_environment
from benchmarks.moto_server import first_ec2_answer, free_port
from benchmarks.rounds import Seconds, interleave

PYTHON = Path(__file__).parents[1] / "build" / "peers" / "bin" / "python"
"""Where `make peers` puts it: its botocore is not ours."""


def peers(host: SandboxHost, rounds: int, home: Path) -> list[Figure]:
    """For information: starting, calls of three protocols, and a warm function. Empty when MiniStack is not there."""
    if not PYTHON.exists():
        sys.stderr.write("MiniStack is not there, so nothing is compared with it: `make peers`.\n")
        return []
    return [*_starting(host, rounds, home), *_calling(host, rounds, home)]


@contextmanager
def ministack(home: Path) -> Iterator[str]:
    """A MiniStack in a process of its own, from the moment it is started: its endpoint. Its log is in `home`."""
    port = free_port()
    settings = {"GATEWAY_PORT": str(port), "BIND_HOST": "127.0.0.1", "LOG_LEVEL": "WARNING"}  # by default 0.0.0.0
    environment = clean_environment(home) | settings
    with (home / "ministack.log").open("ab") as log:
        process = subprocess.Popen([PYTHON, "-m", "ministack"], env=environment, stdout=log, stderr=log)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _starting(host: SandboxHost, rounds: int, home: Path) -> list[Figure]:
    def ours() -> Seconds:
        start = time.perf_counter()
        with host.open() as sandbox:
            first_ec2_answer(sandbox.endpoint, sandbox.access_key_id, sandbox.secret_access_key)
            return {"ours": time.perf_counter() - start}

    def theirs() -> Seconds:
        start = time.perf_counter()
        with ministack(home) as endpoint:
            first_ec2_answer(endpoint)
            return {"theirs": time.perf_counter() - start}

    times = interleave([ours, theirs], min(rounds, 5))
    title, against = "fresh sandbox, to its first EC2 answer", "MiniStack from start to its first EC2 answer"
    return [ratio(title, against, times, "ours", "theirs", None)]


def _calling(host: SandboxHost, rounds: int, home: Path) -> list[Figure]:
    with host.open() as sandbox, ministack(home) as endpoint:
        first_ec2_answer(endpoint)
        accounts = {
            "ours": Account(sandbox.endpoint, sandbox.access_key_id, sandbox.secret_access_key),
            "theirs": Account(endpoint),
        }
        actions = []
        for side, account in accounts.items():
            actions += [timed(f"{side} {name}", call) for name, call in account.calls.items()]
            function = echo_function(account)
            actions.append(timed(f"{side} Lambda Invoke, warm", lambda function=function: invoke(function)))
        times = interleave(actions, rounds)
    names = [*accounts["ours"].calls, "Lambda Invoke, warm"]
    return [ratio(name, "the same to MiniStack", times, f"ours {name}", f"theirs {name}", None) for name in names]
