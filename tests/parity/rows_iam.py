"""IAM and STS. What was recorded from the real service is in rows_iam_recorded.py."""

from __future__ import annotations

import json
from typing import Any

from tests.cloud.iam.people import ACCOUNT, People, policy, trust
from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/IAM/latest/APIReference/"
_STS = "https://docs.aws.amazon.com/STS/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
_DENIED = _GUIDE + "troubleshoot_access-denied.html"
_QUOTAS = _GUIDE + "reference_iam-quotas.html"
_TRUST = _GUIDE + "reference_policies_elements_principal.html"
_ROOT = f"arn:aws:iam::{ACCOUNT}:root"


def people(aws: Aws) -> People:
    """Users and roles of the row's sandbox."""
    return People(aws.client)


def created(aws: Aws, document: Any) -> Call:
    """A role with that trust policy."""
    text = document if isinstance(document, str) else json.dumps(document)
    return lambda: aws.iam.create_role(RoleName="app", AssumeRolePolicyDocument=text)


def managed(aws: Aws, name: str = "p") -> str:
    """The ARN of a new managed policy."""
    document = json.dumps(policy("s3:GetObject"))
    return str(aws.iam.create_policy(PolicyName=name, PolicyDocument=document)["Policy"]["Arn"])


@row(
    "iam-trust-resource",
    "CreateRole with a trust policy that has a Resource",
    "MalformedPolicyDocument",
    message="Has prohibited field Resource",
    status=400,
    source=_API + "API_CreateRole.html",
)
def a_trust_policy_with_a_resource(aws: Aws) -> Call:
    document = json.loads(trust(Service="lambda.amazonaws.com"))
    document["Statement"][0]["Resource"] = "*"
    return created(aws, document)


@row(
    "iam-trust-service",
    "CreateRole that trusts a service which does not exist",
    "MalformedPolicyDocument",
    message='Invalid principal in policy: "SERVICE":"nonsense.amazonaws.com"',
    status=400,
    source=_TRUST,
)
def a_service_that_does_not_exist(aws: Aws) -> Call:
    return created(aws, trust(Service="nonsense.amazonaws.com"))


@row("iam-ok-trust-service", "CreateRole that trusts ecs-tasks.amazonaws.com (must work)", WORKS, source=_TRUST)
def a_service_named_otherwise(aws: Aws) -> Call:
    return created(aws, trust(Service="ecs-tasks.amazonaws.com"))


@row("iam-ok-trust-region", "CreateRole that trusts a service in one region (must work)", WORKS, source=_TRUST)
def a_service_of_a_region(aws: Aws) -> Call:
    return created(aws, trust(Service="states.us-east-1.amazonaws.com"))


@row("iam-ok-trust-account", "CreateRole that trusts another account (must work)", WORKS, source=_TRUST)
def another_account(aws: Aws) -> Call:
    return created(aws, trust(AWS="arn:aws:iam::111122223333:role/theirs"))


@row(
    "iam-trust-user",
    "CreateRole that trusts a user who does not exist",
    "MalformedPolicyDocument",
    message=f'Invalid principal in policy: "AWS":"arn:aws:iam::{ACCOUNT}:user/nobody"',
    source=_TRUST,
)
def a_user_who_does_not_exist(aws: Aws) -> Call:
    return created(aws, trust(AWS=f"arn:aws:iam::{ACCOUNT}:user/nobody"))


