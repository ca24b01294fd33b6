"""`awslab sandbox`: a local AWS in the foreground."""

from __future__ import annotations

import random
import shlex
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from awslab import paths
from awslab.cli.completing import complete_lab
from awslab.cli.opening import new_seed, open_library, print_json

if TYPE_CHECKING:
    from awslab.sandbox.process import Sandbox

_READS = ("Describe", "Get", "List", "Head", "Invoke")
_PAUSE = 0.5
"""Seconds."""


@click.command()
@click.option("--lab", "lab_id", shell_complete=complete_lab, help="Prepare it as this lab begins.")
@click.option("--port", "-p", type=click.IntRange(0, 65535), default=0, help="0, the default, takes a free one.")
@click.option("--enforce-iam", is_flag=True, help="Hold functions, tasks and instances to their roles' policies, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, when it is ready.")
@click.pass_obj
def sandbox(extra_packs: tuple[Path, ...], lab_id: str | None, port: int, enforce_iam: bool, as_json: bool) -> None:
    """Run a local AWS sandbox until Ctrl-C (with --json: until stdin closes), and print how to connect.

    \b
    Examples:
      awslab sandbox                   then paste the printed lines into another terminal
      awslab sandbox --lab ec2-launch --port 4566
    """
    from awslab.lab.values import draw_variables
    from awslab.sandbox.attempt import LabAttempt
    from awslab.sandbox.process import SandboxHost

    lab = open_library(extra_packs).lab(lab_id) if lab_id else None
    services = lab.services if lab else ()
    enforced = enforce_iam or (lab is not None and lab.enforce_iam)
    with (
        SandboxHost.start(log=paths.sandbox_log(), services=services) as host,
        host.open(port=port, enforce_iam=enforced) as box,
    ):
        variables: dict[str, str] = {}
        exports = box.environment({})
        if lab is not None:
            attempt = LabAttempt(lab, box, draw_variables(lab, random.Random(new_seed())))  # names
            attempt.prepare()
            variables, exports = attempt.variables, attempt.environment({})
        if as_json:
            print_json(
                {
                    "endpoint": box.endpoint,
                    "region": box.region,
                    "access_key_id": box.access_key_id,
                    "secret_access_key": box.secret_access_key,
                    "edge": f"{box.endpoint}/_aws",
                    "pid": box.pid,
                    "variables": variables,
                }
            )
            sys.stdin.read()
        else:
            for name, value in exports.items():
                click.echo(f"export {name}={value}")
            sys.stdout.flush()
            click.echo("\nA local AWS is running. Paste these lines into another terminal; Ctrl-C ends it.", err=True)
            _tell_addresses(box)


def _tell_addresses(box: Sandbox) -> NoReturn:
    """Say of everything that begins to answer plain HTTP where it does, for as long as the sandbox runs."""
    change, reported_urls = threading.Event(), set[str]()
    box.subscribe(lambda call: None if call.error or call.operation.startswith(_READS) else change.set())
    while True:
        change.wait()
        time.sleep(_PAUSE)  # a deployment is many calls
        change.clear()
        for address in box.addresses():
            if address.url not in reported_urls:
                reported_urls.add(address.url)
                click.echo(f"{address.kind} {address.name}:\n  curl {shlex.quote(address.url)}", err=True)
