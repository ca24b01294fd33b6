"""What a forked gateway process does: take its own random numbers, confine itself, and serve until its host is gone."""

from __future__ import annotations

import os
import random
import socket
import threading
from pathlib import Path

from awslab.cloud.ec2.moto_ec2 import make_default_network
from awslab.cloud.gateway.gateway import Gateway, GatewaySettings
from awslab.cloud.gateway.http import GatewayServer
from awslab.cloud.gateway.moto_process import draw_ids_from
from awslab.cloud.gateway.request import ACCOUNT_ID
from awslab.sandbox.child.confine import start_no_programs, stay_on_this_machine
from awslab.sandbox.child.launcher import HostLine


def serve(listener: socket.socket, control: socket.socket, settings: GatewaySettings) -> None:
    """Be a gateway until the host is gone: what the forked process does."""
    _be_different()
    line = HostLine(control)
    port = listener.getsockname()[1]
    gateway = Gateway(settings, port, line, line.tell_trail)
    stay_on_this_machine(sockets_below=(Path(settings.state_directory),))
    start_no_programs("The sandbox itself needs none.")
    server = GatewayServer(listener, gateway.answer)
    threading.Thread(target=_listen, args=(line, gateway), daemon=True).start()
    # it takes a moment: better before EC2 is asked for the first time
    threading.Thread(target=make_default_network, args=(ACCOUNT_ID, settings.region), daemon=True).start()
    line.say(ready=True)
    server.serve_forever(poll_interval=3600)


def _listen(line: HostLine, gateway: Gateway) -> None:
    def end() -> None:
        gateway.close()
        os._exit(0)

    line.listen(end)


def _be_different() -> None:
    """Forks of one host would draw the same ids."""
    random.seed()
    draw_ids_from(int.from_bytes(os.urandom(16)))
