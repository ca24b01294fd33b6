"""A sandbox as `awslab sandbox --json` opens it, and where `make clients` has put the clients."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CLIENTS = HERE.parents[1] / "build" / "clients"


@pytest.fixture
def connected(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment in which a client reaches a fresh sandbox: keys, region, endpoint, EDGE and FUNCTIONS."""
    process = subprocess.Popen(
        [sys.executable, "-m", "awslab", "sandbox", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"AWSLAB_HOME": str(tmp_path)},
    )
    assert process.stdout is not None
    assert process.stdin is not None
    told = json.loads(process.stdout.readline())
    yield {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "AWS_ENDPOINT_URL": told["endpoint"],
        "AWS_REGION": told["region"],
        "AWS_DEFAULT_REGION": told["region"],
        "AWS_ACCESS_KEY_ID": told["access_key_id"],
        "AWS_SECRET_ACCESS_KEY": told["secret_access_key"],
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_PAGER": "",
        "EDGE": told["edge"],
        "FUNCTIONS": str(HERE / "functions"),
    }
    process.stdin.close()
    process.wait(30)
    process.stdout.close()


def run(command: list[str], environment: dict[str, str], folder: Path) -> None:
    """Run a client's script to its end. Fails with what it said."""
    done = subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
