"""However the parent, the host or a gateway ends: nothing is left running, and whoever waits is told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from awslab.errors import SandboxError
from awslab.sandbox.process import SandboxHost
from awslab.sandbox.vetting import VetCall
from tests.sandbox.test_programs import is_running

PARENT = """
import json, sys, threading, time
from pathlib import Path
from awslab.sandbox.process import SandboxHost

workspace = Path(sys.argv[1])
host = SandboxHost.start(log=workspace / "host.log", services=("s3",))
sandbox = host.open()
script = workspace / "main.py"
script.write_text(
    "import os, time, threading\\nprint(os.getpid(), flush=True)\\n"
    "threading.Thread(target=time.sleep, args=(60,)).start()\\nwhile True: time.sleep(1)"
)
said = threading.Event()
pids = []
def hear(text):
    pids.append(int(text))
    said.set()

run = sandbox.run(script, workspace=workspace, variables={}, on_output=hear)
said.wait(10)
print(json.dumps({"host": host.pid, "gateway": sandbox.pid, "program": pids[0]}), flush=True)
ENDING
"""


def gone_within(seconds: float, pids: list[int]) -> bool:
    """Whether all processes are gone before that."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(map(is_running, pids)):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    "ending", ["time.sleep(60)", "sys.exit(0)", "raise RuntimeError('boom')", "import os; os._exit(0)"]
)
def test_nothing_is_left_when_the_parent_ends(ending: str, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT.replace("ENDING", ending), str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        pids = list(json.loads(parent.stdout.readline()).values())
        assert len(pids) == 3
        if ending.startswith("time"):
            assert all(map(is_running, pids))
            parent.kill()
        parent.wait(10)
    assert gone_within(1.5, pids)
    assert not list(Path(tempfile.gettempdir()).glob(f"awslab-{pids[0]}-*"))


def test_a_host_that_dies_is_told_to_everyone_who_waits(own_host: SandboxHost, tmp_path: Path) -> None:
    sandbox = own_host.open()
    script = tmp_path / "main.py"
    script.write_text("import time\ntime.sleep(60)")
    run = sandbox.run(script, workspace=tmp_path, variables={})
    os.kill(own_host.pid, signal.SIGKILL)
    attempts: list[Callable[[], Any]] = [run.wait, own_host.open, lambda: own_host.vet([VetCall("s3", "list_buckets")])]
    for attempt in attempts:
        with pytest.raises(SandboxError) as told:
            attempt()
        assert "stopped unexpectedly (signal 9)" in told.value.message
        assert str(tmp_path / "own.log") in told.value.hint
    assert gone_within(1.5, [sandbox.pid])
    sandbox.close()


def test_a_gateway_that_dies_ends_its_programs_and_leaves_the_host_usable(
    own_host: SandboxHost, tmp_path: Path
) -> None:
    sandbox = own_host.open()
    script = tmp_path / "main.py"
    script.write_text("import time\ntime.sleep(60)")
    run = sandbox.run(script, workspace=tmp_path, variables={})
    os.kill(sandbox.pid, signal.SIGKILL)
    assert "The sandbox stopped unexpectedly" in run.wait().stopped
    with pytest.raises(SandboxError, match="The sandbox is closed"):
        sandbox.run(script, workspace=tmp_path, variables={}).wait()
    with own_host.open() as fresh:
        assert fresh.pid != sandbox.pid


def test_a_closed_sandbox_is_gone_with_its_port_and_its_folder(own_host: SandboxHost) -> None:
    sandbox = own_host.open()
    port = int(sandbox.endpoint.rpartition(":")[2])
    assert list(Path(tempfile.gettempdir()).glob(f"awslab-{own_host.pid}-*/1/home"))
    sandbox.close()
    assert gone_within(1.0, [sandbox.pid])
    assert not list(Path(tempfile.gettempdir()).glob(f"awslab-{own_host.pid}-*/1"))
    with own_host.open(port=port) as again:
        assert again.endpoint == sandbox.endpoint
        with pytest.raises(SandboxError, match=f"port {port}: Address already in use"):
            own_host.open(port=port)


def test_a_closed_host_says_so(own_host: SandboxHost) -> None:
    own_host.close()
    with pytest.raises(SandboxError, match="The sandbox is closed"):
        own_host.open()
    own_host.close()


def test_a_host_may_be_closed_while_it_still_loads(tmp_path: Path) -> None:
    host = SandboxHost.start(log=tmp_path / "host.log")
    pid = host.pid
    begun = time.monotonic()
    host.close()
    assert time.monotonic() - begun < 4
    assert not is_running(pid)


def test_a_stopped_gateway_does_not_stop_the_others(host: SandboxHost) -> None:
    with host.open() as stuck, host.open() as other:
        os.kill(stuck.pid, signal.SIGSTOP)
        with host.open():
            pass
        os.kill(stuck.pid, signal.SIGCONT)
        assert other.pid != stuck.pid


def test_the_parents_side_imports_no_aws_library(tmp_path: Path) -> None:
    asked = """
import sys
from pathlib import Path
from awslab.sandbox.process import SandboxHost
from awslab.sandbox import attempt
with SandboxHost.start(log=Path(sys.argv[1]), services=("s3",)) as host, host.open() as sandbox:
    script = Path(sys.argv[1]).with_name("main.py")
    script.write_text("import boto3; boto3.client('s3').create_bucket(Bucket='inbox')")
    assert sandbox.run(script, workspace=script.parent, variables={}).wait().exit == 0
    assert sandbox.trail()[0].operation == "CreateBucket"
heavy = {"boto3", "botocore", "moto", "werkzeug", "flask", "awslab.cloud", "awslab.sandbox.child"}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", asked, str(tmp_path / "host.log")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
