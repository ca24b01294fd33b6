"""EBS: volumes."""

from __future__ import annotations

from moto.ec2.models import EC2Backend
from moto.ec2.models.elastic_block_store import EBSBackend, VolumeAttachment

from awslab.cloud.gateway.corrections import Original, correct


@correct(EBSBackend, "detach_volume")
def detachment_without_instance(
    original: Original, backend: EC2Backend, volume_id: str, instance_id: str | None, device_path: str | None
) -> VolumeAttachment:
    """InstanceId is required for Multi-Attach volumes only.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVolume.html
    """
    attachment = backend.get_volume(volume_id).attachment
    if not instance_id and attachment is not None:
        instance_id = attachment.instance.id
    old_attachment: VolumeAttachment = original(backend, volume_id, instance_id, device_path)
    return old_attachment
