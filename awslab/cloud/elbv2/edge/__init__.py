"""Application and Network Load Balancers: listeners and their rules, targets and their health.

edge.py            the address, the listener, the rule                      an edge
  conditions.py    does a rule's condition hold?
  redirects.py     where does a redirect lead?
  transforms.py    what is rewritten on the way to a target?
  pages.py         what a load balancer says itself
  connections.py   what is different behind a Network Load Balancer
  forwarding.py    which target group, which target, and its answer
    stickiness.py  what did the client get before?
    choosing.py    which target is next?
    health.py      is a target healthy?
    forwarded.py   which headers are added?
    lambda_target.py  what does a function get, what is made of its result?
    targets.py     what does a machine answer?
      user_data.py the web server that user data installs
      reach.py     does the packet tracer let the connection through?
    balancers.py   everything that is read in moto, as the values of configured.py
describing.py      DescribeTargetHealth, and when targets came and went     an extension
"""

from __future__ import annotations

from awslab.cloud.elbv2.edge.edge import LoadBalancerEdge
from awslab.cloud.ports.context import GatewayContext


def edge(context: GatewayContext) -> LoadBalancerEdge:
    """The edge; its `extension` tells targets' health."""
    return LoadBalancerEdge(context)
