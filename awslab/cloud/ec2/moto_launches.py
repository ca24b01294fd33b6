"""What moto's EC2 keeps for launches: the account's metadata options and the instances' profiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from moto.ec2.utils import filter_iam_instance_profiles

if TYPE_CHECKING:
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.instances import Instance


def account_defaults(backend: EC2Backend) -> Mapping[str, object]:
    """Return the account's metadata options in a region, by the members of ModifyInstanceMetadataDefaults."""
    defaults: Mapping[str, object] = vars(backend).setdefault("metadata defaults", {})
    return defaults


def change_account_defaults(backend: EC2Backend, defaults: Mapping[str, object]) -> None:
    """Set the account's metadata options for the instances that are launched from now on."""
    vars(backend)["metadata defaults"] = dict(defaults)


def check_profile(backend: EC2Backend, name: str | None, arn: str | None) -> None:
    """Raise moto's EC2ClientError when the instance profile that is named does not exist."""
    if name or arn:
        filter_iam_instance_profiles(backend.account_id, backend.partition, arn, name)


def attach_profile(backend: EC2Backend, instances: Iterable[Instance], name: str | None, arn: str | None) -> None:
    """Associate instances with an instance profile, which is named or given by its ARN."""
    for instance in instances:
        backend.associate_iam_instance_profile(
            instance.id, iam_instance_profile_name=name, iam_instance_profile_arn=arn
        )
