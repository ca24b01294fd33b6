"""Load balancers, target groups and the machines behind them, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from awslab.cloud.elbv2.reach import Paths
from awslab.cloud.elbv2.shapes import Action, Condition, Transform


@dataclass(frozen=True, slots=True)
class Rule:
    """A listener rule; the default one comes last and has no conditions."""

    conditions: Sequence[Condition]
    actions: Sequence[Action]
    """In their order, in the API's form."""
    transforms: Sequence[Transform] = ()
    """What is rewritten before a request is forwarded."""


@dataclass(frozen=True, slots=True)
class Listener:
    """What answers on one port."""

    port: int
    protocol: str
    """`HTTP` or `HTTPS`, or a Network Load Balancer's."""
    rules: tuple[Rule, ...]
    """In the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Balancer:
    """A load balancer."""

    arn: str
    name: str
    dns_name: str
    region: str
    kind: str
    """`application`, `network` or `gateway`."""
    zones: frozenset[str]
    paths: Paths
    """To its nodes, and from them to targets."""
    attributes: Mapping[str, str]
    listeners: tuple[Listener, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """One registered target."""

    id: str
    """An instance's id, an address, or a function's ARN."""
    port: int | None
    """None for a function."""


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """A target group."""

    arn: str
    region: str
    kind: str
    """`instance`, `ip` or `lambda` (or `alb`)."""
    protocol: str
    """Empty for functions."""
    port: int | None
    """Of targets that were registered without one; None for functions."""
    vpc_id: str
    targets: tuple[Target, ...]
    checks_health: bool
    check_port: str
    """A number, or `traffic-port`."""
    check_protocol: str
    """`HTTP`, `HTTPS` or `TCP`."""
    check_path: str
    check_interval: int
    """Seconds."""
    success_codes: str
    """`200`, `200,202` or `200-299`."""
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Machine:
    """What is behind an instance's id or an address: where it is, and what was put on it."""

    id: str
    """The instance's id, or the address."""
    state: str
    """EC2's name of it; `running` for an interface that is no instance's."""
    zone: str
    interface: str
    """The id of its network interface; of an instance, the primary one."""
    user_data: str
    facts: Mapping[str, str]
    """The instance's metadata, by path below `meta-data/`."""
