"""One warm host for all tests of the sandbox; each test that wants one opens a sandbox of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from hypothesis import HealthCheck, settings

from awslab.sandbox.process import Limits, Sandbox, SandboxHost, ScriptResult

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""No property depends on how fast the machine is."""
settings.register_profile("quick", parent=settings.get_profile("steady"), max_examples=10)
"""For the inner loop, `make check`."""
settings.load_profile("steady")

Client = Callable[..., Any]
RunProgram = Callable[..., ScriptResult]


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxHost]:
    """A host with every taught service, loaded once for the whole run."""
    with SandboxHost.start(log=tmp_path_factory.mktemp("host") / "host.log") as started:
        yield started


@pytest.fixture
def own_host(tmp_path: Path) -> Iterator[SandboxHost]:
    """A host that a test may kill."""
    with SandboxHost.start(log=tmp_path / "own.log", services=("s3",)) as started:
        yield started


@pytest.fixture
def sandbox(host: SandboxHost) -> Iterator[Sandbox]:
    """A fresh, empty sandbox."""
    with host.open() as opened:
        yield opened


@pytest.fixture
def client(sandbox: Sandbox) -> Client:
    """Makes boto3 clients (by service) that hold the sandbox's session key."""
    return client_of(sandbox)


def client_of(sandbox: Sandbox) -> Client:
    """Makes boto3 clients (by service) of a sandbox; with its session key, where `key`, `secret` and `token` do not say
    otherwise, and in its region, where `region` does not."""

    def make(service: str, **settings: Any) -> Any:
        return boto3.client(
            service,
            endpoint_url=sandbox.endpoint,
            region_name=settings.pop("region", sandbox.region),
            aws_access_key_id=settings.pop("key", sandbox.access_key_id),
            aws_secret_access_key=settings.pop("secret", sandbox.secret_access_key),
            aws_session_token=settings.pop("token", None),
            config=Config(retries={"total_max_attempts": 1}, **settings),
        )

    return make


@pytest.fixture
def run_program(sandbox: Sandbox, tmp_path: Path) -> RunProgram:
    """Runs a program's text in a workspace of its own: `run_program(text, limits=..., variables=...)`."""

    def run(text: str, *, limits: Limits | None = None, variables: Mapping[str, str] | None = None) -> ScriptResult:
        workspace = tmp_path / "workspace"
        workspace.mkdir(exist_ok=True)
        script = workspace / "main.py"
        script.write_text(text)
        return sandbox.run(script, workspace=workspace, variables=variables or {}, limits=limits).wait()

    return run
