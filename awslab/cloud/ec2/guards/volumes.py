"""What EC2 refuses of EBS volumes and snapshots.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from awslab.cloud.ec2.guards.launch import launch_parameters
from awslab.cloud.ec2.state import Parameters
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"


@dataclass(frozen=True, slots=True)
class _Limits:
    """GiB, IOPS and IOPS per GiB of a volume type; no IOPS for one whose IOPS follow from its size."""

    smallest: int
    largest: int
    iops: tuple[int, int] | None = None
    ratio: int = 0


_TYPES: Mapping[str, _Limits] = {
    "gp2": _Limits(1, 16_384),
    "gp3": _Limits(1, 65_536, (3_000, 80_000), 500),
    "io1": _Limits(4, 16_384, (100, 64_000), 50),
    "io2": _Limits(4, 65_536, (100, 256_000), 1_000),
    "st1": _Limits(125, 16_384),
    "sc1": _Limits(125, 16_384),
    "standard": _Limits(1, 1_024),
}
THROUGHPUT = (125, 2_000)
"""MiB/s of gp3."""


@guard("ec2", "CreateVolume", phase=Phase.IDENTIFIER, source=_API + "API_CreateVolume.html")
def volume_settings_are_valid(request: AwsRequest, state: State) -> Refusal | None:
    """The zone and the snapshot must exist, and size and rates be within the volume type's limits."""
    parameters, ec2 = request.parameters, state.ec2(request.region)
    zone = parameters.get("AvailabilityZone")
    if zone and zone not in ec2.zones():
        return Refusal("InvalidZone.NotFound", f"The zone '{zone}' does not exist.", 400)
    if not zone and not parameters.get("AvailabilityZoneId"):
        return Refusal("MissingParameter", "The request must contain the parameter availabilityZone", 400)
    snapshot = ec2.snapshot(parameters.get("SnapshotId") or "")
    if parameters.get("SnapshotId") and snapshot is None:
        sentence = f"The snapshot '{parameters['SnapshotId']}' does not exist."
        return Refusal("InvalidSnapshot.NotFound", sentence, 400)
    size = parameters.get("Size") or (int(snapshot.volume_size) if snapshot else None)
    if snapshot and size and size < int(snapshot.volume_size):
        return _value(
            f"Volume of {size}GiB is smaller than snapshot '{snapshot.id}', expect size >= {snapshot.volume_size}GiB"
        )
    return _wrong_for_its_type(parameters.get("VolumeType") or "gp2", size, parameters)


def _wrong_for_its_type(kind: str, size: int | None, parameters: Parameters) -> Refusal | None:
    limits, iops = _TYPES.get(kind), parameters.get("Iops")
    if limits is None:
        return None  # refused by the service's model
    if size is not None and size < limits.smallest:
        return _value(f"Volume of {size}GiB is too small; minimum is {limits.smallest}GiB.")
    if size is not None and size > limits.largest:
        return _value(f"Volume of {size}GiB is too large for volume type {kind}; maximum is {limits.largest}GiB")
    if kind in ("io1", "io2") and iops is None:
        return Refusal("MissingParameter", "The request must contain the parameter iops", 400)
    if iops is not None and limits.iops is None:
        return _combination(f"The parameter iops is not supported for {kind} volumes.")
    return _wrong_rates(kind, size, parameters)


def _wrong_rates(kind: str, size: int | None, parameters: Parameters) -> Refusal | None:
    limits, iops, throughput = _TYPES[kind], parameters.get("Iops"), parameters.get("Throughput")
    if iops is not None and limits.iops:
        low, high = limits.iops
        if iops < low:
            return _value(f"Volume iops of {iops} is too low; minimum is {low}.")
        if iops > high:
            return _value(f"Volume iops of {iops} is too high; maximum is {high}.")
        if size and iops > max(size * limits.ratio, low):
            return _value(
                f"Iops to volume size ratio of {iops / size:.6f} is too high; maximum is {limits.ratio} iops per GiB"
            )
    if throughput is not None and kind != "gp3":
        return _combination(f"The parameter throughput is not supported for {kind} volumes.")
    if throughput is not None and not THROUGHPUT[0] <= throughput <= THROUGHPUT[1]:
        low, high = THROUGHPUT
        return _value(f"Throughput of {throughput} MiB/s is out of range; it must be from {low} to {high}.")
    if parameters.get("MultiAttachEnabled") and kind not in ("io1", "io2"):
        return _combination(f"The parameter multiAttachEnabled is not supported for {kind} volumes.")
    return None


