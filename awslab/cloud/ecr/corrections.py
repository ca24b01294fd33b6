"""What moto gets wrong of Amazon ECR."""

from __future__ import annotations

from moto.ecr.models import Image as MotoImage

from awslab.cloud.ecr.moto_images import Image, digest
from awslab.cloud.gateway.corrections import Original, correct


@correct(MotoImage, "_create_digest")
def digests_are_of_manifests(_: Original, image: Image) -> None:
    """Take the sha256 digest of the image manifest; moto takes that of the layers' names, or a number at random.

    https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Image.html (imageManifest) and API_ImageIdentifier
    """
    image._image_digest = digest(image.image_manifest)
