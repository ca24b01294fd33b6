"""What people deploy with the AWS CLI works, and answers to curl."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.clients.conftest import CLIENTS, HERE, run

SCRIPTS = sorted(path for path in (HERE / "cli").glob("*.sh") if path.name not in ("common.sh", "network.sh"))


@pytest.mark.skipif(not (CLIENTS / "bin" / "aws").exists(), reason="the AWS CLI is not there: `make clients`")
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not there")
@pytest.mark.parametrize("script", [pytest.param(path, id=path.stem) for path in SCRIPTS])
def test_a_script_for_the_aws_cli_does_here_what_it_does_on_aws(
    connected: dict[str, str], tmp_path: Path, script: Path
) -> None:
    """Each script names its AWS page."""
    environment = connected | {"PATH": f"{CLIENTS / 'bin'}{os.pathsep}{connected['PATH']}"}
    run(["bash", str(script)], environment, tmp_path)
