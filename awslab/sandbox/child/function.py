"""An execution environment: a fork of the host that serves one function's invocations, confined."""

from __future__ import annotations

import os
import random
import socket
import sys
from pathlib import Path
from typing import NoReturn

from awslab.cloud.ports.processes import EnvironmentSpec
from awslab.sandbox.child.confine import leave_credentials_alone, limit, start_no_programs, stay_on_this_machine
from awslab.sandbox.child.script import use_environment, without_moto
from awslab.sandbox.protocol import MIB

_LARGEST_FILE = 512 * MIB
"""Lambda's ephemeral storage, when nothing else is said."""


def serve_function(spec: EnvironmentSpec, home: Path) -> NoReturn:
    """Connect to the gateway, confine this process, serve until the gateway hangs up. `home` is the learner's own."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(spec.socket)
    from awslab.cloud.lambda_.environment import bootstrap

    without_moto()
    random.seed()
    _quiet()
    use_environment(spec.environment)
    os.chdir(spec.directory)
    limit(cpu=None, memory=spec.memory * MIB, file_size=_LARGEST_FILE)
    if spec.settings.get("node"):
        from awslab.cloud.lambda_.environment.node import become_node

        become_node(spec, connection)
    stay_on_this_machine(sockets_below=(Path(spec.socket).parent,))
    start_no_programs("Functions in the sandbox are Python in one process.")
    leave_credentials_alone(home)
    bootstrap.serve(spec, connection)


def _quiet() -> None:
    """What is printed before the bootstrap listens goes to the host's log."""
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    sys.argv = ["bootstrap"]
