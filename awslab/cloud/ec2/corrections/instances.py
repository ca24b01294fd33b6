"""Amazon EC2 and VPC."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.instances import Instance, InstanceBackend
from moto.ec2.models.key_pairs import KeyPairBackend
from moto.ec2.models.security_groups import SecurityGroup
from moto.ec2.models.vpcs import VPCBackend

from awslab.cloud.gateway.corrections import Original, correct


def _groups(instance: Any) -> list[Any]:
    """An instance's security groups are those of its primary network interface, however they came to be.

    moto keeps a second list, which it leaves empty when RunInstances names no group (the default group of the VPC) or
    names them in NetworkInterfaces, and which ModifyNetworkInterfaceAttribute does not reach.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security-groups.html
    """
    primary = getattr(instance, "nics", {}).get(0)
    groups: list[Any] = vars(instance).get("groups asked for", []) if primary is None else primary._group_set
    return groups


def _change_groups(instance: Any, groups: Iterable[Any]) -> None:
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
def options_not_named_stay(original: Original, backend: Any, instance_id: str, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html: a parameter that
    is left out keeps the instance's value."""
    now = backend.get_instance(instance_id).metadata_options
    kept = {
        "http_tokens": now.http_tokens,
        "hop_limit": now.http_put_response_hop_limit,
        "http_endpoint": now.http_endpoint,
        "http_protocol": now.http_protocol_ipv6,
        "metadata_tags": now.instance_metadata_tags,
    }
    given = {name: value for name, value in named.items() if value is not None}
    return original(backend, instance_id, **kept | given)


@correct(KeyPairBackend, "create_key_pair")
def rsa_by_default(original: Original, backend: Any, name: str, key_type: str | None, tags: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateKeyPair.html: KeyType is rsa by default."""
    return original(backend, name, key_type or "rsa", tags)


@correct(KeyPairBackend, "describe_key_pairs")
def unknown_key_pairs_by_name(original: Original, backend: Any, key_names: Any, filters: Any = None) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (InvalidKeyPair.NotFound).

    moto's sentence shows a Python set. AWS's is in many public reports.
    """
    unknown = [name for name in key_names or () if name and name not in backend.key_pairs]
    if unknown:
        raise EC2ClientError("InvalidKeyPair.NotFound", f"The key pair '{unknown[0]}' does not exist")
    return original(backend, key_names, filters)


@correct(SecurityGroup, "filter_ip_permission__ipv6_cidr")
def inbound_ipv6_ranges(_: Original, group: Any, values: Iterable[str]) -> bool:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html: the filter
    ip-permission.ipv6-cidr."""
    return _has_range(group.ingress_rules, values)


@correct(SecurityGroup, "filter_egress__ip_permission__ipv6_cidr")
def outbound_ipv6_ranges(_: Original, group: Any, values: Iterable[str]) -> bool:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html: the filter
    egress.ip-permission.ipv6-cidr."""
    return _has_range(group.egress_rules, values)


def _has_range(rules: Iterable[Any], values: Iterable[str]) -> bool:
    return any(rule.ip_range.get("CidrIpv6") in values for rule in rules)


@correct(VPCBackend, "create_default_vpc")
def default_vpc_reaches_the_internet(original: Original, backend: Any) -> Any:
    """https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html: an internet gateway, and a route
    to it in the main route table."""
    vpc = original(backend)
    gateway = backend.create_internet_gateway()
    backend.attach_internet_gateway(gateway.id, vpc.id)
    tables = backend.describe_route_tables(filters={"vpc-id": [vpc.id], "association.main": ["true"]})
    backend.create_route(tables[0].id, "0.0.0.0/0", gateway_id=gateway.id)
    return vpc
