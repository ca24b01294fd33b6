"""Amazon EC2: launching instances, their volumes, and the images that they are made from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.amis import Ami, AmiBackend
from moto.ec2.models.instances import Instance, InstanceBackend, Reservation
from moto.ec2.responses.instances import InstanceResponse

from awslab.cloud.ec2.state import Parameters
from awslab.cloud.gateway.corrections import Original, correct

_TEMPLATE_PARAMETERS = (
    *("ImageId", "InstanceType", "KeyName", "SecurityGroupIds", "SecurityGroups", "NetworkInterfaces", "Placement"),
    *("BlockDeviceMappings", "Monitoring", "EbsOptimized", "InstanceInitiatedShutdownBehavior", "DisableApiStop"),
    *("HibernationOptions", "Ipv6AddressCount"),
)
"""Parameters of a launch template that moto forgets, or takes in part."""


@correct(InstanceResponse, "run_instances")
def launch_by_template_and_parameter(original: Original, response: InstanceResponse) -> ActionResult:
    """Launch MaxCount instances, complete them by the launch template, and resolve `resolve:ssm:` images.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html
    """
    parameters = response.params
    if parameters.get("LaunchTemplate"):
        template = response.ec2_backend._get_template_from_args(parameters["LaunchTemplate"]).data
        has_own_network = {"SubnetId", "SecurityGroupIds", "SecurityGroups"} & parameters.keys()
        for name in _TEMPLATE_PARAMETERS:
            if template.get(name) and not (name == "NetworkInterfaces" and has_own_network):
                parameters.setdefault(name, template[name])
    parameters["ImageId"] = _image(response, parameters.get("ImageId"))
    parameters["MinCount"] = parameters.get("MaxCount", parameters.get("MinCount", 1))
    answer: ActionResult = original(response)
    return answer


def _image(response: InstanceResponse, image: str | None) -> str | None:
    if not image or not image.startswith("resolve:ssm:"):
        return image
    from moto.ssm.models import ssm_backends

    name = image.removeprefix("resolve:ssm:")
    parameter = ssm_backends[response.current_account][response.region].get_parameter(name)
    if parameter is None or parameter.value not in response.ec2_backend.amis:
        sentence = f"The parameter {name} does not exist, or holds no AMI ID."
        raise EC2ClientError("InvalidParameterValue", sentence)
    return str(parameter.value)


@correct(InstanceResponse, "_parse_block_device_mapping")
def whole_block_device_mappings(_: Original, response: InstanceResponse) -> list[dict[str, object]]:
    """VolumeSize may be left out for a volume of the image; moto demands it, and loses Throughput.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html
    """
    return [dict(mapping) for mapping in response.params.get("BlockDeviceMappings") or ()]


@correct(InstanceBackend, "run_instances")
def volumes_of_image_and_mappings(
    original: Original, backend: EC2Backend, image_id: str | None, *positional: object, **keywords: Any
) -> Reservation:
    """An instance has the volumes of its image, changed and extended by the launch's mappings.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html
    """
    image, mappings = backend.amis.get(image_id or ""), keywords.get("block_device_mappings")
    if image is None or keywords.get("launch_config"):
        plain: Reservation = original(backend, image_id, *positional, **keywords)
        return plain
    if mappings is None and keywords.get("launch_template"):
        mappings = backend._get_template_from_args(keywords["launch_template"]).data.get("BlockDeviceMappings")
    tags = (keywords.get("tags") or {}).get("volume", {})
    reservation: Reservation = original(backend, image_id, *positional, **{**keywords, "block_device_mappings": []})
    for instance in reservation.instances:
        for device, ebs in _volumes(image, mappings or ()).items():
            _attach(backend, instance, device, ebs, tags)
    return reservation


def _volumes(image: Ami, mappings: Iterable[Parameters]) -> dict[str, Parameters]:
    """Return the EBS settings of each device's volume, the root volume first."""
    volumes: dict[str, Parameters] = {
        mapping["DeviceName"]: mapping["Ebs"] for mapping in _block_device_mappings(image)
    }
    for mapping in mappings:
        device = mapping["DeviceName"]
        if "NoDevice" in mapping and device != image.root_device_name:
            volumes.pop(device, None)
        elif mapping.get("Ebs"):
            changes = {name: value for name, value in mapping["Ebs"].items() if value is not None}
            volumes[device] = {**volumes.get(device, {}), **changes}
    return volumes


def _attach(backend: EC2Backend, instance: Instance, device: str, ebs: Parameters, tags: dict[str, str]) -> None:
    kind = ebs.get("VolumeType")
    volume = backend.create_volume(
        ebs.get("VolumeSize"),  # type: ignore[arg-type]  # without one, the snapshot's
        instance.availability_zone or "",
        snapshot_id=ebs.get("SnapshotId"),
        encrypted=ebs.get("Encrypted", False),
        kms_key_id=ebs.get("KmsKeyId"),
        volume_type=kind,
        iops=ebs.get("Iops"),
        throughput=ebs.get("Throughput"),
    )
    volume.add_tags(tags)
    backend.attach_volume(volume.id, instance.id, device, ebs.get("DeleteOnTermination", False))


@correct(Ami, "__init__")
def usual_image_size(original: Original, image: Ami, *positional: object, **keywords: Any) -> None:
    """An image has 8 GiB for Linux and 30 GiB for Windows; one of an instance has the size of its root volume.

    moto says 15 GiB for all, so that a root volume of 8 GiB would be smaller than its snapshot.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
    """
    original(image, *positional, **keywords)
    size, instance = 30 if image.platform else 8, keywords.get("instance")
    if instance is not None:
        image.root_device_name = instance.root_device_name
        root = instance.block_device_mapping.get(instance.root_device_name)
        size = root.size if root else size
    image.ebs_snapshot.volume.size = size


@correct(AmiBackend, "create_image")
def tags_of_the_snapshot(
    original: Original,
    backend: EC2Backend,
    instance_id: str,
    name: str,
    description: str,
    tag_specifications: Iterable[Parameters],
) -> Ami:
    """CreateImage can tag the image's snapshots as well.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html
    """
    of_snapshots = [
        specification for specification in tag_specifications if specification.get("ResourceType") == "snapshot"
    ]
    remaining = [
        specification for specification in tag_specifications if specification.get("ResourceType") != "snapshot"
    ]
    image: Ami = original(backend, instance_id, name, description, remaining)
    for specification in of_snapshots:
        tags = {tag["Key"]: tag.get("Value", "") for tag in specification.get("Tags") or ()}
        image.ebs_snapshot.add_tags(tags)
    return image


def _block_device_mappings(image: Ami) -> list[Parameters]:
    """Return an image's root volume: gp3 for AL2023, and deleted with its instance.

    https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/preserving-volumes-on-termination.html
    """
    kind = "gp3" if str(image.name).startswith("al2023") else "gp2"
    ebs = {
        "DeleteOnTermination": True,
        "SnapshotId": image.ebs_snapshot.id,
        "VolumeSize": int(image.ebs_snapshot.volume_size),
        "VolumeType": kind,
        "Encrypted": bool(image.ebs_snapshot.encrypted),
    }
    return [{"DeviceName": image.root_device_name, "Ebs": ebs}]


Ami.block_device_mappings = property(_block_device_mappings)  # type: ignore[assignment, method-assign]
