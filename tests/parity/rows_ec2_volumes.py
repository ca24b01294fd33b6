"""EBS: volumes and snapshots. Codes: the errors page; words: public reports."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.parity import ec2
from tests.parity.rows import Aws, Call, row

_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_CREATE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html"
refused = partial(row, source=_ERRORS, status=400)
impossible = partial(row, source=_CREATE, status=400)


@refused(
    "vol-az",
    "AttachVolume from another Availability Zone",
    "InvalidVolume.ZoneMismatch",
    message="The volume 'vol-.+' is not in the same availability zone as instance 'i-.+'",
)
def volume_of_another_zone(aws: Aws) -> Call:
    instance = ec2.running(aws, SubnetId=ec2.default_subnets(aws)[0])
    asked = {"VolumeId": ec2.volume(aws, "us-east-1b"), "InstanceId": instance, "Device": "/dev/sdf"}
    return lambda: aws.ec2.attach_volume(**asked)


@refused("vol-attached", "AttachVolume that another instance has", "VolumeInUse")
def volume_of_another_instance(aws: Aws) -> Call:
    volume = ec2.volume(aws)
    one, other = (ec2.running(aws, SubnetId=ec2.default_subnets(aws)[0]) for _ in range(2))
    aws.ec2.attach_volume(VolumeId=volume, InstanceId=one, Device="/dev/sdf")
    return lambda: aws.ec2.attach_volume(VolumeId=volume, InstanceId=other, Device="/dev/sdf")


@refused(
    "vol-device",
    "AttachVolume on a device that is taken",
    "InvalidParameterValue",
    message="Invalid value '/dev/sdf' for unixDevice. Attachment point /dev/sdf is already in use",
)
def device_in_use(aws: Aws) -> Call:
    instance = ec2.running(aws, SubnetId=ec2.default_subnets(aws)[0])
    aws.ec2.attach_volume(VolumeId=ec2.volume(aws), InstanceId=instance, Device="/dev/sdf")
    volume = ec2.volume(aws)
    return lambda: aws.ec2.attach_volume(VolumeId=volume, InstanceId=instance, Device="/dev/sdf")


@refused("vol-pending", "AttachVolume to an instance that is pending", "IncorrectState")
def volume_of_a_pending_instance(aws: Aws) -> Call:
    volume = ec2.volume(aws)
    instance = ec2.launch(aws, SubnetId=ec2.default_subnets(aws)[0])
    return lambda: aws.ec2.attach_volume(VolumeId=volume, InstanceId=instance, Device="/dev/sdf")


@refused("vol-del-used", "DeleteVolume that an instance has", "VolumeInUse")
def volume_in_use(aws: Aws) -> Call:
    filters = [{"Name": "attachment.instance-id", "Values": [ec2.running(aws)]}]
    volume = aws.ec2.describe_volumes(Filters=filters)["Volumes"][0]["VolumeId"]
    return lambda: aws.ec2.delete_volume(VolumeId=volume)


@refused("vol-root", "DetachVolume of the root volume of a running instance", "OperationNotPermitted")
def root_volume(aws: Aws) -> Call:
    filters = [{"Name": "attachment.instance-id", "Values": [ec2.running(aws)]}]
    volume = aws.ec2.describe_volumes(Filters=filters)["Volumes"][0]["VolumeId"]
    return lambda: aws.ec2.detach_volume(VolumeId=volume)


def _create(aws: Aws, **given: Any) -> Call:
    asked = {"AvailabilityZone": "us-east-1a"} | given
    return lambda: aws.ec2.create_volume(**asked)


@refused(
    "vol-nosize",
    "CreateVolume without a size or a snapshot",
    "MissingParameter",
    message="The request must contain the parameter size/snapshot",
)
def volume_without_size(aws: Aws) -> Call:
    return _create(aws)


@refused("vol-zone", "CreateVolume in a zone that does not exist", "InvalidZone.NotFound")
def volume_nowhere(aws: Aws) -> Call:
    return _create(aws, AvailabilityZone="us-east-1z", Size=8)


@impossible("vol-small", "CreateVolume st1 of 100 GiB (minimum: 125)", "InvalidParameterValue")
def volume_too_small(aws: Aws) -> Call:
    return _create(aws, VolumeType="st1", Size=100)


@impossible("vol-large", "CreateVolume gp2 of 17,000 GiB (maximum: 16,384)", "InvalidParameterValue")
def volume_too_large(aws: Aws) -> Call:
    return _create(aws, VolumeType="gp2", Size=17_000)


@impossible("vol-io1-noiops", "CreateVolume io1 without IOPS", "MissingParameter")
def volume_without_iops(aws: Aws) -> Call:
    return _create(aws, VolumeType="io1", Size=100)


@impossible(
    "vol-gp2-iops",
    "CreateVolume gp2 with IOPS",
    "InvalidParameterCombination",
    message="The parameter iops is not supported for gp2 volumes.",
)
def iops_of_gp2(aws: Aws) -> Call:
    return _create(aws, VolumeType="gp2", Size=100, Iops=3000)


@impossible("vol-io1-ratio", "CreateVolume io1 with 100 IOPS per GiB (maximum: 50)", "InvalidParameterValue")
def too_many_iops_for_the_size(aws: Aws) -> Call:
    return _create(aws, VolumeType="io1", Size=10, Iops=1000)


@impossible("vol-gp3-iops", "CreateVolume gp3 with 1,000 IOPS (minimum: 3,000)", "InvalidParameterValue")
def too_few_iops(aws: Aws) -> Call:
    return _create(aws, VolumeType="gp3", Size=100, Iops=1000)


@impossible("vol-throughput", "CreateVolume io1 with a throughput", "InvalidParameterCombination")
def throughput_of_io1(aws: Aws) -> Call:
    return _create(aws, VolumeType="io1", Size=100, Iops=1000, Throughput=250)


@refused("vol-snapshot-missing", "CreateVolume of a snapshot that does not exist", "InvalidSnapshot.NotFound")
def volume_of_no_snapshot(aws: Aws) -> Call:
    return _create(aws, SnapshotId="snap-0123456789abcdef0")


@impossible("vol-snapshot-larger", "CreateVolume smaller than its snapshot", "InvalidParameterValue")
def volume_smaller_than_its_snapshot(aws: Aws) -> Call:
    snapshot = aws.ec2.create_snapshot(VolumeId=ec2.volume(aws, Size=20))["SnapshotId"]
    return _create(aws, SnapshotId=snapshot, Size=10)


@row(
    "vol-shrink",
    "ModifyVolume to a smaller size",
    "InvalidParameterValue",
    message="New size cannot be smaller than existing size",
    source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVolume.html",
)
def volume_that_shrinks(aws: Aws) -> Call:
    volume = ec2.volume(aws, Size=20)
    return lambda: aws.ec2.modify_volume(VolumeId=volume, Size=10)


@refused("snapshot-ami", "DeleteSnapshot of an AMI", "InvalidSnapshot.InUse")
def snapshot_of_an_image(aws: Aws) -> Call:
    image = aws.ec2.create_image(InstanceId=ec2.running(aws), Name="golden")["ImageId"]
    found = aws.ec2.describe_images(ImageIds=[image])["Images"][0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    return lambda: aws.ec2.delete_snapshot(SnapshotId=found)


@refused("ami-name-dup", "CreateImage with a name that is taken", "InvalidAMIName.Duplicate")
def image_twice(aws: Aws) -> Call:
    instance = ec2.running(aws)
    aws.ec2.create_image(InstanceId=instance, Name="golden")
    return lambda: aws.ec2.create_image(InstanceId=instance, Name="golden")
