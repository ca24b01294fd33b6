"""What people deploy with the AWS SDK for JavaScript v3 works, and answers to fetch."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.clients.conftest import CLIENTS, HERE, run

SCRIPTS = sorted((HERE / "javascript").glob("[!_]*.mjs"))


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not on this machine")
@pytest.mark.skipif(not (CLIENTS / "node_modules").exists(), reason="the AWS SDK is not there: `make clients`")
@pytest.mark.parametrize("script", [pytest.param(path, id=path.stem) for path in SCRIPTS])
def test_a_program_with_the_javascript_sdk_does_here_what_it_does_on_aws(
    connected: dict[str, str], tmp_path: Path, script: Path
) -> None:
    """Each program names its AWS page."""
    # modules are looked for beside the program
    for file in (HERE / "javascript").glob("*.mjs"):
        shutil.copy(file, tmp_path)
    (tmp_path / "node_modules").symlink_to(CLIENTS / "node_modules")
    run(["node", str(tmp_path / script.name)], connected, tmp_path)
