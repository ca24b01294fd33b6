"""What an instance gets at its launch: metadata options, an instance profile."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.cloud.compute import IMAGE
from tests.conftest import Client

AL2023 = "al2023-ami-2023*-x86_64"


@pytest.fixture
def ec2(client: Client) -> Any:
    return client("ec2")


def launched(ec2: Any, image: str = IMAGE, **more: Any) -> list[dict[str, Any]]:
    given = {"ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1, **more}
    ids = [each["InstanceId"] for each in ec2.run_instances(**given)["Instances"]]
    found: list[dict[str, Any]] = ec2.describe_instances(InstanceIds=ids)["Reservations"][0]["Instances"]
    return found


def tokens(ec2: Any, image: str = IMAGE, **more: Any) -> tuple[str, int]:
    options = launched(ec2, image, **more)[0]["MetadataOptions"]
    return options["HttpTokens"], options["HttpPutResponseHopLimit"]


def v2_image(ec2: Any) -> str:
    return str(ec2.describe_images(Filters=[{"Name": "name", "Values": [AL2023]}])["Images"][0]["ImageId"])


def test_metadata_options_come_from_the_launch_then_the_account_then_the_image(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html"""
    assert tokens(ec2) == ("optional", 1)
    assert tokens(ec2, v2_image(ec2)) == ("required", 2)
    ec2.modify_instance_metadata_defaults(HttpPutResponseHopLimit=1)
    assert tokens(ec2, v2_image(ec2)) == ("required", 1)
    assert tokens(ec2, v2_image(ec2), MetadataOptions={"HttpTokens": "optional"}) == ("optional", 1)


def test_an_account_has_no_preference_until_it_says_so(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html"""
    assert ec2.get_instance_metadata_defaults()["AccountLevel"] == {}
    ec2.modify_instance_metadata_defaults(HttpTokens="required", HttpPutResponseHopLimit=2)
    shown = {"HttpTokens": "required", "HttpPutResponseHopLimit": 2, "ManagedBy": "account"}
    assert ec2.get_instance_metadata_defaults()["AccountLevel"] == shown
    assert tokens(ec2) == ("required", 2)
    ec2.modify_instance_metadata_defaults(HttpTokens="no-preference", HttpPutResponseHopLimit=-1)
    assert ec2.get_instance_metadata_defaults()["AccountLevel"] == {}


def test_an_account_can_forbid_instances_without_sessions(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html"""
    ec2.modify_instance_metadata_defaults(HttpTokensEnforced="enabled")
    with pytest.raises(ClientError, match=r"UnsupportedOperation.*because httpTokensEnforced is enabled"):
        launched(ec2)
    assert tokens(ec2, MetadataOptions={"HttpTokens": "required"}) == ("required", 1)


def test_a_launch_template_gives_options_and_a_profile(ec2: Any, client: Client) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html"""
    client("iam").create_instance_profile(InstanceProfileName="app")
    data = {
        "ImageId": IMAGE,
        "InstanceType": "t3.micro",
        "IamInstanceProfile": {"Name": "app"},
        "MetadataOptions": {"HttpTokens": "required", "InstanceMetadataTags": "enabled"},
    }
    ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    made = ec2.run_instances(LaunchTemplate={"LaunchTemplateName": "web"}, MinCount=2, MaxCount=2)["Instances"]
    ids = [each["InstanceId"] for each in made]
    found = ec2.describe_instances(InstanceIds=ids)["Reservations"][0]["Instances"]
    assert [each["IamInstanceProfile"]["Arn"].rpartition("/")[2] for each in found] == ["app", "app"]
    assert {each["MetadataOptions"]["HttpTokens"] for each in found} == {"required"}
    assert {each["MetadataOptions"]["InstanceMetadataTags"] for each in found} == {"enabled"}


def test_every_instance_of_a_launch_has_the_profile(ec2: Any, client: Client) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html"""
    client("iam").create_instance_profile(InstanceProfileName="app")
    found = launched(ec2, MinCount=3, MaxCount=3, IamInstanceProfile={"Name": "app"})
    assert len({each["IamInstanceProfile"]["Id"] for each in found}) == 3


def test_a_launch_template_gives_network_interfaces(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.html"""
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    interface = {"DeviceIndex": 0, "AssociatePublicIpAddress": False, "Groups": [group]}
    data = {"ImageId": IMAGE, "InstanceType": "t3.micro", "NetworkInterfaces": [interface]}
    ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    made = ec2.run_instances(LaunchTemplate={"LaunchTemplateName": "web"}, MinCount=1, MaxCount=1)["Instances"][0]
    found = ec2.describe_instances(InstanceIds=[made["InstanceId"]])["Reservations"][0]["Instances"][0]
    assert [each["GroupId"] for each in found["SecurityGroups"]] == [group]
    assert "PublicIpAddress" not in found
