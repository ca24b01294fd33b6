"""Amazon ECR: repositories and images.

guards/repositories.py   what it refuses of images and lifecycle policies
corrections.py           digests, which moto takes of something else
moto_images.py           moto's repositories and images; ECS asks here whether an image is there
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="ecr",
    title="Amazon ECR",
    moto="ecr",
    model_code="InvalidParameterException",
)
