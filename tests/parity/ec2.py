"""What rows about EC2, VPC and load balancing begin with."""

from __future__ import annotations

from typing import Any

from tests.parity.rows import Aws


def image(aws: Aws, architecture: str = "x86_64") -> str:
    """An Amazon Linux 2023 image."""
    filters = [{"Name": "name", "Values": [f"al2023-ami-2023.*-{architecture}"]}]
    return str(aws.ec2.describe_images(Filters=filters)["Images"][0]["ImageId"])


def launch(aws: Aws, **given: Any) -> str:
    """One t3.micro, pending."""
    asked = {"ImageId": image(aws), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1} | given
    return str(aws.ec2.run_instances(**asked)["Instances"][0]["InstanceId"])


def running(aws: Aws, **given: Any) -> str:
    """One t3.micro, running."""
    made = launch(aws, **given)
    aws.ec2.get_waiter("instance_running").wait(InstanceIds=[made], WaiterConfig={"Delay": 0.1, "MaxAttempts": 600})
    return made


def vpc(aws: Aws, block: str = "10.0.0.0/16") -> str:
    return str(aws.ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"])


def default_vpc(aws: Aws) -> str:
    filters = [{"Name": "is-default", "Values": ["true"]}]
    return str(aws.ec2.describe_vpcs(Filters=filters)["Vpcs"][0]["VpcId"])


def default_subnets(aws: Aws) -> list[str]:
    """One in each zone, in the zones' order."""
    found = aws.ec2.describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
    return [each["SubnetId"] for each in sorted(found, key=lambda each: each["AvailabilityZone"])]


def subnet(aws: Aws, vpc_id: str, block: str = "10.0.1.0/24", zone: str = "us-east-1a") -> str:
    made = aws.ec2.create_subnet(VpcId=vpc_id, CidrBlock=block, AvailabilityZone=zone)
    return str(made["Subnet"]["SubnetId"])


def group(aws: Aws, vpc_id: str | None = None, name: str = "web") -> str:
    where = {"VpcId": vpc_id} if vpc_id else {}
    return str(aws.ec2.create_security_group(GroupName=name, Description="web", **where)["GroupId"])


def table(aws: Aws, vpc_id: str) -> str:
    return str(aws.ec2.create_route_table(VpcId=vpc_id)["RouteTable"]["RouteTableId"])


def gateway(aws: Aws, vpc_id: str | None = None) -> str:
    """An internet gateway, attached to a VPC where that is named."""
    made = str(aws.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"])
    if vpc_id:
        aws.ec2.attach_internet_gateway(InternetGatewayId=made, VpcId=vpc_id)
    return made


def address(aws: Aws) -> str:
    """The allocation id of an Elastic IP address."""
    return str(aws.ec2.allocate_address(Domain="vpc")["AllocationId"])


def acl(aws: Aws, vpc_id: str) -> str:
    return str(aws.ec2.create_network_acl(VpcId=vpc_id)["NetworkAcl"]["NetworkAclId"])


def volume(aws: Aws, zone: str = "us-east-1a", **given: Any) -> str:
    return str(aws.ec2.create_volume(AvailabilityZone=zone, **({"Size": 8} | given))["VolumeId"])
