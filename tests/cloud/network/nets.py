"""Networks for tests, written in few words."""

from __future__ import annotations

from typing import Any

from awslab.cloud.network.trace import Trace, trace
from awslab.cloud.network.values import (
    Acl,
    AclRule,
    Balancer,
    Function,
    GatewayEndpoint,
    Group,
    GroupRule,
    Interface,
    NatGateway,
    Network,
    Peering,
    PrefixList,
    Route,
    RouteTable,
    Subnet,
    Vpc,
)

OPEN_ACL = (
    "in 100 allow all 0.0.0.0/0",
    "out 100 allow all 0.0.0.0/0",
    "in 101 allow all ::/0",
    "out 101 allow all ::/0",
)
ALL_OUT = ("out all 0.0.0.0/0", "out all ::/0")


class Net:
    """A network that grows. Every VPC `a` has a main table `rtb-a` with its local routes and an open ACL `acl-a`."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, Any]] = {name: {} for name in Network.__dataclass_fields__ if name != "region"}
        self.parts["prefix_lists"]["pl-s3"] = PrefixList("pl-s3", "com.amazonaws.us-east-1.s3", ("52.216.0.0/15",))

    def vpc(self, name: str, *cidrs: str) -> Net:
        """A VPC with its main route table and default network ACL."""
        self.parts["vpcs"][f"vpc-{name}"] = Vpc(f"vpc-{name}", cidrs)
        self.table(f"rtb-{name}", **dict.fromkeys(cidrs, "local"))
        return self.acl(f"acl-{name}", *OPEN_ACL)

    def subnet(self, name: str, vpc: str, *cidrs: str, table: str = "", acl: str = "") -> Net:
        """A subnet, with the VPC's own table and ACL unless others are named."""
        id_ = f"subnet-{name}"
        self.parts["subnets"][id_] = Subnet(id_, f"vpc-{vpc}", cidrs, table or f"rtb-{vpc}", acl or f"acl-{vpc}")
        return self

    def table(self, id_: str, **routes: str) -> Net:
        """A route table."""
        self.parts["tables"][id_] = RouteTable(id_, tuple(Route(*each) for each in routes.items()))
        return self

    def route(self, table: str, destination: str, target: str) -> Net:
        """One more route."""
        routes = self.parts["tables"][table].routes
        self.parts["tables"][table] = RouteTable(table, (*routes, Route(destination, target)))
        return self

    def acl(self, id_: str, *rules: str) -> Net:
        """A network ACL of rules such as `in 100 allow tcp 443 0.0.0.0/0`."""
        made: dict[str, list[AclRule]] = {"in": [], "out": []}
        for rule in rules:
            way, number, verdict, protocol, *ports, cidr = rule.split()
            first, last = _ports(protocol, ports)
            made[way].append(AclRule(int(number), verdict == "allow", _protocol(protocol), cidr, first, last))
        ordered = (tuple(sorted(made[way], key=lambda each: each.number)) for way in ("in", "out"))
        self.parts["acls"][id_] = Acl(id_, *ordered)
        return self

    def group(self, id_: str, *rules: str, vpc: str = "a") -> Net:
        """A security group of rules such as `in tcp 443 0.0.0.0/0`, `in tcp 22 sg-x`, `out all pl-s3`; ids r1, r2..."""
        made: dict[str, list[GroupRule]] = {"in": [], "out": []}
        for number, rule in enumerate(rules, 1):
            way, protocol, *ports, peer = rule.split()
            first, last = _ports(protocol, ports)
            kind = "group" if peer.startswith("sg-") else "prefix_list" if peer.startswith("pl-") else "cidr"
            made[way].append(GroupRule(f"r{number}", _protocol(protocol), first, last, **{kind: peer}))
        self.parts["groups"][id_] = Group(id_, id_[3:], f"vpc-{vpc}", tuple(made["in"]), tuple(made["out"]))
        return self

    def instance(self, name: str, subnet: str, *addresses: str, groups: str = "", public: str = "", **more: Any) -> Net:
        """A running instance `i-name` with one interface `eni-name`."""
        id_, listed = f"i-{name}", tuple(groups.split())
        given = {"owner": id_, "kind": "instance"} | more
        self.parts["interfaces"][f"eni-{name}"] = Interface(
            f"eni-{name}", f"subnet-{subnet}", addresses, listed, public, **given
        )
        if given["kind"] == "instance":
            self.parts["instances"][id_] = given.get("state", "running")
        return self

    def put(self, part: str, id_: str, value: Any) -> Net:
        """Anything else."""
        self.parts[part][id_] = value
        return self

    def gateway(self, name: str, vpc: str = "") -> Net:
        """An internet gateway, attached to the VPC of that name."""
        return self.put("internet_gateways", f"igw-{name}", f"vpc-{vpc}" if vpc else "")

    def nat(self, name: str, subnet: str, address: str, public: str = "", state: str = "available") -> Net:
        """A NAT gateway."""
        return self.put(
            "nat_gateways", f"nat-{name}", NatGateway(f"nat-{name}", f"subnet-{subnet}", address, public, state)
        )

    def peering(self, one: str, other: str, status: str = "active") -> Net:
        """A peering connection `pcx-ab` of the VPCs a and b."""
        id_ = f"pcx-{one}{other}"
        return self.put("peerings", id_, Peering(id_, f"vpc-{one}", f"vpc-{other}", status))

    def endpoint(self, vpc: str) -> Net:
        """A gateway endpoint `vpce-s3` for S3."""
        return self.put("endpoints", "vpce-s3", GatewayEndpoint("vpce-s3", f"vpc-{vpc}", "com.amazonaws.us-east-1.s3"))

    def balancer(
        self, name: str, *subnets: str, groups: str = "", ports: tuple[int, ...] = (80,), facing: bool = True
    ) -> Net:
        """A load balancer."""
        ids = tuple(f"subnet-{each}" for each in subnets)
        made = Balancer(name, f"arn:{name}", f"{name}.elb", ids, tuple(groups.split()), facing, ports)
        return self.put("balancers", made.arn, made)

    def function(self, name: str, *subnets: str, groups: str = "") -> Net:
        """A function in a VPC."""
        ids = tuple(f"subnet-{each}" for each in subnets)
        return self.put("functions", name, Function(name, f"arn:{name}", ids, tuple(groups.split())))

    def network(self) -> Network:
        """What has grown."""
        return Network("us-east-1", **self.parts)

    def trace(self, from_: str, to: str) -> Trace:
        """A trace through it."""
        return trace(self.network(), from_, to)


