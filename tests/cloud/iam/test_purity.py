"""The engine that decides needs no AWS library; the contracts in pyproject.toml say the same of what it imports."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import importlib, pkgutil, sys
from awslab.cloud.iam import policies
modules = [module.name for module in pkgutil.walk_packages(policies.__path__, f"{policies.__name__}.")]
for module in modules:
    importlib.import_module(module)
print(len(modules) > 20, [name for name in ("boto3", "botocore", "moto", "werkzeug", "flask") if name in sys.modules])
"""


def test_the_engine_imports_no_aws_library() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.strip() == "True []"