@row(
    "iam-trust-no-principal",
    "UpdateAssumeRolePolicy without a Principal",
    "MalformedPolicyDocument",
    source=_API + "API_UpdateAssumeRolePolicy.html",
)
def a_trust_policy_of_nobody(aws: Aws) -> Call:
    created(aws, trust(AWS=_ROOT))()
    return lambda: aws.iam.update_assume_role_policy(
        RoleName="app", PolicyDocument=json.dumps({"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]})
    )


@row(
    "iam-attach-malformed",
    "AttachRolePolicy with a PolicyArn that is none",
    "ValidationError",
    message="Invalid ARN:  Could not be parsed!",
    status=400,
    source="recorded from AWS: iam/test_iam test_role_attach_policy#non_existent_malformed_policy_arn",
)
def a_policy_that_is_no_arn(aws: Aws) -> Call:
    created(aws, trust(AWS=_ROOT))()
    return lambda: aws.iam.attach_role_policy(RoleName="app", PolicyArn="longpolicynamewithoutarn")


@row(
    "iam-user-del-group",
    "DeleteUser of a user who is in a group",
    "DeleteConflict",
    message="Cannot delete entity, must remove users from group first.",
    status=409,
    source=_API + "API_DeleteUser.html",
)
def a_user_in_a_group(aws: Aws) -> Call:
    aws.iam.create_user(UserName="ann")
    aws.iam.create_group(GroupName="writers")
    aws.iam.add_user_to_group(UserName="ann", GroupName="writers")
    return lambda: aws.iam.delete_user(UserName="ann")


@row(
    "iam-user-del-key",
    "DeleteUser of a user who has an access key",
    "DeleteConflict",
    message="Cannot delete entity, must delete access keys first.",
    source=_API + "API_DeleteUser.html",
)
def a_user_with_a_key(aws: Aws) -> Call:
    aws.iam.create_user(UserName="ann")
    aws.iam.create_access_key(UserName="ann")
    return lambda: aws.iam.delete_user(UserName="ann")


@row(
    "iam-group-del-user",
    "DeleteGroup of a group with users",
    "DeleteConflict",
    message="Cannot delete entity, must remove users from group first.",
    source=_API + "API_DeleteGroup.html",
)
def a_group_with_a_user(aws: Aws) -> Call:
    a_user_in_a_group(aws)
    return lambda: aws.iam.delete_group(GroupName="writers")


@row(
    "iam-policy-del",
    "DeletePolicy of a policy that is attached",
    "DeleteConflict",
    message="Cannot delete a policy attached to entities.",
    status=409,
    source=_API + "API_DeletePolicy.html",
)
def an_attached_policy(aws: Aws) -> Call:
    created(aws, trust(AWS=_ROOT))()
    arn = managed(aws)
    aws.iam.attach_role_policy(RoleName="app", PolicyArn=arn)
    return lambda: aws.iam.delete_policy(PolicyArn=arn)


@row(
    "iam-policy-del-versions",
    "DeletePolicy of a policy with two versions",
    "DeleteConflict",
    message="This policy has more than one version.",
    source=_API + "API_DeletePolicy.html",
)
def a_policy_with_two_versions(aws: Aws) -> Call:
    arn = managed(aws)
    aws.iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(policy("s3:PutObject")))
    return lambda: aws.iam.delete_policy(PolicyArn=arn)


@row("iam-ok-policy-del", "DeletePolicy of a policy that was detached (must work)", WORKS, source=_API)
def a_policy_that_was_detached(aws: Aws) -> Call:
    created(aws, trust(AWS=_ROOT))()
    arn = managed(aws)
    aws.iam.attach_role_policy(RoleName="app", PolicyArn=arn)
    aws.iam.detach_role_policy(RoleName="app", PolicyArn=arn)
    return lambda: aws.iam.delete_policy(PolicyArn=arn)


@row("iam-user-case", "CreateUser with a name that differs in case only", "EntityAlreadyExists", source=_QUOTAS)
def a_user_of_nearly_the_same_name(aws: Aws) -> Call:
    aws.iam.create_user(UserName="ann")
    return lambda: aws.iam.create_user(UserName="Ann")


@row(
    "iam-attach-quota",
    "AttachUserPolicy of an eleventh managed policy",
    "LimitExceeded",
    message="Cannot exceed quota for PoliciesPerUser: 10",
    status=409,
    source=_QUOTAS,
)
def eleven_policies(aws: Aws) -> Call:
    aws.iam.create_user(UserName="ann")
    arns = [managed(aws, f"p{number}") for number in range(11)]
    for arn in arns[:10]:
        aws.iam.attach_user_policy(UserName="ann", PolicyArn=arn)
    return lambda: aws.iam.attach_user_policy(UserName="ann", PolicyArn=arns[10])


@row(
    "iam-inline-quota",
    "PutUserPolicy with more than 2,048 characters",
    "LimitExceeded",
    message="Maximum policy size of 2048 bytes exceeded for user ann",
    source=_QUOTAS,
)
def a_long_inline_policy(aws: Aws) -> Call:
    aws.iam.create_user(UserName="ann")
    long = json.dumps(policy(*(f"s3:Get{number}" for number in range(300))))
    return lambda: aws.iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=long)


