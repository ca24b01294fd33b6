"""Amazon EC2: launching instances, their volumes, and the images that they are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.amis import Ami, AmiBackend
from moto.ec2.models.instances import InstanceBackend
from moto.ec2.responses.instances import InstanceResponse

from awslab.cloud.gateway.corrections import Original, correct

_OF_THE_TEMPLATE = (
    *("ImageId", "InstanceType", "KeyName", "SecurityGroupIds", "SecurityGroups", "NetworkInterfaces", "Placement"),
    *("BlockDeviceMappings", "Monitoring", "EbsOptimized", "InstanceInitiatedShutdownBehavior", "DisableApiStop"),
    *("HibernationOptions", "Ipv6AddressCount"),
)
"""What moto forgets of a launch template, or takes in part."""


@correct(InstanceResponse, "run_instances")
def as_many_as_possible_and_by_the_template(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html: MaxCount instances where there is
    room for them; what a launch template says holds where the request does not say otherwise; and an image may be told
    by a parameter of Systems Manager:
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html
    """
    asked = response.params
    if asked.get("LaunchTemplate"):
        template = response.ec2_backend._get_template_from_args(asked["LaunchTemplate"]).data
        told_otherwise = {"SubnetId", "SecurityGroupIds", "SecurityGroups"} & asked.keys()
        for name in _OF_THE_TEMPLATE:
            if template.get(name) and not (name == "NetworkInterfaces" and told_otherwise):
                asked.setdefault(name, template[name])
    asked["ImageId"] = _image(response, asked.get("ImageId"))
    asked["MinCount"] = asked.get("MaxCount", asked.get("MinCount", 1))
    return original(response)


def _image(response: Any, image: str | None) -> str | None:
    if not image or not image.startswith("resolve:ssm:"):
        return image
    from moto.ssm.models import ssm_backends

    name = image.removeprefix("resolve:ssm:")
    found = ssm_backends[response.current_account][response.region].get_parameter(name)
    if found is None or found.value not in response.ec2_backend.amis:
        sentence = f"The parameter {name} does not exist, or holds no AMI ID."
        raise EC2ClientError("InvalidParameterValue", sentence)
    return str(found.value)


@correct(InstanceResponse, "_parse_block_device_mapping")
def mappings_are_told_whole(_: Original, response: Any) -> list[dict[str, Any]]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html: VolumeSize may be left out for a
    volume of the image; moto demands it, and loses Throughput."""
    return [dict(each) for each in response.params.get("BlockDeviceMappings") or ()]


@correct(InstanceBackend, "run_instances")
def volumes_of_the_image_and_the_mappings(
    original: Original, backend: Any, image_id: Any, *rest: Any, **named: Any
) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html: an instance has the
    volumes of its image, with what the launch's mappings change, and theirs."""
    image, mappings = backend.amis.get(image_id), named.get("block_device_mappings")
    if image is None or named.get("launch_config"):
        return original(backend, image_id, *rest, **named)
    if mappings is None and named.get("launch_template"):
        mappings = backend._get_template_from_args(named["launch_template"]).data.get("BlockDeviceMappings")
    tags = (named.get("tags") or {}).get("volume", {})
    reservation = original(backend, image_id, *rest, **{**named, "block_device_mappings": []})
    for instance in reservation.instances:
        for device, ebs in _volumes(image, mappings or ()).items():
            _attach(backend, instance, device, ebs, tags)
    return reservation


def _volumes(image: Any, mappings: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Device → what its volume is, the root volume's first."""
    found = {each["DeviceName"]: dict(each["Ebs"]) for each in image.block_device_mappings}
    for each in mappings:
        if "NoDevice" in each and each["DeviceName"] != image.root_device_name:
            found.pop(each["DeviceName"], None)
        elif each.get("Ebs"):
            given = {name: value for name, value in each["Ebs"].items() if value is not None}
            found[each["DeviceName"]] = found.get(each["DeviceName"], {}) | given
    return found


def _attach(backend: Any, instance: Any, device: str, ebs: Mapping[str, Any], tags: Mapping[str, str]) -> None:
    kind = ebs.get("VolumeType")
    volume = backend.create_volume(
        ebs.get("VolumeSize"),
        instance.availability_zone,
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
def images_are_of_their_usual_size(original: Original, image: Any, *positional: Any, **named: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html: 8 GiB for Linux and 30 GiB for
    Windows, as in the examples there; one of an instance has the size and the name of its root volume.

    moto says 15 GiB for all, so that a root volume of 8 GiB would be smaller than its snapshot.
    """
    original(image, *positional, **named)
    size, instance = 30 if image.platform else 8, named.get("instance")
    if instance is not None:
        image.root_device_name = instance.root_device_name
        root = instance.block_device_mapping.get(instance.root_device_name)
        size = root.size if root else size
    image.ebs_snapshot.volume.size = size


@correct(AmiBackend, "create_image")
def its_snapshots_may_be_tagged(
    original: Original, backend: Any, instance_id: str, name: str, description: str, tag_specifications: Any
) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html (TagSpecification)"""
    of_snapshots = [each for each in tag_specifications if each.get("ResourceType") == "snapshot"]
    others = [each for each in tag_specifications if each.get("ResourceType") != "snapshot"]
    image = original(backend, instance_id, name, description, others)
    for each in of_snapshots:
        image.ebs_snapshot.add_tags({tag["Key"]: tag.get("Value", "") for tag in each.get("Tags") or ()})
    return image


def _block_device_mappings(image: Any) -> list[dict[str, Any]]:
    """https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html: gp3 for AL2023; the root volume goes with its
    instance: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/preserving-volumes-on-termination.html"""
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
