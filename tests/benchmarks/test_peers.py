"""The peer that is measured beside the sandbox listens to this machine only."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from benchmarks import peers

STUB = """#!{python}
import os, pathlib, time
file = pathlib.Path(__file__).with_name("environment")
file.with_suffix(".new").write_text(os.environ.get("BIND_HOST", "") + " " + os.environ["GATEWAY_PORT"])
file.with_suffix(".new").rename(file)
time.sleep(60)
"""


def test_ministack_is_told_to_listen_on_the_loopback_interface(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub = tmp_path / "python"
    stub.write_text(STUB.format(python=sys.executable))
    stub.chmod(0o755)
    monkeypatch.setattr(peers, "PYTHON", stub)
    environment = tmp_path / "environment"

    with peers.ministack(tmp_path) as endpoint:
        while not environment.exists():
            time.sleep(0.01)

    assert environment.read_text().split() == ["127.0.0.1", endpoint.rpartition(":")[2]]
