"""Runs `awslab` as a user does: a process of its own, with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HANG = 600
"""Seconds after which a command counts as hanging; no command may be judged by its speed."""
Awslab = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where this test's awslab keeps everything."""
    return tmp_path / "home"


@pytest.fixture
def awslab(home: Path, tmp_path: Path, shared_cache: Path) -> Awslab:
    """`awslab("quiz", "--plain", stdin="a\\n")` runs the command outside the checkout and returns how it ended."""
    home.mkdir()
    (home / "cache").symlink_to(shared_cache)

    def run(
        *arguments: str, stdin: str = "", cwd: Path | None = None, encoding: str = "utf-8", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "awslab", *arguments],
            input=stdin,
            capture_output=True,
            encoding=encoding,
            timeout=HANG,
            check=False,
            cwd=cwd or tmp_path,
            env={**os.environ, "AWSLAB_HOME": str(home), "PYTHONWARNINGS": "error", **variables},
        )

    return run


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content is the same for every test of a run; parsing it once is enough."""
    return tmp_path_factory.mktemp("cache")
