"""Network Load Balancers, as far as plain HTTP shows them: what a target answers to a connection that is passed on.

https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
"""

from __future__ import annotations

from awslab.cloud.elbv2.edge.pages import is_own, unreachable, unsupported
from awslab.cloud.elbv2.values import Balancer, Listener
from awslab.cloud.gateway.request import AwsResponse

_CARRYING_HTTP = ("TCP", "TCP_UDP", "TLS")
"""TLS is taken as decrypted."""


def unsupported_protocol(balancer: Balancer, listener: Listener) -> AwsResponse | None:
    """Return the answer of a listener that plain HTTP cannot come to; None for one that it can."""
    if balancer.kind != "network" or listener.protocol in _CARRYING_HTTP:
        return None
    return unsupported(f"an address for listeners of the protocol {listener.protocol}")


def passed_on(balancer: Balancer, listener: Listener, answer: AwsResponse) -> AwsResponse:
    """Return a target's answer as it is; a Network Load Balancer has no pages of its own and times out without one."""
    if not is_own(answer):
        return answer
    return unreachable(balancer.name, listener.port, "No target of the load balancer answers.")
