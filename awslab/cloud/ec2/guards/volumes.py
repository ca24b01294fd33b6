"""What EBS volumes and snapshots refuse.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from awslab.cloud.ec2.guards.launch import launched
from awslab.cloud.gateway.guards import Refusal, State, guard
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


@guard("ec2", "CreateVolume", source=_API + "API_CreateVolume.html")
def volume_is_possible(request: AwsRequest, state: State) -> Refusal | None:
    """A zone that exists, a size or a snapshot, and what the volume's type allows."""
    asked, ec2 = request.parameters, state.ec2(request.region)
    zone = asked.get("AvailabilityZone")
    if zone and zone not in ec2.zones():
        return Refusal("InvalidZone.NotFound", f"The zone '{zone}' does not exist.", 400)
    if not zone and not asked.get("AvailabilityZoneId"):
        return Refusal("MissingParameter", "The request must contain the parameter availabilityZone", 400)
    snapshot = ec2.snapshot(asked.get("SnapshotId") or "")
    if asked.get("SnapshotId") and snapshot is None:
        sentence = f"The snapshot '{asked['SnapshotId']}' does not exist."
        return Refusal("InvalidSnapshot.NotFound", sentence, 400)
    size = asked.get("Size") or (int(snapshot.volume_size) if snapshot else None)
    if snapshot and size and size < int(snapshot.volume_size):
        return _value(
            f"Volume of {size}GiB is smaller than snapshot '{snapshot.id}', expect size >= {snapshot.volume_size}GiB"
        )
    return _wrong_for_its_type(asked.get("VolumeType") or "gp2", size, asked)


def _wrong_for_its_type(kind: str, size: int | None, asked: Mapping[str, Any]) -> Refusal | None:
    limits, iops = _TYPES.get(kind), asked.get("Iops")
    if limits is None:
        return None  # the model's to refuse
    if size is not None and size < limits.smallest:
        return _value(f"Volume of {size}GiB is too small; minimum is {limits.smallest}GiB.")
    if size is not None and size > limits.largest:
        return _value(f"Volume of {size}GiB is too large for volume type {kind}; maximum is {limits.largest}GiB")
    if kind in ("io1", "io2") and iops is None:
        return Refusal("MissingParameter", "The request must contain the parameter iops", 400)
    if iops is not None and limits.iops is None:
        return _combination(f"The parameter iops is not supported for {kind} volumes.")
    return _wrong_rates(kind, size, asked)


def _wrong_rates(kind: str, size: int | None, asked: Mapping[str, Any]) -> Refusal | None:
    limits, iops, throughput = _TYPES[kind], asked.get("Iops"), asked.get("Throughput")
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
    if asked.get("MultiAttachEnabled") and kind not in ("io1", "io2"):
        return _combination(f"The parameter multiAttachEnabled is not supported for {kind} volumes.")
    return None


@guard("ec2", "ModifyVolume", source=_API + "API_ModifyVolume.html")
def volume_only_grows(request: AwsRequest, state: State) -> Refusal | None:
    """The size can be made larger only, and the rest must be possible for the type."""
    asked = request.parameters
    volume = state.ec2(request.region).volume(asked.get("VolumeId", ""))
    if volume is None:
        return None
    if asked.get("Size") and asked["Size"] < int(volume.size):
        return _value("New size cannot be smaller than existing size")
    kind, size = asked.get("VolumeType") or volume.volume_type, asked.get("Size") or int(volume.size)
    kept = {"Iops": volume.iops} if kind == volume.volume_type and volume.iops else {}
    return _wrong_for_its_type(kind, size, {**kept, **asked})


@guard("ec2", "RunInstances", source=_API + "API_EbsBlockDevice.html")
def root_volume_holds_the_image(request: AwsRequest, state: State) -> Refusal | None:
    """No smaller than the snapshot that it is made from, of a type that boots."""
    launch, ec2 = launched(request, state), state.ec2(request.region)
    image = ec2.image(str(launch.get("ImageId")))
    for each in launch.get("BlockDeviceMappings") or ():
        ebs, is_root = each.get("Ebs") or {}, image is not None and each.get("DeviceName") == image.root_device_name
        if ebs and not is_root and not ebs.get("VolumeSize") and not ebs.get("SnapshotId"):
            return Refusal("MissingParameter", "The request must contain the parameter size or snapshotId", 400)
        if is_root and ebs.get("VolumeType") in ("st1", "sc1"):
            sentence = f"The volume type {ebs['VolumeType']} cannot be used as a boot volume."
            return Refusal("BootForVolumeTypeUnsupported", sentence, 400)
        snapshot = ec2.snapshot(ebs.get("SnapshotId") or (image.ebs_snapshot.id if image and is_root else ""))
        size = ebs.get("VolumeSize")
        if size and snapshot and size < int(snapshot.volume_size):
            sentence = f"Volume of size {size}GB is smaller than snapshot '{snapshot.id}'"
            told = f"{sentence}, expect size >= {snapshot.volume_size}GB"
            return Refusal("InvalidBlockDeviceMapping", told, 400)
    return None


@guard("ec2", "AttachVolume", source=_API + "API_AttachVolume.html")
def volume_fits_the_instance(request: AwsRequest, state: State) -> Refusal | None:
    """A free volume, in the instance's zone, on a device that nothing has, of an instance that is there."""
    ec2, asked = state.ec2(request.region), request.parameters
    volume = ec2.volume(asked.get("VolumeId", ""))
    instance = ec2.instance(asked.get("InstanceId", ""))
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
    device = asked.get("Device", "")
    if not re.fullmatch(r"/dev/(sd|xvd|hd)[a-z]+[0-9]*|(sd|xvd)[a-z]+[0-9]*", device):
        return _value(f"Value ({device}) for parameter device is invalid. {device} is not a valid EBS device name.")
    if device in instance.block_device_mapping:
        return _value(f"Invalid value '{device}' for unixDevice. Attachment point {device} is already in use")
    return None


@guard("ec2", "DetachVolume", source=_ERRORS)
def volume_is_attached(request: AwsRequest, state: State) -> Refusal | None:
    """There is nothing to detach otherwise."""
    volume = state.ec2(request.region).volume(request.parameters.get("VolumeId", ""))
    if volume is None or volume.attachment is not None:
        return None
    return Refusal("IncorrectState", f"Volume '{volume.id}' is in the 'available' state.", 400)


@guard("ec2", "DetachVolume", source=_API + "API_DetachVolume.html")
def root_volume_stays_while_it_runs(request: AwsRequest, state: State) -> Refusal | None:
    """Stop the instance before."""
    volume = state.ec2(request.region).volume(request.parameters.get("VolumeId", ""))
    attachment = getattr(volume, "attachment", None)
    if attachment is None or attachment.instance.state in ("stopped", "terminated"):
        return None
    if attachment.device != attachment.instance.root_device_name:
        return None
    sentence = f"Unable to detach root volume '{volume.id}' from instance '{attachment.instance.id}'"  # type: ignore[union-attr]
    return Refusal("OperationNotPermitted", sentence, 400)


def _value(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, 400)


def _combination(message: str) -> Refusal:
    return Refusal("InvalidParameterCombination", message, 400)
