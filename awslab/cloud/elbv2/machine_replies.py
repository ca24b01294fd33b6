"""What an instance or an address behind a load balancer answers.

An instance whose user data installs a web server (see edge/user_data.py) answers as that server would: its files, on
port 80. Any other machine stands for an application of the learner's: a small page on every port and path, which tells
the machine, its zone and the port.
"""

from __future__ import annotations

import html
from enum import Enum

from awslab.cloud.elbv2.edge.user_data import Reply, web_server
from awslab.cloud.elbv2.values import Balancer, Machine

WEB_PORT = 80


class NoReply(Enum):
    """Why a target gives no answer."""

    TIMED_OUT = "nothing comes back: a group, a network ACL or a route is in the way, or nobody has the address"
    PORT_CLOSED = "the machine is there, but nothing listens on the port"


def ask(balancer: Balancer, machine: Machine | None, port: int, path: str) -> Reply | NoReply:
    """Return the answer to a GET (any method gets it) that a load balancer sends; the path is without its query.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
    """
    if machine is None or machine.state != "running" or not balancer.paths.leads_to(machine.interface, port):
        return NoReply.TIMED_OUT
    server = web_server(machine.user_data, machine.facts)
    if server is None:
        return Reply(200, "text/html", _page(machine, port))
    if port != WEB_PORT or not server.runs:
        return NoReply.PORT_CLOSED
    return server.reply(path)


def _page(machine: Machine, port: int) -> str:
    name, zone = html.escape(machine.id), html.escape(machine.zone)
    return f"<!doctype html>\n<title>{name}</title>\n<h1>{name}</h1>\n<p>Availability Zone: {zone}\n<p>Port: {port}\n"
