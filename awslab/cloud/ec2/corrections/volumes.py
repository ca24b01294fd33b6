"""EBS: volumes."""

from __future__ import annotations

from typing import Any

from moto.ec2.models.elastic_block_store import EBSBackend

from awslab.cloud.gateway.corrections import Original, correct


@correct(EBSBackend, "detach_volume")
def the_instance_need_not_be_named(
    original: Original, backend: Any, volume_id: str, instance_id: str | None, device_path: str | None
) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVolume.html: InstanceId is required for
    Multi-Attach volumes only."""
    attachment = backend.get_volume(volume_id).attachment
    if not instance_id and attachment is not None:
        instance_id = attachment.instance.id
    return original(backend, volume_id, instance_id, device_path)
