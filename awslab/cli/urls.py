"""`awslab urls`: what answers plain HTTP in a running sandbox."""

from __future__ import annotations

import click

from awslab.cli.opening import print_json


@click.command()
@click.option("--endpoint", metavar="URL", help="The sandbox's address; AWS_ENDPOINT_URL if left out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def urls(endpoint: str | None, as_json: bool) -> None:
    """List what answers plain HTTP in a sandbox: APIs, load balancers, websites, function URLs; ready for curl."""
    from awslab.sandbox.asking import ADDRESSES_PATH, ask_from_here

    addresses = ask_from_here(ADDRESSES_PATH, {}, endpoint)
    if as_json:
        print_json(addresses)
    elif not addresses:
        click.echo(
            "Nothing answers plain HTTP yet: deploy an API, a load balancer with a listener, a website …", err=True
        )
    else:
        width = max(len(address["url"]) for address in addresses)
        click.echo(
            "\n".join(f"{address['url']:<{width}}  {address['kind']} {address['name']}" for address in addresses)
        )