@guard("ec2", "ModifyVolume", phase=Phase.STATE, source=_API + "API_ModifyVolume.html")
def volume_does_not_shrink(request: AwsRequest, state: State) -> Refusal | None:
    """A volume's size can only grow, and its rates must be valid for its type."""
    parameters = request.parameters
    volume = state.ec2(request.region).volume(parameters.get("VolumeId", ""))
    if volume is None:
        return None
    if parameters.get("Size") and parameters["Size"] < int(volume.size):
        return _value("New size cannot be smaller than existing size")
    kind, size = parameters.get("VolumeType") or volume.volume_type, parameters.get("Size") or int(volume.size)
    present_rates = {"Iops": volume.iops} if kind == volume.volume_type and volume.iops else {}
    return _wrong_for_its_type(kind, size, {**present_rates, **parameters})


@guard("ec2", "RunInstances", phase=Phase.STATE, source=_API + "API_EbsBlockDevice.html")
def volumes_of_a_launch_are_valid(request: AwsRequest, state: State) -> Refusal | None:
    """A volume is no smaller than its snapshot, and the root volume has a type that can boot."""
    launch, ec2 = launch_parameters(request, state), state.ec2(request.region)
    image = ec2.image(str(launch.get("ImageId")))
    for mapping in launch.get("BlockDeviceMappings") or ():
        ebs = mapping.get("Ebs") or {}
        is_root = image is not None and mapping.get("DeviceName") == image.root_device_name
        if ebs and not is_root and not ebs.get("VolumeSize") and not ebs.get("SnapshotId"):
            return Refusal("MissingParameter", "The request must contain the parameter size or snapshotId", 400)
        if is_root and ebs.get("VolumeType") in ("st1", "sc1"):
            sentence = f"The volume type {ebs['VolumeType']} cannot be used as a boot volume."
            return Refusal("BootForVolumeTypeUnsupported", sentence, 400)
        snapshot = ec2.snapshot(ebs.get("SnapshotId") or (image.ebs_snapshot.id if image and is_root else ""))
        size = ebs.get("VolumeSize")
        if size and snapshot and size < int(snapshot.volume_size):
            sentence = f"Volume of size {size}GB is smaller than snapshot '{snapshot.id}', expect size >= "
            return Refusal("InvalidBlockDeviceMapping", f"{sentence}{snapshot.volume_size}GB", 400)
    return None


@guard("ec2", "AttachVolume", phase=Phase.STATE, source=_API + "API_AttachVolume.html")
def volume_can_be_attached(request: AwsRequest, state: State) -> Refusal | None:
    """The volume is free and in the instance's zone, and the instance exists and has the device name free."""
    ec2, parameters = state.ec2(request.region), request.parameters
    volume = ec2.volume(parameters.get("VolumeId", ""))
    instance = ec2.instance(parameters.get("InstanceId", ""))
    if volume is None or instance is None:
        return None
    if volume.attachment and not volume.multi_attach_enabled:
        return Refusal("VolumeInUse", f"{volume.id} is already attached to an instance", 400)
    if instance.state not in ("running", "stopped"):
        sentence = f"Instance '{instance.id}' is not 'running'."
        return Refusal("IncorrectState", sentence, 400)
    if volume.zone and volume.zone.name != instance.availability_zone:
        sentence = f"The volume '{volume.id}' is not in the same availability zone as instance '{instance.id}'"
        return Refusal("InvalidVolume.ZoneMismatch", sentence, 400)
    device = parameters.get("Device", "")
    if not re.fullmatch(r"/dev/(sd|xvd|hd)[a-z]+[0-9]*|(sd|xvd)[a-z]+[0-9]*", device):
        return _value(f"Value ({device}) for parameter device is invalid. {device} is not a valid EBS device name.")
    if device in instance.block_device_mapping:
        return _value(f"Invalid value '{device}' for unixDevice. Attachment point {device} is already in use")
    return None


@guard("ec2", "DetachVolume", phase=Phase.STATE, source=_ERRORS)
def volume_is_attached(request: AwsRequest, state: State) -> Refusal | None:
    """Only an attached volume can be detached."""
    volume = state.ec2(request.region).volume(request.parameters.get("VolumeId", ""))
    if volume is None or volume.attachment is not None:
        return None
    return Refusal("IncorrectState", f"Volume '{volume.id}' is in the 'available' state.", 400)


@guard("ec2", "DetachVolume", phase=Phase.STATE, source=_API + "API_DetachVolume.html")
def root_volume_is_not_detached_while_running(request: AwsRequest, state: State) -> Refusal | None:
    """The instance must be stopped before its root volume is detached."""
    volume = state.ec2(request.region).volume(request.parameters.get("VolumeId", ""))
    attachment = volume.attachment if volume is not None else None
    if volume is None or attachment is None or attachment.instance.state in ("stopped", "terminated"):
        return None
    if attachment.device != attachment.instance.root_device_name:
        return None
    sentence = f"Unable to detach root volume '{volume.id}' from instance '{attachment.instance.id}'"
    return Refusal("OperationNotPermitted", sentence, 400)


def _value(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, 400)


def _combination(message: str) -> Refusal:
    return Refusal("InvalidParameterCombination", message, 400)
