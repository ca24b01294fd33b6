"""Everything of moto that instance metadata reads: instances, their network interfaces, profiles and key pairs."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from moto.backends import get_backend

from awslab.cloud.ec2.edge.metadata.categories import Instance, Interface
from awslab.cloud.ec2.edge.metadata.role import Profile

_TARGETS = {
    "Pending": "InService",
    "Terminating": "Terminated",
    "EnteringStandby": "Standby",
    "Detaching": "Detached",
}
"""States of an Auto Scaling instance that lead to another one:
https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html"""


class Instances:
    """One account's instances."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def find(self, instance_id: str) -> tuple[Instance, Profile | None] | None:
        """The instance of that id, in whatever region, and its profile; None when there is none."""
        backends = get_backend("ec2")[self._account_id]
        for region in list(backends):
            for reservation in list(backends[region].reservations.values()):
                found = next((each for each in reservation.instances if each.id == instance_id), None)
                if found is not None:
                    return self._instance(backends[region], reservation.id, found), self._profile(found)
        return None

    def _instance(self, backend: Any, reservation_id: str, found: Any) -> Instance:
        nics = sorted(found.nics.items())
        key = backend.key_pairs.get(found.key_name or "")
        return Instance(
            id=found.id,
            account_id=self._account_id,
            region=backend.region_name,
            state=found.state,
            image_id=found.image_id,
            launch_index=int(found.ami_launch_index),
            type=found.instance_type,
            architecture=str(found.architecture),
            zone=str(found.availability_zone),
            zone_id=str(backend.get_subnet(found.subnet_id).availability_zone_id),
            reservation_id=reservation_id,
            launched=found.launch_time,
            life_cycle=found.lifecycle or "on-demand",
            key=(key.key_name, key.public_key) if key else None,
            interfaces=[_interface(backend, index, nic) for index, nic in nics],
            user_data=_raw(found.user_data),
            tags={tag["key"]: tag["value"] for tag in found.get_tags()},
            target_state=_target_state(found),
            is_monitored=bool(found.monitored),
            metadata_tokens=found.metadata_options.http_tokens,
            metadata_endpoint=found.metadata_options.http_endpoint,
            metadata_tags=found.metadata_options.instance_metadata_tags,
        )

    def _profile(self, found: Any) -> Profile | None:
        association = found.ec2_backend.iam_instance_profile_associations.get(found.id)
        if association is None:
            return None
        attached = association.iam_instance_profile
        known = get_backend("iam")[self._account_id]["aws"].instance_profiles
        role = attached.roles[0] if attached.roles else None
        return Profile(
            association=association.association_id,
            since=found.launch_time,
            arn=attached.arn,
            id=attached.id,
            exists=any(each is attached for each in list(known.values())),
            role_name=role.name if role else "",
            role_arn=role.arn if role else "",
            trust=json.loads(role.assume_role_policy_document) if role else {},
        )


def _interface(backend: Any, index: int, nic: Any) -> Interface:
    vpc = backend.get_vpc(nic.subnet.vpc_id)
    public = nic.public_ip or ""
    return Interface(
        id=nic.id,
        mac=nic.mac_address,
        device=int(index),
        owner_id=nic.owner_id,
        subnet_id=nic.subnet.id,
        subnet_range=nic.subnet.cidr_block,
        vpc_id=vpc.id,
        vpc_ranges=[vpc.cidr_block, *_others(vpc)],
        addresses=[nic.private_ip_address, *_secondary(nic)],
        host_name=_host_name(nic.private_ip_address, backend.region_name),
        public_address=public,
        public_host_name=_public_name(public, backend.region_name) if public and _names(vpc) else "",
        ipv6_addresses=[each["Ipv6Address"] for each in nic.network_interface_ipv6_addresses_list],
        groups=[(group.id, group.name) for group in nic.group_set],
    )


def _others(vpc: Any) -> Iterator[str]:
    for block in vpc.get_cidr_block_association_set():
        if block["cidr_block"] != vpc.cidr_block:
            yield block["cidr_block"]


def _secondary(nic: Any) -> Iterator[str]:
    for each in nic.private_ip_addresses or ():
        if each["PrivateIpAddress"] != nic.private_ip_address:
            yield each["PrivateIpAddress"]


def _names(vpc: Any) -> bool:
    return str(vpc.enable_dns_hostnames).lower() == "true"


def _host_name(address: str, region: str) -> str:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/hostname-types.html: by the address."""
    domain = "ec2.internal" if region == "us-east-1" else f"{region}.compute.internal"
    return f"ip-{address.replace('.', '-')}.{domain}"


def _public_name(address: str, region: str) -> str:
    """https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html"""
    part = "compute-1" if region == "us-east-1" else f"{region}.compute"
    return f"ec2-{address.replace('.', '-')}.{part}.amazonaws.com"


def _target_state(found: Any) -> str:
    group = getattr(found, "autoscaling_group", None)
    for state in getattr(group, "instance_states", ()):
        if state.instance is found:
            now = str(state.lifecycle_state).partition(":")[0]
            return _TARGETS.get(now, now)
    return ""


def _raw(user_data: Any) -> bytes:
    """As it was given to RunInstances, decoded from base64."""
    return base64.b64decode(str(user_data)) if user_data else b""
