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
    """Services and actions that do not exist."""
    for element in ("Action", "NotAction"):
        named = statement.get(element)
        for index, action in enumerate(listed(named)):
            if isinstance(action, str) and action != "*":
                place: Path = (*path, element, index) if isinstance(named, list) else (*path, element)
                yield from _of_action(action, place, catalogue)


def _of_action(action: str, path: Path, catalogue: Catalogue) -> Iterator[Finding]:
    service, _, name = action.partition(":")
    if has_wildcard(service):
        return
    if service.lower() not in catalogue.services():
        near = _nearest(service.lower(), catalogue.services())
        sentence = f"The service {service} specified in the action does not exist.{near}"
        yield Finding("ERROR", "INVALID_SERVICE_IN_ACTION", sentence, path)
    elif not any(any_action_fits((name,), each) for each in catalogue.actions(service.lower())):
        names = {each.lower(): f"{service}:{each}" for each in catalogue.actions(service.lower())}
        near = _nearest(name.lower(), names)
        for lower, proper in names.items():
            near = near.replace(f" {lower}?", f" {proper}?")
        yield Finding("ERROR", "INVALID_ACTION", f"The action {action} does not exist.{near}", path)


def _nearest(name: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(name, list(known), 1)
    return f" Did you mean {close[0]}?" if close else ""


def of_passing(statement: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    """Of iam:PassRole on everything, where nothing says to which service."""
    conditions = statement.get("Condition")
    compared = conditions.values() if isinstance(conditions, dict) else ()
    keys = [key.lower() for each in compared if isinstance(each, dict) for key in each]
    actions = [each for each in listed(statement.get("Action")) if isinstance(each, str)]
    passing = [each for each in actions if any_action_fits((each,), _PASS_ROLE)]
    everything = any(_is_everything(str(each)) for each in listed(statement.get("Resource")))
    if statement.get("Effect") != "Allow" or not (passing and everything) or "iam:passedtoservice" in keys:
        return
    if any("*" in each for each in passing):
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


def _is_everything(resource: str) -> bool:
    return resource == "*" or (resource.startswith("arn:") and resource.endswith((":*", ":role/*")))
