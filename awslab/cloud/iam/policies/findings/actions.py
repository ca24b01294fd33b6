"""What is found in the actions of a policy (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from awslab.cloud.iam.policies.findings.finding import Catalogue, Finding, has_wildcard
from awslab.cloud.iam.policies.policy_text import listed
from awslab.cloud.iam.policies.spans import Path
from awslab.cloud.iam.policies.wildcards import any_action_fits

_PASS_ROLE = "iam:PassRole"


def of_actions(statement: Mapping[str, Any], path: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield findings about services and actions that do not exist."""
    for element in ("Action", "NotAction"):
        value = statement.get(element)
        for index, action in enumerate(listed(value)):
            if isinstance(action, str) and action != "*":
                place: Path = (*path, element, index) if isinstance(value, list) else (*path, element)
                yield from _of_action(action, place, catalogue)


def _of_action(action: str, path: Path, catalogue: Catalogue) -> Iterator[Finding]:
    service, _, name = action.partition(":")
    if has_wildcard(service):
        return
    if service.lower() not in catalogue.services():
        near = _nearest(service.lower(), catalogue.services())
        sentence = f"The service {service} specified in the action does not exist.{near}"
        yield Finding("ERROR", "INVALID_SERVICE_IN_ACTION", sentence, path)
    elif not any(any_action_fits((name,), known_name) for known_name in catalogue.actions(service.lower())):
        names = {known_name.lower(): f"{service}:{known_name}" for known_name in catalogue.actions(service.lower())}
        near = _nearest(name.lower(), names)
        for lower, proper in names.items():
            near = near.replace(f" {lower}?", f" {proper}?")
        yield Finding("ERROR", "INVALID_ACTION", f"The action {action} does not exist.{near}", path)


def _nearest(name: str, names: Collection[str]) -> str:
    matches = difflib.get_close_matches(name, list(names), 1)
    return f" Did you mean {matches[0]}?" if matches else ""


def of_passing(statement: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    """Yield findings about iam:PassRole on all roles without a condition on the service."""
    conditions = statement.get("Condition")
    operators = conditions.values() if isinstance(conditions, dict) else ()
    keys = [key.lower() for item in operators if isinstance(item, dict) for key in item]
    actions = [item for item in listed(statement.get("Action")) if isinstance(item, str)]
    passing_actions = [item for item in actions if any_action_fits((item,), _PASS_ROLE)]
    is_for_everything = any(_is_is_for_everything(str(item)) for item in listed(statement.get("Resource")))
    if (
        statement.get("Effect") != "Allow"
        or not (passing_actions and is_for_everything)
        or "iam:passedtoservice" in keys
    ):
        return
    if any("*" in item for item in passing_actions):
        code, start = "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", "Using wildcards (*) in the action and the resource"
        allows = "iam:PassRole permissions on all resources"
    else:
        code, start = (
            "PASS_ROLE_WITH_STAR_IN_RESOURCE",
            "Using the iam:PassRole action with wildcards (*) in the resource",
        )
        allows = "iam:PassRole permissions on multiple resources"
    sentence = (
        f"{start} can be overly permissive because it allows {allows}. We recommend that you specify resource ARNs or "
        "add the iam:PassedToService condition key to your statement."
    )
    yield Finding("SECURITY_WARNING", code, sentence, (*path, "Resource"))


def _is_is_for_everything(resource: str) -> bool:
    return resource == "*" or (resource.startswith("arn:") and resource.endswith((":*", ":role/*")))
