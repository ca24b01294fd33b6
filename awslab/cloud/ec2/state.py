"""EC2's and VPC's resources, as far as guards and other rooms read them (pure): the forms of moto's objects.

Everything can only be read. `moto_state.py` hands the objects out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network
from typing import Any, Protocol, TypeAlias

Parameters: TypeAlias = Mapping[str, Any]
"""Parameters of a call, or of a part of it, by the names of the service's model."""


class KeyPair(Protocol):
    """A key pair."""

    @property
    def key_name(self) -> str: ...


class Snapshot(Protocol):
    """An EBS snapshot."""

    @property
    def id(self) -> str: ...
    @property
    def volume_size(self) -> int: ...


class Image(Protocol):
    """An Amazon Machine Image."""

    @property
    def id(self) -> str: ...
    @property
    def owner_id(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def architecture(self) -> str | None: ...
    @property
    def root_device_name(self) -> str: ...
    @property
    def ebs_snapshot(self) -> Snapshot: ...


class Vpc(Protocol):
    """A VPC."""

    @property
    def id(self) -> str: ...
    @property
    def is_default(self) -> bool: ...
    @property
    def enable_dns_support(self) -> object: ...
    @property
    def enable_dns_hostnames(self) -> object: ...


class Subnet(Protocol):
    """A subnet."""

    @property
    def id(self) -> str: ...
    @property
    def vpc_id(self) -> str: ...
    @property
    def availability_zone(self) -> str: ...
    @property
    def cidr(self) -> IPv4Network | IPv6Network: ...
    @property
    def available_ip_address_count(self) -> int: ...


class GroupRule(Protocol):
    """A rule of a security group."""

    @property
    def source_group(self) -> Mapping[str, str]: ...


class Group(Protocol):
    """A security group."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def vpc_id(self) -> str | None: ...
    @property
    def is_default(self) -> bool: ...
    @property
    def ingress_rules(self) -> Sequence[GroupRule]: ...
    @property
    def egress_rules(self) -> Sequence[GroupRule]: ...


class Instance(Protocol):
    """An instance."""

    @property
    def id(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def instance_type(self) -> str: ...
    @property
    def architecture(self) -> str | None: ...
    @property
    def availability_zone(self) -> str | None: ...
    @property
    def vpc_id(self) -> str | None: ...
    @property
    def subnet_id(self) -> str | None: ...
    @property
    def nics(self) -> Mapping[int, NetworkInterface]: ...
    @property
    def root_device_name(self) -> str | None: ...
    @property
    def block_device_mapping(self) -> Mapping[str, object]: ...


class NetworkInterface(Protocol):
    """A network interface."""

    @property
    def id(self) -> str: ...
    @property
    def subnet(self) -> Subnet: ...
    @property
    def instance(self) -> Instance | None: ...
    @property
    def group_set(self) -> Sequence[Group]: ...
    @property
    def private_ip_address(self) -> str | None: ...
    @property
    def public_ip(self) -> str | None: ...


class Address(Protocol):
    """An Elastic IP address."""

    @property
    def allocation_id(self) -> str | None: ...
    @property
    def association_id(self) -> str | None: ...
    @property
    def public_ip(self) -> str: ...
    @property
    def eni(self) -> NetworkInterface | None: ...


class InternetGateway(Protocol):
    """An internet gateway."""

    @property
    def id(self) -> str: ...
    @property
    def vpc(self) -> Vpc | None: ...


class NatGateway(Protocol):
    """A NAT gateway."""

    @property
    def id(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def subnet_id(self) -> str: ...
    @property
    def vpc_id(self) -> str: ...
    @property
    def connectivity_type(self) -> str: ...


class Peering(Protocol):
    """A VPC peering connection."""

    @property
    def id(self) -> str: ...
    @property
    def vpc(self) -> Vpc: ...
    @property
    def peer_vpc(self) -> Vpc: ...
    @property
    def status(self) -> Mapping[str, str]: ...


class Endpoint(Protocol):
    """A VPC endpoint."""

    @property
    def state(self) -> str: ...
    @property
    def vpc_id(self) -> str: ...
    @property
    def service_name(self) -> str: ...
    @property
    def route_table_ids(self) -> Sequence[str]: ...
    @property
    def security_group_ids(self) -> Sequence[str]: ...
    @property
    def destination_prefix_list_id(self) -> str | None: ...


class Route(Protocol):
    """A route of a route table."""

    @property
    def local(self) -> bool: ...
    @property
    def destination_cidr_block(self) -> str | None: ...


class RouteTable(Protocol):
    """A route table."""

    @property
    def id(self) -> str: ...
    @property
    def vpc_id(self) -> str: ...
    @property
    def main_association_id(self) -> str | None: ...
    @property
    def routes(self) -> Sequence[Route]: ...


class NetworkAclEntry(Protocol):
    """A rule of a network ACL."""

    @property
    def egress(self) -> object: ...
    @property
    def rule_number(self) -> int: ...


class NetworkAcl(Protocol):
    """A network ACL."""

    @property
    def id(self) -> str: ...
    @property
    def vpc_id(self) -> str: ...
    @property
    def default(self) -> bool: ...
    @property
    def network_acl_entries(self) -> Sequence[NetworkAclEntry]: ...


class Zone(Protocol):
    """An Availability Zone."""

    @property
    def name(self) -> str: ...


class VolumeAttachment(Protocol):
    """The attachment of a volume to an instance."""

    @property
    def instance(self) -> Instance: ...
    @property
    def device(self) -> str: ...


class Volume(Protocol):
    """An EBS volume."""

    @property
    def id(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def volume_type(self) -> str: ...
    @property
    def iops(self) -> int | None: ...
    @property
    def zone(self) -> Zone | None: ...
    @property
    def attachment(self) -> VolumeAttachment | None: ...
    @property
    def multi_attach_enabled(self) -> bool | None: ...
