"""EC2 and VPC as on AWS where moto forgets."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Client


@pytest.fixture
def ec2(client: Client) -> Any:
    """A client in a fresh sandbox."""
    return client("ec2")


@pytest.fixture
def image(ec2: Any) -> str:
    """Any image."""
    found = ec2.describe_images(Filters=[{"Name": "name", "Values": ["al2023-ami-2023.*-x86_64"]}])["Images"]
    return str(found[0]["ImageId"])


@pytest.fixture
def default_vpc(ec2: Any) -> str:
    """The default VPC."""
    return str(ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"])


@pytest.fixture
def vpc(ec2: Any) -> str:
    """A VPC of one's own."""
    return str(ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"])


def new_group(ec2: Any, vpc: str, name: str) -> str:
    return str(ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"])


def default_group(ec2: Any, vpc: str) -> str:
    filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}]
    return str(ec2.describe_security_groups(Filters=filters)["SecurityGroups"][0]["GroupId"])


def launch(ec2: Any, image: str, **given: Any) -> dict[str, Any]:
    made = ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1, **given)
    instance: dict[str, Any] = made["Instances"][0]
    return instance


def groups_of(ec2: Any, instance: str) -> tuple[list[str], list[str]]:
    """What the instance shows, and what its primary interface shows."""
    found = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    name = found["NetworkInterfaces"][0]["NetworkInterfaceId"]
    interface = ec2.describe_network_interfaces(NetworkInterfaceIds=[name])["NetworkInterfaces"][0]
    assert [group["GroupId"] for group in found["NetworkInterfaces"][0]["Groups"]] == ids(interface["Groups"])
    return ids(found["SecurityGroups"]), ids(interface["Groups"])


def ids(groups: list[dict[str, str]]) -> list[str]:
    return [group["GroupId"] for group in groups]


