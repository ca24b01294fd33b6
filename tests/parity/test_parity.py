"""Every row of the parity table: the sandbox answers as AWS does."""

from __future__ import annotations

import pytest

from awslab.sandbox.process import Sandbox
from tests.conftest import Client
from tests.parity.rows import Aws, Row, observe, rows


@pytest.fixture
def aws(client: Client, sandbox: Sandbox) -> Aws:
    return Aws(client, sandbox.region)


@pytest.mark.parametrize("row", [pytest.param(each, id=each.id) for each in rows()])
def test_the_sandbox_answers_as_aws_does(row: Row, aws: Aws) -> None:
    assert row.fault(observe(row.prepare(aws))) is None
