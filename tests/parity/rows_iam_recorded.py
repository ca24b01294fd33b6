"""Error answers of IAM and STS, recorded from the real service."""

from __future__ import annotations

import json
from functools import partial

from tests.cloud.iam.people import ACCOUNT, policy, trust
from tests.parity.recorded import Calls, recorded
from tests.parity.rows import Aws

_IAM, _STS = "iam/test_iam", "sts/test_sts"
_NOT_PARSED = ("ValidationError", "Invalid ARN:  Could not be parsed!", 400)
_ABSENT = f"arn:aws:iam::{ACCOUNT}:policy/absent"
_NOT_ATTACHABLE = ("NoSuchEntity", f"Policy {_ABSENT} does not exist or is not attachable.", 404)
_SERVICES = (
    *("accountdiscovery.ssm", "acm", "appmesh", "autoscaling-plans", "backup", "batch"),
    *("cassandra.application-autoscaling", "cks.kms", "cloudtrail", "codestar-notifications", "config", "dms"),
    *("dms-fleet-advisor", "docdb-elastic", "ec2-instance-connect", "ec2.application-autoscaling", "ecr", "ecs"),
    *("eks", "eks-connector", "eks-fargate", "eks-nodegroup", "elasticache", "elasticbeanstalk"),
    *("elasticfilesystem", "elasticloadbalancing", "email.cognito-idp", "emr-containers", "emrwal", "fis"),
    *("grafana", "imagebuilder", "iotmanagedintegrations", "kafka", "kafkaconnect", "lakeformation", "lex"),
    *("lightsail", "m2", "memorydb", "mq", "mrk.kms", "notifications", "observability.aoss", "opensearchservice"),
    *("ops.apigateway", "ops.emr-serverless", "opsdatasync.ssm", "opsinsights.ssm", "pullthroughcache.ecr", "ram"),
    *("rds", "redshift", "replication.cassandra", "replication.ecr", "repository.sync.codeconnections"),
    *("resource-explorer-2", "rolesanywhere", "s3-outposts", "ses", "shield", "ssm", "ssm-incidents"),
    *("ssm-quicksetup", "sso", "vpcorigin.cloudfront", "waf", "wafv2"),
)


@recorded(
    _IAM,
    "test_create_role_with_malformed_assume_role_policy_document",
    {"invalid-json": ("MalformedPolicyDocument", "This policy contains invalid Json", 400)},
)
def a_trust_policy_that_is_no_json(aws: Aws) -> Calls:
    return {"invalid-json": lambda: aws.iam.create_role(RoleName="app", AssumeRolePolicyDocument='{"a":')}


@recorded(
    _IAM,
    "test_role_attach_policy",
    {
        "non_existent_malformed_policy_arn": _NOT_PARSED,
        "existing_policy_name_provided": _NOT_PARSED,
        "valid_arn_not_existent": _NOT_ATTACHABLE,
    },
)
def attaching_to_a_role(aws: Aws) -> Calls:
    aws.iam.create_role(RoleName="app", AssumeRolePolicyDocument=trust(Service="lambda.amazonaws.com"))
    name = "a-policy-with-a-long-name"
    aws.iam.create_policy(PolicyName=name, PolicyDocument=json.dumps(policy("s3:GetObject")))
    attach = aws.iam.attach_role_policy
    return {
        "non_existent_malformed_policy_arn": lambda: attach(RoleName="app", PolicyArn="longpolicynamewithoutarn"),
        "existing_policy_name_provided": lambda: attach(RoleName="app", PolicyArn=name),
        "valid_arn_not_existent": lambda: attach(RoleName="app", PolicyArn=_ABSENT),
    }


@recorded(
    _IAM,
    "test_user_attach_policy",
    {
        "non_existent_malformed_policy_arn": _NOT_PARSED,
        "existing_policy_name_provided": _NOT_PARSED,
        "valid_arn_not_existent": _NOT_ATTACHABLE,
    },
)
def attaching_to_a_user(aws: Aws) -> Calls:
    aws.iam.create_user(UserName="ann")
    name = "a-policy-with-a-long-name"
    aws.iam.create_policy(PolicyName=name, PolicyDocument=json.dumps(policy("s3:GetObject")))
    attach = aws.iam.attach_user_policy
    return {
        "non_existent_malformed_policy_arn": lambda: attach(UserName="ann", PolicyArn="longpolicynamewithoutarn"),
        "existing_policy_name_provided": lambda: attach(UserName="ann", PolicyArn=name),
        "valid_arn_not_existent": lambda: attach(UserName="ann", PolicyArn=_ABSENT),
    }


@recorded(
    _IAM,
    "test_delete_non_existent_policy_returns_no_such_entity",
    {"delete-non-existent-policy-exc": ("NoSuchEntity", f"Policy {_ABSENT} was not found.", 404)},
)
def deleting_a_policy_that_is_not_there(aws: Aws) -> Calls:
    return {"delete-non-existent-policy-exc": lambda: aws.iam.delete_policy(PolicyArn=_ABSENT)}