@row(
    "iam-managed-quota",
    "CreatePolicy with more than 6,144 characters",
    "LimitExceeded",
    message="Cannot exceed quota for PolicySize: 6144",
    source=_QUOTAS,
)
def a_long_managed_policy(aws: Aws) -> Call:
    long = json.dumps(policy(*(f"s3:Get{number}" for number in range(600))))
    return lambda: aws.iam.create_policy(PolicyName="p", PolicyDocument=long)


@row(
    "iam-boundary-user",
    "PutUserPermissionsBoundary (must work)",
    WORKS,
    source=_GUIDE + "access_policies_boundaries.html",
)
def a_boundary_of_a_user(aws: Aws) -> Call:
    aws.iam.create_user(UserName="ann")
    arn = managed(aws)
    return lambda: aws.iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=arn)


@row(
    "sts-assume-untrusted",
    "AssumeRole of a role that trusts Lambda only",
    "AccessDenied",
    message=r"User: .+ is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::\d+:role/role",
    status=403,
    source=_STS + "API_AssumeRole.html",
)
def a_role_that_trusts_only_lambda(aws: Aws) -> Call:
    arn = aws.role()
    return lambda: aws.sts.assume_role(RoleArn=arn, RoleSessionName="me")


@row(
    "sts-assume-missing",
    "AssumeRole of a role that does not exist",
    "AccessDenied",
    message="User: .+ is not authorized to perform: sts:AssumeRole on resource: ",
    status=403,
    source=_STS + "API_AssumeRole.html",
)
def a_role_that_does_not_exist(aws: Aws) -> Call:
    return lambda: aws.sts.assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/nobody", RoleSessionName="me")


@row("sts-ok-assume", "AssumeRole of a role that trusts the account (must work)", WORKS, source=_STS)
def a_role_that_trusts_the_account(aws: Aws) -> Call:
    created(aws, trust(AWS=_ROOT))()
    return lambda: aws.sts.assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/app", RoleSessionName="me")


@row(
    "sts-external-id",
    "AssumeRole without the external id that the role wants",
    "AccessDenied",
    status=403,
    source=_GUIDE + "id_roles_common-scenarios_third-party.html",
)
def a_role_that_wants_an_external_id(aws: Aws) -> Call:
    document = json.loads(trust(AWS=_ROOT))
    document["Statement"][0]["Condition"] = {"StringEquals": {"sts:ExternalId": "4711"}}
    created(aws, document)()
    arn = f"arn:aws:iam::{ACCOUNT}:role/app"
    aws.sts.assume_role(RoleArn=arn, RoleSessionName="me", ExternalId="4711")
    return lambda: aws.sts.assume_role(RoleArn=arn, RoleSessionName="me")


@row(
    "sts-duration",
    "AssumeRole for longer than the role's MaxSessionDuration",
    "ValidationError",
    message="The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    source=_STS + "API_AssumeRole.html",
)
def a_session_that_is_too_long(aws: Aws) -> Call:
    call = a_role_that_trusts_the_account(aws)
    call()
    arn = f"arn:aws:iam::{ACCOUNT}:role/app"
    return lambda: aws.sts.assume_role(RoleArn=arn, RoleSessionName="me", DurationSeconds=7200)


