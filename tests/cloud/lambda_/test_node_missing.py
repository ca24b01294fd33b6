"""Node.js functions on a machine that has no Node.js."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import SandboxHost
from tests.cloud.functions import Lambda, zipped
from tests.conftest import client_of


@pytest.fixture
def functions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lambda]:
    """Lambda in a sandbox whose host finds no program."""
    monkeypatch.setenv("PATH", str(tmp_path))
    services = ("lambda", "iam", "logs")
    with SandboxHost.start(log=tmp_path / "host.log", services=services) as host, host.open() as sandbox:
        yield Lambda(client_of(sandbox))


def test_a_nodejs_function_names_what_is_missing(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: it is created as on AWS, where it would run"""
    code = {"ZipFile": zipped({"index.mjs": "export const handler = async () => 1;\n"})}
    functions.deploy(Runtime="nodejs22.x", Code=code)
    with pytest.raises(ClientError, match=r"(?i)node") as refused:
        functions.invoke()
    assert refused.value.response["Error"]["Code"] == "InvalidRuntimeException"
