"""What Amazon ECR refuses.

https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_GUIDE = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/"
_INVALID_POLICY = (
    "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: "
)


@guard("ecr", "PutImage", source=_GUIDE + "image-tag-mutability.html")
def immutable_tags_stay(request: AwsRequest, state: State) -> Refusal | None:
    """In a repository with immutable tags, a tag is not moved to another image. Exclusions are moto's to look at."""
    name, tag = str(request.parameters["repositoryName"]), request.parameters.get("imageTag")
    found = state.backend("ecr", request.region).repositories.get(name)
    if found is None or found.image_tag_mutability != "IMMUTABLE" or not tag:
        return None
    digest = f"sha256:{hashlib.sha256(str(request.parameters['imageManifest']).encode()).hexdigest()}"
    if all(tag not in image.image_tags or image.image_digest == digest for image in list(found.images)):
        return None
    sentence = (
        f"The image tag '{tag}' already exists in the '{name}' repository and cannot be overwritten because the tag"
    )
    return Refusal("ImageTagAlreadyExistsException", f"{sentence} is immutable.", 400)


@guard("ecr", "PutLifecyclePolicy", source=_GUIDE + "lifecycle_policy_parameters.html")
def lifecycle_policy_is_readable(request: AwsRequest, _: State) -> Refusal | None:
    """JSON with rules of unique priorities, each with a selection and the action expire. Beyond the beginning of the
    sentence, the words are not AWS's."""
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
    if any(not isinstance(each, int) or each < 1 for each in priorities):
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
