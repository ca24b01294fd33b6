"""Calls that look odd and that EC2 takes: its guards let them through. What it refuses is in tests/parity."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Client


@pytest.fixture
def ec2(client: Client) -> Any:
    """A client in a fresh sandbox."""
    return client("ec2")


@pytest.fixture
def image(ec2: Any) -> str:
    """An Amazon Linux 2023 image."""
    filters = [{"Name": "name", "Values": ["al2023-ami-2023.*-x86_64"]}]
    return str(ec2.describe_images(Filters=filters)["Images"][0]["ImageId"])


@pytest.fixture
def subnets(ec2: Any) -> list[str]:
    """The default ones, in the zones' order."""
    found = ec2.describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
    return [each["SubnetId"] for each in sorted(found, key=lambda each: str(each["AvailabilityZone"]))]


def launch(ec2: Any, image: str, **given: Any) -> str:
    asked = {"ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1} | given
    return str(ec2.run_instances(**asked)["Instances"][0]["InstanceId"])


def wait(ec2: Any, state: str, instance: str) -> None:
    ec2.get_waiter(f"instance_{state}").wait(InstanceIds=[instance], WaiterConfig={"Delay": 0.1, "MaxAttempts": 600})


@pytest.mark.parametrize(
    "rule",
    [
        {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
        {"IpProtocol": "TCP", "FromPort": 0, "ToPort": 65535, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
        {"IpProtocol": "17", "FromPort": 53, "ToPort": 53, "IpRanges": [{"CidrIp": "10.0.0.1/32"}]},
        {"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
        {"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
        {"IpProtocol": "50", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
    ],
)
def test_rules_of_every_kind_are_taken(ec2: Any, rule: dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html"""
    group = ec2.create_security_group(GroupName="web", Description="web")["GroupId"]
    assert ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])["Return"]


def test_a_single_rule_may_be_told_without_permissions(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html"""
    ec2.create_security_group(GroupName="web", Description="web")
    rule = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "203.0.113.0/24"}
    made = ec2.authorize_security_group_ingress(GroupName="web", **rule)["SecurityGroupRules"]
    assert [(each["FromPort"], each["CidrIpv4"]) for each in made] == [(22, "203.0.113.0/24")]


def test_an_interface_may_be_there_before_its_instance(ec2: Any, image: str, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html"""
    made = ec2.create_network_interface(SubnetId=subnets[0])["NetworkInterface"]["NetworkInterfaceId"]
    launch(ec2, image, NetworkInterfaces=[{"DeviceIndex": 0, "NetworkInterfaceId": made}])
    found = ec2.describe_network_interfaces(NetworkInterfaceIds=[made])["NetworkInterfaces"][0]
    assert found["Status"] == "in-use"


def test_the_zone_may_be_named_beside_its_subnet(ec2: Any, image: str, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Placement.html"""
    launch(ec2, image, SubnetId=subnets[1], Placement={"AvailabilityZone": "us-east-1b"})


def test_default_groups_may_be_named(ec2: Any, image: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html (SecurityGroup)"""
    launch(ec2, image, SecurityGroups=["default"])


def test_a_stopped_instance_takes_what_a_running_one_does_not(ec2: Any, image: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html"""
    instance = launch(ec2, image)
    wait(ec2, "running", instance)
    group = ec2.create_security_group(GroupName="web", Description="web")["GroupId"]
    ec2.modify_instance_attribute(InstanceId=instance, Groups=[group])
    ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={"Value": False})
    ec2.stop_instances(InstanceIds=[instance])
    wait(ec2, "stopped", instance)
    ec2.modify_instance_attribute(InstanceId=instance, InstanceType={"Value": "t3.large"})
    found = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    assert found["InstanceType"] == "t3.large"


def test_a_stopped_instance_takes_an_address_and_gives_up_its_root_volume(ec2: Any, image: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html, API_DetachVolume.html"""
    instance = launch(ec2, image)
    wait(ec2, "running", instance)
    ec2.stop_instances(InstanceIds=[instance])
    wait(ec2, "stopped", instance)
    allocation = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.associate_address(AllocationId=allocation, InstanceId=instance)
    found = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    ec2.detach_volume(VolumeId=found["BlockDeviceMappings"][0]["Ebs"]["VolumeId"])


def test_a_network_is_taken_down_in_the_order_that_aws_wants(ec2: Any, image: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html"""
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    association = ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)["AssociationId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    specified = {"DeviceIndex": 0, "SubnetId": subnet, "Groups": [group], "AssociatePublicIpAddress": True}
    instance = launch(ec2, image, NetworkInterfaces=[specified])
    wait(ec2, "running", instance)
    ec2.terminate_instances(InstanceIds=[instance])
    wait(ec2, "terminated", instance)
    ec2.delete_security_group(GroupId=group)
    ec2.disassociate_route_table(AssociationId=association)
    ec2.delete_route_table(RouteTableId=table)
    ec2.delete_subnet(SubnetId=subnet)
    ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.delete_internet_gateway(InternetGatewayId=gateway)
    ec2.delete_vpc(VpcId=vpc)
    assert vpc not in {each["VpcId"] for each in ec2.describe_vpcs()["Vpcs"]}


def test_a_default_network_can_be_deleted_and_made_again(ec2: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/deleting-default-vpc.html"""
    found = ec2.describe_internet_gateways()["InternetGateways"][0]
    vpc, gateway = found["Attachments"][0]["VpcId"], found["InternetGatewayId"]
    for subnet in subnets:
        ec2.delete_subnet(SubnetId=subnet)
    ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.delete_internet_gateway(InternetGatewayId=gateway)
    ec2.delete_vpc(VpcId=vpc)
    assert ec2.create_default_vpc()["Vpc"]["IsDefault"]


def test_a_gateway_endpoint_and_an_interface_endpoint_are_made(ec2: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"""
    vpc = ec2.describe_subnets(SubnetIds=subnets[:1])["Subnets"][0]["VpcId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    for service in ("s3", "dynamodb"):
        asked = {"ServiceName": f"com.amazonaws.us-east-1.{service}", "RouteTableIds": [table]}
        ec2.create_vpc_endpoint(VpcId=vpc, **asked)
    asked = {"ServiceName": "com.amazonaws.us-east-1.sqs", "SubnetIds": subnets[:2]}
    ec2.create_vpc_endpoint(VpcId=vpc, VpcEndpointType="Interface", PrivateDnsEnabled=True, **asked)


@pytest.mark.parametrize(
    "given",
    [
        {"Size": 1},
        {"Size": 100, "VolumeType": "gp3", "Iops": 6000, "Throughput": 500},
        {"Size": 4, "VolumeType": "io1", "Iops": 200},
        {"Size": 100, "VolumeType": "io2", "Iops": 64_000, "MultiAttachEnabled": True},
        {"Size": 125, "VolumeType": "sc1"},
        {"Size": 16_384, "VolumeType": "gp2", "Encrypted": True},
    ],
)
def test_volumes_of_every_kind_are_made(ec2: Any, given: dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html"""
    assert ec2.create_volume(AvailabilityZone="us-east-1a", **given)["Size"] == given["Size"]


def test_a_volume_changes_its_type_and_grows(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVolume.html"""
    volume = ec2.create_volume(AvailabilityZone="us-east-1a", Size=8, VolumeType="gp2")["VolumeId"]
    ec2.modify_volume(VolumeId=volume, VolumeType="gp3", Size=16)
    ec2.modify_volume(VolumeId=volume, Iops=4000)
    found = ec2.describe_volumes(VolumeIds=[volume])["Volumes"][0]
    assert (found["VolumeType"], found["Size"], found["Iops"]) == ("gp3", 16, 4000)
