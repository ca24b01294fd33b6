"""What moto forgets of a launch: metadata options that are not given, and the launch template's instance profile."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.instances import InstanceBackend
from moto.ec2.responses.instances import InstanceResponse
from moto.ec2.utils import filter_iam_instance_profiles

from awslab.cloud.ec2.life import metadata_options
from awslab.cloud.gateway.corrections import Original, correct

_V2_IMAGES = "al2023-ami"
"""https://docs.aws.amazon.com/linux/al2023/ug/imdsv2.html: images with `ImdsSupport: v2.0`, by their names."""


def take_over() -> None:
    """Complete launches, in this process; called once."""
    correct(InstanceBackend, "run_instances")(_run)
    correct(InstanceResponse, "run_instances")(_profile_for_all)


def account_defaults(backend: Any) -> dict[str, Any]:
    """The account's metadata options in a region."""
    defaults: dict[str, Any] = vars(backend).setdefault("metadata defaults", {})
    return defaults


def change_account_defaults(backend: Any, defaults: Mapping[str, Any]) -> None:
    """Other options for the instances that are launched from now on."""
    vars(backend)["metadata defaults"] = dict(defaults)


def _run(original: Original, backend: Any, image_id: str, *positional: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html: MetadataOptions,
    IamInstanceProfile and NetworkInterfaces."""
    template = _template(backend, named.get("launch_template"))
    image = backend.amis.get(image_id or template.get("ImageId"))
    account = account_defaults(backend)
    options = metadata_options.chosen(
        named.get("metadata_options") or {},
        template.get("MetadataOptions") or {},
        account,
        str(getattr(image, "name", "")).startswith(_V2_IMAGES),
    )
    if metadata_options.are_enforced(options, account):
        raise EC2ClientError("UnsupportedOperation", metadata_options.ENFORCED)
    profile = template.get("IamInstanceProfile") or {}
    if named.get("iam_instance_profile_name") or named.get("iam_instance_profile_arn"):
        profile = {}
    check_profile(backend, profile.get("Name"), profile.get("Arn"))
    interfaces = named.get("nics") or template.get("NetworkInterfaces") or []
    given = {**named, "metadata_options": options, **_interfaces(interfaces)}
    reservation = original(backend, image_id, *positional, **given)
    if profile:
        attach_profile(backend, reservation.instances, profile.get("Name"), profile.get("Arn"))
    return reservation


def _interfaces(specified: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What moto is told of them; whether there is a public address is up to the primary one, when it says so."""
    if not specified:
        return {}
    public = specified[0].get("AssociatePublicIpAddress")
    nics = [{"DeviceIndex": 0, **copy.deepcopy(dict(each))} for each in specified]
    return {"nics": nics} | ({} if public is None else {"associate_public_ip": public})


def _profile_for_all(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html (IamInstanceProfile): of each
    instance; moto gives it to the first."""
    answer = original(response)
    name, arn = response._get_param("IamInstanceProfile.Name"), response._get_param("IamInstanceProfile.Arn")
    if name or arn:
        attach_profile(response.ec2_backend, answer.result.instances[1:], name, arn)
    return answer


def check_profile(backend: Any, name: str | None, arn: str | None) -> None:
    """Raises moto's error when the instance profile that is named does not exist."""
    if name or arn:
        filter_iam_instance_profiles(backend.account_id, backend.partition, arn, name)


def attach_profile(backend: Any, instances: list[Any], name: str | None, arn: str | None) -> None:
    """Let instances have an instance profile."""
    for instance in instances:
        backend.associate_iam_instance_profile(
            instance.id, iam_instance_profile_name=name, iam_instance_profile_arn=arn
        )


def _template(backend: Any, asked: Mapping[str, Any] | None) -> Mapping[str, Any]:
    data: Mapping[str, Any] = backend._get_template_from_args(asked).data if asked else {}
    return data
