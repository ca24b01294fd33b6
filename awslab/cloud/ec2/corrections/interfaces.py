"""Amazon EC2: the network interfaces and addresses of instances."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.elastic_network_interfaces import NetworkInterface, NetworkInterfaceBackend
from moto.ec2.models.instances import Instance
from moto.ec2.models.subnets import Subnet

from awslab.cloud.ec2.state import Parameters
from awslab.cloud.gateway.corrections import Original, correct


@correct(Instance, "__init__")
def default_subnet_and_interfaces(
    original: Original, instance: Instance, backend: EC2Backend, *positional: object, **keywords: Any
) -> None:
    """Without a subnet, an instance is in the default subnet of its zone, which decides on a public address.

    The network interfaces that are created with an instance are deleted with it.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html
    """
    specifications: list[Parameters] = keywords.get("nics") or []
    has_subnet = any({"SubnetId", "NetworkInterfaceId"} & specification.keys() for specification in specifications)
    if not keywords.get("subnet_id") and not has_subnet:
        zone = keywords.get("placement") or f"{backend.region_name}a"
        default = backend.get_default_subnets().get(zone)
        keywords["subnet_id"] = default.id if default else None
    keywords.setdefault("associate_public_ip", None)
    original(instance, backend, *positional, **keywords)
    lasting = {int(specification["DeviceIndex"]) for specification in specifications if _outlives(specification)}
    for index, nic in instance.nics.items():
        nic.delete_on_termination = index not in lasting


def _outlives(specification: Parameters) -> bool:
    return "NetworkInterfaceId" in specification or specification.get("DeleteOnTermination") is False


def _keep_elastic_address(original: Original, nic: NetworkInterface) -> None:
    """An Elastic IP address stays when the instance stops, and takes the place of the address that the subnet gives.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
    """
    addresses = list(nic.ec2_backend.addresses)
    if not any(address.eni is nic and address.public_ip == nic.public_ip for address in addresses):
        original(nic)


for _name in ("stop", "check_auto_public_ip"):
    correct(NetworkInterface, _name)(_keep_elastic_address)


@correct(NetworkInterfaceBackend, "create_network_interface")
def address_from_the_subnet(
    original: Original,
    backend: EC2Backend,
    subnet: Subnet | str,
    private_ip_address: str | list[str] | None,
    *positional: object,
    **keywords: object,
) -> NetworkInterface:
    """EC2 selects an address from the subnet's CIDR block when none is requested.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html
    """
    if not private_ip_address and not (keywords.get("private_ip_addresses") or (positional and positional[0])):
        network = backend.get_subnet(subnet) if isinstance(subnet, str) else subnet
        private_ip_address = network.get_available_subnet_ip(None)  # type: ignore[arg-type]
    interface: NetworkInterface = original(backend, subnet, private_ip_address, *positional, **keywords)
    return interface
