"""What IAM refuses about users, groups, roles and policies that are still in use, or that are none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/IAM/latest/APIReference/"
_ARN = re.compile(r"arn:[\w-]+:iam:[^:]*:(aws|\d{12}):policy/.+")
_ATTACHMENTS = [f"{verb}{kind}Policy" for verb in ("Attach", "Detach") for kind in ("Role", "User", "Group")]


@guard("iam", *_ATTACHMENTS, source=_API + "API_AttachRolePolicy.html")
def policy_arn_is_one(request: AwsRequest, _: State) -> Refusal | None:
    """Recorded from the real service (iam/test_iam.snapshot.json), two spaces included."""
    arn = str(request.parameters.get("PolicyArn", ""))
    return None if _ARN.fullmatch(arn) else Refusal("ValidationError", "Invalid ARN:  Could not be parsed!", 400)


@guard("iam", "DeleteUser", source=_API + "API_DeleteUser.html")
def user_has_nothing_left(request: AwsRequest, state: State) -> Refusal | None:
    """Policies moto sees to. The sentences are those of reports: mozilla-services/userplex/issues/17,
    aws-controllers-k8s/community/issues/2229, cloud-custodian/cloud-custodian/issues/1663 and
    rebuy-de/aws-nuke/issues/281.
    """
    known = state.backend("iam", "aws")
    user = known.users.get(str(request.parameters.get("UserName", "")))
    if user is None:
        return None
    if any(user in group.users for group in known.groups.values()):
        return _conflict("must remove users from group first")
    if user.access_keys:
        return _conflict("must delete access keys first")
    if user.password is not None:
        return _conflict("must delete login profile first")
    return _conflict("must delete MFA device first") if user.mfa_devices else None


@guard("iam", "DeleteGroup", source=_API + "API_DeleteGroup.html")
def group_has_nothing_left(request: AwsRequest, state: State) -> Refusal | None:
    """https://github.com/hashicorp/terraform/issues/29147; of policies IAM speaks as it does for users and roles."""
    group = state.backend("iam", "aws").groups.get(str(request.parameters.get("GroupName", "")))
    if group is None:
        return None
    if group.users:
        return _conflict("must remove users from group first")
    if group.managed_policies:
        return _conflict("must detach all policies first")
    return _conflict("must delete policies first") if group.policies else None


@guard("iam", "DeletePolicy", source=_API + "API_DeletePolicy.html")
def policy_is_free(request: AwsRequest, state: State) -> Refusal | None:
    """Detached everywhere, also as a boundary, and with no other version. The words are from memory.

    That of a policy that is not there: recorded (iam/test_iam.snapshot.json).
    """
    known = state.backend("iam", "aws")
    arn = str(request.parameters.get("PolicyArn", ""))
    policy = known.managed_policies.get(arn)
    if policy is None:
        return Refusal("NoSuchEntity", f"Policy {arn} was not found.", 404) if _ARN.fullmatch(arn) else None
    entities = [*known.users.values(), *known.groups.values(), *known.roles.values()]
    if any(arn in each.managed_policies or getattr(each, "permissions_boundary_arn", "") == arn for each in entities):
        return Refusal("DeleteConflict", "Cannot delete a policy attached to entities.", 409)
    if len(policy.versions) > 1:
        message = (
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
            "The default version is deleted with the policy."
        )
        return Refusal("DeleteConflict", message, 409)
    return None


@guard("iam", "CreateUser", "CreateGroup", "CreateRole", source=_API + "API_CreateUser.html")
def name_differs_in_more_than_case(request: AwsRequest, state: State) -> Refusal | None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names"""
    kind = request.operation.removeprefix("Create")
    name = str(request.parameters.get(f"{kind}Name", ""))
    known: Mapping[str, Any] = getattr(state.backend("iam", "aws"), f"{kind.lower()}s")
    if any(each.name.lower() == name.lower() for each in known.values()):
        return Refusal("EntityAlreadyExists", f"{kind} with name {name} already exists.", 409)
    return None


def _conflict(reason: str) -> Refusal:
    return Refusal("DeleteConflict", f"Cannot delete entity, {reason}.", 409)
