"""What a call of the simulator brings along.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from awslab.cloud.iam.actions_catalogue import action as known_action
from awslab.cloud.iam.answers.simulate_principal import Entity, NotSimulatedError, entity_of
from awslab.cloud.iam.document import Document
from awslab.cloud.iam.parsing import DocumentUse, MalformedPolicyError, parse_policy
from awslab.cloud.iam.policies import NamedPolicy
from awslab.cloud.iam.simulation import input_policies
from awslab.cloud.iam.wildcards import resource_fits

Parameters = Mapping[str, Any]

_OWNER = re.compile(r"(?:arn:aws[\w-]*:iam::)?(\d{12})?(?::root)?")


def start_of(marker: Any, count: int) -> int:
    """Where a page begins. Raises NotSimulatedError."""
    if marker is None:
        return 0
    if not (str(marker).isdecimal() and int(marker) < count):
        raise NotSimulatedError("InvalidInput", "Invalid Marker.")
    return int(marker)


def caller_of(arn: Any) -> Entity | None:
    """CallerArn, None when it is not given. Raises NotSimulatedError."""
    return entity_of(str(arn), "CallerArn") if arn else None


def account_of(owner: Any) -> str:
    """ResourceOwner is an account's id or the ARN of its root user. Raises NotSimulatedError."""
    found = _OWNER.fullmatch(str(owner or ""))
    if found is None:
        raise NotSimulatedError("InvalidInput", f"ResourceOwner must be an account or its root user: {owner}")
    return found[1] or ""


def boundary_of(given: Parameters) -> NamedPolicy | None:
    """PermissionsBoundaryPolicyInputList, which has one policy at most. Raises NotSimulatedError."""
    found = policies_of(given, "PermissionsBoundaryPolicyInputList")
    if len(found) > 1:
        raise NotSimulatedError("InvalidInput", "Only one permissions boundary can be simulated.")
    return found[0] if found else None


def policies_of(given: Parameters, parameter: str) -> tuple[NamedPolicy, ...]:
    """Identity-based policies, named `PolicyInputList.1` and so on. Raises NotSimulatedError."""
    return input_policies(documents_of(given, parameter, "identity"), parameter)


def documents_of(given: Parameters, parameter: str, use: DocumentUse) -> list[Document]:
    """The documents of a parameter. Raises NotSimulatedError."""
    return [document_of_call(str(text), use) for text in given.get(parameter) or ()]


def document_of_call(text: str, use: DocumentUse) -> Document:
    """A document of the call; which words AWS has for one that cannot be read is not documented."""
    try:
        return parse_policy(text, use)
    except MalformedPolicyError as fault:
        raise NotSimulatedError("InvalidInput", str(fault)) from fault


def template_of(action: str, resources: Sequence[str]) -> str:
    """The ARN of the kind of resource that the first resource is: `arn:${Partition}:s3:::${BucketName}`, else `*`."""
    service, _, name = action.partition(":")
    known = known_action(service.lower(), name)
    if known is None or resources[0] == "*":
        return "*"
    patterns = {each.template: _as_pattern(each.template) for each in known.types}
    fitting = [template for template, pattern in patterns.items() if resource_fits(pattern, resources[0])]
    # an object's ARN fits the bucket's template as well
    return max(fitting, key=len, default="*")


def _as_pattern(template: str) -> str:
    pieces = template.split("${")
    return pieces[0] + "".join(f"*{each.partition('}')[2]}" for each in pieces[1:])
