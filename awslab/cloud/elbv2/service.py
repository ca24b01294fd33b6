"""Elastic Load Balancing: Application, Network and Gateway Load Balancers.

moto keeps load balancers, listeners, rules and target groups, and answers most calls. Here is the rest:

guards/             what AWS refuses: balancers.py, listeners.py (with the actions of rules), rules.py, targets.py,
                    attributes.py
corrections/        what moto forgets or refuses: defaults, idempotent creation, transforms, several ports of a target
answers/            DescribeTargetHealth
life/               registrations.py: when targets came and went; health.py: their health, worked out when it is asked
                    for; targets.py: the calls that those follow
edge/               what a load balancer answers to plain HTTP
  load_balancers.py the address, the listener, the rule
  conditions.py     whether a rule's conditions hold; expressions.py reads its regular expressions
  redirects.py      where a redirect leads; transforms.py: what is rewritten; pages.py: what a load balancer says itself
  connections.py    what is different behind a Network Load Balancer
  forwarding.py     which target group, which target, and its answer; choosing.py, stickiness.py, forwarded.py help
  lambda_target.py  a function's event, and the response made of its result
  user_data.py      the web server that an instance's user data installs
machine_replies.py  what a machine behind a load balancer answers
reach.py            whether packets get there, by the packet tracer
shapes.py           the API's structures that rules are made of; values.py: everything as plain values
state.py            what guards read; the records of moto that the room reads
moto_balancers.py   moto's records turned into values; moto_ssl_policies.py: SSL policies
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="elbv2",
    title="Elastic Load Balancing",
    moto="elbv2",
    woken_by=("cloudformation",),
    edge="edge.load_balancers",
    edge_order=0,
    denial=("AccessDenied", 403),
)
