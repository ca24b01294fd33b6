"""The states of an EC2 instance, and what it writes when it boots."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awslab.cloud.ec2.life.console import console
from awslab.cloud.ec2.life.power import INITIALIZING, PENDING, SHUTTING_DOWN, STOPPING, Power
from awslab.cloud.ec2.user_data import said


@pytest.mark.parametrize(
    ("power", "states"),
    [
        (Power("on", 100), ("pending", "running", "running")),
        (Power("off", 100), ("stopping", "stopped", "stopped")),
        (Power("gone", 100), ("shutting-down", "terminated", "terminated")),
    ],
)
def test_a_state_passes_and_another_one_lasts(power: Power, states: tuple[str, ...]) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html"""
    times = (100, 100 + max(PENDING, STOPPING, SHUTTING_DOWN), 1e6)
    assert tuple(power.state(now) for now in times) == states


def test_checks_begin_when_the_instance_runs() -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html"""
    checks = [Power("on", 100).check(now) for now in (100, 100 + PENDING, 100 + PENDING + INITIALIZING)]
    assert checks == ["not-applicable", "initializing", "ok"]


def test_the_console_shows_what_user_data_said() -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html"""
    script = "#!/bin/bash\nNAME=web\necho hello $NAME\necho quiet > /tmp/file\ndnf install -y httpd\necho -n done\n"
    lines = console("ip-10-0-0-4.ec2.internal", datetime(2026, 1, 2, tzinfo=UTC), said(script, {})).splitlines()
    assert [line.partition("cloud-init[2021]: ")[2] for line in lines[2:4]] == ["hello web", "done"]
    assert lines[-1] == "ip-10-0-0-4 login: "


def test_what_is_no_script_says_nothing() -> None:
    assert said("echo hello", {}) == ""
