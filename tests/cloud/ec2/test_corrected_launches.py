"""Launching instances as on AWS where moto forgets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Client

API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"


@pytest.fixture
def ec2(client: Client) -> Any:
    """A client in a fresh sandbox."""
    return client("ec2")


@pytest.fixture
def image(ec2: Any) -> str:
    """An Amazon Linux 2023 image."""
    filters = [{"Name": "name", "Values": ["al2023-ami-2023.*-x86_64"]}]
    return str(ec2.describe_images(Filters=filters)["Images"][0]["ImageId"])


def launch(ec2: Any, **given: Any) -> list[dict[str, Any]]:
    asked = {"InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1} | given
    made = [each["InstanceId"] for each in ec2.run_instances(**asked)["Instances"]]
    found: list[dict[str, Any]] = ec2.describe_instances(InstanceIds=made)["Reservations"][0]["Instances"]
    return found


def volumes(ec2: Any, instance: dict[str, Any]) -> dict[str, tuple[int, str, bool]]:
    """Device → size, type and whether it goes with the instance."""
    filters = [{"Name": "attachment.instance-id", "Values": [instance["InstanceId"]]}]
    found = {each["VolumeId"]: each for each in ec2.describe_volumes(Filters=filters)["Volumes"]}
    return {
        each["DeviceName"]: (
            found[each["Ebs"]["VolumeId"]]["Size"],
            found[each["Ebs"]["VolumeId"]]["VolumeType"],
            each["Ebs"]["DeleteOnTermination"],
        )
        for each in instance["BlockDeviceMappings"]
    }


def test_an_instance_has_the_root_volume_of_its_image(ec2: Any, image: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html"""
    assert volumes(ec2, launch(ec2, ImageId=image)[0]) == {"/dev/xvda": (8, "gp3", True)}


def test_mappings_change_the_root_volume_and_add_others(ec2: Any, image: str) -> None:
    """API_EbsBlockDevice.html"""
    mappings = [
        {"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 20, "DeleteOnTermination": False}},
        {"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 100, "VolumeType": "io2", "Iops": 1000}},
    ]
    made = launch(ec2, ImageId=image, BlockDeviceMappings=mappings)[0]
    assert volumes(ec2, made) == {"/dev/xvda": (20, "gp3", False), "/dev/sdf": (100, "io2", False)}


def test_an_encrypted_root_volume_takes_its_size_from_the_image(ec2: Any, image: str) -> None:
    """API_EbsBlockDevice.html"""
    mapping = {"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": True}}
    made = launch(ec2, ImageId=image, BlockDeviceMappings=[mapping])[0]
    assert volumes(ec2, made) == {"/dev/xvda": (8, "gp3", True)}
    found = ec2.describe_volumes(VolumeIds=[made["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]])["Volumes"][0]
    assert found["Encrypted"]


def test_volumes_carry_the_tags_of_the_launch(ec2: Any, image: str) -> None:
    """API_RunInstances.html (TagSpecification)"""
    tags = [{"ResourceType": "volume", "Tags": [{"Key": "Team", "Value": "web"}]}]
    launch(ec2, ImageId=image, TagSpecifications=tags)
    found = ec2.describe_volumes(Filters=[{"Name": "tag:Team", "Values": ["web"]}])["Volumes"]
    assert len(found) == 1


def test_as_many_instances_as_may_be_are_launched(ec2: Any, image: str) -> None:
    """API_RunInstances.html (MaxCount)"""
    assert len(launch(ec2, ImageId=image, MinCount=1, MaxCount=3)) == 3


def test_an_image_may_be_told_by_a_parameter(ec2: Any, client: Client) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html"""
    name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    wanted = client("ssm").get_parameter(Name=name)["Parameter"]["Value"]
    assert launch(ec2, ImageId=f"resolve:ssm:{name}")[0]["ImageId"] == wanted


def test_what_a_launch_template_says_holds_unless_the_launch_says_otherwise(ec2: Any, image: str) -> None:
    """API_RunInstances.html (LaunchTemplate)"""
    data = {
        "ImageId": image,
        "InstanceType": "t3.small",
        "Placement": {"AvailabilityZone": "us-east-1c"},
        "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 30}}],
    }
    ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    asked = {"LaunchTemplate": {"LaunchTemplateName": "web"}, "MinCount": 1, "MaxCount": 1}
    first = ec2.run_instances(**asked)["Instances"][0]
    made = ec2.describe_instances(InstanceIds=[first["InstanceId"]])["Reservations"][0]["Instances"][0]
    assert (made["InstanceType"], made["Placement"]["AvailabilityZone"]) == ("t3.small", "us-east-1c")
    assert volumes(ec2, made) == {"/dev/xvda": (30, "gp3", True)}
    other = ec2.run_instances(InstanceType="t3.nano", **asked)["Instances"][0]
    assert other["InstanceType"] == "t3.nano"


def test_an_image_of_an_instance_is_as_large_as_its_root_volume(ec2: Any, image: str) -> None:
    """API_CreateImage.html"""
    mapping = {"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 20}}
    instance = launch(ec2, ImageId=image, BlockDeviceMappings=[mapping])[0]["InstanceId"]
    made = ec2.create_image(InstanceId=instance, Name="golden")["ImageId"]
    shown = ec2.describe_images(ImageIds=[made])["Images"][0]["BlockDeviceMappings"]
    assert [(each["DeviceName"], each["Ebs"]["VolumeSize"]) for each in shown] == [("/dev/xvda", 20)]
