"""The machine images of a sandbox are moto's, quick to have, and its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from awslab.sandbox.process import Sandbox, SandboxHost
from tests.conftest import Client, client_of


@pytest.fixture
def other(host: SandboxHost) -> Iterator[Sandbox]:
    with host.open() as opened:
        yield opened


def test_there_are_images_to_launch_with_their_snapshots(client: Client) -> None:
    ec2 = client("ec2")
    images = ec2.describe_images(Owners=["amazon"], Filters=[{"Name": "architecture", "Values": ["arm64"]}])["Images"]
    assert images
    snapshot = images[0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    assert ec2.describe_snapshots(SnapshotIds=[snapshot])["Snapshots"][0]["State"] == "completed"


def test_a_tag_on_an_image_in_one_sandbox_is_not_in_another(client: Client, other: Sandbox) -> None:
    ec2 = client("ec2")
    image = ec2.describe_images(Owners=["amazon"], MaxResults=5)["Images"][0]["ImageId"]
    ec2.create_tags(Resources=[image], Tags=[{"Key": "Name", "Value": "golden"}])
    beside = client_of(other)("ec2").describe_images(ImageIds=[image])["Images"][0]
    assert {"Key": "Name", "Value": "golden"} not in beside.get("Tags", [])


def test_a_tag_on_an_image_is_found_in_its_sandbox(client: Client) -> None:
    ec2 = client("ec2")
    image = ec2.describe_images(Owners=["amazon"], MaxResults=5)["Images"][0]["ImageId"]
    ec2.create_tags(Resources=[image], Tags=[{"Key": "Name", "Value": "golden"}])
    assert ec2.describe_images(ImageIds=[image])["Images"][0]["Tags"] == [{"Key": "Name", "Value": "golden"}]


def test_another_region_has_images_of_its_own(client: Client, sandbox: Sandbox) -> None:
    import boto3

    elsewhere = boto3.client(
        "ec2",
        endpoint_url=sandbox.endpoint,
        region_name="eu-west-1",
        aws_access_key_id=sandbox.access_key_id,
        aws_secret_access_key=sandbox.secret_access_key,
    )
    assert elsewhere.describe_images(Owners=["amazon"], MaxResults=5)["Images"]
