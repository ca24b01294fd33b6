"""Amazon EC2: security groups and metadata options of instances, key pairs, and the default VPC."""

from __future__ import annotations

from collections.abc import Container, Iterable

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.instances import Instance, InstanceBackend, MetadataOptions
from moto.ec2.models.key_pairs import KeyPair, KeyPairBackend
from moto.ec2.models.security_groups import SecurityGroup, SecurityGroupRule
from moto.ec2.models.vpcs import VPC, VPCBackend

from awslab.cloud.gateway.corrections import Original, correct


def _groups(instance: Instance) -> list[SecurityGroup]:
    """Return an instance's security groups: those of its primary network interface.

    moto keeps a second list, which it leaves empty when RunInstances names no group (the default group of the VPC) or
    names them in NetworkInterfaces, and which ModifyNetworkInterfaceAttribute does not reach.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security-groups.html
    """
    primary = getattr(instance, "nics", {}).get(0)
    groups: list[SecurityGroup] = vars(instance).get("groups asked for", []) if primary is None else primary._group_set
    return groups


def _change_groups(instance: Instance, groups: Iterable[SecurityGroup]) -> None:
    primary = getattr(instance, "nics", {}).get(0)
    if primary is None:
        vars(instance)["groups asked for"] = list(groups)
    else:
        primary._group_set = list(groups)


Instance.security_groups = property(_groups, _change_groups)  # type: ignore[assignment]
NetworkInterface.group_set = property(lambda interface: interface._group_set)  # type: ignore[assignment, method-assign]
# moto sets it in VPCs with DNS host names only, and ECS fails without
NetworkInterface.private_dns_name = None  # type: ignore[assignment]


@correct(InstanceBackend, "modify_instance_metadata_options")
def other_metadata_options_stay(
    original: Original, backend: EC2Backend, instance_id: str, **keywords: object
) -> MetadataOptions:
    """A metadata option that ModifyInstanceMetadataOptions leaves out keeps the instance's value.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html
    """
    present = backend.get_instance(instance_id).metadata_options
    present_options = {
        "http_tokens": present.http_tokens,
        "hop_limit": present.http_put_response_hop_limit,
        "http_endpoint": present.http_endpoint,
        "http_protocol": present.http_protocol_ipv6,
        "metadata_tags": present.instance_metadata_tags,
    }
    changes = {name: value for name, value in keywords.items() if value is not None}
    options: MetadataOptions = original(backend, instance_id, **{**present_options, **changes})
    return options


@correct(KeyPairBackend, "create_key_pair")
def rsa_by_default(original: Original, backend: EC2Backend, name: str, key_type: str | None, tags: object) -> KeyPair:
    """The type of a key pair is rsa by default.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateKeyPair.html
    """
    key_pair: KeyPair = original(backend, name, key_type or "rsa", tags)
    return key_pair


@correct(KeyPairBackend, "describe_key_pairs")
def unknown_key_pair_by_name(
    original: Original, backend: EC2Backend, key_names: Iterable[str] | None, filters: object = None
) -> list[KeyPair]:
    """An unknown key pair is refused with its name; moto's sentence shows a Python set. AWS's is in many public
    reports.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    """
    unknown = [name for name in key_names or () if name and name not in backend.key_pairs]
    if unknown:
        raise EC2ClientError("InvalidKeyPair.NotFound", f"The key pair '{unknown[0]}' does not exist")
    key_pairs: list[KeyPair] = original(backend, key_names, filters)
    return key_pairs


@correct(SecurityGroup, "filter_ip_permission__ipv6_cidr")
def filter_by_inbound_ipv6_block(_: Original, group: SecurityGroup, values: Container[str | None]) -> bool:
    """The filter ip-permission.ipv6-cidr of DescribeSecurityGroups, which moto lacks.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
    """
    return _has_range(group.ingress_rules, values)


@correct(SecurityGroup, "filter_egress__ip_permission__ipv6_cidr")
def filter_by_outbound_ipv6_block(_: Original, group: SecurityGroup, values: Container[str | None]) -> bool:
    """The filter egress.ip-permission.ipv6-cidr of DescribeSecurityGroups, which moto lacks.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
    """
    return _has_range(group.egress_rules, values)


def _has_range(rules: Iterable[SecurityGroupRule], values: Container[str | None]) -> bool:
    return any(rule.ip_range.get("CidrIpv6") in values for rule in rules)


@correct(VPCBackend, "create_default_vpc")
def default_vpc_reaches_the_internet(original: Original, backend: EC2Backend) -> VPC:
    """The default VPC has an internet gateway, and a route to it in the main route table.

    https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
    """
    vpc: VPC = original(backend)
    gateway = backend.create_internet_gateway()
    backend.attach_internet_gateway(gateway.id, vpc.id)
    tables = backend.describe_route_tables(filters={"vpc-id": [vpc.id], "association.main": ["true"]})
    backend.create_route(tables[0].id, "0.0.0.0/0", gateway_id=gateway.id)
    return vpc
