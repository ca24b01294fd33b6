"""How long a fresh AWS takes, when the host has loaded everything before."""

from __future__ import annotations

import time
from pathlib import Path

from awslab.sandbox.process import SandboxHost
from benchmarks.figures import Figure, ratio
from benchmarks.launching import clean_environment
from benchmarks.moto_server import first_ec2_answer, moto_server
from benchmarks.rounds import Seconds, interleave

_AGAINST = "a moto server from start to its first EC2 answer"


def fresh_sandbox(host: SandboxHost, rounds: int, home: Path) -> list[Figure]:
    """A sandbox from nothing to its first EC2 answer, against starting a moto server."""
    environment = clean_environment(home)

    def sandbox() -> Seconds:
        start = time.perf_counter()
        with host.open() as opened_sandbox:
            listening = time.perf_counter() - start
            first_ec2_answer(opened_sandbox.endpoint, opened_sandbox.access_key_id, opened_sandbox.secret_access_key)
            return {"listening": listening, "answered": time.perf_counter() - start}

    def moto() -> Seconds:
        start = time.perf_counter()
        with moto_server(home, environment) as endpoint:
            first_ec2_answer(endpoint)
            return {"moto": time.perf_counter() - start}

    times = interleave([sandbox, moto], rounds)
    return [
        ratio("fresh sandbox, to its first EC2 answer", _AGAINST, times, "answered", "moto", 1 / 40),
        ratio("fresh sandbox, listening", _AGAINST, times, "listening", "moto", 1 / 40),
    ]
