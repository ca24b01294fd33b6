"""The evaluator needs no AWS library."""

from __future__ import annotations

import subprocess
import sys

_PURE = ("evaluation", "parsing", "simulation", "context_keys", "findings", "authorization_message")
_AWS = ("boto3", "botocore", "moto", "werkzeug", "flask")


def test_the_evaluator_imports_no_aws_library() -> None:
    imports = "; ".join(f"import awslab.cloud.iam.{name}" for name in _PURE)
    program = f"import sys; {imports}; print([name for name in {_AWS} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
