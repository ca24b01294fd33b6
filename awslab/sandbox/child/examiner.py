"""Preparing and judging a lab, in a process of its own that can be cancelled."""

from __future__ import annotations

import base64
import json
import socket
from pathlib import Path
from typing import Any

from awslab.cloud.ports.credentials import Credentials
from awslab.content import codec
from awslab.lab.judge import PreparationError, judge, prepare
from awslab.lab.verdict import verdict_to_message
from awslab.sandbox.child.clients import BotoClients
from awslab.sandbox.child.confine import start_no_programs, stay_on_this_machine
from awslab.sandbox.child.script import without_moto
from awslab.sandbox.protocol import Examine


def examine(
    command: Examine, control: socket.socket, *, endpoint: str, region: str, key: Credentials, trail: str
) -> int:
    """Do what `command` asks and tell the host on `control`; returns the process's exit status."""
    without_moto()
    stay_on_this_machine(sockets_below=(Path("/nonexistent"),))
    start_no_programs("The examiner needs none.")
    clients = BotoClients(endpoint, region, key, trail)
    lab = codec.thaw(base64.b64decode(command.lab))
    values = dict(command.values)
    if not command.judge:
        try:
            values = prepare(lab, values, clients)
        except PreparationError as error:
            _say(control, failed=f"The lab “{lab.id}” could not be prepared: {error}")
            return 0
    else:
        for verdict in judge(lab, values, clients, until=command.until):
            _say(control, verdict=verdict_to_message(verdict))
    _say(control, values=values)
    return 0


def _say(control: socket.socket, **message: Any) -> None:
    control.sendall(json.dumps(message, default=str).encode() + b"\n")
