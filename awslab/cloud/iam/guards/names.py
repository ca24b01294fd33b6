"""What IAM refuses about users, groups, roles and policies that are still in use, or that are none."""

from __future__ import annotations

import re

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.iam.moto_iam import Identities, boundary_arn

_API = "https://docs.aws.amazon.com/IAM/latest/APIReference/"
_ARN = re.compile(r"arn:[\w-]+:iam:[^:]*:(aws|\d{12}):policy/.+")
_ATTACHMENTS = [f"{verb}{kind}Policy" for verb in ("Attach", "Detach") for kind in ("Role", "User", "Group")]


@guard("iam", *_ATTACHMENTS, phase=Phase.SHAPE, source=_API + "API_AttachRolePolicy.html")
def policy_arn_is_well_formed(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse what is no policy's ARN. Recorded from the real service (iam/test_iam.snapshot.json), two spaces
    included."""
    arn = str(request.parameters.get("PolicyArn", ""))
    return None if _ARN.fullmatch(arn) else Refusal("ValidationError", "Invalid ARN:  Could not be parsed!", 400)


@guard("iam", "DeleteUser", phase=Phase.STATE, source=_API + "API_DeleteUser.html")
def user_has_no_dependents(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse to delete a user with groups, keys, a password or MFA devices; moto sees to policies.

    The sentences are those of reports: mozilla-services/userplex/issues/17,
    aws-controllers-k8s/community/issues/2229, cloud-custodian/cloud-custodian/issues/1663 and
    rebuy-de/aws-nuke/issues/281.
    """
    identities = Identities(state.account_id)
    user = identities.user_with_name(str(request.parameters.get("UserName", "")))
    if user is None:
        return None
    if identities.groups_of(user):
        return _conflict("must remove users from group first")
    if user.access_keys:
        return _conflict("must delete access keys first")
    if user.password is not None:
        return _conflict("must delete login profile first")
    return _conflict("must delete MFA device first") if user.mfa_devices else None


@guard("iam", "DeleteGroup", phase=Phase.STATE, source=_API + "API_DeleteGroup.html")
def group_has_no_dependents(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse to delete a group with users or policies.

    https://github.com/hashicorp/terraform/issues/29147; of policies IAM speaks as it does for users and roles.
    """
    group = Identities(state.account_id).group_with_name(str(request.parameters.get("GroupName", "")))
    if group is None:
        return None
    if group.users:
        return _conflict("must remove users from group first")
    if group.managed_policies:
        return _conflict("must detach all policies first")
    return _conflict("must delete policies first") if group.policies else None


@guard("iam", "DeletePolicy", phase=Phase.STATE, source=_API + "API_DeletePolicy.html")
def policy_is_not_in_use(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse to delete a policy that is attached, a boundary, or has other versions. The words are from memory.

    The sentence about a policy that is not there was recorded (iam/test_iam.snapshot.json).
    """
    identities = Identities(state.account_id)
    arn = str(request.parameters.get("PolicyArn", ""))
    policy = identities.managed_policy(arn)
    if policy is None:
        return Refusal("NoSuchEntity", f"Policy {arn} was not found.", 404) if _ARN.fullmatch(arn) else None
    if any(arn in entity.managed_policies or boundary_arn(entity) == arn for entity in identities.all_entities()):
        return Refusal("DeleteConflict", "Cannot delete a policy attached to entities.", 409)
    if len(policy.versions) > 1:
        message = (
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
            "The default version is deleted with the policy."
        )
        return Refusal("DeleteConflict", message, 409)
    return None


@guard("iam", "CreateUser", "CreateGroup", "CreateRole", phase=Phase.IDENTIFIER, source=_API + "API_CreateUser.html")
def name_is_free_in_any_letter_case(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse a name that differs from one that is taken in its letter case only.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
    """
    kind = request.operation.removeprefix("Create")
    name = str(request.parameters.get(f"{kind}Name", ""))
    if Identities(state.account_id).has_similar_name(kind.lower(), name):
        return Refusal("EntityAlreadyExists", f"{kind} with name {name} already exists.", 409)
    return None


def _conflict(reason: str) -> Refusal:
    return Refusal("DeleteConflict", f"Cannot delete entity, {reason}.", 409)
