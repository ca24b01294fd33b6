"""Container images in the account's own ECR, as moto keeps them.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from moto.backends import get_backend

_OWN = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/(?P<name>[^:@]+)"
    r"(?::(?P<tag>[^@]+))?(?:@(?P<digest>sha256:[0-9a-f]{64}))?"
)


def missing_image(account_id: str, containers: Iterable[Mapping[str, Any]]) -> str:
    """Why a task with these containers does not start, because of the first image that is not there; empty if none is.

    Images of other registries are taken as there.
    """
    for container in containers:
        image = str(container.get("image", ""))
        asked = _OWN.fullmatch(image)
        if asked and asked["account"] == account_id and not _is_there(account_id, asked):
            return (
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                f"{image}: {image}: not found"
            )
    return ""


def _is_there(account_id: str, asked: re.Match[str]) -> bool:
    repository = get_backend("ecr")[account_id][asked["region"]].repositories.get(asked["name"])
    if repository is None:
        return False
    wanted, tag = asked["digest"], asked["tag"] or "latest"
    return any(image.image_digest == wanted if wanted else tag in image.image_tags for image in list(repository.images))
