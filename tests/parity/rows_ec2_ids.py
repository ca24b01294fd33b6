"""EC2: ids that are none, ids of nothing, and what the sandbox lacks."""

from __future__ import annotations

from functools import partial

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row

refused = partial(row, source="https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html", status=400)


@refused(
    "id-instance",
    "TerminateInstances of web-1",
    "InvalidInstanceID.Malformed",
    message='Invalid id: "web-1"',
)
def name_for_an_instance(aws: Aws) -> Call:
    return lambda: aws.ec2.terminate_instances(InstanceIds=["web-1"])


@refused(
    "id-group",
    "AuthorizeSecurityGroupIngress with a name for GroupId",
    "InvalidGroupId.Malformed",
    message='Invalid id: "web" \\(expecting "sg-..."\\)',
)
def name_for_a_group(aws: Aws) -> Call:
    ec2.group(aws)
    rule = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    return lambda: aws.ec2.authorize_security_group_ingress(GroupId="web", IpPermissions=[rule])


@refused(
    "id-vpc-missing",
    "DescribeVpcs of one that exists and one that does not",
    "InvalidVpcID.NotFound",
    message="The vpc ID 'vpc-0123456789abcdef0' does not exist$",
)
def no_such_vpc(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    return lambda: aws.ec2.describe_vpcs(VpcIds=[vpc, "vpc-0123456789abcdef0"])


@refused(
    "id-group-missing",
    "DescribeSecurityGroups of none",
    "InvalidGroup.NotFound",
    message="The security group 'sg-0123456789abcdef0' does not exist$",
)
def no_such_group(aws: Aws) -> Call:
    return lambda: aws.ec2.describe_security_groups(GroupIds=["sg-0123456789abcdef0"])


@refused(
    "id-volume-missing",
    "DescribeVolumes of none",
    "InvalidVolume.NotFound",
    message="The volume 'vol-0123456789abcdef0' does not exist.$",
)
def no_such_volume(aws: Aws) -> Call:
    return lambda: aws.ec2.describe_volumes(VolumeIds=["vol-0123456789abcdef0"])


@refused("id-acl-missing", "DescribeNetworkAcls of none", "InvalidNetworkAclID.NotFound")
def no_such_acl(aws: Aws) -> Call:
    return lambda: aws.ec2.describe_network_acls(NetworkAclIds=["acl-0123456789abcdef0"])


@refused("id-snapshot-missing", "DeleteSnapshot of none", "InvalidSnapshot.NotFound")
def no_such_snapshot(aws: Aws) -> Call:
    return lambda: aws.ec2.delete_snapshot(SnapshotId="snap-0123456789abcdef0")


@refused("id-instance-missing", "DescribeInstances of none", "InvalidInstanceID.NotFound")
def no_such_instance(aws: Aws) -> Call:
    return lambda: aws.ec2.describe_instances(InstanceIds=["i-0123456789abcdef0"])


@refused(
    "ec2-placement-group", "RunInstances in a placement group that does not exist", "InvalidPlacementGroup.Unknown"
)
def no_such_placement_group(aws: Aws) -> Call:
    image = ec2.image(aws)
    asked = {"ImageId": image, "InstanceType": "c5.large", "MinCount": 1, "MaxCount": 1}
    return lambda: aws.ec2.run_instances(Placement={"GroupName": "cluster"}, **asked)


@row(
    "ec2-ok-max-count",
    "RunInstances MinCount=1 MaxCount=3 launches three",
    WORKS,
    source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html",
)
def as_many_as_asked(aws: Aws) -> Call:
    asked = {"ImageId": ec2.image(aws), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 3}
    assert len(aws.ec2.run_instances(**asked)["Instances"]) == 3
    return lambda: aws.ec2.run_instances(**asked)


@row(
    "ec2-ok-imds",
    "RunInstances of an Amazon Linux 2023 AMI: HttpTokens is required",
    WORKS,
    source="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
)
def metadata_of_amazon_linux_2023(aws: Aws) -> Call:
    asked = {"InstanceIds": [ec2.launch(aws)]}
    found = aws.ec2.describe_instances(**asked)["Reservations"][0]["Instances"][0]["MetadataOptions"]
    assert (found["HttpTokens"], found["HttpPutResponseHopLimit"]) == ("required", 2)
    return lambda: aws.ec2.describe_instances(**asked)


@refused(
    "tag-aws",
    "CreateTags with a key that begins with aws:",
    "InvalidParameterValue",
    message="Tag keys starting with 'aws:' are reserved for internal use",
)
def tag_of_aws(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    return lambda: aws.ec2.create_tags(Resources=[vpc], Tags=[{"Key": "aws:team", "Value": "web"}])
