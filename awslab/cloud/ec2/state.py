"""What guards may look at in EC2 and VPC: one region's resources by their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from ipaddress import IPv4Network
from itertools import chain
from typing import Any


class Ec2State:
    """Read access to EC2 in one region. Every lookup answers None for what is not there."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def image(self, image_id: str) -> Any | None:
        """A machine image that can be launched."""
        return self._backend.amis.get(image_id)

    def was_deregistered(self, image_id: str) -> bool:
        """Whether there was a machine image of that id."""
        return image_id in self._backend.deleted_amis

    def own_image_named(self, name: str, account_id: str) -> Any | None:
        """A machine image that the account made."""
        images = self._backend.amis.values()
        return next((each for each in list(images) if each.owner_id == account_id and each.name == name), None)

    def instance(self, instance_id: str) -> Any | None:
        """An instance, also one that has been terminated."""
        return next((each for each in self.instances() if each.id == instance_id), None)

    def instances(self) -> Iterator[Any]:
        """All instances, those that have been terminated too."""
        return chain.from_iterable(each.instances for each in list(self._backend.reservations.values()))

    def instance_type(self, name: str) -> Mapping[str, Any] | None:
        """What DescribeInstanceTypes says of a type."""
        from moto.ec2.models.instance_types import INSTANCE_TYPES

        found: Mapping[str, Any] | None = INSTANCE_TYPES.get(name)
        return found

    def zones_offering(self, name: str) -> set[str]:
        """The Availability Zones of the region that have an instance type."""
        return _offered(self._backend.region_name).get(name, set())

    def key_pair(self, name: str) -> Any | None:
        """A key pair, by its name."""
        return self._backend.key_pairs.get(name)

    def launch_template(self, specification: Mapping[str, Any]) -> Any | None:
        """A launch template, by its id or name."""
        name = specification.get("LaunchTemplateName", "")
        identity = specification.get("LaunchTemplateId") or self._backend.launch_template_name_to_ids.get(name)
        return self._backend.launch_templates.get(identity)

    def launch_template_data(self, specification: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a version of a launch template says, by the members of RunInstances; nothing when there is none."""
        name = specification.get("LaunchTemplateName", "")
        found = specification.get("LaunchTemplateId") or self._backend.launch_template_name_to_ids.get(name)
        template = self._backend.launch_templates.get(found)
        if template is None:
            return {}
        version = str(specification.get("Version") or "$Default")
        number = {"$Default": template.default_version_number, "$Latest": len(template.versions)}
        wanted = number.get(version) or (int(version) if version.isdigit() else 0)
        data: Iterator[Mapping[str, Any]] = (each.data for each in template.versions if each.number == wanted)
        return {key: value for key, value in next(data, {}).items() if value}

    def vpc(self, vpc_id: str) -> Any | None:
        """A VPC."""
        return self._backend.vpcs.get(vpc_id)

    def vpcs(self) -> list[Any]:
        """All VPCs."""
        return list(self._backend.vpcs.values())

    def default_vpc(self) -> Any | None:
        """The region's default VPC."""
        return next((each for each in self.vpcs() if each.is_default), None)

    def ranges(self, vpc_id: str) -> list[IPv4Network]:
        """The IPv4 ranges of a VPC."""
        vpc = self.vpc(vpc_id)
        blocks = vpc.get_cidr_block_association_set() if vpc else ()
        return [IPv4Network(each["cidr_block"], strict=False) for each in blocks]

    def subnet(self, subnet_id: str) -> Any | None:
        """A subnet."""
        return next((zone[subnet_id] for zone in list(self._backend.subnets.values()) if subnet_id in zone), None)

    def subnets(self, vpc_id: str) -> list[Any]:
        """The subnets of a VPC."""
        zones = list(self._backend.subnets.values())
        return [each for zone in zones for each in list(zone.values()) if each.vpc_id == vpc_id]

    def group(self, group_id: str) -> Any | None:
        """A security group, by its id."""
        return next((vpc[group_id] for vpc in list(self._backend.groups.values()) if group_id in vpc), None)

    def group_named(self, name: str, vpc_id: str) -> Any | None:
        """A security group of a VPC, by its name."""
        return next((each for each in self.groups(vpc_id) if each.name == name), None)

    def groups(self, vpc_id: str) -> list[Any]:
        """The security groups of a VPC."""
        return list(self._backend.groups.get(vpc_id, {}).values())

    def interface(self, interface_id: str) -> Any | None:
        """A network interface."""
        return self._backend.enis.get(interface_id)

    def interfaces(self) -> list[Any]:
        """Network interfaces, but for those of instances that have been terminated."""
        found = self._backend.enis.values()
        return [each for each in list(found) if not each.instance or each.instance.state != "terminated"]

    def interface_with(self, vpc_id: str, address: str) -> Any | None:
        """A network interface of a VPC by its private address, also one of a terminated instance."""
        inside = (nic for nic in list(self._backend.enis.values()) if nic.subnet.vpc_id == vpc_id)
        return next((nic for nic in inside if nic.private_ip_address == address), None)

    def internet_gateway(self, gateway_id: str) -> Any | None:
        """An internet gateway."""
        return self._backend.internet_gateways.get(gateway_id)

    def internet_gateways(self) -> list[Any]:
        """All internet gateways."""
        return list(self._backend.internet_gateways.values())

    def internet_gateway_of(self, vpc_id: str) -> Any | None:
        """The internet gateway that is attached to a VPC."""
        return next((each for each in self.internet_gateways() if each.vpc and each.vpc.id == vpc_id), None)

    def nat_gateway(self, gateway_id: str) -> Any | None:
        """A NAT gateway that has not been deleted."""
        return next((each for each in self.nat_gateways() if each.id == gateway_id), None)

    def nat_gateway_ever(self, gateway_id: str) -> Any | None:
        """A NAT gateway, also one that has been deleted."""
        return self._backend.nat_gateways.get(gateway_id)

    def nat_gateways(self) -> list[Any]:
        """NAT gateways that have not been deleted."""
        return [each for each in list(self._backend.nat_gateways.values()) if each.state != "deleted"]

    def peering(self, connection_id: str) -> Any | None:
        """A VPC peering connection."""
        return self._backend.vpc_pcxs.get(connection_id)

    def peerings(self) -> list[Any]:
        """All VPC peering connections."""
        return list(self._backend.vpc_pcxs.values())

    def endpoints(self) -> list[Any]:
        """VPC endpoints that have not been deleted."""
        return [each for each in list(self._backend.vpc_end_points.values()) if each.state != "deleted"]

    def route_table(self, table_id: str) -> Any | None:
        """A route table."""
        return self._backend.route_tables.get(table_id)

    def route_tables(self, vpc_id: str) -> list[Any]:
        """The route tables of a VPC."""
        return [each for each in list(self._backend.route_tables.values()) if each.vpc_id == vpc_id]

    def network_acl(self, acl_id: str) -> Any | None:
        """A network ACL."""
        return self._backend.network_acls.get(acl_id)

    def network_acls(self, vpc_id: str) -> list[Any]:
        """The network ACLs of a VPC."""
        return [each for each in list(self._backend.network_acls.values()) if each.vpc_id == vpc_id]

    def address(self, *, allocation_id: str = "", public_ip: str = "") -> Any | None:
        """An Elastic IP address."""
        for each in list(self._backend.addresses):
            if (allocation_id and each.allocation_id == allocation_id) or (public_ip and each.public_ip == public_ip):
                return each
        return None

    def addresses(self) -> list[Any]:
        """All Elastic IP addresses."""
        return list(self._backend.addresses)

    def volume(self, volume_id: str) -> Any | None:
        """An EBS volume."""
        return self._backend.volumes.get(volume_id)

    def snapshot(self, snapshot_id: str) -> Any | None:
        """An EBS snapshot."""
        return self._backend.snapshots.get(snapshot_id)

    def zones(self) -> list[str]:
        """The names of the region's Availability Zones."""
        return [each.name for each in self._backend.describe_availability_zones()]


@cache
def _offered(region: str) -> Mapping[str, set[str]]:
    from moto.ec2.models.instance_types import INSTANCE_TYPE_OFFERINGS

    found: dict[str, set[str]] = {}
    for each in INSTANCE_TYPE_OFFERINGS["availability-zone"].get(region, ()):
        found.setdefault(each["InstanceType"], set()).add(each["Location"])
    return found
