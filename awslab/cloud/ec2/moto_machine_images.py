"""moto's 1,300 ready-made machine images, built once in the host: a sandbox then takes copies, in a tenth of the time.

What of moto is touched: `AmiBackend._load_amis`, and the `amis`, `snapshots` and `tags` of an EC2 backend.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.elastic_block_store import Snapshot

PREPARED_REGION = "us-east-1"
"""The labs' region; images of another one are built when it is first used."""


def build_images_once() -> None:
    """Build the images of the labs' region now, and let every backend that is made from now on copy them."""
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.amis import AmiBackend

    from awslab.cloud.gateway.request import ACCOUNT_ID

    prepared_backend = EC2Backend(PREPARED_REGION, ACCOUNT_ID)
    build: Callable[[EC2Backend], None] = AmiBackend._load_amis

    def load(backend: EC2Backend) -> None:
        if backend.region_name == PREPARED_REGION and backend.account_id == ACCOUNT_ID:
            _copy_images(prepared_backend, backend)
        else:
            build(backend)

    AmiBackend._load_amis = load  # type: ignore[method-assign, assignment]


def _copy_images(prepared_backend: EC2Backend, backend: EC2Backend) -> None:
    for image_id, image in prepared_backend.amis.items():
        image_copy = copy.copy(image)
        image_copy.ec2_backend = backend
        image_copy.ebs_snapshot = _copy_of_snapshot(image.ebs_snapshot, backend)
        image_copy.launch_permissions = list(image.launch_permissions)
        backend.amis[image_id] = image_copy
        backend.snapshots[image_copy.ebs_snapshot.id] = image_copy.ebs_snapshot
        if image_id in prepared_backend.tags:
            backend.tags[image_id] = dict(prepared_backend.tags[image_id])


def _copy_of_snapshot(snapshot: Snapshot, backend: EC2Backend) -> Snapshot:
    snapshot_copy = copy.copy(snapshot)
    snapshot_copy.ec2_backend = backend
    snapshot_copy.create_volume_permission_groups = set(snapshot.create_volume_permission_groups)
    snapshot_copy.create_volume_permission_userids = set(snapshot.create_volume_permission_userids)
    return snapshot_copy
