"""Network Load Balancers, as far as plain HTTP shows them: what a target answers to a connection that is passed on.

https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
"""

from __future__ import annotations

from awslab.cloud.elbv2.edge.configured import Balancer, Listener
from awslab.cloud.elbv2.edge.pages import is_own, unreachable, unsupported
from awslab.cloud.gateway.request import AwsResponse

_CARRYING_HTTP = ("TCP", "TCP_UDP", "TLS")
"""TLS is taken as decrypted."""


def refused(balancer: Balancer, listener: Listener) -> AwsResponse | None:
    """Listeners that plain HTTP cannot come to."""
    if balancer.kind != "network" or listener.protocol in _CARRYING_HTTP:
        return None
    return unsupported(f"an address for listeners of the protocol {listener.protocol}")


def passed(balancer: Balancer, listener: Listener, answer: AwsResponse) -> AwsResponse:
    """A target's answer as it is; a Network Load Balancer has no pages of its own, so without one nothing is said."""
    if not is_own(answer):
        return answer
    return unreachable(balancer.name, listener.port, "No target of the load balancer answers.")