@row(
    "sts-badkey",
    "GetCallerIdentity with an access key that does not exist",
    "InvalidClientTokenId",
    message="The security token included in the request is invalid.",
    status=403,
    source=_STS + "CommonErrors.html",
)
def a_key_that_does_not_exist(aws: Aws) -> Call:
    sts = aws.client("sts", key="AKIAIOSFODNN7EXAMPLE", secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    return lambda: sts.get_caller_identity()


@row(
    "iam-passrole",
    "CreateFunction by a user without iam:PassRole",
    "AccessDeniedException",
    message="User: .+/ann is not authorized to perform: iam:PassRole on resource: .+:role/role because no identity-"
    "based policy allows the iam:PassRole action",
    status=403,
    source=_GUIDE + "id_roles_use_passrole.html",
)
def a_function_with_a_role_that_may_not_be_passed(aws: Aws) -> Call:
    arn = aws.role()
    functions = aws.client("lambda", **people(aws).user("ann", policy("lambda:*")))
    return lambda: functions.create_function(
        FunctionName="f", Role=arn, Runtime="python3.13", Handler="f.h", Code={"ZipFile": b"x"}
    )


@row("iam-user-nothing", "GetObject by a user without policies", "AccessDenied", status=403, source=_DENIED)
def an_object_and_no_permission(aws: Aws) -> Call:
    aws.s3.create_bucket(Bucket="box-4711")
    s3 = aws.client("s3", **people(aws).user("ann"))
    return lambda: s3.get_object(Bucket="box-4711", Key="a")


@row(
    "iam-ec2-nothing",
    "RunInstances by a user without policies",
    "UnauthorizedOperation",
    message="You are not authorized to perform this operation.",
    status=403,
    source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
)
def an_instance_and_no_permission(aws: Aws) -> Call:
    ec2 = aws.client("ec2", **people(aws).user("ann"))
    return lambda: ec2.run_instances(ImageId="ami-12345678", MinCount=1, MaxCount=1)


@row(
    "iam-sns-nothing",
    "Publish by a user without policies",
    "AuthorizationError",
    status=403,
    source="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html",
)
def a_topic_and_no_permission(aws: Aws) -> Call:
    arn = aws.sns.create_topic(Name="t")["TopicArn"]
    sns = aws.client("sns", **people(aws).user("ann"))
    return lambda: sns.publish(TopicArn=arn, Message="x")


@row(
    "iam-sqs-nothing",
    "SendMessage by a user without policies",
    "AccessDenied",
    message="User: .+ is not authorized to perform: sqs:sendmessage on resource: ",
    status=403,
    source=_DENIED,
)
def a_queue_and_no_permission(aws: Aws) -> Call:
    url = aws.sqs.create_queue(QueueName="q")["QueueUrl"]
    sqs = aws.client("sqs", **people(aws).user("ann"))
    return lambda: sqs.send_message(QueueUrl=url, MessageBody="x")


@row(
    "iam-explicit-deny",
    "DeleteObject with a Deny in a managed policy",
    "AccessDenied",
    message=".+ with an explicit deny in an identity-based policy",
    status=403,
    source=_DENIED,
)
def a_denied_deletion(aws: Aws) -> Call:
    aws.s3.create_bucket(Bucket="box-4711")
    document = policy("s3:*")
    document["Statement"].append({"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"})
    s3 = aws.client("s3", **people(aws).user("ann", document))
    return lambda: s3.delete_object(Bucket="box-4711", Key="a")


@row(
    "sts-session-session",
    "GetSessionToken with a role's session",
    "AccessDenied",
    message="Cannot call GetSessionToken with session credentials",
    status=403,
    source=_STS + "API_GetSessionToken.html",
)
def a_session_token_for_a_session(aws: Aws) -> Call:
    known = people(aws)
    sts = aws.client("sts", **known.assumed(known.role("app", policy("sts:*"))))
    return lambda: sts.get_session_token()


@row(
    "iam-ok-managed",
    "AttachRolePolicy of a policy that AWS manages (must work)",
    WORKS,
    source=_GUIDE + "access_policies_managed-vs-inline.html",
)
def a_policy_that_aws_manages(aws: Aws) -> Call:
    created(aws, trust(AWS=_ROOT))()
    attach = aws.iam.attach_role_policy
    return lambda: attach(RoleName="app", PolicyArn="arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")


@row(
    "iam-enforced-resource",
    "GetObject by a user whose policy names another bucket",
    "AccessDenied",
    message='User: .+ is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::box-4711/a"',
    status=403,
    source=_GUIDE + "reference_policies_elements_resource.html",
)
def an_object_of_another_bucket(aws: Aws) -> Call:
    s3 = reader(aws, policy("s3:GetObject", resource="arn:aws:s3:::other/*"))
    return lambda: s3.get_object(Bucket="box-4711", Key="a")


@row(
    "iam-enforced-condition",
    "GetObject by a user whose policy has a condition that does not hold",
    "AccessDenied",
    status=403,
    source=_GUIDE + "reference_policies_elements_condition.html",
)
def an_object_from_elsewhere(aws: Aws) -> Call:
    elsewhere = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    s3 = reader(aws, policy("s3:GetObject", Condition=elsewhere))
    return lambda: s3.get_object(Bucket="box-4711", Key="a")


@row(
    "iam-ok-bucket-policy",
    "GetObject by a user whom only the bucket's policy allows (must work)",
    WORKS,
    source=_GUIDE + "access_policies_identity-vs-resource.html",
)
def an_object_that_the_bucket_gives(aws: Aws) -> Call:
    s3 = reader(aws, None)
    document = policy("s3:GetObject", resource="arn:aws:s3:::box-4711/*")
    document["Statement"][0]["Principal"] = {"AWS": f"arn:aws:iam::{ACCOUNT}:user/ann"}
    aws.s3.put_bucket_policy(Bucket="box-4711", Policy=json.dumps(document))
    return lambda: s3.get_object(Bucket="box-4711", Key="a")


@row(
    "iam-enforced-lambda",
    "Invoke by a user without lambda:InvokeFunction",
    "AccessDeniedException",
    message=r"User: .+/ann is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:",
    status=403,
    source=_DENIED,
)
def a_function_and_no_permission(aws: Aws) -> Call:
    functions = aws.client("lambda", **people(aws).user("ann"))
    return lambda: functions.invoke(FunctionName="f")


@row(
    "iam-enforced-dynamodb",
    "PutItem by a user without policies",
    "AccessDeniedException",
    status=400,
    source=_DENIED,
)
def a_table_and_no_permission(aws: Aws) -> Call:
    tables = aws.client("dynamodb", **people(aws).user("ann"))
    return lambda: tables.put_item(TableName="t", Item={"id": {"S": "1"}})


def reader(aws: Aws, document: Any) -> Any:
    """An S3 client of a user with that policy, and an object to read."""
    aws.s3.create_bucket(Bucket="box-4711")
    aws.s3.put_object(Bucket="box-4711", Key="a", Body=b"a")
    return aws.client("s3", **people(aws).user("ann", document))


@row(
    "sts-chained-duration",
    "AssumeRole for two hours by a role's session",
    "ValidationError",
    message="The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    status=400,
    source=_GUIDE + "id_roles.html",
)
def a_long_session_of_a_chained_role(aws: Aws) -> Call:
    known = people(aws)
    sts = aws.client("sts", **known.assumed(known.role("first", policy("sts:AssumeRole"))))
    second = known.role("second")
    aws.iam.update_role(RoleName="second", MaxSessionDuration=43200)
    sts.assume_role(RoleArn=second, RoleSessionName="me")
    return lambda: sts.assume_role(RoleArn=second, RoleSessionName="me", DurationSeconds=7200)
