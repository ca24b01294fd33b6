"""Amazon EC2: the metadata options, the instance profile and the interfaces of a launch, by its launch template too.

These corrections stand outside of those in `launches.py`, which complete the launch's other parameters: modules are
loaded in alphabetical order, and the last to stand in for a method is asked first.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, cast

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.instances import InstanceBackend, Reservation
from moto.ec2.responses.instances import InstanceResponse

from awslab.cloud.ec2.life.metadata_options import ENFORCED, are_enforced, launch_options
from awslab.cloud.ec2.moto_launches import account_defaults, attach_profile, check_profile
from awslab.cloud.ec2.state import Parameters
from awslab.cloud.gateway.corrections import Original, correct

_V2_IMAGES = "al2023-ami"
"""https://docs.aws.amazon.com/linux/al2023/ug/imdsv2.html: images with `ImdsSupport: v2.0`, by their names."""


@correct(InstanceBackend, "run_instances")
def options_and_profile_of_the_template(
    original: Original, backend: EC2Backend, image_id: str | None, *positional: object, **keywords: Any
) -> Reservation:
    """A launch takes MetadataOptions, IamInstanceProfile and NetworkInterfaces from its launch template too.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html
    """
    template = _template(backend, keywords.get("launch_template"))
    image = backend.amis.get(image_id or template.get("ImageId") or "")
    account = account_defaults(backend)
    options = launch_options(
        keywords.get("metadata_options") or {},
        template.get("MetadataOptions") or {},
        account,
        is_image_v2=str(getattr(image, "name", "")).startswith(_V2_IMAGES),
    )
    if are_enforced(options, account):
        raise EC2ClientError("UnsupportedOperation", ENFORCED)
    profile = template.get("IamInstanceProfile") or {}
    if keywords.get("iam_instance_profile_name") or keywords.get("iam_instance_profile_arn"):
        profile = {}
    check_profile(backend, profile.get("Name"), profile.get("Arn"))
    interfaces = keywords.get("nics") or template.get("NetworkInterfaces") or []
    launch = {**keywords, "metadata_options": options, **_interfaces(interfaces)}
    reservation: Reservation = original(backend, image_id, *positional, **launch)
    if profile:
        attach_profile(backend, reservation.instances, profile.get("Name"), profile.get("Arn"))
    return reservation


def _template(backend: EC2Backend, specification: Parameters | None) -> Parameters:
    data: Parameters = backend._get_template_from_args(dict(specification)).data if specification else {}
    return data


def _interfaces(specifications: Sequence[Parameters]) -> dict[str, object]:
    """Return what moto gets of interfaces; the public address is up to the primary one, when it says so."""
    if not specifications:
        return {}
    public = specifications[0].get("AssociatePublicIpAddress")
    nics = [{"DeviceIndex": 0, **copy.deepcopy(dict(specification))} for specification in specifications]
    return {"nics": nics} | ({} if public is None else {"associate_public_ip": public})


@correct(InstanceResponse, "run_instances")
def profile_of_every_instance(original: Original, response: InstanceResponse) -> ActionResult:
    """Every instance of a launch has the instance profile; moto gives it to the first.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
    """
    answer: ActionResult = original(response)
    name, arn = response._get_param("IamInstanceProfile.Name"), response._get_param("IamInstanceProfile.Arn")
    if name or arn:
        attach_profile(response.ec2_backend, cast(Reservation, answer.result).instances[1:], name, arn)
    return answer
