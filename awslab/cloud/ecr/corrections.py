"""Amazon ECR."""

from __future__ import annotations

import hashlib
from typing import Any

from moto.ecr.models import Image

from awslab.cloud.gateway.corrections import Original, correct


@correct(Image, "_create_digest")
def the_digest_is_the_manifests(_: Original, image: Any) -> None:
    """https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Image.html (imageManifest) and API_ImageIdentifier:
    the sha256 digest of the image manifest; moto takes that of the layers' names, or a number at random."""
    image._image_digest = f"sha256:{hashlib.sha256(image.image_manifest.encode()).hexdigest()}"
