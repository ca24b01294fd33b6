"""A network as plain values (pure): what one sweep over an account's region finds, and all that the tracer knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A rule of a security group; it has one of `cidr`, `group` and `prefix_list`."""

    id: str
    protocol: str
    """`tcp`, `udp`, `icmp`, `icmpv6`, another protocol's number, or `-1` for all."""
    first: int = -1
    """The first port, or ICMP's type; -1 for all."""
    last: int = -1
    """The last port, or ICMP's code; -1 for all."""
    cidr: str = ""
    group: str = ""
    prefix_list: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A security group."""

    id: str
    name: str
    vpc: str
    inbound: tuple[GroupRule, ...] = ()
    outbound: tuple[GroupRule, ...] = ()


@dataclass(frozen=True, slots=True)
class AclRule:
    """An entry of a network ACL."""

    number: int
    """1 to 32766; 32767 is the rule `*`."""
    allows: bool
    protocol: str
    cidr: str
    first: int = -1
    """The first port, or ICMP's type; -1 for all."""
    last: int = -1
    """The last port, or ICMP's code; -1 for all."""


@dataclass(frozen=True, slots=True)
class Acl:
    """A network ACL; its rules in the order of their numbers."""

    id: str
    inbound: tuple[AclRule, ...] = ()
    outbound: tuple[AclRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """One line of a route table."""

    destination: str
    """A CIDR block or a prefix list's id."""
    target: str
    """`local` or the id of a gateway, a connection or an interface; empty when it is gone."""


@dataclass(frozen=True, slots=True)
class RouteTable:
    """A subnet's route table."""

    id: str
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Vpc:
    """A VPC with all of its CIDR blocks."""

    id: str
    cidrs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subnet:
    """A subnet; the table is its VPC's main one when it has none of its own."""

    id: str
    vpc: str
    cidrs: tuple[str, ...]
    table: str
    acl: str


@dataclass(frozen=True, slots=True)
class Interface:
    """A network interface, or what stands for one: a load balancer's node, a function in a VPC, a host in a subnet."""

    id: str
    subnet: str
    addresses: tuple[str, ...]
    """Private IPv4 addresses, the primary one first, and IPv6 addresses."""
    groups: tuple[str, ...] | None
    """None: nothing is known of its groups, or it has none by nature, so that none is in the way."""
    public: str = ""
    """Its public IPv4 address."""
    owner: str = ""
    """The name that people use: an instance's id, a load balancer's name; empty for the interface itself."""
    kind: str = "interface"
    """`interface`, `instance`, `task`, `balancer`, `function`, `nat` or `host`."""
    state: str = "running"
    listens: tuple[int, ...] | None = None
    """The ports of its listeners; None when these are not known."""

    @property
    def name(self) -> str:
        """Return the name in sentences."""
        return self.owner or self.id


@dataclass(frozen=True, slots=True)
class NatGateway:
    """A NAT gateway."""

    id: str
    subnet: str
    address: str
    public: str
    """Empty for a private one."""
    state: str = "available"


@dataclass(frozen=True, slots=True)
class Peering:
    """A VPC peering connection."""

    id: str
    requester: str
    accepter: str
    status: str = "active"

    def other(self, vpc: str) -> str:
        """Return the VPC at the other side; empty when this VPC is at neither side."""
        return {self.requester: self.accepter, self.accepter: self.requester}.get(vpc, "")


@dataclass(frozen=True, slots=True)
class GatewayEndpoint:
    """A gateway VPC endpoint."""

    id: str
    vpc: str
    service: str
    """`com.amazonaws.us-east-1.s3`."""
    state: str = "available"


@dataclass(frozen=True, slots=True)
class PrefixList:
    """A managed prefix list."""

    id: str
    name: str
    cidrs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Balancer:
    """A load balancer, which has a node in each of its subnets."""

    name: str
    arn: str
    dns_name: str
    subnets: tuple[str, ...]
    groups: tuple[str, ...] | None
    faces_internet: bool
    ports: tuple[int, ...]
    """The ports of its listeners."""
    state: str = "active"


@dataclass(frozen=True, slots=True)
class Function:
    """A Lambda function; without subnets when it is in no VPC."""

    name: str
    arn: str
    subnets: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Everything of one region, by id or name."""

    region: str = "us-east-1"
    vpcs: Mapping[str, Vpc] = field(default_factory=dict)
    subnets: Mapping[str, Subnet] = field(default_factory=dict)
    tables: Mapping[str, RouteTable] = field(default_factory=dict)
    acls: Mapping[str, Acl] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    interfaces: Mapping[str, Interface] = field(default_factory=dict)
    internet_gateways: Mapping[str, str] = field(default_factory=dict)
    """Id to the VPC it is attached to, empty when to none."""
    egress_only_gateways: Mapping[str, str] = field(default_factory=dict)
    nat_gateways: Mapping[str, NatGateway] = field(default_factory=dict)
    peerings: Mapping[str, Peering] = field(default_factory=dict)
    endpoints: Mapping[str, GatewayEndpoint] = field(default_factory=dict)
    prefix_lists: Mapping[str, PrefixList] = field(default_factory=dict)
    instances: Mapping[str, str] = field(default_factory=dict)
    """Id to state, of instances without an interface too."""
    tasks: Mapping[str, str] = field(default_factory=dict)
    """Id to its interface, empty when it has none of its own."""
    balancers: Mapping[str, Balancer] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)

    def vpc_of(self, interface: Interface) -> str:
        """Return the id of an interface's VPC."""
        return self.subnets[interface.subnet].vpc

    def gateway_of(self, vpc: str) -> str:
        """Return the internet gateway that is attached to a VPC; empty when there is none."""
        return next((gateway for gateway, gateway_vpc in self.internet_gateways.items() if gateway_vpc == vpc), "")

    def holder(self, address: str, vpcs: tuple[str, ...]) -> Interface | None:
        """Return the interface with a private or IPv6 address in the first of these VPCs that has one."""
        for vpc in vpcs:
            for interface in self.interfaces.values():
                if address in interface.addresses and self.vpc_of(interface) == vpc:
                    return interface
        return None
