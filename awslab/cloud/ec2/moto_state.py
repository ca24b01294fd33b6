"""Everything of moto's EC2 that guards read: one region's resources by their ids.

moto's EC2 is loaded by whoever makes the backend, never by this module: it is there before a lab needs EC2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from ipaddress import IPv4Network
from itertools import chain
from typing import TYPE_CHECKING

from awslab.cloud.ec2.state import (
    Address,
    Endpoint,
    Group,
    Image,
    Instance,
    InternetGateway,
    KeyPair,
    NatGateway,
    NetworkAcl,
    NetworkInterface,
    Parameters,
    Peering,
    RouteTable,
    Snapshot,
    Subnet,
    Volume,
    Vpc,
)

if TYPE_CHECKING:
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.launch_templates import LaunchTemplate


class Ec2State:
    """Read access to EC2 in one region. Every lookup answers None for what is not there."""

    def __init__(self, backend: EC2Backend) -> None:
        self._backend = backend

    def image(self, image_id: str) -> Image | None:
        """Return a machine image that can be launched."""
        return self._backend.amis.get(image_id)

    def was_deregistered(self, image_id: str) -> bool:
        """Return whether there was a machine image of that id."""
        return image_id in self._backend.deleted_amis

    def own_image_named(self, name: str, account_id: str) -> Image | None:
        """Return the machine image of that name that the account made."""
        images = list(self._backend.amis.values())
        return next((image for image in images if image.owner_id == account_id and image.name == name), None)

    def instance(self, instance_id: str) -> Instance | None:
        """Return an instance, also one that has been terminated."""
        return next((instance for instance in self.instances() if instance.id == instance_id), None)

    def instances(self) -> Iterator[Instance]:
        """Return all instances, those that have been terminated too."""
        reservations = list(self._backend.reservations.values())
        return chain.from_iterable(reservation.instances for reservation in reservations)

    def instance_type(self, name: str) -> Parameters | None:
        """Return what DescribeInstanceTypes says of a type."""
        from moto.ec2.models.instance_types import INSTANCE_TYPES

        description: Parameters | None = INSTANCE_TYPES.get(name)
        return description

    def zones_offering(self, name: str) -> set[str]:
        """Return the Availability Zones of the region that have an instance type."""
        return _zones_by_type(self._backend.region_name).get(name, set())

    def key_pair(self, name: str) -> KeyPair | None:
        """Return a key pair by its name."""
        return self._backend.key_pairs.get(name)

    def launch_template(self, specification: Parameters) -> LaunchTemplate | None:
        """Return the launch template of an id or a name."""
        name = specification.get("LaunchTemplateName", "")
        template_id = specification.get("LaunchTemplateId") or self._backend.launch_template_name_to_ids.get(name)
        return self._backend.launch_templates.get(str(template_id))

    def launch_template_data(self, specification: Parameters) -> Parameters:
        """Return what a version of a launch template says, by the members of RunInstances; empty when there is none."""
        template = self.launch_template(specification)
        if template is None:
            return {}
        version = str(specification.get("Version") or "$Default")
        numbers = {"$Default": template.default_version_number, "$Latest": len(template.versions)}
        number = numbers.get(version) or (int(version) if version.isdigit() else 0)
        data: Iterator[Parameters] = (
            one_version.data for one_version in template.versions if one_version.number == number
        )
        return {key: value for key, value in next(data, {}).items() if value}

    def vpc(self, vpc_id: str) -> Vpc | None:
        """Return a VPC."""
        return self._backend.vpcs.get(vpc_id)

    def vpcs(self) -> list[Vpc]:
        """Return all VPCs."""
        return list(self._backend.vpcs.values())

    def default_vpc(self) -> Vpc | None:
        """Return the region's default VPC."""
        return next((vpc for vpc in self.vpcs() if vpc.is_default), None)

    def ranges(self, vpc_id: str) -> list[IPv4Network]:
        """Return the IPv4 CIDR blocks of a VPC."""
        vpc = self._backend.vpcs.get(vpc_id)
        blocks = vpc.get_cidr_block_association_set() if vpc else ()
        return [IPv4Network(block["cidr_block"], strict=False) for block in blocks]

    def subnet(self, subnet_id: str) -> Subnet | None:
        """Return a subnet."""
        zones = list(self._backend.subnets.values())
        return next((subnets[subnet_id] for subnets in zones if subnet_id in subnets), None)

    def subnets(self, vpc_id: str) -> list[Subnet]:
        """Return the subnets of a VPC."""
        zones = list(self._backend.subnets.values())
        return [subnet for subnets in zones for subnet in list(subnets.values()) if subnet.vpc_id == vpc_id]

    def group(self, group_id: str) -> Group | None:
        """Return a security group by its id."""
        vpcs = list(self._backend.groups.values())
        return next((groups[group_id] for groups in vpcs if group_id in groups), None)

    def group_named(self, name: str, vpc_id: str) -> Group | None:
        """Return the security group of a VPC that has a name."""
        return next((group for group in self.groups(vpc_id) if group.name == name), None)

    def groups(self, vpc_id: str) -> list[Group]:
        """Return the security groups of a VPC."""
        return list(self._backend.groups.get(vpc_id, {}).values())

    def interface(self, interface_id: str) -> NetworkInterface | None:
        """Return a network interface."""
        return self._backend.enis.get(interface_id)

    def interface_with(self, vpc_id: str, address: str) -> NetworkInterface | None:
        """Return the network interface of a VPC with a private address, also one of a terminated instance."""
        interfaces = [interface for interface in list(self._backend.enis.values()) if interface.subnet.vpc_id == vpc_id]
        return next((interface for interface in interfaces if interface.private_ip_address == address), None)

    def interfaces(self) -> list[NetworkInterface]:
        """Return the network interfaces, but for those of instances that have been terminated."""
        return [
            interface
            for interface in list(self._backend.enis.values())
            if not interface.instance or interface.instance.state != "terminated"
        ]

    def internet_gateway(self, gateway_id: str) -> InternetGateway | None:
        """Return an internet gateway."""
        return self._backend.internet_gateways.get(gateway_id)

    def internet_gateways(self) -> list[InternetGateway]:
        """Return all internet gateways."""
        return list(self._backend.internet_gateways.values())

    def internet_gateway_of(self, vpc_id: str) -> InternetGateway | None:
        """Return the internet gateway that is attached to a VPC."""
        gateways = self.internet_gateways()
        return next((gateway for gateway in gateways if gateway.vpc and gateway.vpc.id == vpc_id), None)

    def nat_gateway(self, gateway_id: str) -> NatGateway | None:
        """Return a NAT gateway that has not been deleted."""
        return next((gateway for gateway in self.nat_gateways() if gateway.id == gateway_id), None)

    def nat_gateway_ever(self, gateway_id: str) -> NatGateway | None:
        """Return a NAT gateway, also one that has been deleted."""
        return self._backend.nat_gateways.get(gateway_id)

    def nat_gateways(self) -> list[NatGateway]:
        """Return the NAT gateways that have not been deleted."""
        return [gateway for gateway in list(self._backend.nat_gateways.values()) if gateway.state != "deleted"]

    def is_of_nat_gateway(self, interface: NetworkInterface) -> bool:
        """Return whether a network interface is the one of a NAT gateway that has not been deleted."""
        gateways = list(self._backend.nat_gateways.values())
        return any(gateway._eni is interface for gateway in gateways if gateway.state != "deleted")

    def peering(self, connection_id: str) -> Peering | None:
        """Return a VPC peering connection."""
        return self._backend.vpc_pcxs.get(connection_id)

    def peerings(self) -> list[Peering]:
        """Return all VPC peering connections."""
        return list(self._backend.vpc_pcxs.values())

    def endpoints(self) -> list[Endpoint]:
        """Return the VPC endpoints that have not been deleted."""
        return [endpoint for endpoint in list(self._backend.vpc_end_points.values()) if endpoint.state != "deleted"]

    def route_table(self, table_id: str) -> RouteTable | None:
        """Return a route table."""
        return self._backend.route_tables.get(table_id)

    def route_tables(self, vpc_id: str) -> list[RouteTable]:
        """Return the route tables of a VPC."""
        return [table for table in list(self._backend.route_tables.values()) if table.vpc_id == vpc_id]

    def associations_of_table(self, table: RouteTable) -> Mapping[str, str]:
        """Return what a route table is associated with, by the ids of the associations, without the main one."""
        moto_table = self._backend.route_tables.get(table.id)
        return {} if moto_table is None else dict(moto_table._associations)

    def network_acl(self, acl_id: str) -> NetworkAcl | None:
        """Return a network ACL."""
        return self._backend.network_acls.get(acl_id)

    def network_acls(self, vpc_id: str) -> list[NetworkAcl]:
        """Return the network ACLs of a VPC."""
        return [acl for acl in list(self._backend.network_acls.values()) if acl.vpc_id == vpc_id]

    def associations_of_acl(self, acl: NetworkAcl) -> Mapping[str, str]:
        """Return the subnets that a network ACL is associated with, by the ids of the associations."""
        moto_acl = self._backend.network_acls.get(acl.id)
        associations = list(moto_acl._associations.items()) if moto_acl is not None else ()
        return {name: association.subnet_id or "" for name, association in associations}

    def address(self, *, allocation_id: str = "", public_ip: str = "") -> Address | None:
        """Return an Elastic IP address by its allocation or by itself."""
        for address in self.addresses():
            if (allocation_id and address.allocation_id == allocation_id) or (
                public_ip and address.public_ip == public_ip
            ):
                return address
        return None

    def addresses(self) -> list[Address]:
        """Return all Elastic IP addresses."""
        return list(self._backend.addresses)

    def volume(self, volume_id: str) -> Volume | None:
        """Return an EBS volume."""
        return self._backend.volumes.get(volume_id)

    def snapshot(self, snapshot_id: str) -> Snapshot | None:
        """Return an EBS snapshot."""
        return self._backend.snapshots.get(snapshot_id)

    def zones(self) -> list[str]:
        """Return the names of the region's Availability Zones."""
        return [zone.name for zone in self._backend.describe_availability_zones()]


@cache
def _zones_by_type(region: str) -> Mapping[str, set[str]]:
    from moto.ec2.models.instance_types import INSTANCE_TYPE_OFFERINGS

    zones: dict[str, set[str]] = {}
    for offering in INSTANCE_TYPE_OFFERINGS["availability-zone"].get(region, ()):
        zones.setdefault(offering["InstanceType"], set()).add(offering["Location"])
    return zones
