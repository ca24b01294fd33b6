"""EC2: launching instances and changing them."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
refused = partial(row, source="https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html", status=400)


def _run(aws: Aws, **given: Any) -> Call:
    asked = {"ImageId": ec2.image(aws), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1} | given
    return lambda: aws.ec2.run_instances(**{name: value for name, value in asked.items() if value is not None})


@refused(
    "ec2-ami-missing",
    "RunInstances with an AMI that does not exist",
    "InvalidAMIID.NotFound",
    message=r"The image id '\[ami-0123456789abcdef0\]' does not exist$",
)
def no_image(aws: Aws) -> Call:
    return _run(aws, ImageId="ami-0123456789abcdef0")


@refused("ec2-ami-malformed", "RunInstances with an AMI id that is none", "InvalidAMIID.Malformed")
def no_image_id(aws: Aws) -> Call:
    return _run(aws, ImageId="amazon-linux-2023")


@refused("ec2-ami-deregistered", "RunInstances with an AMI that was deregistered", "InvalidAMIID.Unavailable")
def image_deregistered(aws: Aws) -> Call:
    image = aws.ec2.create_image(InstanceId=ec2.running(aws), Name="golden")["ImageId"]
    aws.ec2.deregister_image(ImageId=image)
    return _run(aws, ImageId=image)


@refused("ec2-ami-none", "RunInstances without an AMI or a launch template", "MissingParameter")
def without_image(aws: Aws) -> Call:
    return _run(aws, ImageId=None)


@row(
    "ec2-ok-ami-parameter",
    "RunInstances with ImageId resolve:ssm: and a public parameter",
    WORKS,
    source="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html",
)
def image_by_parameter(aws: Aws) -> Call:
    name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    return _run(aws, ImageId=f"resolve:ssm:{name}")


@refused(
    "ec2-arch",
    "RunInstances: an x86_64 AMI on t4g.micro (arm64)",
    "InvalidParameterValue",
    message="The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the "
    "specified AMI",
)
def architectures_differ(aws: Aws) -> Call:
    return _run(aws, InstanceType="t4g.micro")


@refused(
    "ec2-type",
    "RunInstances with an instance type that does not exist",
    "InvalidParameterValue",
    message="Invalid value 't3.tiny' for InstanceType",
)
def no_such_type(aws: Aws) -> Call:
    return _run(aws, InstanceType="t3.tiny")


@refused(
    "ec2-key",
    "RunInstances with a key pair that does not exist",
    "InvalidKeyPair.NotFound",
    message="The key pair 'nope' does not exist$",
)
def no_such_key_pair(aws: Aws) -> Call:
    return _run(aws, KeyName="nope")


@refused("ec2-key-dup", "CreateKeyPair twice", "InvalidKeyPair.Duplicate")
def key_pair_twice(aws: Aws) -> Call:
    aws.ec2.create_key_pair(KeyName="mine")
    return lambda: aws.ec2.create_key_pair(KeyName="mine")


@refused(
    "ec2-sg-vpc",
    "RunInstances: security group and subnet from different VPCs",
    "InvalidParameter",
    message="Security group sg-.+ and subnet subnet-.+ belong to different networks",
)
def group_of_another_vpc(aws: Aws) -> Call:
    return _run(aws, SubnetId=ec2.default_subnets(aws)[0], SecurityGroupIds=[ec2.group(aws, ec2.vpc(aws))])


@refused("ec2-sg-missing", "RunInstances with a security group that does not exist", "InvalidGroup.NotFound")
def no_such_group(aws: Aws) -> Call:
    return _run(aws, SecurityGroupIds=["sg-0123456789abcdef0"])


@refused("ec2-subnet-missing", "RunInstances with a subnet that does not exist", "InvalidSubnetID.NotFound")
def no_such_subnet(aws: Aws) -> Call:
    return _run(aws, SubnetId="subnet-0123456789abcdef0")


@refused(
    "ec2-sg-names-subnet",
    "RunInstances with names of security groups and a subnet",
    "InvalidParameterCombination",
    message="The parameter groupName cannot be used with the parameter subnet",
)
def names_of_groups_and_a_subnet(aws: Aws) -> Call:
    return _run(aws, SubnetId=ec2.default_subnets(aws)[0], SecurityGroups=["default"])


@refused(
    "ec2-eni-sg",
    "RunInstances with NetworkInterfaces and SecurityGroupIds",
    "InvalidParameterCombination",
    message="Network interfaces and an instance-level security groups may not be specified on the same request",
)
def groups_beside_interfaces(aws: Aws) -> Call:
    interface = {"DeviceIndex": 0, "SubnetId": ec2.default_subnets(aws)[0]}
    return _run(aws, NetworkInterfaces=[interface], SecurityGroupIds=[ec2.group(aws)])


@row(
    "ec2-sg-six",
    "RunInstances with six security groups",
    "SecurityGroupsPerInterfaceLimitExceeded",
    source="https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
)
def six_groups(aws: Aws) -> Call:
    return _run(aws, SecurityGroupIds=[ec2.group(aws, name=f"group{number}") for number in range(6)])


@refused("ec2-zone-missing", "RunInstances in a zone that does not exist", "InvalidParameterValue")
def no_such_zone(aws: Aws) -> Call:
    return _run(aws, Placement={"AvailabilityZone": "us-east-1z"})


@refused(
    "ec2-address-outside",
    "RunInstances with a private address outside the subnet",
    "InvalidParameterValue",
    message="Address does not fall within the subnet's address range",
)
def address_outside_the_subnet(aws: Aws) -> Call:
    return _run(aws, SubnetId=ec2.subnet(aws, ec2.vpc(aws)), PrivateIpAddress="10.0.9.9")


@refused(
    "ec2-address-reserved",
    "RunInstances with one of the five addresses of a subnet that AWS keeps",
    "InvalidParameterValue",
    message="Address is in subnet's reserved address range",
)
def address_that_aws_keeps(aws: Aws) -> Call:
    return _run(aws, SubnetId=ec2.subnet(aws, ec2.vpc(aws)), PrivateIpAddress="10.0.1.3")


@refused("ec2-address-used", "RunInstances with a private address that is in use", "InvalidIPAddress.InUse")
def address_in_use(aws: Aws) -> Call:
    where = {"SubnetId": ec2.subnet(aws, ec2.vpc(aws)), "PrivateIpAddress": "10.0.1.9"}
    ec2.launch(aws, **where)
    return _run(aws, **where)


@refused(
    "ec2-profile",
    "RunInstances with an instance profile that does not exist",
    "InvalidParameterValue",
    message=r"Value \(nope\) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name$",
)
def no_such_profile(aws: Aws) -> Call:
    return _run(aws, IamInstanceProfile={"Name": "nope"})


@refused(
    "ec2-profile-role",
    "RunInstances with a role's ARN for an instance profile's",
    "InvalidParameterValue",
    message=".+ Invalid IAM Instance Profile ARN$",
)
def role_for_a_profile(aws: Aws) -> Call:
    return _run(aws, IamInstanceProfile={"Arn": aws.role("ec2.amazonaws.com")})


@row(
    "ec2-userdata",
    "RunInstances with 20 KB of user data (limit: 16 KB)",
    "InvalidParameterValue",
    message="User data is limited to 16384 bytes",
    source="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html",
)
def too_much_user_data(aws: Aws) -> Call:
    return _run(aws, UserData="#" * 20_480)


@refused("ec2-count", "RunInstances MinCount=2 MaxCount=1", "InvalidParameterValue")
def more_at_least_than_at_most(aws: Aws) -> Call:
    return _run(aws, MinCount=2)


@refused(
    "ec2-count-zero",
    "RunInstances MinCount=0 MaxCount=0",
    "InvalidParameterValue",
    message="Maximum instance count must be greater than zero",
)
def none_at_all(aws: Aws) -> Call:
    return _run(aws, MinCount=0, MaxCount=0)


@row(
    "ec2-ok-bdm",
    "RunInstances BlockDeviceMappings Ebs={Encrypted:true} (size from the AMI)",
    WORKS,
    source=_API + "API_EbsBlockDevice.html",
)
def encrypted_root_volume(aws: Aws) -> Call:
    return _run(aws, BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": True}}])


@row(
    "ec2-ok-bdm-io1",
    "RunInstances with a second volume of type io1 and its IOPS",
    WORKS,
    source=_API + "API_EbsBlockDevice.html",
)
def second_volume(aws: Aws) -> Call:
    ebs = {"VolumeType": "io1", "Iops": 200, "VolumeSize": 10}
    return _run(aws, BlockDeviceMappings=[{"DeviceName": "/dev/sdf", "Ebs": ebs}])


@row(
    "ec2-ok-bdm-nodevice",
    "RunInstances BlockDeviceMappings with NoDevice",
    WORKS,
    source=_API + "API_BlockDeviceMapping.html",
)
def a_device_left_out(aws: Aws) -> Call:
    return _run(aws, BlockDeviceMappings=[{"DeviceName": "/dev/sdf", "NoDevice": ""}])


@refused(
    "ec2-bdm-small",
    "RunInstances with a root volume smaller than the AMI's snapshot",
    "InvalidBlockDeviceMapping",
    message=r"Volume of size 4GB is smaller than snapshot 'snap-.+', expect size >= 8GB",
)
def root_volume_too_small(aws: Aws) -> Call:
    return _run(aws, BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 4}}])


@refused("ec2-bdm-st1", "RunInstances with an st1 root volume", "BootForVolumeTypeUnsupported")
def root_volume_of_hard_disks(aws: Aws) -> Call:
    ebs = {"VolumeSize": 125, "VolumeType": "st1"}
    return _run(aws, BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": ebs}])


@refused(
    "ec2-type-running",
    "ModifyInstanceAttribute InstanceType while running",
    "IncorrectInstanceState",
    message="The instance 'i-.+' is not in the 'stopped' state.$",
)
def new_type_while_running(aws: Aws) -> Call:
    instance = ec2.running(aws)
    return lambda: aws.ec2.modify_instance_attribute(InstanceId=instance, InstanceType={"Value": "t3.small"})


@refused("ec2-userdata-running", "ModifyInstanceAttribute UserData while running", "IncorrectInstanceState")
def new_user_data_while_running(aws: Aws) -> Call:
    instance = ec2.running(aws)
    return lambda: aws.ec2.modify_instance_attribute(InstanceId=instance, UserData={"Value": b"#!/bin/sh"})


@refused("ec2-eni-used", "DeleteNetworkInterface of an instance", "InvalidParameterValue")
def interface_in_use(aws: Aws) -> Call:
    filters = [{"Name": "attachment.instance-id", "Values": [ec2.running(aws)]}]
    found = aws.ec2.describe_network_interfaces(Filters=filters)["NetworkInterfaces"][0]["NetworkInterfaceId"]
    return lambda: aws.ec2.delete_network_interface(NetworkInterfaceId=found)


@refused("ec2-eni-zone", "AttachNetworkInterface from another zone", "InvalidParameterCombination")
def interface_of_another_zone(aws: Aws) -> Call:
    first, second = ec2.default_subnets(aws)[:2]
    instance = ec2.running(aws, SubnetId=first)
    made = aws.ec2.create_network_interface(SubnetId=second)["NetworkInterface"]["NetworkInterfaceId"]
    return lambda: aws.ec2.attach_network_interface(InstanceId=instance, NetworkInterfaceId=made, DeviceIndex=1)
