"""IAM's policy simulator."""

from __future__ import annotations

import json

from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/IAM/latest/APIReference/"
_ALLOW = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)


@row(
    "iam-ok-simulate",
    "SimulatePrincipalPolicy (must work)",
    WORKS,
    status=200,
    source=_API + "API_SimulatePrincipalPolicy.html",
)
def a_roles_policies_are_simulated(aws: Aws) -> Call:
    role = aws.role()
    return lambda: aws.iam.simulate_principal_policy(PolicySourceArn=role, ActionNames=["s3:GetObject"])


@row(
    "iam-ok-simulate-custom",
    "SimulateCustomPolicy (must work)",
    WORKS,
    status=200,
    source=_API + "API_SimulateCustomPolicy.html",
)
def a_policys_text_is_simulated(aws: Aws) -> Call:
    return lambda: aws.iam.simulate_custom_policy(PolicyInputList=[_ALLOW], ActionNames=["s3:GetObject"])


@row(
    "iam-ok-context-keys",
    "GetContextKeysForCustomPolicy (must work)",
    WORKS,
    status=200,
    source=_API + "API_GetContextKeysForCustomPolicy.html",
)
def a_policys_keys_are_listed(aws: Aws) -> Call:
    return lambda: aws.iam.get_context_keys_for_custom_policy(PolicyInputList=[_ALLOW])


@row(
    "iam-ok-context-keys-principal",
    "GetContextKeysForPrincipalPolicy (must work)",
    WORKS,
    status=200,
    source=_API + "API_GetContextKeysForPrincipalPolicy.html",
)
def a_roles_keys_are_listed(aws: Aws) -> Call:
    role = aws.role()
    return lambda: aws.iam.get_context_keys_for_principal_policy(PolicySourceArn=role)


@row(
    "iam-simulate-nobody",
    "SimulatePrincipalPolicy of a user that does not exist",
    "NoSuchEntity",
    status=404,
    source=_API + "API_SimulatePrincipalPolicy.html",
)
def nobody_is_not_simulated(aws: Aws) -> Call:
    nobody = "arn:aws:iam::123456789012:user/nobody"
    return lambda: aws.iam.simulate_principal_policy(PolicySourceArn=nobody, ActionNames=["s3:GetObject"])


@row(
    "iam-simulate-session",
    "SimulatePrincipalPolicy of a role's session",
    "InvalidInput",
    status=400,
    source=_API + "API_SimulatePrincipalPolicy.html",
)
def a_session_is_not_simulated(aws: Aws) -> Call:
    session = "arn:aws:sts::123456789012:assumed-role/app/job"
    return lambda: aws.iam.simulate_principal_policy(PolicySourceArn=session, ActionNames=["s3:GetObject"])


@row(
    "iam-simulate-wildcard",
    "SimulateCustomPolicy of the action s3:*",
    "InvalidInput",
    status=400,
    source=_API + "API_SimulateCustomPolicy.html",
)
def an_action_is_one_action(aws: Aws) -> Call:
    return lambda: aws.iam.simulate_custom_policy(PolicyInputList=[_ALLOW], ActionNames=["s3:*"])


@row(
    "iam-ok-managed-policies",
    "ListPolicies with Scope=AWS: AWS-managed policies are there to attach",
    WORKS,
    status=200,
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
)
def aws_managed_policies_are_listed(aws: Aws) -> Call:
    def attach() -> object:
        listed = aws.iam.list_policies(Scope="AWS", MaxItems=1000)
        role = aws.role().rpartition("/")[2]
        for policy in listed["Policies"][:3]:
            aws.iam.attach_role_policy(RoleName=role, PolicyArn=policy["Arn"])
        if len(listed["Policies"]) < 500:
            raise AssertionError(f"only {len(listed['Policies'])} AWS-managed policies")
        return listed

    return attach


@row(
    "iam-ok-user-boundary",
    "PutUserPermissionsBoundary (must work)",
    WORKS,
    status=200,
    source=_API + "API_PutUserPermissionsBoundary.html",
)
def a_user_gets_a_boundary(aws: Aws) -> Call:
    aws.iam.create_user(UserName="ann")
    policy = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    return lambda: aws.iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=policy)


@row(
    "iam-boundary-missing",
    "CreateUser with a permissions boundary that does not exist",
    "NoSuchEntity",
    status=404,
    source=_API + "API_CreateUser.html",
)
def a_boundary_must_exist(aws: Aws) -> Call:
    policy = "arn:aws:iam::123456789012:policy/missing"
    return lambda: aws.iam.create_user(UserName="ann", PermissionsBoundary=policy)
