"""EC2: filters, tags, images of others, zones without a type, devices, services."""

from __future__ import annotations

from functools import partial

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_TAGS = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"
refused = partial(row, source="https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html", status=400)


@row(
    "filter-unknown",
    "DescribeInstances with the filter instance-name",
    "InvalidParameterValue",
    message="The filter 'instance-name' is invalid",
    source=_API + "API_DescribeInstances.html",
)
def unknown_filter(aws: Aws) -> Call:
    return lambda: aws.ec2.describe_instances(Filters=[{"Name": "instance-name", "Values": ["web"]}])


@row("filter-ok-old", "DescribeVpcs with the filter isDefault", WORKS, source=_API + "API_DescribeVpcs.html")
def older_name_of_a_filter(aws: Aws) -> Call:
    return lambda: aws.ec2.describe_vpcs(Filters=[{"Name": "isDefault", "Values": ["true"]}])


@row("filter-ok-tag", "DescribeInstances with the filter tag:Name", WORKS, source=_API + "API_DescribeInstances.html")
def tag_filter(aws: Aws) -> Call:
    return lambda: aws.ec2.describe_instances(Filters=[{"Name": "tag:Name", "Values": ["web"]}])


@row(
    "tag-type",
    "CreateVpc with tags for a subnet",
    "InvalidParameterValue",
    message="'subnet' is not a valid taggable resource type for this operation.",
    source=_TAGS,
)
def tags_for_something_else(aws: Aws) -> Call:
    tags = [{"ResourceType": "subnet", "Tags": [{"Key": "Name", "Value": "web"}]}]
    return lambda: aws.ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=tags)


@refused("ami-others", "DeregisterImage of Amazon's image", "AuthFailure")
def image_of_amazon(aws: Aws) -> Call:
    image = ec2.image(aws)
    return lambda: aws.ec2.deregister_image(ImageId=image)


@refused(
    "ec2-zone-type",
    "RunInstances t3.micro in us-east-1e, which has none",
    "Unsupported",
    message=r"Your requested instance type \(t3.micro\) is not supported in your requested Availability Zone "
    r"\(us-east-1e\). Please retry your request by not specifying an Availability Zone or choosing us-east-1a, ",
)
def zone_without_the_type(aws: Aws) -> Call:
    asked = {"ImageId": ec2.image(aws), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    return lambda: aws.ec2.run_instances(Placement={"AvailabilityZone": "us-east-1e"}, **asked)


@refused(
    "vol-device-name",
    "AttachVolume on the device disk1",
    "InvalidParameterValue",
    message=r"Value \(disk1\) for parameter device is invalid. disk1 is not a valid EBS device name.",
)
def no_device_name(aws: Aws) -> Call:
    instance = ec2.running(aws, SubnetId=ec2.default_subnets(aws)[0])
    volume = ec2.volume(aws)
    return lambda: aws.ec2.attach_volume(VolumeId=volume, InstanceId=instance, Device="disk1")


@refused("endpoint-region", "CreateVpcEndpoint for another region's service", "InvalidServiceName")
def service_of_another_region(aws: Aws) -> Call:
    asked = {"VpcId": ec2.vpc(aws), "ServiceName": "com.amazonaws.eu-west-1.s3"}
    return lambda: aws.ec2.create_vpc_endpoint(**asked)


@refused("template-name", "CreateLaunchTemplate named 'my template'", "InvalidLaunchTemplateName.MalformedException")
def template_with_a_space(aws: Aws) -> Call:
    data = {"InstanceType": "t3.micro"}
    return lambda: aws.ec2.create_launch_template(LaunchTemplateName="my template", LaunchTemplateData=data)


@refused("template-missing", "RunInstances by no launch template", "InvalidLaunchTemplateName.NotFoundException")
def no_such_template(aws: Aws) -> Call:
    template = {"LaunchTemplateName": "nope"}
    return lambda: aws.ec2.run_instances(LaunchTemplate=template, MinCount=1, MaxCount=1)


@row("ami-ok-tags", "CreateImage with tags for its snapshots", WORKS, source=_API + "API_CreateImage.html")
def tags_of_snapshots(aws: Aws) -> Call:
    instance = ec2.running(aws)
    tags = [{"ResourceType": "snapshot", "Tags": [{"Key": "Name", "Value": "golden"}]}]
    return lambda: aws.ec2.create_image(InstanceId=instance, Name="golden", TagSpecifications=tags)


@refused(
    "ec2-attributes-two",
    "ModifyInstanceAttribute of two attributes",
    "InvalidParameterCombination",
    message="Fields for multiple attribute types specified",
)
def two_attributes(aws: Aws) -> Call:
    asked = {"InstanceId": ec2.launch(aws), "SourceDestCheck": {"Value": False}, "DisableApiStop": {"Value": True}}
    return lambda: aws.ec2.modify_instance_attribute(**asked)


@refused(
    "ec2-attributes-none",
    "ModifyInstanceAttribute of none",
    "InvalidParameterCombination",
    message="No attributes specified",
)
def no_attribute(aws: Aws) -> Call:
    instance = ec2.launch(aws)
    return lambda: aws.ec2.modify_instance_attribute(InstanceId=instance)


@refused(
    "ec2-public-two",
    "RunInstances with two interfaces and AssociatePublicIpAddress",
    "InvalidParameterCombination",
    message="The associatePublicIPAddress parameter cannot be specified when launching with multiple network",
)
def public_address_of_two_interfaces(aws: Aws) -> Call:
    subnet = ec2.default_subnets(aws)[0]
    interfaces = [{"DeviceIndex": number, "SubnetId": subnet} for number in (0, 1)]
    interfaces[0]["AssociatePublicIpAddress"] = True
    asked = {"ImageId": ec2.image(aws), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    return lambda: aws.ec2.run_instances(NetworkInterfaces=interfaces, **asked)


@refused("ec2-sg-name-missing", "RunInstances with the name of no security group", "InvalidGroup.NotFound")
def no_group_of_that_name(aws: Aws) -> Call:
    asked = {"ImageId": ec2.image(aws), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    return lambda: aws.ec2.run_instances(SecurityGroups=["nope"], **asked)


@refused(
    "vol-detach-free",
    "DetachVolume that nothing has",
    "IncorrectState",
    message="Volume 'vol-.+' is in the 'available' state.",
)
def volume_that_is_free(aws: Aws) -> Call:
    volume = ec2.volume(aws)
    return lambda: aws.ec2.detach_volume(VolumeId=volume)


@refused("subnet-norange", "CreateSubnet without a range", "MissingParameter")
def subnet_without_range(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    return lambda: aws.ec2.create_subnet(VpcId=vpc)


@refused(
    "vpc-noprefix",
    "CreateVpc 10.0.0.0",
    "InvalidParameterValue",
    message=r"Value \(10.0.0.0\) for parameter cidrBlock is invalid. This is not a valid CIDR block.",
)
def vpc_without_prefix(aws: Aws) -> Call:
    return lambda: aws.ec2.create_vpc(CidrBlock="10.0.0.0")


@refused(
    "id-nat-missing",
    "DescribeNatGateways of none",
    "NatGatewayNotFound",
    message="NatGateway nat-0123456789abcdef0 was not found",
)
def no_such_nat_gateway(aws: Aws) -> Call:
    return lambda: aws.ec2.describe_nat_gateways(NatGatewayIds=["nat-0123456789abcdef0"])
