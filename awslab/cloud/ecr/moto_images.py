"""Repositories and images out of moto's ECR: the room's one way to them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, cast

from moto.backends import get_backend

_OWN_IMAGE = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/(?P<name>[^:@]+)"
    r"(?::(?P<tag>[^@]+))?(?:@(?P<digest>sha256:[0-9a-f]{64}))?"
)


class Image(Protocol):
    """A container image."""

    image_tags: Sequence[str]
    image_manifest: str
    _image_digest: str
    """What `image_digest` answers, once it is known."""

    @property
    def image_digest(self) -> str: ...


class Repository(Protocol):
    """A repository."""

    image_tag_mutability: str
    images: Sequence[Image]


def repository(account_id: str, region: str, name: str) -> Repository | None:
    """Return the repository of a name; None when there is none."""
    return cast("Repository | None", get_backend("ecr")[account_id][region].repositories.get(name))


def digest(manifest: str) -> str:
    """Return the digest of an image, which is that of its manifest.

    https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageIdentifier.html
    """
    return f"sha256:{hashlib.sha256(manifest.encode()).hexdigest()}"


def missing_image(account_id: str, containers: Iterable[Mapping[str, object]]) -> str:
    """Return why a task with these containers does not start: its first image that is missing; empty if none is.

    Images of other registries count as there.
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
    """
    for container in containers:
        image = str(container.get("image", ""))
        name = _OWN_IMAGE.fullmatch(image)
        if name and name["account"] == account_id and not _is_there(account_id, name):
            return (
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                f"{image}: {image}: not found"
            )
    return ""


def _is_there(account_id: str, name: re.Match[str]) -> bool:
    its_repository = repository(account_id, name["region"], name["name"])
    if its_repository is None:
        return False
    images = list(its_repository.images)
    if name["digest"]:
        return any(image.image_digest == name["digest"] for image in images)
    return any((name["tag"] or "latest") in image.image_tags for image in images)
