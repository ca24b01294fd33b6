"""Everything that this room reads of load balancers and VPC links in moto.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
"""

from __future__ import annotations

from typing import Any

from moto.backends import get_backend


class Listeners:
    """One account's listeners, as private integrations name them."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def place(self, arn: str) -> tuple[str, int] | None:
        """The load balancer's name and the port of a listener; None when there is no such listener."""
        parts = arn.split(":")
        if len(parts) != 6 or parts[2] != "elasticloadbalancing":
            return None
        backend: Any = get_backend("elbv2")[self._account_id][parts[3]]
        for balancer in list(backend.load_balancers.values()):
            if arn in balancer.listeners:
                return str(balancer.name), int(balancer.listeners[arn].port)
        return None

    def has_link(self, region: str, link_id: str) -> bool:
        """Whether there is a VPC link of that id."""
        return link_id in get_backend("apigatewayv2")[self._account_id][region].vpc_links
