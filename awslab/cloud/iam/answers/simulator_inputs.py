"""The parameters of a call to the policy simulator.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from awslab.cloud.iam.actions.catalogue import action as known_action
from awslab.cloud.iam.answers.simulated_principals import NotSimulatedError, SimulatedPrincipal, entity_of
from awslab.cloud.iam.policies.document import Document
from awslab.cloud.iam.policies.parsing import DocumentUse, MalformedPolicyError, parse_policy
from awslab.cloud.iam.policies.policy_set import NamedPolicy
from awslab.cloud.iam.policies.simulation import input_policies
from awslab.cloud.iam.policies.wildcards import resource_fits

Parameters: TypeAlias = Mapping[str, Any]
Results: TypeAlias = dict[str, object]
"""The members of an answer."""

_OWNER = re.compile(r"(?:arn:aws[\w-]*:iam::)?(\d{12})?(?::root)?")


def start_of(marker: str | None, count: int) -> int:
    """Return the index at which a page begins. Raises NotSimulatedError."""
    if marker is None:
        return 0
    if not (str(marker).isdecimal() and int(marker) < count):
        raise NotSimulatedError("InvalidInput", "Invalid Marker.")
    return int(marker)


def caller_of(arn: object) -> SimulatedPrincipal | None:
    """Return the caller that CallerArn names, None without it. Raises NotSimulatedError."""
    return entity_of(str(arn), "CallerArn") if arn else None


def account_of(owner: object) -> str:
    """Return the account of a ResourceOwner, which is its id or the ARN of its root user. Raises NotSimulatedError."""
    account = _OWNER.fullmatch(str(owner or ""))
    if account is None:
        raise NotSimulatedError("InvalidInput", f"ResourceOwner must be an account or its root user: {owner}")
    return account[1] or ""


def boundary_of(parameters: Parameters) -> NamedPolicy | None:
    """Return the policy of PermissionsBoundaryPolicyInputList, which has one at most. Raises NotSimulatedError."""
    boundaries = policies_of(parameters, "PermissionsBoundaryPolicyInputList")
    if len(boundaries) > 1:
        raise NotSimulatedError("InvalidInput", "Only one permissions boundary can be simulated.")
    return boundaries[0] if boundaries else None


def policies_of(parameters: Parameters, parameter: str) -> tuple[NamedPolicy, ...]:
    """Return identity-based policies, named `PolicyInputList.1` and so on. Raises NotSimulatedError."""
    return input_policies(documents_of(parameters, parameter, "identity"), parameter)


def documents_of(parameters: Parameters, parameter: str, use: DocumentUse) -> list[Document]:
    """Return the documents of a parameter. Raises NotSimulatedError."""
    return [document_of_call(str(text), use) for text in parameters.get(parameter) or ()]


def document_of_call(text: str, use: DocumentUse) -> Document:
    """Read a document of the call. Raises NotSimulatedError; AWS does not document its words for a broken one."""
    try:
        return parse_policy(text, use)
    except MalformedPolicyError as fault:
        raise NotSimulatedError("InvalidInput", str(fault)) from fault


def template_of(action: str, resources: Sequence[str]) -> str:
    """Return the ARN template of the first resource's kind (`arn:${Partition}:s3:::${BucketName}`), else `*`."""
    service, _, name = action.partition(":")
    reference = known_action(service.lower(), name)
    if reference is None or resources[0] == "*":
        return "*"
    templates = [kind.template for kind in reference.types]
    # an object's ARN fits the bucket's template as well
    fits = (template for template in templates if resource_fits(_as_pattern(template), resources[0]))
    return max(fits, key=len, default="*")


def _as_pattern(template: str) -> str:
    pieces = template.split("${")
    return pieces[0] + "".join(f"*{piece.partition('}')[2]}" for piece in pieces[1:])
