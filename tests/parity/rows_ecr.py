"""ECR."""

from __future__ import annotations

import json
from typing import Any

from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/"
_MEDIA = "application/vnd.docker.distribution.manifest.v2+json"


def _repository(aws: Aws, **given: Any) -> None:
    aws.ecr.create_repository(repositoryName="web", **given)


def _image(number: int = 1, tag: str = "1") -> dict[str, Any]:
    config = {"mediaType": _MEDIA, "size": number, "digest": f"sha256:{number:064x}"}
    manifest = json.dumps({"schemaVersion": 2, "mediaType": _MEDIA, "config": config, "layers": []})
    return {
        "repositoryName": "web",
        "imageManifest": manifest,
        "imageManifestMediaType": _MEDIA,
        "imageTag": tag,
    }


@row(
    "ecr-exists",
    "CreateRepository with a name that is taken",
    "RepositoryAlreadyExistsException",
    message="The repository with name 'web' already exists in the registry with id '123456789012'",
    source=_API + "API_CreateRepository.html",
)
def a_repository_twice(aws: Aws) -> Call:
    _repository(aws)
    return lambda: aws.ecr.create_repository(repositoryName="web")


@row(
    "ecr-name",
    "CreateRepository with capital letters in its name",
    "InvalidParameterException",
    source=_API + "API_CreateRepository.html",
)
def capital_letters(aws: Aws) -> Call:
    return lambda: aws.ecr.create_repository(repositoryName="Web")


@row(
    "ecr-missing",
    "DescribeRepositories that do not exist",
    "RepositoryNotFoundException",
    message="The repository with name 'nope' does not exist in the registry with id '123456789012'",
    source=_API + "API_DescribeRepositories.html",
)
def an_unknown_repository(aws: Aws) -> Call:
    return lambda: aws.ecr.describe_repositories(repositoryNames=["nope"])


@row(
    "ecr-image-missing",
    "DescribeImages with a tag that does not exist",
    "ImageNotFoundException",
    source=_API + "API_DescribeImages.html",
)
def an_unknown_image(aws: Aws) -> Call:
    _repository(aws)
    return lambda: aws.ecr.describe_images(repositoryName="web", imageIds=[{"imageTag": "nope"}])


@row(
    "ecr-immutable",
    "PutImage with a tag that is taken, in a repository with immutable tags",
    "ImageTagAlreadyExistsException",
    source=_GUIDE + "image-tag-mutability.html",
)
def an_immutable_tag(aws: Aws) -> Call:
    _repository(aws, imageTagMutability="IMMUTABLE")
    aws.ecr.put_image(**_image())
    return lambda: aws.ecr.put_image(**_image(2))


@row(
    "ecr-mutable",
    "PutImage with a tag that is taken, in a repository with mutable tags (must work)",
    WORKS,
    source=_GUIDE + "image-tag-mutability.html",
)
def a_mutable_tag(aws: Aws) -> Call:
    _repository(aws)
    aws.ecr.put_image(**_image())
    return lambda: aws.ecr.put_image(**_image(2))


@row(
    "ecr-same-image",
    "PutImage of an image that is there, with the tag that it has",
    "ImageAlreadyExistsException",
    source=_API + "API_PutImage.html",
)
def an_image_twice(aws: Aws) -> Call:
    _repository(aws)
    aws.ecr.put_image(**_image())
    return lambda: aws.ecr.put_image(**_image())


@row(
    "ecr-not-empty",
    "DeleteRepository with images, without force",
    "RepositoryNotEmptyException",
    message="The repository with name 'web' in registry with id '123456789012' cannot be deleted because it still",
    source=_API + "API_DeleteRepository.html",
)
def a_repository_with_images(aws: Aws) -> Call:
    _repository(aws)
    aws.ecr.put_image(**_image())
    return lambda: aws.ecr.delete_repository(repositoryName="web")


@row(
    "ecr-lifecycle-json",
    "PutLifecyclePolicy of a text that is no JSON",
    "InvalidParameterException",
    message="Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint",
    source=_GUIDE + "lifecycle_policy_parameters.html",
)
def a_policy_that_is_no_json(aws: Aws) -> Call:
    _repository(aws)
    return lambda: aws.ecr.put_lifecycle_policy(repositoryName="web", lifecyclePolicyText="nonsense " * 12)


@row(
    "ecr-lifecycle-priority",
    "PutLifecyclePolicy with one priority twice",
    "InvalidParameterException",
    source=_GUIDE + "lifecycle_policy_parameters.html",
)
def one_priority_twice(aws: Aws) -> Call:
    _repository(aws)
    text = json.dumps({"rules": [_rule(), _rule()]})
    return lambda: aws.ecr.put_lifecycle_policy(repositoryName="web", lifecyclePolicyText=text)


@row(
    "ecr-ok-lifecycle",
    "PutLifecyclePolicy that keeps ten images (must work)",
    WORKS,
    source=_GUIDE + "lifecycle_policy_examples.html",
)
def a_lifecycle_policy(aws: Aws) -> Call:
    _repository(aws)
    text = json.dumps({"rules": [_rule()]})
    return lambda: aws.ecr.put_lifecycle_policy(repositoryName="web", lifecyclePolicyText=text)


@row(
    "ecr-lifecycle-missing",
    "GetLifecyclePolicy of a repository without one",
    "LifecyclePolicyNotFoundException",
    source=_API + "API_GetLifecyclePolicy.html",
)
def no_lifecycle_policy(aws: Aws) -> Call:
    _repository(aws)
    return lambda: aws.ecr.get_lifecycle_policy(repositoryName="web")


@row(
    "ecr-policy-missing",
    "GetRepositoryPolicy of a repository without one",
    "RepositoryPolicyNotFoundException",
    source=_API + "API_GetRepositoryPolicy.html",
)
def no_repository_policy(aws: Aws) -> Call:
    _repository(aws)
    return lambda: aws.ecr.get_repository_policy(repositoryName="web")


@row(
    "ecr-policy-json",
    "SetRepositoryPolicy of a text that is no JSON",
    "InvalidParameterException",
    source=_API + "API_SetRepositoryPolicy.html",
)
def a_repository_policy_that_is_no_json(aws: Aws) -> Call:
    _repository(aws)
    return lambda: aws.ecr.set_repository_policy(repositoryName="web", policyText="nonsense")


def _rule() -> dict[str, Any]:
    selection = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10}
    return {"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}