def web() -> Net:
    """A VPC `a`: `i-web`, in `sg-web` (443 from everywhere), in a public subnet, and `i-app` in a private one."""
    return (
        Net()
        .vpc("a", "10.0.0.0/16")
        .gateway("a", "a")
        .table("rtb-public", **{"10.0.0.0/16": "local", "0.0.0.0/0": "igw-a"})
        .subnet("public", "a", "10.0.1.0/24", table="rtb-public")
        .subnet("private", "a", "10.0.2.0/24")
        .group("sg-web", "in tcp 443 0.0.0.0/0", *ALL_OUT)
        .group("sg-app", "in tcp 8080 sg-web", *ALL_OUT)
        .instance("web", "public", "10.0.1.5", groups="sg-web", public="54.0.0.5")
        .instance("app", "private", "10.0.2.7", groups="sg-app")
    )


def decided(found: Trace) -> str:
    """`reached`, or the resource and rule that denied."""
    last = found.hops[-1]
    return "reached" if found.reachable else f"{last.resource} {last.rule}".strip()


def _protocol(written: str) -> str:
    return "-1" if written == "all" else written


def _ports(protocol: str, written: list[str]) -> tuple[int, int]:
    if not written:
        return -1, -1
    first, _, last = written[0].partition("-")
    return int(first), int(last or (-1 if protocol.startswith("icmp") else first))