def subnet_in(ec2: Any, vpc: str) -> str:
    return str(ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"])


def test_an_instance_without_a_group_has_the_default_group(ec2: Any, image: str, default_vpc: str, vpc: str) -> None:
    made = launch(ec2, image)
    group = default_group(ec2, default_vpc)
    assert ids(made["SecurityGroups"]) == [group]
    assert groups_of(ec2, made["InstanceId"]) == ([group], [group])
    elsewhere = launch(ec2, image, SubnetId=subnet_in(ec2, vpc))
    group = default_group(ec2, vpc)
    assert groups_of(ec2, elsewhere["InstanceId"]) == ([group], [group])


def test_groups_of_the_interface_are_groups_of_the_instance(ec2: Any, image: str, vpc: str) -> None:
    group, subnet = new_group(ec2, vpc, "web"), subnet_in(ec2, vpc)
    interface = {"DeviceIndex": 0, "SubnetId": subnet, "Groups": [group]}
    made = launch(ec2, image, NetworkInterfaces=[interface])
    assert ids(made["SecurityGroups"]) == [group]
    assert groups_of(ec2, made["InstanceId"]) == ([group], [group])


def test_named_groups_stay_in_their_order(ec2: Any, image: str, default_vpc: str) -> None:
    groups = [new_group(ec2, default_vpc, name) for name in ("web", "ssh", "db")]
    made = launch(ec2, image, SecurityGroupIds=groups)
    assert groups_of(ec2, made["InstanceId"]) == (groups, groups)


def test_new_groups_of_an_instance_replace_the_old(ec2: Any, image: str, default_vpc: str) -> None:
    old, new = (new_group(ec2, default_vpc, name) for name in ("old", "new"))
    instance = launch(ec2, image, SecurityGroupIds=[old])["InstanceId"]
    ec2.modify_instance_attribute(InstanceId=instance, Groups=[new])
    assert groups_of(ec2, instance) == ([new], [new])


def test_new_groups_of_the_primary_interface_are_the_instances(ec2: Any, image: str, default_vpc: str) -> None:
    old, new = (new_group(ec2, default_vpc, name) for name in ("old", "new"))
    made = launch(ec2, image, SecurityGroupIds=[old])
    interface = made["NetworkInterfaces"][0]["NetworkInterfaceId"]
    ec2.modify_network_interface_attribute(NetworkInterfaceId=interface, Groups=[new])
    assert groups_of(ec2, made["InstanceId"]) == ([new], [new])
    filters = [{"Name": "instance.group-id", "Values": [new]}]
    assert len(ec2.describe_instances(Filters=filters)["Reservations"]) == 1


def test_metadata_options_that_are_not_named_stay(ec2: Any, image: str) -> None:
    instance = launch(ec2, image, MetadataOptions={"HttpPutResponseHopLimit": 3, "InstanceMetadataTags": "enabled"})
    name = instance["InstanceId"]
    changed = ec2.modify_instance_metadata_options(InstanceId=name, HttpTokens="required")["InstanceMetadataOptions"]
    found = ec2.describe_instances(InstanceIds=[name])["Reservations"][0]["Instances"][0]["MetadataOptions"]
    for options in (changed, found):
        assert options["HttpTokens"] == "required"
        assert options["HttpEndpoint"] == "enabled"
        assert options["HttpPutResponseHopLimit"] == 3
        assert options["InstanceMetadataTags"] == "enabled"


def test_a_key_pair_is_rsa_unless_asked_otherwise(ec2: Any) -> None:
    ec2.create_key_pair(KeyName="one")
    ec2.create_key_pair(KeyName="two", KeyType="ed25519")
    found = {pair["KeyName"]: pair["KeyType"] for pair in ec2.describe_key_pairs()["KeyPairs"]}
    assert found == {"one": "rsa", "two": "ed25519"}


def test_an_unknown_key_pair_is_named(ec2: Any) -> None:
    ec2.create_key_pair(KeyName="one")
    with pytest.raises(ClientError) as caught:
        ec2.describe_key_pairs(KeyNames=["one", "two"])
    assert caught.value.response["Error"] == {
        "Code": "InvalidKeyPair.NotFound",
        "Message": "The key pair 'two' does not exist",
    }


def test_groups_are_found_by_their_ipv6_ranges(ec2: Any, vpc: str) -> None:
    web, other = new_group(ec2, vpc, "web"), new_group(ec2, vpc, "other")
    for group, ranges in (
        (web, {"Ipv6Ranges": [{"CidrIpv6": "::/0"}]}),
        (other, {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}),
    ):
        rule = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, **ranges}
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])
    found = ec2.describe_security_groups(Filters=[{"Name": "ip-permission.ipv6-cidr", "Values": ["::/0"]}])
    assert ids(found["SecurityGroups"]) == [web]
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]}
    ec2.authorize_security_group_egress(GroupId=other, IpPermissions=[rule])
    filters = [{"Name": "egress.ip-permission.ipv6-cidr", "Values": ["2001:db8::/32"]}]
    assert ids(ec2.describe_security_groups(Filters=filters)["SecurityGroups"]) == [other]


def test_the_default_vpc_reaches_the_internet(ec2: Any, default_vpc: str, vpc: str) -> None:
    gateways = ec2.describe_internet_gateways()["InternetGateways"]
    assert [gateway["Attachments"][0]["VpcId"] for gateway in gateways] == [default_vpc]
    assert internet_routes(ec2, default_vpc) == [gateways[0]["InternetGatewayId"]]
    assert internet_routes(ec2, vpc) == []


def internet_routes(ec2: Any, vpc: str) -> list[str]:
    """The gateways of the main route table's routes to everywhere."""
    filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "association.main", "Values": ["true"]}]
    routes = ec2.describe_route_tables(Filters=filters)["RouteTables"][0]["Routes"]
    return [route["GatewayId"] for route in routes if route.get("DestinationCidrBlock") == "0.0.0.0/0"]
