"""Everything of moto that instance metadata reads: instances, their network interfaces, profiles and key pairs."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from moto.backends import get_backend

from awslab.cloud.ec2.edge.metadata.categories import Instance, Interface
from awslab.cloud.ec2.edge.metadata.role import Profile

if TYPE_CHECKING:
    from moto.ec2.models import EC2Backend, instances
    from moto.ec2.models.elastic_network_interfaces import NetworkInterface
    from moto.ec2.models.vpcs import VPC

_TARGETS = {
    "Pending": "InService",
    "Terminating": "Terminated",
    "EnteringStandby": "Standby",
    "Detaching": "Detached",
}
"""States of an Auto Scaling instance that lead to another one:
https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html"""


class Instances:
    """The instances of one account."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def find(self, instance_id: str) -> tuple[Instance, Profile | None] | None:
        """Return the instance of an id, in whatever region, and its profile; None when there is none."""
        backends = get_backend("ec2")[self._account_id]
        for region in list(backends):
            for reservation in list(backends[region].reservations.values()):
                for instance in reservation.instances:
                    if instance.id == instance_id:
                        return self._instance(backends[region], reservation.id, instance), self._profile(instance)
        return None

    def _instance(self, backend: EC2Backend, reservation_id: str, instance: instances.Instance) -> Instance:
        nics = sorted(instance.nics.items())
        key = backend.key_pairs.get(instance.key_name or "")
        return Instance(
            id=instance.id,
            account_id=self._account_id,
            region=backend.region_name,
            state=instance.state,
            image_id=instance.image_id,
            launch_index=int(instance.ami_launch_index),
            type=instance.instance_type,
            architecture=str(instance.architecture),
            zone=str(instance.availability_zone),
            zone_id=str(backend.get_subnet(instance.subnet_id or "").availability_zone_id),
            reservation_id=reservation_id,
            launch_time=instance.launch_time,
            life_cycle=instance.lifecycle or "on-demand",
            key=(key.key_name, key.public_key) if key else None,
            interfaces=[_interface(backend, index, nic) for index, nic in nics],
            user_data=_raw(instance.user_data),
            tags={tag["key"]: tag["value"] for tag in instance.get_tags()},
            target_state=_target_state(instance),
            is_monitored=bool(instance.monitored),
            metadata_tokens=instance.metadata_options.http_tokens,
            metadata_endpoint=instance.metadata_options.http_endpoint,
            metadata_tags=instance.metadata_options.instance_metadata_tags,
        )

    def _profile(self, instance: instances.Instance) -> Profile | None:
        association = instance.ec2_backend.iam_instance_profile_associations.get(instance.id)
        if association is None:
            return None
        attached_profile = association.iam_instance_profile
        profiles = get_backend("iam")[self._account_id]["aws"].instance_profiles
        role = attached_profile.roles[0] if attached_profile.roles else None
        return Profile(
            association=association.association_id,
            since=instance.launch_time,
            arn=attached_profile.arn,
            id=attached_profile.id,
            exists=any(profile is attached_profile for profile in list(profiles.values())),
            role_name=role.name if role else "",
            role_arn=role.arn if role else "",
            trust=json.loads(role.assume_role_policy_document) if role else {},
        )


def _interface(backend: EC2Backend, index: int, nic: NetworkInterface) -> Interface:
    vpc = backend.get_vpc(nic.subnet.vpc_id)
    private, public = nic.private_ip_address or "", nic.public_ip or ""
    return Interface(
        id=nic.id,
        mac=nic.mac_address,
        device=int(index),
        owner_id=nic.owner_id,
        subnet_id=nic.subnet.id,
        subnet_range=nic.subnet.cidr_block,
        vpc_id=vpc.id,
        vpc_ranges=[vpc.cidr_block, *_further_blocks(vpc)],
        addresses=[private, *_secondary(nic)],
        host_name=_host_name(private, backend.region_name),
        public_address=public,
        public_host_name=_public_name(public, backend.region_name) if public and _has_dns_names(vpc) else "",
        ipv6_addresses=[address["Ipv6Address"] for address in nic.network_interface_ipv6_addresses_list],
        groups=[(group.id, group.name) for group in nic.group_set],
    )


def _further_blocks(vpc: VPC) -> Iterator[str]:
    for block in vpc.get_cidr_block_association_set():
        if block["cidr_block"] != vpc.cidr_block:
            yield block["cidr_block"]


def _secondary(nic: NetworkInterface) -> Iterator[str]:
    for address in nic.private_ip_addresses or ():
        if address["PrivateIpAddress"] != nic.private_ip_address:
            yield address["PrivateIpAddress"]


def _has_dns_names(vpc: VPC) -> bool:
    return str(vpc.enable_dns_hostnames).lower() == "true"


def _host_name(address: str, region: str) -> str:
    """Return the private host name: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/hostname-types.html"""
    domain = "ec2.internal" if region == "us-east-1" else f"{region}.compute.internal"
    return f"ip-{address.replace('.', '-')}.{domain}"


def _public_name(address: str, region: str) -> str:
    """Return the public host name: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html"""
    part = "compute-1" if region == "us-east-1" else f"{region}.compute"
    return f"ec2-{address.replace('.', '-')}.{part}.amazonaws.com"


def _target_state(instance: instances.Instance) -> str:
    group = getattr(instance, "autoscaling_group", None)
    for state in getattr(group, "instance_states", ()):
        if state.instance is instance:
            present = str(state.lifecycle_state).partition(":")[0]
            return _TARGETS.get(present, present)
    return ""


def _raw(user_data: object) -> bytes:
    """Return user data as its author wrote it, decoded from base64."""
    return base64.b64decode(str(user_data)) if user_data else b""
