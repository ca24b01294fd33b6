"""What Amazon ECR refuses of images and lifecycle policies.

https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from awslab.cloud.ecr.moto_images import digest, repository
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_GUIDE = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/"
_INVALID_POLICY = (
    "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: "
)


@guard("ecr", "PutImage", phase=Phase.STATE, source=_GUIDE + "image-tag-mutability.html")
def immutable_tags_stay(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse to move a tag to another image in a repository with immutable tags; moto looks at exclusions."""
    name, tag = str(request.parameters["repositoryName"]), request.parameters.get("imageTag")
    target = repository(state.account_id, request.region, name)
    if target is None or target.image_tag_mutability != "IMMUTABLE" or not tag:
        return None
    new_digest = digest(str(request.parameters["imageManifest"]))
    if all(tag not in image.image_tags or image.image_digest == new_digest for image in list(target.images)):
        return None
    sentence = (
        f"The image tag '{tag}' already exists in the '{name}' repository and cannot be overwritten because the tag"
    )
    return Refusal("ImageTagAlreadyExistsException", f"{sentence} is immutable.", 400)


@guard("ecr", "PutLifecyclePolicy", phase=Phase.SHAPE, source=_GUIDE + "lifecycle_policy_parameters.html")
def lifecycle_policy_is_well_formed(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse what is not JSON with rules of unique priorities, each with a selection and the action expire.

    Beyond the beginning of the sentence, the words are not AWS's.
    """
    fault = next(_faults(str(request.parameters["lifecyclePolicyText"])), None)
    return Refusal("InvalidParameterException", f"{_INVALID_POLICY}{fault}'", 400) if fault else None


def _faults(text: str) -> Iterator[str]:
    try:
        rules = json.loads(text)["rules"]
    except (ValueError, KeyError, TypeError):
        yield "the policy is no JSON object with rules"
        return
    if not isinstance(rules, list) or not rules:
        yield "there are no rules"
        return
    priorities = [rule.get("rulePriority") if isinstance(rule, Mapping) else None for rule in rules]
    if any(not isinstance(priority, int) or priority < 1 for priority in priorities):
        yield "each rule needs a rulePriority of 1 or more"
    if len(set(map(str, priorities))) != len(priorities):
        yield "rule priorities must be unique"
    for rule in rules:
        if isinstance(rule, Mapping):
            yield from _rule_faults(rule)


def _rule_faults(rule: Mapping[str, Any]) -> Iterator[str]:
    selection = rule.get("selection") or {}
    if (rule.get("action") or {}).get("type") not in ("expire", "transition"):
        yield "the action of a rule is expire"
    if selection.get("tagStatus") not in ("tagged", "untagged", "any"):
        yield "tagStatus is tagged, untagged or any"
    if selection.get("tagStatus") == "tagged" and not (
        selection.get("tagPrefixList") or selection.get("tagPatternList")
    ):
        yield "tagged images need a tagPrefixList or a tagPatternList"
    if selection.get("countType") == "sinceImagePushed" and selection.get("countUnit") != "days":
        yield "sinceImagePushed needs the countUnit days"
    if not isinstance(selection.get("countNumber"), int) or selection["countNumber"] < 1:
        yield "countNumber is 1 or more"
