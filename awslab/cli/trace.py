"""`awslab trace`: whether a packet gets from here to there in a running sandbox, hop by hop."""

from __future__ import annotations

import os
from typing import Any

import click

from awslab.cli.opening import print_json


@click.command()
@click.argument("from_", metavar="FROM")
@click.argument("to", metavar="TO")
@click.option("--endpoint", metavar="URL", help="The sandbox's address; AWS_ENDPOINT_URL if left out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def trace(from_: str, to: str, endpoint: str | None, as_json: bool) -> None:
    """Say whether a packet gets from FROM to TO in a sandbox, and its answer back, and who decides.

    FROM is the internet, an address, a CIDR block, an instance, a task, a load balancer, or a function in a VPC. TO is
    one of these with a port, a port and /udp, or icmp; internet and s3 mean port 443 unless they have one.

    \b
    Examples:
      awslab trace internet i-0abc:443
      awslab trace i-0abc 10.0.2.7:5432 --json
      awslab trace web i-0abc:80
      awslab trace 198.51.100.7 i-0abc:icmp
      awslab trace i-0abc s3
    """
    from awslab.sandbox.asking import TRACE_PATH, ask_from_here

    answer = ask_from_here(TRACE_PATH, {"from": from_, "to": to, "region": os.environ.get("AWS_REGION", "")}, endpoint)
    if as_json:
        print_json(answer)
    else:
        click.echo("\n".join(_lines(answer, from_, to)))
    click.get_current_context().exit(0 if answer["reachable"] else 1)


def _lines(answer: dict[str, Any], from_: str, to: str) -> list[str]:
    hops = answer["hops"]
    names = [f"{hop['resource']} {hop['rule']}".strip() for hop in hops]
    width = min(48, max(map(len, names), default=0))
    lines = [
        f"{number:>2}  {hop['verdict']:<5}  {name:<{width}}  {hop['reason']}"
        for number, (hop, name) in enumerate(zip(hops, names, strict=True), 1)
    ]
    verdict = "reachable" if answer["reachable"] else "not reachable"
    return [*lines, f"{from_} → {to}: {verdict}", *([f"Fix: {answer['fix']}"] if answer["fix"] else [])]
