"""The metadata of an instance, by the documented categories (pure).

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html#instancedata-data-categories
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from awslab.cloud.ec2.edge.metadata.tree import Folder, Node


@dataclass(frozen=True, slots=True)
class Interface:
    """A network interface of an instance."""

    id: str
    mac: str
    device: int
    owner_id: str
    subnet_id: str
    subnet_range: str
    vpc_id: str
    vpc_ranges: Sequence[str]
    addresses: Sequence[str]
    """Private IPv4 addresses, the primary one first."""
    host_name: str
    public_address: str
    """Empty without one."""
    public_host_name: str
    """Empty without one, or when the VPC has no DNS host names."""
    ipv6_addresses: Sequence[str]
    groups: Sequence[tuple[str, str]]
    """Ids and names of its security groups."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance, as far as its metadata tells."""

    id: str
    account_id: str
    region: str
    state: str
    image_id: str
    launch_index: int
    type: str
    architecture: str
    zone: str
    zone_id: str
    reservation_id: str
    launch_time: datetime
    life_cycle: str
    """`on-demand` or `spot`."""
    key: tuple[str, str] | None
    """Name and OpenSSH form of its key pair."""
    interfaces: Sequence[Interface]
    """The primary one first."""
    user_data: bytes
    tags: Mapping[str, str]
    target_state: str
    """The life cycle state that an Auto Scaling instance is in or moves to; empty for other instances."""
    is_monitored: bool
    metadata_tokens: str
    """`required` or `optional`."""
    metadata_endpoint: str
    """`enabled` or `disabled`."""
    metadata_tags: str
    """`enabled` or `disabled`."""


def categories(instance: Instance, iam: Folder | None) -> Folder:
    """Return what is below a version of the service; `iam` is what is below `iam/`."""
    return Folder(
        {
            "meta-data": _meta_data(instance, iam),
            "dynamic": Folder(
                {
                    "fws": Folder({"instance-monitoring": "enabled" if instance.is_monitored else "disabled"}),
                    "instance-identity": Folder({"document": _document(instance)}),
                }
            ),
            "user-data": instance.user_data or None,
        }
    )


def _meta_data(instance: Instance, iam: Folder | None) -> Folder:
    primary = instance.interfaces[0]
    return Folder(
        {
            "ami-id": instance.image_id,
            "ami-launch-index": str(instance.launch_index),
            "ami-manifest-path": "(unknown)",
            "autoscaling": Folder({"target-lifecycle-state": instance.target_state}) if instance.target_state else None,
            "hostname": primary.host_name,
            "iam": iam,
            "instance-action": "none",
            "instance-id": instance.id,
            "instance-life-cycle": instance.life_cycle,
            "instance-type": instance.type,
            "ipv6": primary.ipv6_addresses[0] if primary.ipv6_addresses else None,
            "local-hostname": primary.host_name,
            "local-ipv4": primary.addresses[0],
            "mac": primary.mac,
            "network": Folder({"interfaces": Folder({"macs": _interfaces(instance.interfaces)})}),
            "placement": _placement(instance),
            "public-hostname": primary.public_host_name or None,
            "public-ipv4": primary.public_address or None,
            "public-keys": _public_keys(instance.key) if instance.key else None,
            "reservation-id": instance.reservation_id,
            "security-groups": _lines(name for _, name in primary.groups),
            "services": Folder({"domain": "amazonaws.com", "partition": "aws"}),
            "tags": Folder({"instance": Folder(instance.tags)}) if instance.metadata_tags == "enabled" else None,
        }
    )


def _placement(instance: Instance) -> Folder:
    zone: dict[str, Node] = {"availability-zone": instance.zone, "availability-zone-id": instance.zone_id}
    return Folder({**zone, "region": instance.region})


def _public_keys(key: tuple[str, str]) -> Folder:
    """Return the public keys as they are listed:
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html#instance-metadata-ex-3
    """
    name, public = key
    return Folder({"0": Folder({"openssh-key": f"{public.strip()} {name}\n"})}, listing_names={"0": f"0={name}"})


def _interfaces(interfaces: Sequence[Interface]) -> Folder:
    return Folder({interface.mac: _interface(interface) for interface in interfaces})


def _interface(interface: Interface) -> Folder:
    return Folder(
        {
            "device-number": str(interface.device),
            "interface-id": interface.id,
            "ipv4-associations": Folder({interface.public_address: interface.addresses[0]})
            if interface.public_address
            else None,
            "ipv6s": _lines(interface.ipv6_addresses) or None,
            "local-hostname": interface.host_name,
            "local-ipv4s": _lines(interface.addresses),
            "mac": interface.mac,
            "owner-id": interface.owner_id,
            "public-hostname": interface.public_host_name or None,
            "public-ipv4s": interface.public_address or None,
            "security-group-ids": _lines(name for name, _ in interface.groups),
            "security-groups": _lines(name for _, name in interface.groups),
            "subnet-id": interface.subnet_id,
            "subnet-ipv4-cidr-block": interface.subnet_range,
            "vpc-id": interface.vpc_id,
            "vpc-ipv4-cidr-block": interface.vpc_ranges[0],
            "vpc-ipv4-cidr-blocks": _lines(interface.vpc_ranges),
        }
    )


def _document(instance: Instance) -> str:
    """Return the identity document: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/retrieve-iid.html"""
    return json.dumps(
        {
            "accountId": instance.account_id,
            "architecture": instance.architecture,
            "availabilityZone": instance.zone,
            "billingProducts": None,
            "devpayProductCodes": None,
            "marketplaceProductCodes": None,
            "imageId": instance.image_id,
            "instanceId": instance.id,
            "instanceType": instance.type,
            "kernelId": None,
            "pendingTime": f"{instance.launch_time:%Y-%m-%dT%H:%M:%SZ}",
            "privateIp": instance.interfaces[0].addresses[0],
            "ramdiskId": None,
            "region": instance.region,
            "version": "2017-09-30",
        },
        indent=2,
    )


def _lines(values: Iterable[str]) -> str:
    return "\n".join(values)