@recorded(
    _IAM,
    "test_server_certificate",
    {
        "get_server_certificate_error": (
            "NoSuchEntity",
            "The Server Certificate with name absent cannot be found.",
            404,
        )
    },
)
def a_certificate_that_is_not_there(aws: Aws) -> Calls:
    return {
        "get_server_certificate_error": lambda: aws.iam.get_server_certificate(ServerCertificateName="absent"),
    }


for _name in _SERVICES:

    @recorded(
        _IAM,
        f"test_service_role_lifecycle_custom_suffix_not_allowed[{_name}.amazonaws.com]",
        {
            "custom-suffix-not-allowed": (
                "InvalidInput",
                f"Custom suffix is not allowed for {_name}.amazonaws.com",
                400,
            )
        },
    )
    def a_suffix_that_the_service_does_not_take(aws: Aws, service: str = f"{_name}.amazonaws.com") -> Calls:
        create = aws.iam.create_service_linked_role
        return {"custom-suffix-not-allowed": lambda: create(AWSServiceName=service, CustomSuffix="x")}


@recorded(
    _IAM,
    "test_service_role_already_exists",
    {
        "role-already-exists-error": (
            "InvalidInput",
            "Service role name AWSServiceRoleForBatch has been taken in this account, please try a different suffix.",
            400,
        )
    },
)
def a_service_linked_role_that_is_there(aws: Aws) -> Calls:
    aws.iam.create_service_linked_role(AWSServiceName="batch.amazonaws.com")
    create = aws.iam.create_service_linked_role
    return {"role-already-exists-error": lambda: create(AWSServiceName="batch.amazonaws.com")}


@recorded(
    _STS,
    "test_assume_role_tag_validation",
    {
        "invalid-transitive-tag-keys": (
            "InvalidParameterValue",
            "The specified transitive tag key must be included in the requested tags.",
            400,
        ),
        "duplicate-tag-keys-different-casing": (
            "InvalidParameterValue",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            400,
        ),
    },
)
def tags_of_a_session(aws: Aws) -> Calls:
    arn = _role(aws, "app")
    tag = {"Key": "team", "Value": "a"}
    assume = aws.sts.assume_role
    return {
        "invalid-transitive-tag-keys": lambda: assume(
            RoleArn=arn, RoleSessionName="me", Tags=[tag], TransitiveTagKeys=["other"]
        ),
        "duplicate-tag-keys-different-casing": lambda: assume(
            RoleArn=arn, RoleSessionName="me", Tags=[tag, {"Key": "Team", "Value": "b"}]
        ),
    }


_TAKEN = (
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the "
    "calling session."
)
_CONFLICT = ("InvalidParameterValue", _TAKEN, 400)
_PATTERN = (
    "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: "
    r"Member must satisfy regular expression pattern: [\w+=,.@-]*"
)


@recorded(
    _STS,
    "test_iam_role_chaining_override_transitive_tags",
    {"override-transitive-tag-error": _CONFLICT, "override-transitive-tag-case-ignore-error": _CONFLICT},
)
def tags_that_a_chained_session_inherits(aws: Aws) -> Calls:
    document = json.dumps(policy("sts:*"))
    first, second = _role(aws, "first"), _role(aws, "second")
    aws.iam.put_role_policy(RoleName="first", PolicyName="p", PolicyDocument=document)
    tag = {"Key": "team", "Value": "a"}
    made = aws.sts.assume_role(RoleArn=first, RoleSessionName="me", Tags=[tag], TransitiveTagKeys=["team"])
    key = made["Credentials"]
    sts = aws.client("sts", key=key["AccessKeyId"], secret=key["SecretAccessKey"], token=key["SessionToken"])
    return {
        "override-transitive-tag-error": lambda: sts.assume_role(
            RoleArn=second, RoleSessionName="me", Tags=[{"Key": "team", "Value": "b"}]
        ),
        "override-transitive-tag-case-ignore-error": lambda: sts.assume_role(
            RoleArn=second, RoleSessionName="me", Tags=[{"Key": "TEAM", "Value": "b"}]
        ),
    }


_ARNS = {
    "malformed-arn": "nothing-valid-in-here",
    "no-partition": "arn::b:::something/test-role",
    "no-service": "arn:a::::something/test-role",
    "not-enough-colons": "arn:a:::something/test-role",
    "no-resource": "arn:a:a::aaaaaaaaaa:",
}


@recorded(
    _STS,
    "test_sts_invalid_parameters",
    {
        **{step: ("ValidationError", f"{arn} is invalid", 400) for step, arn in _ARNS.items()},
        "invalid-session-name": ("ValidationError", _PATTERN, 400),
    },
)
def parameters_that_mean_nothing(aws: Aws) -> Calls:
    assume, role = aws.sts.assume_role, _role(aws, "app")
    return {
        **{step: partial(assume, RoleArn=arn, RoleSessionName="me") for step, arn in _ARNS.items()},
        "invalid-session-name": lambda: assume(RoleArn=role, RoleSessionName="Session1:2"),
    }


def _role(aws: Aws, name: str) -> str:
    document = trust(AWS=f"arn:aws:iam::{ACCOUNT}:root")
    return str(aws.iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"])
